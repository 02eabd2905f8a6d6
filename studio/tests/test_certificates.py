"""Before the certificate of the site ends, whoever looks how the site is reads it."""

import ipaddress
import socket
import ssl
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.core.management import call_command

from studio.watching import condition
from studio.watching.condition import State


@pytest.fixture(autouse=True)
def _forgets():
    cache.clear()
    yield
    cache.clear()


def make_certificate(folder, left):
    """Key and certificate of 127.0.0.1 in one file; it ends when ``left`` is over."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "studio.example")])
    end = datetime.now(UTC) + left
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=90))
        .not_valid_after(end)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def listening(settings, certificate=None):
    """A server that BASE_URL names; it counts who comes, and without a certificate says nothing."""
    came, context = [], None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    line, _address = server.accept()
                except OSError:
                    return
                came.append(line)
                if context:
                    with suppress(OSError):
                        context.wrap_socket(line, server_side=True).close()

        Thread(target=serve, daemon=True).start()
        settings.BASE_URL = f"https://127.0.0.1:{server.getsockname()[1]}"
        yield came
        server.shutdown(socket.SHUT_RDWR)
    for line in came:
        line.close()


def found():
    return next(one for one in condition.findings() if one.subject == "Certificate")


@pytest.mark.parametrize(
    ("left", "state", "words"),
    [
        (timedelta(days=60, hours=1), State.GOOD, "It ends in 60 days, on "),
        (timedelta(days=20, hours=1), State.GOOD, "It ends in 20 days, on "),
        (timedelta(days=19, hours=23), State.WATCH, "It ends in 19 days, on "),
        (timedelta(days=7, hours=1), State.WATCH, "It ends in 7 days, on "),
        (timedelta(days=6, hours=23), State.BAD, "It ends in 6 days, on "),
        (timedelta(days=-2), State.BAD, "It ended on "),
    ],
)
def test_the_fewer_days_are_left_the_louder_it_is_told(db, settings, tmp_path, left, state, words):
    with listening(settings, make_certificate(tmp_path, left)):
        line = found()

    assert (line.state, line.words[: len(words)]) == (state, words)
    assert ("certbot renew" in line.advice) == (state > State.GOOD)


def test_status_tells_it_and_asks_once_an_hour(db, settings, tmp_path, capsys):
    with listening(settings, make_certificate(tmp_path, timedelta(days=3))) as came:
        for _time in range(2):
            with pytest.raises(SystemExit):
                call_command("status")
        assert len(came) == 1

    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("Certificate") and "Needs you" in line for line in lines) == 2


def test_an_address_that_leads_nowhere_from_here_alarms_nobody(db, settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.BASE_URL = f"https://127.0.0.1:{server.getsockname()[1]}"
    line = found()

    assert line.state == State.GOOD
    assert "is not reached from here" in line.words


def test_a_server_that_says_nothing_holds_the_page_for_two_seconds_and_once(db, settings):
    with listening(settings) as came:
        began = time.monotonic()
        assert found().state == State.GOOD
        assert 1.5 < time.monotonic() - began < 15
        found()
        assert len(came) == 1


def test_an_address_without_https_has_none_and_visitors_ask_nobody(
    db, settings, client, home_page, tmp_path
):
    assert "Certificate" not in [one.subject for one in condition.findings()]
    with listening(settings, make_certificate(tmp_path, timedelta(days=3))) as came:
        assert client.get("/").status_code == 200
        assert client.get("/health/ready/").status_code == 200
        assert came == []
