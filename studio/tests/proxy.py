"""nginx, started with the file that is shipped, before a site that a test makes up."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from studio.tests.outside import AUTHORITY
from studio.tests.post_office import wait_until

HOST = "studio.example"
#: Seconds after which a connection or a server is given up.
PATIENCE = 10
#: Where a regular expression begins in the file.
_PATTERN = re.compile(r"""(?<=[ "])~\*? ?(?=[\^\\])""")
MAIN = """\
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/logs/start.log;
events {{ worker_connections 768; }}
http {{
    types {{
        text/html html; text/css css; application/javascript js; image/svg+xml svg;
    }}
    default_type application/octet-stream;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/passing;
    fastcgi_temp_path {folder}/none;
    uwsgi_temp_path {folder}/none;
    scgi_temp_path {folder}/none;
    include {folder}/studio.conf;
}}
"""


def find() -> str | None:
    """Where nginx is, if it is; Debian keeps it where users have no business."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def free_ports(number):
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Proxy:
    """A running nginx. ``upstream`` are the ports of the site behind it.

    ``most_steps``: more than these no pattern of the file may try for one request.
    """

    def __init__(self, folder: Path, *upstream: int, most_steps: int | None = None, **options: str):
        self.folder = folder
        self.http, self.https, self.purging, blank = free_ports(4)
        (folder / "logs").mkdir()
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        issued = AUTHORITY.issue_cert(HOST)
        certificate.write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
        key.write_bytes(issued.private_key_pem.bytes())
        written = StringIO()
        call_command(
            "configure",
            "nginx",
            http=f"127.0.0.1:{self.http}",
            https=f"127.0.0.1:{self.https}",
            upstream=",".join(f"127.0.0.1:{port}" for port in upstream),
            purge=f"127.0.0.1:{self.purging}",
            blank=f"127.0.0.1:{blank}",
            certificate=certificate,
            key=key,
            challenges=folder,
            cache=folder / "cache",
            logs=folder / "logs",
            stdout=written,
            **options,
        )
        conf = written.getvalue()
        if most_steps:
            conf = _PATTERN.sub(rf"\g<0>(*LIMIT_MATCH={most_steps})", conf)
        (folder / "studio.conf").write_text(conf)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
        command = [find(), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        self.said = checked.stderr
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_until(lambda: answers(self.https))

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def connection(self, protocols=("http/1.1",), name=HOST):
        """A socket over TLS to the site, as a browser opens it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # knows no authority but ours
        AUTHORITY.configure_trust(context)
        context.set_alpn_protocols(protocols)
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE)
        return context.wrap_socket(plain, server_hostname=name)

    def ask(self, path="/", method="GET", body=None, secure=True, **headers):
        """The answer to a request, with its ``body`` as bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE)
        if secure:
            connection.sock = self.connection()
        named = {"Host": HOST} | {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, body=body, headers=named)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def logged(self):
        """What stands in the access log, line by line."""
        return (self.folder / "logs" / "access.log").read_text().splitlines()

    def troubles(self):
        """What stands in its error logs."""
        logs = self.folder / "logs"
        return (logs / "error.log").read_text() + (logs / "start.log").read_text()

    def tell(self):
        """The settings by which the site tells this nginx what has changed."""
        return {
            "nginx": {
                "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
                "LOCATION": f"http://127.0.0.1:{self.purging}",
            }
        }


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def media(name, content):
    """A file where the site keeps uploads."""
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
