"""Two people in the library at the same moment.

On SQLite one transaction waits for the other; on PostgreSQL they meet.
"""

import pytest

from articles import importing, keeping, merging
from articles.models import Reference, Source
from articles.tests.works import KER, facts_of, make
from comments.tests.test_races import at_once
from studio.tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
#: Where the two must meet within a few statements.
MANY_ROUNDS = 40


def test_the_same_file_sent_twice_at_once_is_imported_once(home_page):
    by = cast.make_admin()

    for number in range(ROUNDS):
        text = f"@book{{a, title={{One {number}}}}}\n@book{{b, title={{Two {number}}}}}"
        outcomes = at_once(
            *[lambda t=text: importing.carry_out(text=t, fill=(), by=by).imported] * 3
        )
        assert sorted(outcomes) == [0, 0, 2]

    assert Source.objects.count() == 2 * ROUNDS


def test_the_same_reference_put_in_twice_at_once_is_one_source(home_page):
    by = cast.make_admin()

    for number in range(ROUNDS):
        work = KER | {"title": f"Springs {number}", "doi": f"10.1000/{number}"}
        kept = at_once(*[lambda w=work: keeping.keep(Source(**w), by=by)] * 3)
        assert len(set(kept)) == 1

    assert Source.objects.count() == ROUNDS


def merging_of(one, other, by):
    return lambda: merging.merge(keep=one.pk, others=[other.pk], by=by)


def deletion_of(source):
    return lambda: Source.objects.filter(pk=source.pk).delete()


def test_two_merges_the_opposite_way_at_once_are_one_merge_and_one_refusal(home_page):
    by = cast.make_admin()
    index = cast.make_index(home_page)

    for number in range(ROUNDS):
        one, other = make(title=f"One {number}"), make(title=f"Other {number}")
        references = [{"key": "a", "source": one}, {"key": "b", "source": other}]
        article = cast.make_article(index, title=f"A {number}", references=references)

        done = at_once(merging_of(one, other, by), merging_of(other, one, by))

        assert sorted(type(answer).__name__ for answer in done) == ["Source", "SourceGone"]
        kept = next(answer for answer in done if isinstance(answer, Source))
        assert list(Source.objects.filter(title__endswith=f" {number}")) == [kept]
        assert {reference.source for reference in article.references.all()} == {kept}


def test_a_merge_and_a_deletion_at_once_leave_nothing_half_done(home_page):
    by = cast.make_admin()
    index = cast.make_index(home_page)

    for _round in range(MANY_ROUNDS):
        kept, other = make(**KER), make(title="Other")
        cast.make_article(index, references=[{"key": "a", "source": other, "title": "Other"}])

        merged, _deleted = at_once(merging_of(kept, other, by), deletion_of(other))

        reference = Reference.objects.get()
        assert list(Source.objects.all()) == [kept]
        if isinstance(merged, merging.SourceGone):
            assert (reference.source, reference.title) == (None, "Other")
        else:
            assert (reference.source, facts_of(reference)) == (kept, facts_of(kept))
        reference.page.delete()
        Source.objects.all().delete()
