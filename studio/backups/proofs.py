"""Whether what was restored is the site that was backed up: asked of the site itself.

Runs as a process of its own (``manage.py prove``), whose settings name the restored database.
"""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import FileField, Max
from django.test import Client, override_settings
from wagtail.models import Page, Site

from studio.backups import manifests, sqlite
from studio.backups.manifests import Manifest
from studio.backups.refusals import NotProved
from studio.backups.snapshots import quoted

#: What a page of the proof must not touch: caches, tasks, files made by collectstatic.
_APART = {
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


def prove(manifest: Manifest, media: Path, *, migrate: bool) -> Iterator[str]:
    """One sentence for each thing that is proved; NotProved for the first that is not."""
    yield _rows(manifest)
    if connection.vendor == "sqlite":
        sqlite.look_for_damage(Path(connection.settings_dict["NAME"]))
        yield "SQLite finds the file sound, every index and every foreign key."
    else:
        yield "PostgreSQL has built every index and found every foreign key kept."
    yield _migrations(migrate=migrate)
    yield from _files(manifest, media)
    with override_settings(MEDIA_ROOT=str(media), **_APART):
        yield _pages()


def _rows(manifest: Manifest) -> str:
    there = set(connection.introspection.table_names())
    absent = sorted(manifest.tables.keys() - there)
    if absent:
        raise NotProved(f"The table {absent[0]} is not there.")
    with connection.cursor() as cursor:
        for table, expected in manifest.tables.items():
            cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
            found = cursor.fetchone()[0]
            if found != expected:
                raise NotProved(f"The table {table} has {found} rows; the backup tells {expected}.")
    return f"{manifest.rows:,} rows in {len(manifest.tables)} tables, as many as were backed up."


def _migrations(*, migrate: bool) -> str:
    executor = MigrationExecutor(connection)
    known, rooms = executor.loader.disk_migrations.keys(), executor.loader.migrated_apps
    applied = executor.loader.applied_migrations.keys()
    newer = sorted(key for key in applied - known if key[0] in rooms)
    if newer:
        raise NotProved(
            f"The backup is newer than this code, which does not know {'.'.join(newer[0])}: "
            "restore it with the code that made it."
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return "Its migrations are those of this code."
    if not migrate:
        raise NotProved(
            f"The backup is older than this code by {len(plan)} migrations: say --migrate."
        )
    call_command("migrate", verbosity=0, interactive=False)
    return f"It was older than this code; {len(plan)} migrations were made up for."


def _files(manifest: Manifest, media: Path) -> Iterator[str]:
    if not manifest.has_media:
        yield "Its pictures and documents are kept elsewhere, and were not looked at."
        return
    excused = {*manifest.missing, *manifest.differing}
    named = hashed = 0
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        columns = {field.name for field in model._meta.local_concrete_fields}
        fields = [one for one in model._meta.local_concrete_fields if isinstance(one, FileField)]
        for field in fields:
            asked = [field.name, "file_hash"] if "file_hash" in columns else [field.name]
            for name, *sha1 in model._base_manager.values_list(*asked).iterator():
                if not name or manifests.MEDIA + str(name) in excused:
                    continue
                hashed += _look_at(media / str(name), model._meta.label, *filter(None, sha1))
                named += 1
    yield f"{named:,} files that rows name are there, {hashed:,} of them with the hash of their row."
    if excused:
        yield (
            f"{len(excused)} files were lost or changed on the site itself before the backup: "
            f"{', '.join(sorted(excused)[:3])}."
        )


def _look_at(path: Path, label: str, sha1: str = "") -> bool:
    try:
        with path.open("rb") as file:
            if sha1 and file_digest(file, "sha1").hexdigest() != sha1:
                raise NotProved(f"{path.name}, a file of {label}, is not the one its row tells.")
    except OSError as error:
        raise NotProved(f"{path.name}, a file of {label}, is not there.") from error
    return bool(sha1)


def _pages() -> str:
    """One public page of each kind, the front door first."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return "There is no site in it, and so no page to look at."
    root = site.root_page
    below = Page.objects.live().public().descendant_of(root).filter(locale=root.locale_id)
    newest = below.order_by().values("content_type").annotate(newest=Max("pk")).values("newest")
    pages = [root, *Page.objects.filter(pk__in=newest).order_by("pk")]
    host = urlsplit(settings.BASE_URL).hostname
    client = Client(raise_request_exception=False, SERVER_NAME=host)
    nothing = {None, Page}
    # before it is, there is the one page that Wagtail begins with
    is_furnished = any(page.specific_class not in nothing for page in pages)
    for page in pages:
        address = page.get_url()
        if address is None:
            continue
        if is_furnished and page.specific_class in nothing:
            # Wagtail shows a title for it, and says that all is well
            raise NotProved(f"{urlsplit(address).path} is of no kind of page that we have.")
        answer = client.get(urlsplit(address).path, secure=True)
        if answer.status_code not in {200, 301, 302}:
            raise NotProved(f"{urlsplit(address).path} answers {answer.status_code}.")
    return f"{len(pages)} pages answer, one of each kind, the front door first."
