import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from studio import media
from studio.settings.environment import PROJECT

#: The files that are shipped; names between @ are for this command to replace.
FILES = Path(__file__).parents[2] / "deploy"
#: What is asked for → the file of it.
PROGRAMS = {
    "nginx": "nginx.conf",
    "logrotate": "logrotate.conf",
    **{
        unit: unit
        for unit in (
            *("studio-web.service", "studio-worker.service"),
            *("studio-backup.service", "studio-backup.timer"),
        )
    },
}
#: Who may read what in the bucket of ``MEDIA_STORAGE``: no file of it.
BUCKET = "bucket"
#: Option → what it is unless told otherwise, and what it is for.
OPTIONS = {
    "http": ("80,[::]:80", "addresses for HTTP, separated by commas"),
    "https": ("443,[::]:443", "addresses for HTTPS"),
    "upstream": (
        "127.0.0.1:8000",
        "where gunicorn listens, unix:/path for a socket; for nginx several, separated by commas",
    ),
    "certificate": ("/etc/letsencrypt/live/@HOST@/fullchain.pem", "of the site"),
    "key": ("/etc/letsencrypt/live/@HOST@/privkey.pem", "of the certificate"),
    "challenges": ("/var/www/html", "folder of what proves the address to who signs"),
    "cache": ("/var/cache/studio", "folder of kept pages"),
    "cache-size": ("500m", "the most that is kept"),
    "logs": ("/var/log/studio", "folder of the logs; it has to exist"),
    "purge": ("127.0.0.1:8081", "where the site says that a page has changed (PURGE_URL)"),
    "blank": ("127.0.0.1:8082", "for nginx itself"),
    "user": ("studio", "as whom the site runs, for systemd"),
    "processes": ("2", "of gunicorn's, for systemd"),
    "backups": (
        "/var/backups/studio",
        "folder of backups, for systemd; it has to exist; BACKUP_DIR where that is set",
    ),
}


class Command(BaseCommand):
    help = (
        "Print the configuration of nginx, logrotate or systemd for this site, or the policy of its "
        "bucket, with the settings in place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("program", choices=[*PROGRAMS, BUCKET])
        # what the settings say already need not be said again, and cannot be said otherwise by mistake
        known = {"backups": settings.BACKUP_DIR}
        for name, (usual, meaning) in OPTIONS.items():
            default = known.get(name) or usual
            parser.add_argument(
                f"--{name}", default=default, help=f"{meaning} ({default})".replace("%", "%%")
            )

    def handle(self, *, program: str, **options: Any) -> None:
        if program == BUCKET:
            self.stdout.write(json.dumps(_policy(), indent=2))
            return
        if program == "logrotate" and not settings.ACCESS_LOG_DAYS:
            raise CommandError("ACCESS_LOG_DAYS is 0: nginx writes no access log then.")
        chosen = {
            name.upper().replace("-", "_"): str(options[name.replace("-", "_")]) for name in OPTIONS
        }
        text = (FILES / PROGRAMS[program]).read_text()
        if settings.MEDIA_ORIGINS:
            text = re.sub(r" *# \{pictures\n.*?# \}pictures\n", "", text, flags=re.DOTALL)
        text = re.sub(r" *# [{}]pictures\n", "", text)
        # of what holds other names first
        self.stdout.write(filled(text, chosen | _values(chosen)), ending="")


def _values(chosen: dict[str, str]) -> dict[str, str]:
    """What the settings say, by the names it has in the files."""
    address = urlsplit(settings.BASE_URL)
    days = settings.ACCESS_LOG_DAYS
    log = f"{chosen['LOGS']}/access.log studio buffer=32k flush=1s"
    return {
        "HOST": address.hostname or "",
        "HOSTS": " ".join(dict.fromkeys([address.hostname, *settings.ALLOWED_HOSTS])),
        "BASE_URL": settings.BASE_URL,
        "STATIC": str(settings.STATIC_ROOT),
        "MEDIA": str(settings.MEDIA_ROOT),
        "DATA": str(Path(settings.MEDIA_ROOT).parent),
        "PROJECT": str(PROJECT),
        "PYTHON": sys.executable,
        "ADMIN": reverse("wagtailadmin_home"),
        "SESSION": settings.SESSION_COOKIE_NAME,
        "ACCESS_LOG": log if days else "off",
        "DAYS": str(days),
        "OLD": str(max(0, days - 1)),  # beside the one of today
        "AWAY": _("This site is away for a moment. Please try again."),
    }


def _policy() -> dict[str, Any]:
    """Everybody may read pictures, and nobody else anything: documents are handed out by the site."""
    if not settings.MEDIA_ORIGINS:
        raise CommandError("MEDIA_STORAGE is not set: pictures and documents lie on disk.")
    bucket = settings.MEDIA_OPTIONS["bucket_name"]
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "EverybodyMayReadPictures",
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": [f"arn:aws:s3:::{bucket}/{folder}/*" for folder in media.FOLDERS],
            }
        ],
    }


def filled(text: str, values: dict[str, str]) -> str:
    """``text`` with its names replaced; a line that listens or serves is repeated for each address."""
    lines = []
    for line in text.splitlines(keepends=True):
        repeated = re.match(r" *(?:listen @(HTTPS?)@|server @(UPSTREAM)@)", line)
        if repeated:
            name = repeated[1] or repeated[2]
            lines += [line.replace(f"@{name}@", each) for each in values[name].split(",")]
        else:
            lines.append(line)
    text = "".join(lines)
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
