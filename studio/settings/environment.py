"""Every setting that comes from outside, in one table, read by one reader.

A value that makes no sense stops the program with one sentence naming the
variable (exit code 1): a site that starts on a mistyped setting is worse than
one that does not start. ``.env.example`` lists the same names, held equal by a
test.
"""

import difflib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dotenv import dotenv_values
from environs import Env, EnvError

PROJECT = Path(__file__).resolve().parent.parent.parent

#: Name → what it is for. The order is that of ``.env.example``.
VARIABLES: dict[str, str] = {
    "SECRET_KEY": "Signs links and sessions: at least 50 characters, never shared. "
    "Production refuses to start without it.",
    "BASE_URL": "The public address, without a path, as in https://studio.example",
    "ALLOWED_HOSTS": "Further host names the site answers to, separated by commas",
    "DATABASE_URL": "sqlite:///absolute/path.sqlite3 or postgres://user:password@host/name",
    "DATABASE_POOL_SIZE": "PostgreSQL connections each web process may hold, 1 to 100",
    "DATA_DIR": "The folder of the SQLite file, pictures and documents",
    "EMAIL_URL": "smtp://user:password@host:587/?tls=True, or console:// to print letters",
    "DEFAULT_FROM_EMAIL": "The sender of the site's letters",
    "TIME_ZONE": "The studio's time zone, as in Europe/Berlin",
    "LANGUAGE_CODE": "The language of the site: en or en-gb",
    "BEHIND_PROXY": "yes when a proxy of yours ends HTTPS and sets X-Forwarded-Proto",
    "HSTS_SECONDS": "How long browsers may insist on HTTPS, 0 to 63072000",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
}


def refuse(name: str, reason: str) -> NoReturn:
    """End the program with a sentence that names the variable."""
    raise SystemExit(f"Studio cannot start: {name} {reason}.")


class Settings:
    """Typed access to the variables of this process (and of ``.env``, if read)."""

    def __init__(self) -> None:
        self._env = Env()

    def read_file(self, path: Path) -> None:
        """Read a ``.env`` file; the process' own variables win over it.

        A name that is not in the table is refused, for it is a typing error.
        """
        if not path.is_file():
            return
        for name in dotenv_values(path):
            if name not in VARIABLES:
                near = difflib.get_close_matches(name, VARIABLES, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                refuse(name, f"(in {path.name}) is not a setting of this site{hint}")
        self._env.read_env(str(path), recurse=False)

    def _read(self, kind: str, name: str, expected: str, default: Any) -> Any:
        if name not in VARIABLES:
            raise LookupError(f"{name} is missing in the table of settings")
        if os.environ.get(name) == "":
            return default  # `NAME=` means: not set
        try:
            return getattr(self._env, kind)(name, default)
        except (EnvError, ValueError):
            return refuse(name, f"must be {expected}")

    def text(
        self, name: str, default: str, *, must: Callable[[str], bool] = bool, be: str = "a text"
    ) -> str:
        """A text that satisfies ``must``; ``be`` ends the sentence "must be …"."""
        value = self._read("str", name, be, default).strip()
        if "\x00" in value or not must(value):
            refuse(name, f"must be {be}")
        return value

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number between ``least`` and ``most``, both included."""
        expected = f"a whole number from {least} to {most}"
        value = self._read("int", name, expected, default)
        if not least <= value <= most:
            refuse(name, f"must be {expected}")
        return value

    def switch(self, name: str, default: bool) -> bool:
        """Yes or no, in any of the usual spellings."""
        return self._read("bool", name, "yes or no", default)

    def words(self, name: str) -> list[str]:
        """Words separated by commas."""
        return [word.strip() for word in self._read("list", name, "a list", []) if word.strip()]

    def choice(self, name: str, default: str, among: set[str]) -> str:
        """One of a few words."""
        return self.text(
            name, default, must=among.__contains__, be="one of " + ", ".join(sorted(among))
        )

    def time_zone(self, name: str, default: str) -> str:
        """A name of the IANA time zone database."""
        return self.text(
            name,
            default,
            must=available_timezones().__contains__,
            be="a time zone such as Europe/Berlin",
        )

    def origin(self, name: str, default: str) -> str:
        """``scheme://host[:port]`` without a path (RFC 6454)."""

        def is_origin(value: str) -> bool:
            try:
                parts = urlsplit(value)
                return (
                    parts.scheme in {"http", "https"}
                    and bool(parts.hostname)
                    and parts.port != 0
                    and parts.path in {"", "/"}
                    and not (parts.query or parts.fragment or parts.username)
                )
            except ValueError:
                return False

        example = "an address such as https://studio.example"
        return self.text(name, default, must=is_origin, be=example).rstrip("/")

    def database(self, name: str, default: str) -> dict[str, Any]:
        """A database configuration: SQLite or PostgreSQL, nothing else."""
        expected = "sqlite:///path/to/file or postgres://user:password@host/name"
        config = self._read("dj_db_url", name, expected, default)
        engine = config.get("ENGINE", "")
        if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
            refuse(name, f"must be {expected}")
        if not config.get("NAME"):
            refuse(name, "must name a database")
        return config

    def email(self, name: str, default: str) -> dict[str, Any]:
        """Django's ``EMAIL_*`` settings from one URL."""
        expected = "an address such as smtp://user:password@host:587/?tls=True"
        config = self._read("dj_email_url", name, expected, default)
        if not config.get("EMAIL_BACKEND"):
            refuse(name, f"must be {expected}")
        return {key: value for key, value in config.items() if value is not None}
