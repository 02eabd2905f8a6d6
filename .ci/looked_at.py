"""What whoever followed docs/operating.md may expect; run by machine.py on the machine itself."""

import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

HOST = "studio.example"
ROOT = f"https://{HOST}"
BACKUPS = Path("/var/backups/studio")
UNITS = ("postgresql", "nginx", "studio-web", "studio-worker", "studio-backup.timer")
PATIENCE = 60


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_facts: object) -> None:
        return None


TRUSTED = ssl.create_default_context(cafile=f"/etc/letsencrypt/live/{HOST}/fullchain.pem")
BROWSER = urllib.request.build_opener(
    urllib.request.HTTPSHandler(context=TRUSTED), urllib.request.HTTPCookieProcessor(CookieJar())
)
STAYING = urllib.request.build_opener(_Staying)

failed = 0


def expect(what: str, is_so: bool, otherwise: object = "") -> None:
    """Say whether it is so."""
    global failed
    print(f"{'ok  ' if is_so else 'FAIL'}  {what}" + ("" if is_so else f": {otherwise}"))
    failed += not is_so


def run(*command: str) -> str:
    """What a command says, failure or not."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    return (done.stdout + done.stderr).strip()


def status(url: str) -> tuple[int, str]:
    """The status of an address, and where it leads."""
    try:
        with STAYING.open(url, timeout=PATIENCE) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Location", "")


def services() -> None:
    """All run, and would after a restart."""
    for unit in UNITS:
        expect(f"{unit} runs", (said := run("systemctl", "is-active", unit)) == "active", said)
        expect(f"{unit} starts by itself", run("systemctl", "is-enabled", unit) == "enabled")
    said = run("systemctl", "--failed", "--no-legend", "--plain")
    expect("nothing has failed", "studio" not in said and "nginx" not in said, said)


def visitors() -> None:
    """HTTPS alone, with the headers that are promised, and a style sheet."""
    expect("HTTP leads to HTTPS", status(f"http://{HOST}/") == (301, f"{ROOT}/"))
    with BROWSER.open(f"{ROOT}/", timeout=PATIENCE) as answer:
        page, headers = answer.read().decode(), answer.headers
    expect("the front door opens", "The name of the studio" in page, page[:300])
    expect("browsers insist on HTTPS", "max-age" in headers.get("Strict-Transport-Security", ""))
    policy = headers.get("Content-Security-Policy", "")
    expect("the policy is strict", "default-src 'none'" in policy and "unsafe" not in policy)
    expect("no cookie", "Set-Cookie" not in headers)
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page)
    with BROWSER.open(ROOT + sheet[1], timeout=PATIENCE) as answer:
        expect("style sheets are served", answer.status == 200 and bool(answer.read()))
    with BROWSER.open(f"{ROOT}/", timeout=PATIENCE) as answer:
        kept = answer.headers.get_all("Cache-Status") or []
    expect("nginx keeps pages", any("hit" in line.lower() for line in kept), kept)


def owner(password: str) -> None:
    """Who was made at the terminal can sign in."""
    with BROWSER.open(f"{ROOT}/admin/", timeout=PATIENCE) as answer:
        page, url = answer.read().decode(), answer.url
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    name = "login" if 'name="login"' in page else "username"
    typed = {"csrfmiddlewaretoken": token, name: "owner", "password": password}
    form = urllib.request.Request(
        url, urllib.parse.urlencode(typed).encode(), {"Referer": url, "Origin": ROOT}
    )
    with BROWSER.open(form, timeout=PATIENCE) as answer:
        inside = answer.url == f"{ROOT}/admin/" and "Settings" in answer.read().decode()
    expect("the owner signs in", inside, answer.url)


def data() -> None:
    """It lies in PostgreSQL, and a backup of it proves itself."""
    count = "SELECT count(*) FROM wagtailcore_page"
    rows = run("sudo", "-u", "postgres", "psql", "-At", "studio", "-c", count)
    expect("pages lie in PostgreSQL", rows.isdigit() and int(rows) > 1, rows)
    said = run("systemctl", "start", "studio-backup.service")
    expect("a backup is made", not said, said)
    backups = sorted(path for path in BACKUPS.iterdir() if path.suffix in {".tar", ".age"})
    expect("it is there", bool(backups), list(BACKUPS.iterdir()))
    if backups:
        said = run("studio", "backup", "--check", str(backups[-1]))
        expect("it proves itself", said.count("proved   ") == 5, said)


def main() -> None:
    """Look at everything, then fail if anything is not as promised."""
    services()
    visitors()
    owner(sys.argv[1])
    data()
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
