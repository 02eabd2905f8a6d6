"""A value made from the database is kept until what it was made from is written."""

import subprocess
import sys
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import Value
from wagtail.models import Page, PageViewRestriction, Site

from studio.caching import changed, depends_on, memory, remembered
from studio.models import Person
from studio.tests import cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]


@pytest.fixture(autouse=True)
def _nothing_kept():
    memory.memory.clear()


@pytest.fixture
def count():
    """How many people there are, and how often that was counted."""

    class Count:
        made = 0

        def __call__(self):
            return remembered(("people",), self.make)

        def make(self):
            self.made += 1
            return Person.objects.count()

    return Count()


def test_what_nobody_changed_is_made_once(count):
    assert [count(), count(), count.made] == [0, 0, 1]


@pytest.mark.parametrize(
    "write",
    [
        lambda: Person.objects.create(name="Ida", slug="ida-2"),
        lambda: Person.objects.bulk_create([Person(name="Ida", slug="ida-2")]),
        lambda: Person.objects.update(name="Somebody"),
        lambda: Person.objects.filter(slug="rosa").delete(),
        lambda: connection.cursor().execute("UPDATE studio_person SET name = 'x'"),
        lambda: connection.cursor().execute('DELETE FROM "studio_person"'),
    ],
)
def test_every_way_of_writing_makes_it_anew(count, write):
    Person.objects.create(name="Rosa", slug="rosa")
    count()

    write()

    assert (count(), count.made) == (Person.objects.count(), 2)


def test_another_table_makes_nothing_anew(count):
    count()

    PageViewRestriction.objects.update(password="other")

    assert (count(), count.made) == (0, 1)


def test_what_is_undone_was_never_written(count):
    count()

    with transaction.atomic():
        Person.objects.create(name="Rosa", slug="rosa")
        transaction.set_rollback(True)

    assert (count(), count.made) == (0, 1)


def test_what_a_savepoint_undoes_was_never_written_but_the_rest_was(count):
    count()

    with transaction.atomic():
        Person.objects.create(name="Rosa", slug="rosa")
        with transaction.atomic():
            Person.objects.create(name="Ida", slug="ida-2")
            transaction.set_rollback(True)

    assert (count(), count.made) == (1, 2)


def test_inside_a_transaction_nothing_is_taken_or_kept(count):
    count()

    with transaction.atomic():
        Person.objects.create(name="Rosa", slug="rosa")
        seen = count()
        transaction.set_rollback(True)

    assert (seen, count(), count.made) == (1, 0, 2)


def test_who_writes_while_it_is_made_makes_it_stale(count):
    def make():
        found = Person.objects.count()
        writer = Thread(target=write)
        writer.start()
        writer.join()
        return found

    def write():
        Person.objects.create(name="Rosa", slug="rosa")
        connection.close()

    first = remembered(("slow",), make)

    assert (first, remembered(("slow",), Person.objects.count)) == (0, 1)


def test_what_is_made_of_remembered_values_is_stale_with_them(count):
    count()
    outer = lambda: remembered(("outer",), lambda: count() * 10)  # noqa: E731
    outer()

    Person.objects.create(name="Rosa", slug="rosa")

    assert outer() == 10


def test_what_is_taken_from_memory_counts_for_all_that_is_made_of_it(count):
    count()
    inner = lambda: remembered(("inner",), lambda: count() * 10)  # noqa: E731
    outer = lambda: remembered(("outer",), lambda: inner() * 10)  # noqa: E731
    outer()

    Person.objects.create(name="Rosa", slug="rosa")

    assert (inner(), outer()) == (10, 100)


def test_what_goes_by_a_name_is_made_anew_when_it_is_told():
    made = []

    def make():
        depends_on("bell 7")
        made.append(1)
        return len(made)

    ring = lambda: remembered(("bell",), make)  # noqa: E731
    ring()
    changed("bell 8")
    unchanged = ring()
    changed("bell 7")

    assert (unchanged, ring()) == (1, 2)


def test_a_draft_that_is_saved_makes_no_page_stale():
    home = cast.make_site()
    title = lambda: remembered(("title",), lambda: Page.objects.get(pk=home.pk).title)  # noqa: E731
    title()
    home.title = "A draft"

    with transaction.atomic():
        home.save_revision()
    before = title()
    home.get_latest_revision().publish()

    assert (before, title()) == ("Home", "A draft")


def test_another_process_tells_what_it_wrote(count, settings):
    Person.objects.create(name="Rosa", slug="rosa")
    count()
    database = connection.settings_dict["NAME"]
    code = (
        "import django; django.setup(); from django.db import connection as c;"
        f"c.settings_dict['NAME'] = {str(database)!r};"
        "from studio.models import Person; Person.objects.all().delete()"
    )

    subprocess.run([sys.executable, "-c", code], check=True)

    assert (count(), count.made) == (0, 2)


def test_a_file_of_numbers_that_is_taken_away_ends_what_was_kept(count, monkeypatch):
    from studio.caching import generations

    count()
    numbers = generations.current()
    numbers.path.unlink()
    monkeypatch.setattr(numbers, "_looked_at", 0)

    assert (count(), count.made) == (0, 2)
    Person.objects.create(name="Rosa", slug="rosa")
    assert (count(), count.made) == (1, 3)


def test_values_take_no_more_memory_than_they_may():
    small = memory.Memory(most=100)
    for number in range(10):
        small.put(number, "x", 30)

    assert [small.get(number) is not None for number in range(10)] == [False] * 7 + [True] * 3


def test_a_site_that_is_looked_for_is_found_by_its_new_name():
    cast.make_site()
    name = lambda: remembered(("site",), lambda: Site.objects.get().site_name)  # noqa: E731
    name()

    Site.objects.update(site_name=Value("Another"))

    assert name() == "Another"
