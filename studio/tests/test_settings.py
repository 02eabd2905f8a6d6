"""A wrong setting is refused with a sentence that names it; a right one starts the site."""

import os
import re
import subprocess
import sys

import pytest
from dotenv import dotenv_values

from studio.settings.environment import PROJECT, Settings
from studio.settings.variables import VARIABLES
from studio.tests.accounts import like_anybody

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "studio.settings.production",
    "SECRET_KEY": "0123456789abcdefghij" * 3,
    "BASE_URL": "https://studio.example",
}


def start(tmp_path, preexec_fn=None, **environment):
    """Start the site far enough to read its settings."""
    inherited = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "STUDIO_ENV_FILE": ""}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=PROJECT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=preexec_fn,
    )


def test_development_starts_without_any_setting(tmp_path):
    assert start(tmp_path).returncode == 0


def test_no_other_account_of_the_machine_reads_what_is_private(tmp_path):
    (tmp_path / "media" / "documents").mkdir(parents=True)
    files = [tmp_path / f"studio.sqlite3{suffix}" for suffix in ("", "-wal", "-shm")]
    for file in files:
        file.touch(mode=0o644)
    tmp_path.chmod(0o755)

    assert start(tmp_path, **PRODUCTION).returncode == 0

    def mode(path):
        return f"{path.stat().st_mode & 0o777:o}"

    assert {mode(file) for file in files if file.exists()} == {"600"}
    folders = [tmp_path, *(tmp_path / name for name in ("media", "media/documents", "cache"))]
    assert [mode(folder) for folder in folders] == ["755", "755", "700", "700"]


def test_whoever_forgets_on_the_server_which_settings_hold_is_told(tmp_path):
    told = "These are the settings of development, though BASE_URL begins with https"
    on_the_server = start(tmp_path, **PRODUCTION)
    forgotten = start(tmp_path, BASE_URL="https://studio.example")

    assert told not in on_the_server.stderr
    assert (forgotten.returncode, forgotten.stderr.startswith(told)) == (0, True)


def test_a_setting_without_a_value_is_not_set(tmp_path):
    result = start(tmp_path, **dict.fromkeys(VARIABLES, "") | {"DATA_DIR": str(tmp_path)})

    assert result.returncode == 0, result.stderr


def test_production_starts_with_a_key_and_an_address(tmp_path):
    assert start(tmp_path, **PRODUCTION).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://root@localhost/studio"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:////no/such/folder/studio.sqlite3"),
        ("DATA_DIR", "relative/path"),
        ("DATA_DIR", "/proc/nowhere"),
        ("EMAIL_URL", "pigeon://roof"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://"),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("DEFAULT_FROM_EMAIL", "@"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LANGUAGE_CODE", "klingon"),
        ("SEARCH_URL", "nonsense"),
        ("SEARCH_URL", "ftp://search.example"),
        ("SEARCH_URL", "http://search.example/index"),
        ("SEARCH_URL", "http://search.example:0"),
        ("CACHE_URL", "nonsense"),
        ("CACHE_URL", "memcached://cache.example:11211"),
        ("CACHE_URL", "redis://"),
        ("CACHE_URL", "redis://cache.example:0/0"),
        ("CACHE_URL", "redis://cache.example:6379/first"),
        ("CACHE_URL", "redis://cache.example:6379/0?socket_timeout=9"),
        ("MEDIA_STORAGE", "nonsense"),
        ("MEDIA_STORAGE", "https://key:secret@s3.example/studio"),
        ("MEDIA_STORAGE", "s3://s3.example/studio"),  # nobody may write there
        ("MEDIA_STORAGE", "s3://key:secret@s3.example"),
        ("MEDIA_STORAGE", "s3://key:secret@s3.example/studio/folder"),
        ("MEDIA_STORAGE", "s3://key:secret@s3.example:port/studio"),
        ("MEDIA_STORAGE", "s3://key:secret@s3.example/studio?acl=public"),
        ("MEDIA_STORAGE", "s3://key:secret@s3.example/studio?public=pictures.example"),
        ("OTHER_LANGUAGES", "klingon"),
        ("OTHER_LANGUAGES", "de,de"),
        ("OTHER_LANGUAGES", "en"),  # a variant of the language of the site
        ("OTHER_LANGUAGES", "en-gb"),
        ("BASE_URL", "studio.example"),
        ("BASE_URL", "https://studio.example/path"),
        ("BASE_URL", "https://user@studio.example"),
        ("BASE_URL", "https://studio.example:port"),
        ("BASE_URL", "https://exa mple"),
        ("ALLOWED_HOSTS", "https://studio.example/path"),
        ("BEHIND_PROXY", "perhaps"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("TRUSTED_PROXIES", "10.0.0.5/8"),  # has bits below the network's
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TRUSTED_PROXIES", "*"),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
        ("TRUSTED_PROXIES", "10.0.0.5,::/0"),
        ("BACKUP_DIR", "relative/path"),
        ("BACKUP_RECIPIENT", "age1nonsense"),
        ("BACKUP_RECIPIENT", "AGE-SECRET-KEY-1"),
        ("BACKUP_KEEP", "often"),
        ("BACKUP_KEEP", "0d0w0m"),
        ("HSTS_SECONDS", "soon"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_TOKEN", "short"),
        ("SENTRY_DSN", "nonsense"),
        ("SENTRY_DSN", "https://sentry.example/1"),  # names no key
        ("SENTRY_DSN", "https://key@sentry.example/"),  # names no project
        ("LEAST_FREE_PERCENT", "51"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_a_sentence_that_names_it(tmp_path, name, value):
    result = start(tmp_path, **{name: value})

    assert result.returncode == 1
    assert re.fullmatch(rf"Studio cannot start: {name} [^\n]+\.\n", result.stderr)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "x" * 60),
        ("SECRET_KEY", "for-development-only-" + "0123456789" * 5),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("SECRET_KEY_FALLBACKS", "0123456789abcdefghij" * 3 + ",x"),
        ("BASE_URL", "http://studio.example"),
        ("ALLOWED_HOSTS", "*"),
        ("HSTS_SECONDS", "-1"),
        ("DATABASE_POOL_SIZE", "0"),
    ],
)
def test_production_refuses_what_would_be_unsafe(tmp_path, name, value):
    database = {"DATABASE_URL": "postgres://u:p@localhost/studio"} if "POOL" in name else {}

    result = start(tmp_path, **PRODUCTION | database | {name: value})

    assert result.returncode == 1
    assert re.fullmatch(rf"Studio cannot start: {name} [^\n]+\.\n", result.stderr)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hunter2"),
        ("CACHE_URL", "redis://:hunter2@cache.example/first"),
        ("MEDIA_STORAGE", "s3://key:hunter2@s3.example"),
    ],
)
def test_the_value_of_a_secret_is_never_printed(tmp_path, name, value):
    result = start(tmp_path, **PRODUCTION | {name: value})

    assert result.returncode == 1
    assert "hunter2" not in result.stdout + result.stderr


SERVICES = {
    "CACHE_URL": ("redis://cache.example:6379/0", "redis", "redis"),
    "MEDIA_STORAGE": ("s3://key:secret@s3.example/studio", "storages", "django-storages[s3]"),
    "SEARCH_URL": ("http://search.example:9200", "opensearchpy", "opensearch-py"),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_whose_client_is_not_installed_is_refused_with_what_to_do(tmp_path, name):
    value, module, package = SERVICES[name]
    script = (
        f"import runpy, sys; sys.modules[{module!r}] = None; sys.argv = ['manage.py', 'check'];"
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "STUDIO_ENV_FILE": ""}
        | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr == (
        f"Studio cannot start: {name} needs the package {package}: "
        ".venv/bin/pip install -r requirements-services.txt.\n"
    )


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_used_where_it_is_named(tmp_path, name):
    assert start(tmp_path, **PRODUCTION | {name: SERVICES[name][0]}).returncode == 0


def test_production_has_nothing_to_fear_from_the_deployment_check(tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "STUDIO_ENV_FILE": ""}
        | PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, "no issues" in result.stdout) == (0, True), result.stderr


def test_the_example_lists_all_settings_and_no_other():
    assert list(dotenv_values(PROJECT / ".env.example")) == list(VARIABLES)


def test_a_misspelt_name_in_the_file_is_refused_with_the_right_one(tmp_path):
    file = tmp_path / ".env"
    file.write_text("DATABSE_URL=sqlite:////tmp/x.sqlite3\n")

    with pytest.raises(SystemExit, match=r"DATABSE_URL .* did you mean DATABASE_URL"):
        Settings().read_file(file)


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (b"TIME_ZONE=Europe/Berlin\n", 0o000, "cannot be read by this account: Permission denied"),
        (b"DEFAULT_FROM_EMAIL=m\xfcller@studio.example\n", 0o600, "is not a text in UTF-8"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_told_in_a_sentence(
    tmp_path, content, mode, reason
):
    file = tmp_path / "settings.env"
    file.write_bytes(content)
    file.chmod(mode)

    done = start(tmp_path, preexec_fn=like_anybody, STUDIO_ENV_FILE=str(file))

    assert (done.returncode, done.stderr) == (1, f"Studio cannot start: {file} {reason}.\n")


def test_sqlite_waits_for_other_writers_instead_of_failing(tmp_path):
    """The pragmas of docs/decisions/0004-sqlite.md, asked of the running database."""
    script = (
        "from django.db import connection as c; cursor = c.cursor();"
        "ask = lambda name: cursor.execute(f'PRAGMA {name}').fetchone()[0];"
        "print(ask('journal_mode'), ask('synchronous'), ask('busy_timeout'), c.transaction_mode)"
    )
    result = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", script],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "STUDIO_ENV_FILE": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout.split() == ["wal", "2", "20000", "IMMEDIATE"], result.stderr


@pytest.mark.postgresql
def test_postgresql_is_reached_through_a_pool(tmp_path):
    script = (
        "from django.db import connection as c; c.ensure_connection();"
        "print(type(c.pool).__module__, c.pool.max_size, c.settings_dict['CONN_HEALTH_CHECKS'])"
    )
    result = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", script],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "STUDIO_ENV_FILE": "",
            "DATABASE_URL": os.environ["DATABASE_URL"],
            "DATABASE_POOL_SIZE": "3",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout.split() == ["psycopg_pool.pool", "3", "True"], result.stderr
