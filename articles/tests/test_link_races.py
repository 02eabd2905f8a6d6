"""Two workers never ask one server at the same moment, nor look at one link twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from articles import checking, inspecting
from articles.models import Finding, LinkCheck, LinkHost, LinkUse
from articles.tests.test_link_checks import leading_to, link_of
from studio.tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def index(settings):
    settings.CHECK_LINKS = True
    return cast.make_index(cast.make_site())


def by_two_workers(deed):
    """Both begin at the same moment; what each returned."""
    barrier = Barrier(2)

    def work():
        barrier.wait(timeout=30)
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(work), pool.submit(work)]]


def test_each_link_is_asked_once_and_one_at_a_time(settings, index, outside):
    settings.LINK_CHECK_PAUSE = 0.01
    leading_to(index, *(outside.put(f"/{number}") for number in range(12)))

    counts = by_two_workers(lambda: checking.check_due(most=12, seconds=60))

    assert sum(counts) == 12
    assert sorted(outside.asked) == sorted(("HEAD", f"/{number}") for number in range(12))
    assert outside.most_at_once == 1
    assert {link.state for link in LinkCheck.objects.all()} == {"fine"}


def test_a_worker_that_was_believed_dead_writes_nothing(index, outside):
    later = timezone.now() + timedelta(hours=1)

    def answer_late(handler):
        # its time is up meanwhile, and another holds the server
        LinkHost.objects.update(held_until=later)
        connection.close()
        outside.answers["/end"](handler)

    outside.put("/end")
    url = outside.let("/slow", answer_late)
    leading_to(index, url)

    assert checking.check_due(seconds=1) == 0

    assert link_of(url).state == "new"
    assert LinkHost.objects.get().held_until == later


def test_two_inspections_of_one_article_write_each_fault_once(index, outside):
    article = leading_to(index, outside.url("/gone"), outside.url("/gone"))
    checking.check_due()
    LinkUse.objects.all().delete()
    Finding.objects.all().delete()

    by_two_workers(lambda: inspecting.inspect_articles([article.pk]))

    assert list(Finding.objects.order_by("about").values_list("kind", "about")) == [
        ("dead", "Work 0."),
        ("dead", "Work 1."),
    ]
    assert LinkUse.objects.count() == 1
