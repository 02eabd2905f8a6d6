"""A backup comes back as the site that it was, and says so only then."""

import filecmp
import stat

import pytest

from studio import backups
from studio.backups import folders
from studio.tests.accounts import like_anybody
from studio.tests.backups.site import databases_like, programs

# They start processes with a database of their own, on the server the tests are asked of.
TITLES = "SELECT title FROM wagtailcore_page ORDER BY path"


def restore(archive, place, *options, **environment):
    return place.manage("restore", archive, *options, **environment)


def test_a_backup_restored_elsewhere_is_the_same_site_and_proves_it(site, elsewhere):
    archive = site.back_up()

    code, said = restore(archive, elsewhere)

    assert code == 0, said
    assert list(elsewhere.data.glob("before-restore-*")) == []  # nothing was there
    assert elsewhere.ask(TITLES) == site.ask(TITLES)
    compared = filecmp.dircmp(site.media, elsewhere.media)
    assert (compared.left_only, compared.right_only, compared.diff_files) == ([], [], [])
    proofs = [line for line in said.splitlines() if line.startswith("proved ")]
    assert len(proofs) == 5
    assert "2 files that rows name are there, 2 of them with the hash of their row" in proofs[3]
    assert "3 pages answer" in proofs[4]


def test_a_database_that_the_file_of_settings_names_is_backed_up(site, tmp_path):
    """A supervisor knows nothing of it: the variable is in the file alone."""
    settings = tmp_path / "settings.env"
    settings.write_text(f"DATABASE_URL={site.database}\n")
    named = {"STUDIO_ENV_FILE": str(settings), "DATABASE_URL": None}

    code, said = site.manage("backup", **named)
    assert code == 0, said
    (archive,) = folders.archives(site.backups)
    code, said = site.manage("backup", "--check", archive, **named)
    assert (code, said.count("proved   ")) == (0, 5), said


def test_a_check_proves_a_backup_and_keeps_nothing(site):
    archive = site.back_up()
    before = sorted(path.name for path in site.backups.iterdir())

    code, said = site.manage("backup", "--check", archive)

    assert (code, said.count("proved   ")) == (0, 5), said
    assert sorted(path.name for path in site.backups.iterdir()) == before
    if not site.is_sqlite:
        assert len(databases_like(site)) == 1
    record = backups.records.last(site.backups)
    assert (record.archive, record.is_proved) == (archive.name, True)


def test_a_backup_is_for_its_owners_eyes_and_holds_no_key_of_the_site(site):
    key = "a-key-that-nobody-guesses-" + "0123456789" * 4

    archive = site.back_up(SECRET_KEY=key)

    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE(site.backups.stat().st_mode) == 0o700
    assert key.encode() not in archive.read_bytes()


def test_a_site_that_is_there_is_not_replaced_unless_asked_and_then_kept_aside(site):
    archive = site.back_up()
    site.ask("UPDATE wagtailcore_page SET title = 'Written since'")
    (site.media / "since.txt").write_text("since")

    code, said = restore(archive, site)
    assert (code, "There is a site already" in said) == (1, True), said
    assert ("Written since",) in site.ask(TITLES)

    code, said = restore(archive, site, "--replace")
    assert code == 0, said
    assert ("Written since",) not in site.ask(TITLES)
    assert not (site.media / "since.txt").exists()
    (aside,) = site.data.glob("before-restore-*")
    assert (aside / "media" / "since.txt").read_text() == "since"
    if site.is_sqlite:
        assert (aside / "studio.sqlite3").exists()
    else:
        assert [name.count("_before_") for name in databases_like(site)] == [0, 1]


def test_no_sign_in_of_that_time_comes_back_to_life(site, elsewhere):
    site.ask(
        "INSERT INTO django_session (session_key, session_data, expire_date)"
        " VALUES ('revoked', '', '2099-01-01 00:00:00')"
    )

    assert restore(site.back_up(), elsewhere)[0] == 0
    assert elsewhere.ask("SELECT session_key FROM django_session") == []


@pytest.fixture
def kept(site):
    """A folder of pages that were kept, with one in it."""
    folder = site.data / "cache" / "of-another-address" / "pages-of-a-release" / "0f"
    folder.mkdir(parents=True)
    (folder / "c0ffee").write_text("a page")
    return folder


def test_pages_that_were_kept_go_whatever_the_settings_say(site, kept):
    code, said = restore(site.back_up(), site, "--replace", CACHE_MEGABYTES="0")

    assert (code, "are still kept" in said) == (0, False), said
    assert list(kept.iterdir()) == []


# the socket of the tests' PostgreSQL is out of reach for anybody
@pytest.mark.own_database
def test_what_stays_of_them_is_told(site, kept):
    archive = site.back_up()
    kept.chmod(0o500)

    code, said = restore(archive, site, "--replace", preexec_fn=like_anybody)

    assert code == 0, said
    assert "Pages of before are still kept (Permission denied)" in said
    assert f"delete the files in {site.data}/cache" in said


def test_an_older_backup_is_brought_up_to_the_code_only_when_asked(site, elsewhere):
    code, said = site.manage("migrate", "studio", "0012", "--verbosity", "0")
    assert code == 0, said
    archive = site.back_up()

    code, said = restore(archive, elsewhere)
    assert (code, "older than this code by" in said) == (1, True), said
    assert [path for path in elsewhere.media.rglob("*") if path.is_file()] == []

    code, said = restore(archive, elsewhere, "--migrate")
    assert (code, "migrations were made up for" in said) == (0, True), said


def test_a_backup_of_newer_code_is_refused(site, elsewhere):
    site.ask(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('studio', '9999_of_tomorrow', '2099-01-01 00:00:00')"
    )

    code, said = restore(site.back_up(), elsewhere)

    assert code == 1
    assert "does not know studio.9999_of_tomorrow" in said


def test_what_the_site_itself_had_lost_is_told_and_does_not_spoil_the_backup(site, elsewhere):
    (site.media / "documents" / "prices.txt").unlink()

    code, said = site.manage("backup")
    assert (code, "lost or changed on the site itself: media/documents/prices.txt" in said) == (
        0,
        True,
    ), said

    (archive,) = folders.archives(site.backups)
    code, said = restore(archive, elsewhere)
    assert (code, "1 files were lost or changed" in said) == (0, True), said


@pytest.mark.postgresql
def test_a_missing_pg_dump_is_named(site):
    code, said = site.manage("backup", PATH="/nowhere")

    assert code == 1
    assert said == (
        "CommandError: pg_dump is not here: install PostgreSQL's programs "
        "(package postgresql-client).\n"
    )


@pytest.mark.postgresql
def test_a_pg_dump_that_is_older_than_the_server_is_named_with_what_to_install(site):
    old = programs().parent.parent / "pginstall" / "bin"
    (version,) = site.ask("SHOW server_version")[0]
    major = int(version.split(".")[0])
    if major <= 16:
        pytest.skip("no pg_dump is here that is older than this server")

    code, said = site.manage("backup", PATH=str(old))

    assert code == 1
    assert f"install postgresql-client-{major} or newer" in said
