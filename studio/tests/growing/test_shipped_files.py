"""Units and containers that are shipped name commands and settings that exist, and start the site.

There is no systemd and no Docker where the tests run: what those two make of the files is not tried.
"""

import configparser
import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml
from django.core.management import CommandError, call_command, get_commands
from django.db import connection

from studio.management.commands.configure import FILES, OPTIONS, PROGRAMS
from studio.settings.environment import PROJECT
from studio.settings.variables import VARIABLES
from studio.tests.caching.conftest import PATIENCE
from studio.tests.growing.nodes import Node
from studio.tests.post_office import environment, wait_until
from studio.tests.proxy import free_ports

#: Of the processes, not of the site.
OTHERS = {
    "DJANGO_SETTINGS_MODULE",
    "PYTHONUNBUFFERED",
    "PYTHONDONTWRITEBYTECODE",
    "PIP_NO_CACHE_DIR",
}


def printed(capsys, program, **options):
    call_command("configure", program, **options)
    return capsys.readouterr().out


def unit(text):
    """Sections of a unit; of a directive that is repeated, all values."""
    parser = configparser.RawConfigParser(strict=False, dict_type=Repeated)
    parser.optionxform = str
    parser.read_string(text)
    return parser


class Repeated(dict):
    def __setitem__(self, key, value):
        if isinstance(value, list) and key in self:
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name.startswith("studio-")])
def test_a_unit_is_whole_and_runs_as_nobody_in_particular(capsys, name):
    text = printed(capsys, name, user="juniper")
    sections = unit(text)

    assert not re.search(r"@[A-Z_]+@", text)
    assert sections["Unit"]["Description"]
    if name.endswith(".timer"):
        assert sections["Timer"]["OnCalendar"] == "*-*-* 03:20:00"
        return
    service = sections["Service"]
    assert service["User"] == "juniper"
    assert service["WorkingDirectory"] == str(PROJECT)
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    command = service["ExecStart"].split()
    assert os.access(command[0], os.X_OK)
    if command[1] == "manage.py":
        assert command[2] in get_commands()


def test_units_write_backups_where_the_settings_say(capsys, settings):
    def folders(**options):
        worker = unit(printed(capsys, "studio-worker.service", **options))["Service"]
        backup = unit(printed(capsys, "studio-backup.service", **options))["Service"]
        return {
            worker["ReadWritePaths"].split()[-1].removeprefix("-"),
            backup["ReadWritePaths"].split()[0].removeprefix("-"),
            backup["ExecStart"].split()[-1],
        }

    settings.BACKUP_DIR = ""
    assert folders() == {"/var/backups/studio"}
    settings.BACKUP_DIR = "/mnt/other-disk/studio"
    assert folders() == {"/mnt/other-disk/studio"}
    assert folders(backups="/mnt/third") == {"/mnt/third"}


@pytest.mark.django_db(transaction=True)
def test_the_unit_of_the_web_starts_the_site_and_reloads_it_without_losing_an_answer(
    capsys, plain, tmp_path
):
    [port] = free_ports(1)
    service = unit(printed(capsys, "studio-web.service", upstream=f"127.0.0.1:{port}"))["Service"]
    connection.close()
    settings = {"DATA_DIR": str(tmp_path), "LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(
        service["ExecStart"].split(),
        cwd=service["WorkingDirectory"],
        env=os.environ | environment() | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    site = Node.__new__(Node)
    site.port, site.process = port, process
    try:
        wait_until(site._answers, PATIENCE)
        before = site.children()
        assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"
        with ThreadPoolExecutor(2) as threads:
            answers = [threads.submit(site.get, plain.url) for _ in range(30)]
            process.send_signal(signal.SIGHUP)
            answers += [threads.submit(site.get, plain.url) for _ in range(30)]
            assert [answer.result().status for answer in answers] == [200] * 60
        wait_until(lambda: not set(before) & set(site.children()), PATIENCE)
        assert site.get(plain.url).status == 200
    finally:
        process.terminate()
        process.wait()


def test_strangers_may_read_pictures_in_the_bucket_and_nothing_else(capsys, settings):
    with pytest.raises(CommandError, match="MEDIA_STORAGE is not set"):
        call_command("configure", "bucket")
    settings.MEDIA_ORIGINS = ["https://s3.example"]
    settings.MEDIA_OPTIONS = {"bucket_name": "juniper"}

    [statement] = json.loads(printed(capsys, "bucket"))["Statement"]

    assert statement["Action"] == "s3:GetObject"
    assert statement["Resource"] == [
        f"arn:aws:s3:::juniper/{folder}/*"
        for folder in ("images", "original_images", "avatar_images")
    ]


# --- containers ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def composed():
    return yaml.safe_load((FILES / "compose.yaml").read_text())


def words(command):
    return " ".join(command) if isinstance(command, list) else str(command)


def test_containers_are_named_whole(composed):
    services = composed["services"]

    assert set(services) == {"prepare", "web", "worker", "nginx", "postgres", "redis"}
    for name, service in services.items():
        assert {"image", "build"} & set(service), name
        assert set(service.get("depends_on", {})) <= set(services)
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in composed["volumes"] or source[0] in "./$", volume
    assert all("healthcheck" in services[name] for name in ("nginx", "postgres", "redis"))
    site = services["web"]
    assert site["cap_drop"] == ["ALL"]
    assert site["read_only"] is True
    build = site["build"]
    assert (FILES / build["context"]).resolve() == PROJECT
    assert (PROJECT / build["dockerfile"]).is_file()


def test_containers_set_what_is_a_setting_and_run_what_is_a_command(composed):
    site = {name: one for name, one in composed["services"].items() if "build" in one}

    for service in site.values():
        assert set(service["environment"]) <= set(VARIABLES)
        for command in re.findall(r"manage\.py (\w+)", words(service.get("command", ""))):
            assert command in get_commands()
    named = re.findall(r"--([a-z-]+) ", words(site["prepare"]["command"]))
    assert set(named) - {"no-input"} <= set(OPTIONS)


def test_what_nginx_says_of_visitors_is_believed_in_containers(composed):
    [network] = composed["networks"]["default"]["ipam"]["config"]
    for name in ("web", "worker", "prepare"):
        assert composed["services"][name]["environment"]["TRUSTED_PROXIES"] == network["subnet"]


def test_the_image_installs_pins_with_hashes_and_runs_as_nobody(composed):
    lines = (FILES / "Dockerfile").read_text()

    assert "pip install --require-hashes" in lines
    [pins] = re.findall(r"COPY (requirements\S+)", lines)
    assert "--hash=sha256:" in (PROJECT / pins).read_text()
    assert re.search(r"^USER studio$", lines, re.MULTILINE)
    assert lines.index("USER studio") < lines.index("CMD")
    told = set(re.findall(r"\b([A-Z_]{4,})=", lines))
    assert told <= OTHERS | set(VARIABLES)
    module = json.loads(re.search(r"^CMD (\[.*\])$", lines, re.MULTILINE)[1])
    assert module[:2] == ["gunicorn", "studio.wsgi"]
    checked = subprocess.run(
        [sys.executable, "-m", "gunicorn", *module[1:], "--check-config"],
        cwd=PROJECT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "studio.settings.test"},
        check=False,
    )
    assert checked.returncode == 0


def test_secrets_do_not_go_into_the_image():
    ignored = (FILES / "Dockerfile.dockerignore").read_text().split()

    assert {".env", "*.env", "var", ".git"} <= set(ignored)
