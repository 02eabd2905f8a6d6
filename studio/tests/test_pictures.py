"""The pictures of a page are there before the first visitor asks for them."""

import pytest
from django_tasks import TaskResultStatus

from articles.tests import editing
from articles.tests.editing import words
from studio.models import StudioRendition
from studio.pictures import render_ahead
from studio.tests import cast

# pages are rendered when the transaction of their publishing has been committed
pytestmark = pytest.mark.django_db(transaction=True)

BODY = [("paragraph", words("<p>A claim.</p>"))]


@pytest.fixture
def ahead(settings):
    settings.RENDER_AHEAD = True


def publish(client, article, **form):
    return editing.post(client, article, body=BODY, action="publish", **form)


def renditions():
    return set(StudioRendition.objects.values_list("image__title", "filter_spec"))


def test_publishing_makes_the_pictures_of_the_page_and_of_the_lists_that_show_it(
    ahead, admin_client, client, index, home_page
):
    image = cast.make_image(size=(2000, 1400))
    article = cast.make_article(index, hero_image=image, publish=False)
    StudioRendition.objects.all().delete()

    assert publish(admin_client, article).status_code == 302

    made = renditions()
    kinds = ("avif", "webp", "jpeg")
    wanted = {f"width-{width}|format-{kind}" for width in (480, 960, 1600) for kind in kinds}
    wanted |= {f"fill-{size}|format-{kind}" for size in ("480x320", "960x640") for kind in kinds}
    assert {("Arcs", each) for each in wanted | {"fill-1200x630|format-jpeg"}} <= made
    client.logout()
    for page in (article, index, home_page):
        assert client.get(page.url).status_code == 200
    assert renditions() == made


def test_pictures_are_made_ahead_where_plain_http_is_led_away(ahead, settings, admin_client, index):
    article = cast.make_article(index, hero_image=cast.make_image(), publish=False)
    StudioRendition.objects.all().delete()
    settings.SECURE_SSL_REDIRECT = True

    article.get_latest_revision().publish()

    assert ("Arcs", "width-480|format-avif") in renditions()


def make_broken(index):
    """A published article that no visitor can be shown, since a heading has no level."""
    return cast.make_article(index, body=[("heading", {"text": "Feet", "level": ""})])


def test_a_page_that_breaks_is_published_all_the_same_and_the_log_tells(
    ahead, client, index, caplog
):
    article = make_broken(index)

    assert article.live
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert f"Internal Server Error: {article.url}" in told
    client.raise_request_exception = False
    assert client.get(article.url).status_code == 500


def test_the_task_of_a_page_that_breaks_has_failed(index):
    article = make_broken(index)

    done = render_ahead.enqueue(article.pk)

    assert done.status == TaskResultStatus.FAILED
    assert done.errors[0].exception_class_path == "studio.pictures.PageNotRendered"
    assert f"Page {article.pk} answered 500." in done.errors[0].traceback


def test_a_page_that_is_gone_by_then_has_nothing_to_render(index):
    draft = cast.make_article(index, publish=False)

    assert render_ahead.enqueue(draft.pk).return_value is False
