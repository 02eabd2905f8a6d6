"""Letters are found by what they are about, however many there are."""

import pytest
from django.db import connection

from studio.models import Letter
from studio.tests.cast import write_letter

pytestmark = [pytest.mark.django_db]

KEYS = ["a.7-x", "a.7-y-é", "a.71-x", "A.7-x", "a_7-x", "a%7-x", "b.7-x"]


@pytest.fixture
def letters():
    for key in KEYS:
        write_letter(dedupe_key=key)


@pytest.mark.parametrize(
    ("beginnings", "found"),
    [
        (["a.7-"], ["a.7-x", "a.7-y-é"]),
        (["a.7-", "b."], ["a.7-x", "a.7-y-é", "b.7-x"]),
        (["a_"], ["a_7-x"]),
        (["a%"], ["a%7-x"]),
        ([], []),
    ],
    ids=["one", "two", "underscore", "per cent", "none"],
)
def test_a_beginning_is_meant_to_the_letter(letters, beginnings, found):
    keys = Letter.objects.keyed(*beginnings).values_list("dedupe_key", flat=True)
    assert sorted(keys) == sorted(found)


def test_the_outbox_is_not_read_from_end_to_end_for_it(letters):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it reads a table as small as this one in any case
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Letter.objects.keyed("a.7-").explain()
    assert "Index" in plan or "SEARCH" in plan, plan
    assert "SCAN" not in plan
    assert "Seq Scan" not in plan
