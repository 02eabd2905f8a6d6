"""The site as it stands in production: gunicorn, hashed files, headers, HTTPS."""

import http.client
import os
import re
import subprocess
import sys

import pytest

from studio.settings.environment import PROJECT
from studio.tests import served
from studio.tests.observatory import Visited, score
from studio.tests.served import PROXY

pytestmark = pytest.mark.own_database


@pytest.fixture(scope="module")
def production(furnished, tmp_path_factory):
    """The port of a production server with a small site."""
    site = served.Served(served.copy(furnished, tmp_path_factory.mktemp("production")))
    yield site.port
    site.stop()


def ask(port, path, headers=PROXY):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode(errors="replace")


def test_plain_http_is_led_to_https_but_a_probe_is_answered(production):
    status, headers, _body = ask(production, "/", {"Host": "studio.example"})

    assert (status, headers["Location"]) == (301, "https://studio.example/")
    assert ask(production, "/health/ready/", {"Host": "10.0.0.7"})[0] == 200


def test_a_page_carries_every_header_that_protects_it_and_no_cookie(production):
    status, headers, _body = ask(production, "/")

    assert status == 200
    protecting = {
        "Content-Security-Policy",
        "Strict-Transport-Security",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    }
    assert {name for name in protecting if name not in headers} == set()
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "points", "bonus_for_cookies"), [("/", 130, 0), ("/admin/login/", 135, 5)]
)
def test_the_observatory_would_give_it_more_than_125(production, path, points, bonus_for_cookies):
    _status, plain, _body = ask(production, path, {"Host": "studio.example"})
    status, headers, body = ask(production, path)
    visited = Visited(
        url=f"https://studio.example{path}",
        headers=dict(headers.items()),
        body=body,
        cookies=headers.get_all("Set-Cookie") or [],
        led_to=plain["Location"] or "",
    )

    assert status == 200
    assert score(visited) == (
        points,
        {
            "content_security_policy": 10,
            "cookies": bonus_for_cookies,
            "cross_origin_resource_policy": 10,
            "cross_origin_resource_sharing": 0,
            "redirection": 0,
            "referrer_policy": 5,
            "strict_transport_security": 0,  # 5 where browsers know the site by heart
            "subresource_integrity": 0,
            "x_content_type_options": 0,
            "x_frame_options": 5,
        },
    )


def test_static_files_have_hashed_names_and_may_be_kept_for_ever(production):
    _status, _headers, body = ask(production, "/")
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', body)

    assert styles
    for address in styles:
        assert re.search(r"\.[0-9a-f]{12}\.css$", address), address
        status, headers, _style = ask(production, address)
        assert status == 200
        assert "immutable" in headers["Cache-Control"]


def test_a_missing_page_is_a_page_of_the_site(production):
    status, _headers, body = ask(production, "/nowhere/")

    assert status == 404
    assert "Studio Elsewhere" in body
    assert "Traceback" not in body


def test_a_forged_host_is_refused(production):
    assert ask(production, "/", {"Host": "evil.example", "X-Forwarded-Proto": "https"})[0] == 400


def test_the_sign_in_sends_its_cookie_over_https_alone(production):
    _status, headers, _body = ask(production, "/admin/login/")

    assert re.search(r"csrftoken=.*; Secure", headers["Set-Cookie"])


def test_a_password_made_under_development_settings_opens_nothing_in_production(
    furnished, tmp_path
):
    served.copy(furnished, tmp_path)
    make = (
        "from django.contrib.auth import get_user_model as m;"
        "m().objects.create_superuser('admin', password='studio')"
    )
    try_it = (
        "from django.contrib.auth import authenticate as a;"
        "print(a(username='admin', password='studio'))"
    )

    def run(settings, *command):
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "STUDIO_ENV_FILE": "",
            "SECRET_KEY": "0123456789abcdefghij" * 3,
            "BASE_URL": "https://studio.example",
            "DJANGO_SETTINGS_MODULE": f"studio.settings.{settings}",
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    run("development", "shell", "--no-imports", "--command", make)

    assert run("development", "shell", "--no-imports", "--command", try_it) == "admin"
    assert run("production", "shell", "--no-imports", "--command", try_it) == "None"


def test_without_its_static_files_it_does_not_start(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "STUDIO_ENV_FILE": "",
        "SECRET_KEY": "0123456789abcdefghij" * 3,
        "BASE_URL": "https://studio.example",
    }

    done = subprocess.run(
        [sys.executable, "-c", "import studio.wsgi"],
        cwd=PROJECT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.endswith("Studio cannot start: run manage.py collectstatic first.\n")
