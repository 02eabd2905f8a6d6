"""A site that was there before finds what it found, and gives the index back as it was."""

import pytest
from django.core.management import call_command
from django.db import connection

from search.tests.answers import titles
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_in_the_index_before_is_found_without_being_entered_again(client, index):
    cast.make_article(index, title="Große Füße", body=[("paragraph", "<p>Smørrebrød.</p>")])

    call_command("migrate", "search", "zero", verbosity=0)
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        entries = connection.introspection.get_table_description(cursor, "wagtailsearch_indexentry")
    call_command("migrate", "search", verbosity=0)

    assert "search_spelling" not in names
    assert "words" not in [column.name for column in entries]
    assert titles(client.get("/search/?q=fusse smorrebrod")) == ["Große Füße"]
