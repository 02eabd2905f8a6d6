"""Whatever could hold something about a person is written down, with where, why and how long."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models
from django.test.utils import isolate_apps

from comments import remembering
from studio.entrance import arrivals
from studio.kept import frameworks
from studio.management.commands.write_privacy import PAGE
from studio.personal_data import Place, by_occasion, declarations, names_of
from studio.settings.environment import PROJECT
from studio.tests import cast

#: A text with choices is one of our own words; all others may be anything.
TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.FileField,
    models.BinaryField,
)
#: What one database alone has, each for its own search.
OF_SQLITE = ("wagtailsearch.SQLiteFTSIndexEntry.",)
OF_POSTGRESQL = ("wagtailsearch.IndexEntry.title_text", "wagtailsearch.IndexEntry.body_text")


def could_hold_something_personal(field):
    user = settings.AUTH_USER_MODEL
    is_text = isinstance(field, TEXTS) and not field.choices
    return is_text or (field.related_model and field.related_model._meta.label == user)


def fields_of(model):
    return [
        f"{model._meta.label}.{field.name}"
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if could_hold_something_personal(field)
    ]


def every_field():
    return [
        name
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        for name in fields_of(model)
    ]


def written_down():
    """(names of what is kept, names of what holds nothing)."""
    rooms = declarations(None)
    kept = [name for room in rooms for one in room.kept for name in names_of(one.fields)]
    nothing = [
        name for room in rooms for fields in room.nothing.values() for name in names_of(fields)
    ]
    return kept, nothing


def missing(fields):
    kept, nothing = written_down()
    return [name for name in fields if name not in kept and name not in nothing]


def test_every_field_that_could_hold_something_personal_is_written_down():
    assert missing(every_field()) == []


@isolate_apps("comments")
def test_a_field_that_nobody_wrote_down_is_found():
    class Confession(models.Model):  # noqa: DJ008 - nobody reads it
        told = models.TextField()
        heard_at = models.DateTimeField()
        kind = models.CharField(max_length=5, choices=[("venial", "Venial")])
        by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
        source = models.GenericIPAddressField()
        proof = models.FileField()
        facts = models.JSONField()

        class Meta:
            app_label = "comments"

    # the user is looked up among the apps of the test, where there is none
    Confession._meta.get_field("by").remote_field.model = apps.get_model(settings.AUTH_USER_MODEL)

    assert missing(fields_of(Confession)) == [
        f"comments.Confession.{name}" for name in ("told", "by", "source", "proof", "facts")
    ]


def test_what_is_written_down_is_there_and_stands_once():
    kept, nothing = written_down()
    names = [*kept, *nothing]
    elsewhere = OF_POSTGRESQL if connection.vendor == "sqlite" else OF_SQLITE
    names = [name for name in names if not name.startswith(elsewhere)]

    for name in names:
        model, _dot, field = name.rpartition(".")
        apps.get_model(model)._meta.get_field(field)
    assert sorted(names) == sorted(set(names))


def test_everything_says_what_why_on_what_ground_how_long_and_for_whom():
    for entries in by_occasion(declarations(None)).values():
        for one in entries:
            for words in (one.why, one.how_long, one.who):
                assert str(words).strip().endswith("."), one
            assert one.what
            assert one.ground.value in "abcf"


def test_every_reason_why_a_field_holds_nothing_is_a_sentence():
    reasons = [reason for room in declarations(None) for reason in room.nothing]

    assert all(reason.endswith(".") for reason in reasons)


# --- what lies in browsers ---------------------------------------------------------------


def names_in_browsers():
    entries = [one for all_of_one in by_occasion(declarations(None)).values() for one in all_of_one]
    return {
        name for one in entries if one.place in (Place.COOKIE, Place.BROWSER) for name in one.names
    }


def test_every_cookie_and_all_that_lies_in_a_browser_is_written_down():
    assert names_in_browsers() == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        "messages",
        arrivals.COOKIE,
        remembering.NAME,
        "draft …",
        frameworks.SIDEBAR,
        frameworks.PANELS,
    }


def sources(pattern, suffix):
    """The files of the site that do what ``pattern`` says."""
    found = set()
    for room in ("articles", "comments", "events", "home", "search", "studio"):
        for path in (PROJECT / room).rglob(f"*{suffix}"):
            name = str(path.relative_to(PROJECT))
            if "/tests/" not in name and re.search(pattern, path.read_text()):
                found.add(name)
    return found


def test_nothing_else_of_ours_writes_into_a_browser():
    assert sources(r"\.set_(signed_)?cookie\(", ".py") == {
        "comments/remembering.py",
        "studio/entrance/arrivals.py",
    }
    assert sources(r"(local|session)Storage\.setItem|document\.cookie|indexedDB", ".js") == {
        "comments/static/comments/draft.js",
        "comments/static/comments/remember.js",
    }


@pytest.mark.django_db
def test_signing_in_and_saving_leaves_only_cookies_that_are_written_down(client, home_page):
    cast.make_admin()
    page = client.get("/admin/login/")
    client.post("/admin/login/", {"username": "admin", "password": "studio"})
    client.post("/admin/first-steps/")

    assert page.status_code == 200
    assert set(client.cookies) == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        "messages",
        arrivals.COOKIE,
    }


# --- the page of the documentation -------------------------------------------------------


def test_the_page_of_the_documentation_is_what_the_register_says():
    call_command("write_privacy", "--check")


def test_a_stale_page_is_told_and_written_anew(tmp_path, monkeypatch):
    stale = tmp_path / "privacy.md"
    stale.write_text("Nothing at all.\n")
    monkeypatch.setattr("studio.management.commands.write_privacy.PAGE", stale)

    with pytest.raises(CommandError, match="make privacy"):
        call_command("write_privacy", "--check")
    call_command("write_privacy", stdout=StringIO())

    assert stale.read_text() == PAGE.read_text()


def test_the_page_of_the_documentation_names_every_field():
    text = PAGE.read_text()
    kept, nothing = written_down()

    for name in (*kept, *nothing):
        model, _dot, field = name.rpartition(".")
        assert re.search(rf"`{re.escape(model)}`: [^|;]*\b{field}\b", text), name
