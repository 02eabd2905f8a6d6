"""Every setting that comes from outside, read by one reader.

A value that makes no sense stops the program with one sentence naming the
variable (exit code 1): a site that starts on a mistyped setting is worse than
one that does not start. Which there are: :mod:`studio.settings.variables`.
"""

import difflib
import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from dotenv import dotenv_values
from environs import Env, EnvError

from studio.settings.variables import VARIABLES

PROJECT = Path(__file__).resolve().parent.parent.parent


_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*", re.IGNORECASE)


def _is_search(url: str) -> bool:
    """Whether it is empty or the address of a server, without a path."""
    try:
        parts = urlsplit(url)
        is_host = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False
    is_server = parts.scheme in {"http", "https"} and is_host and parts.path in {"", "/"}
    return not url or (is_server and not parts.query and not parts.fragment)


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def is_strong_key(key: str) -> bool:
    """Whether nobody guesses it, and it is none of those that stand in the code."""
    return len(key) >= 50 and len(set(key)) >= 5 and not key.startswith("for-")


def refuse(name: str, reason: str) -> NoReturn:
    """End the program with a sentence that names the variable."""
    raise SystemExit(f"Studio cannot start: {name} {reason}.")


class Settings:
    """Typed access to the variables of this process (and of ``.env``, if read)."""

    def __init__(self) -> None:
        self._env = Env()

    def read_file(self, path: Path | None = None) -> None:
        """Read a ``.env`` file; the process' own variables win over it.

        It stands beside ``manage.py`` unless ``STUDIO_ENV_FILE`` names another, or
        nothing: tests must not depend on the settings of who runs them. A name
        that is not in the table is refused, for it is a typing error.
        """
        named = os.environ.get("STUDIO_ENV_FILE")
        path = path or (PROJECT / ".env" if named is None else Path(named or os.devnull))
        try:
            if not path.is_file():
                return
            names = list(dotenv_values(path))
        except OSError as error:
            refuse(str(path), f"cannot be read by this account: {error.strerror}")
        except UnicodeDecodeError:
            refuse(str(path), "is not a text in UTF-8")
        for name in names:
            if name not in VARIABLES:
                near = difflib.get_close_matches(name, VARIABLES, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                refuse(name, f"(in {path.name}) is not a setting of this site{hint}")
        self._env.read_env(str(path), recurse=False)

    def _read(self, kind: str, name: str, expected: str, default: Any) -> Any:
        if name not in VARIABLES:
            raise LookupError(f"{name} is missing in the table of settings")
        # `NAME=` means: not set; the default is then read as if a name that nobody has were asked
        asked = f"{name} " if os.environ.get(name) == "" else name
        try:
            return getattr(self._env, kind)(asked, default)
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

    def hosts(self, name: str) -> list[str]:
        """Host names separated by commas; a leading dot stands for all below it."""
        expected = "host names separated by commas, such as www.studio.example"
        hosts = [word.strip() for word in self._read("list", name, expected, []) if word.strip()]
        for host in hosts:
            if not (_HOST.fullmatch(host.removeprefix(".")) or host == "[::1]"):
                refuse(name, f"must be {expected}")
        return hosts

    def keys(self, name: str) -> list[str]:
        """Keys as strong as that of now, separated by commas."""
        expected = "keys of at least 50 random characters each, separated by commas"
        keys = [word.strip() for word in self._read("list", name, expected, []) if word.strip()]
        if not all(is_strong_key(key) for key in keys):
            refuse(name, f"must be {expected}")
        return keys

    def networks(self, name: str, default: list[str]) -> list[str]:
        """IP addresses and networks separated by commas, none of them the whole world."""
        expected = "addresses or networks separated by commas, such as 10.0.0.5 or 10.1.0.0/16"
        words = [word.strip() for word in self._read("list", name, expected, default)]
        try:
            networks = [ip_network(word) for word in words if word]
        except ValueError:
            refuse(name, f"must be {expected}")
        if any(network.prefixlen == 0 for network in networks):
            refuse(name, "must not name the whole world")
        return [str(network) for network in networks]

    def address(self, name: str, default: str) -> str:
        """An e-mail address, with or without a name before it."""

        def is_address(value: str) -> bool:
            try:
                validate_email(parseaddr(value)[1])
            except ValidationError:
                return False
            return not set(value) & {"\r", "\n"}

        return self.text(
            name, default, must=is_address, be="an e-mail address such as studio@studio.example"
        )

    def choice(self, name: str, default: str, among: set[str]) -> str:
        """One of a few words."""
        return self.text(
            name, default, must=among.__contains__, be="one of " + ", ".join(sorted(among))
        )

    def choices(self, name: str, default: list[str], among: set[str]) -> list[str]:
        """Some of a few words, separated by commas, none of them twice."""
        expected = "some of " + ", ".join(sorted(among))
        words = [word.strip() for word in self._read("list", name, expected, default)]
        words = [word for word in words if word]
        if not among.issuperset(words) or len(set(words)) < len(words):
            refuse(name, f"must be {expected}")
        return words

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
                    and bool(_HOST.fullmatch(parts.hostname or "") or parts.hostname == "::1")
                    and parts.port != 0
                    and parts.path in {"", "/"}
                    and not (parts.query or parts.fragment or parts.username)
                )
            except ValueError:
                return False

        example = "an address such as https://studio.example"
        return self.text(
            name, default, must=lambda value: value == default or is_origin(value), be=example
        ).rstrip("/")

    def database(self, name: str, default: str) -> dict[str, Any]:
        """A database configuration: SQLite or PostgreSQL, nothing else."""
        expected = "sqlite:///path/to/file or postgres://user:password@host/name"
        config = self._read("dj_db_url", name, expected, default)
        engine = config.get("ENGINE", "")
        if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
            refuse(name, f"must be {expected}")
        if config.get("NAME") in {"", ":memory:", None}:
            refuse(name, "must name a database")
        if "sqlite" in engine and not Path(config["NAME"]).parent.is_dir():
            refuse(name, "names a file in a folder that does not exist")
        return config

    def search(self, name: str) -> dict[str, Any]:
        """A search backend of Wagtail's: the database in use, or the OpenSearch that is named."""
        url = self.text(name, "", must=_is_search, be="an address such as http://localhost:9200")
        if not url:
            return {"BACKEND": "search.backends"}
        if find_spec("opensearchpy") is None:
            pins = "requirements-services.txt"
            refuse(name, f"needs the package opensearch-py: .venv/bin/pip install -r {pins}")
        backend = "wagtail.search.backends.opensearch3"
        return {"BACKEND": backend, "URLS": [url], "INDEX_PREFIX": "studio", "TIMEOUT": 5}

    def sentry(self, name: str) -> str:
        """The address of a Sentry (or of what speaks as one does); none where errors stay here."""

        def is_dsn(url: str) -> bool:
            try:
                parts = urlsplit(url)
                return (
                    parts.scheme in {"http", "https"}
                    and bool(parts.username and _HOST.fullmatch(parts.hostname or ""))
                    and parts.port != 0
                    and parts.path.rpartition("/")[2].isdecimal()
                    and not (parts.query or parts.fragment)
                )
            except ValueError:
                return False

        url = self.text(
            name,
            "",
            must=lambda url: not url or is_dsn(url),
            be="an address such as https://key@sentry.example/1",
        )
        if url and not _is_installed("sentry_sdk"):
            refuse(name, "needs the package sentry-sdk, which is not installed")
        return url

    def email(self, name: str, default: str) -> dict[str, Any]:
        """Django's ``EMAIL_*`` settings from one URL."""
        expected = "an address such as smtp://user:password@host:587/?tls=True"
        config = self._read("dj_email_url", name, expected, default)
        url = urlsplit(os.environ.get(name) or default)
        needs_host = url.scheme.startswith(("smtp", "submission"))
        if not config.get("EMAIL_BACKEND") or (needs_host and not url.hostname):
            refuse(name, f"must be {expected}")
        return {key: value for key, value in config.items() if value is not None}
