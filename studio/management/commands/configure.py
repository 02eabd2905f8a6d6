import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

#: The files that are shipped; names between @ are for this command to replace.
FILES = Path(__file__).parents[2] / "deploy"
#: Option → what it is unless told otherwise, and what it is for.
OPTIONS = {
    "http": ("80,[::]:80", "addresses for HTTP, separated by commas"),
    "https": ("443,[::]:443", "addresses for HTTPS"),
    "upstream": ("127.0.0.1:8000", "where gunicorn listens; unix:/path for a socket"),
    "certificate": ("/etc/letsencrypt/live/@HOST@/fullchain.pem", "of the site"),
    "key": ("/etc/letsencrypt/live/@HOST@/privkey.pem", "of the certificate"),
    "challenges": ("/var/www/html", "folder of what proves the address to who signs"),
    "cache": ("/var/cache/studio", "folder of kept pages"),
    "cache-size": ("500m", "the most that is kept"),
    "logs": ("/var/log/studio", "folder of the logs; it has to exist"),
    "purge": ("127.0.0.1:8081", "where the site says that a page has changed (PURGE_URL)"),
    "blank": ("127.0.0.1:8082", "for nginx itself"),
}


class Command(BaseCommand):
    help = (
        "Print the configuration of nginx or logrotate for this site, with the settings in place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("program", choices=["nginx", "logrotate"])
        for name, (default, meaning) in OPTIONS.items():
            parser.add_argument(f"--{name}", default=default, help=f"{meaning} ({default})")

    def handle(self, *, program: str, **options: Any) -> None:
        if program == "logrotate" and not settings.ACCESS_LOG_DAYS:
            raise CommandError("ACCESS_LOG_DAYS is 0: nginx writes no access log then.")
        address = urlsplit(settings.BASE_URL)
        days = settings.ACCESS_LOG_DAYS
        chosen = {
            name.upper().replace("-", "_"): str(options[name.replace("-", "_")]) for name in OPTIONS
        }
        # of what holds other names first
        values = chosen | {
            "HOST": address.hostname,
            "HOSTS": " ".join(dict.fromkeys([address.hostname, *settings.ALLOWED_HOSTS])),
            "BASE_URL": settings.BASE_URL,
            "STATIC": str(settings.STATIC_ROOT),
            "MEDIA": str(settings.MEDIA_ROOT),
            "ADMIN": reverse("wagtailadmin_home"),
            "SESSION": settings.SESSION_COOKIE_NAME,
            "ACCESS_LOG": f"{chosen['LOGS']}/access.log studio buffer=32k flush=1s"
            if days
            else "off",
            "DAYS": str(days),
            "OLD": str(max(0, days - 1)),  # beside the one of today
            "AWAY": _("This site is away for a moment. Please try again."),
        }
        text = (FILES / f"{program}.conf").read_text()
        self.stdout.write(filled(text, values), ending="")


def filled(text: str, values: dict[str, str]) -> str:
    """``text`` with its names replaced; a line that listens is repeated for each address."""
    lines = []
    for line in text.splitlines(keepends=True):
        listening = re.search(r"listen @(HTTPS?)@", line)
        if listening:
            name = listening[1]
            lines += [line.replace(f"@{name}@", each) for each in values[name].split(",")]
        else:
            lines.append(line)
    text = "".join(lines)
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
