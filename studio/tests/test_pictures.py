"""The pictures of a page are there before the first visitor asks for them."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from PIL import Image as PillowImage

from articles.tests import editing
from articles.tests.editing import words
from studio import tones
from studio.models import StudioImage, StudioRendition
from studio.pictures import make_renditions, receive, receive_waiting, render_ahead
from studio.settings.environment import PROJECT
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
    wanted = {f"width-{width}|format-{kind}" for width in (640, 960, 1440, 2160) for kind in kinds}
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

    assert ("Arcs", "width-640|format-avif") in renditions()


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


def picture_of(client, page):
    """The first ``<picture>`` of a page, as it is written."""
    answer = client.get(page.url)
    assert answer.status_code == 200
    return re.search(r"<picture>.*?</picture>", answer.content.decode(), re.DOTALL)[0]


@pytest.fixture
def questions(settings):
    """Tasks wait in the database; what is returned counts those that make renditions."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.RENDER_AHEAD = True
    return DBTaskResult.objects.filter(task_path="studio.pictures.make_renditions")


def test_who_comes_before_the_worker_is_shown_one_small_picture_in_the_right_place(
    questions, client, index
):
    article = cast.make_article(index, hero_image=cast.make_image(size=(2000, 1400)))
    StudioRendition.objects.all().delete()

    shown = picture_of(client, article)

    small, shared = ("width-480|format-jpeg", "fill-1200x630|format-jpeg")
    assert renditions() == {("Arcs", small), ("Arcs", shared)}
    assert "<source" not in shown
    assert "srcset" not in shown
    assert 'width="640"' in shown
    assert 'height="448"' in shown
    assert ".width-480.format-jpeg.jpg" in shown


def test_the_worker_is_asked_once_for_what_was_missing_and_the_page_gets_it(
    questions, client, index
):
    article = cast.make_article(index, hero_image=cast.make_image(size=(2000, 1400)))
    StudioRendition.objects.all().delete()

    for _visitor in range(3):
        picture_of(client, article)
    asked = questions.get()
    make_renditions.call(*asked.args_kwargs["args"])

    shown = picture_of(client, article)
    assert shown.count("<source") == 2
    assert re.findall(r"(\d+)w", shown) == ["640", "960", "1440", "2000"] * 3
    assert questions.count() == 1


def test_the_worker_is_not_troubled_by_a_picture_whose_file_is_gone(index):
    image = cast.make_image()
    image.file.storage.delete(image.file.name)

    assert make_renditions.enqueue(image.pk, ["width-640|format-avif"]).return_value is False
    assert make_renditions.enqueue(0, ["width-640|format-avif"]).return_value is False


def test_a_small_picture_is_offered_in_no_size_twice(client, index):
    article = cast.make_article(index, hero_image=cast.make_image(size=(800, 500)))

    render_ahead.call(article.pk)

    assert re.findall(r"(\d+)w", picture_of(client, article)) == ["640", "800"] * 3


def stored(size=(900, 600), colour="#b9472b", mode="RGB", name="one.png"):
    file = ContentFile(b"", name=name)
    PillowImage.new(mode, size, colour).save(file, name.rpartition(".")[2].upper())
    return file


def is_nearly(colour, wanted):
    """Whether no channel is off by more than a JPEG makes it."""
    channels = ([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (colour, wanted))
    return all(abs(one - other) < 8 for one, other in zip(*channels, strict=True))


def test_an_uploaded_picture_gets_its_stand_in_and_its_colour(ahead, home_page):
    image = StudioImage.objects.create(title="One", file=stored())

    image.refresh_from_db()
    assert is_nearly(image.dominant_colour, "#b9472b")
    assert renditions() == {("One", "width-480|format-jpeg")}


def test_the_colour_is_the_commonest_and_not_a_mixture(ahead, home_page):
    picture = PillowImage.new("RGB", (900, 600), "#1e5b57")
    picture.paste("#f6f0e4", (0, 0, 900, 200))
    file = ContentFile(b"", name="two.png")
    picture.save(file, "PNG")

    image = StudioImage.objects.create(title="Two", file=file)

    image.refresh_from_db()
    assert is_nearly(image.dominant_colour, "#1e5b57")


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_nothing_is_drawn_behind_a_picture_that_is_partly_see_through(ahead, client, index, mode):
    image = StudioImage.objects.create(title="Glass", file=stored(mode=mode, colour=0))

    image.refresh_from_db()
    assert image.dominant_colour == tones.SEE_THROUGH
    article = cast.make_article(index, hero_image=image)
    assert "tone" not in picture_of(client, article)


def test_a_replaced_file_brings_its_own_colour_and_its_own_sizes(ahead, client, index):
    image = StudioImage.objects.create(title="One", file=stored())
    article = cast.make_article(index, hero_image=image)
    before = picture_of(client, article)

    image = StudioImage.objects.get()
    image.renditions.all().delete()
    image.file = stored(size=(700, 900), colour="#1e5b57", name="other.png")
    image._set_image_file_metadata()
    image.save()

    image.refresh_from_db()
    after = picture_of(client, article)
    assert image.dominant_colour.startswith("#1")
    assert "other." in after
    assert "other." not in before
    assert re.findall(r"(\d+)w", after) == ["640", "700"] * 3


def test_pictures_from_before_are_looked_at_in_turn_and_broken_ones_once(home_page):
    old = [cast.make_image(f"Old {number}") for number in range(3)]
    old[0].file.storage.delete(old[0].file.name)

    receive_waiting(2)
    receive_waiting(2)

    colours = list(StudioImage.objects.order_by("pk").values_list("dominant_colour", flat=True))
    assert colours[0] == tones.SEE_THROUGH
    assert all(colour.startswith("#") for colour in colours[1:])
    assert receive.enqueue(0).return_value is False


def test_a_page_draws_the_colour_by_classes_that_the_stylesheet_knows(ahead, client, index):
    image = cast.make_image()
    StudioImage.objects.update(dominant_colour="#1e5b57")
    article = cast.make_article(index, hero_image=StudioImage.objects.get(pk=image.pk))

    shown = picture_of(client, article)

    assert 'class="tone tone-r1 tone-g5 tone-b5 tone-light"' in shown
    assert "style=" not in shown
    sheet = Path(finders.find("studio/css/tones.css")).read_text()
    assert sheet == tones.stylesheet()


def test_every_template_draws_its_pictures_with_the_sites_own_tag():
    templates = [
        path
        for room in ("studio", "home", "articles", "events", "comments", "search")
        for path in (PROJECT / room).rglob("templates/**/*.html")
        if "{% picture " in path.read_text()
    ]

    assert len(templates) > 5
    for path in templates:
        assert re.search(r"{% load [^%]*\bpictures\b[^%]* %}", path.read_text()), path


def test_a_list_asks_the_same_for_1_and_for_30_pictures(client, index):
    def queries():
        cache.clear()
        with CaptureQueriesContext(connection) as caught:
            assert client.get(index.url).status_code == 200
        return len(caught)

    cast.make_article(index, title="A 0", hero_image=cast.make_image("P 0", (90, 60)))
    render_ahead.call(index.pk)
    one = queries()
    for number in range(1, 10):
        picture = cast.make_image(f"P {number}", (90, 60))
        cast.make_article(index, title=f"A {number}", hero_image=picture)
    render_ahead.call(index.pk)

    assert queries() == one


def test_pictures_are_made_ahead_of_a_page_that_is_kept_already(client, index):
    article = cast.make_article(index, hero_image=cast.make_image())
    told = [client.get(article.url) for _visitor in range(3)]
    assert told[2].headers["Cache-Status"].endswith("; hit")

    render_ahead.call(article.pk)

    assert ("Arcs", "width-640|format-avif") in renditions()
