"""What an editor may have overlooked is said, before and after publishing, and stops nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.documents.models import Document

from articles.models import ArticlePage
from articles.tests import editing
from events.tests import cast as events_cast
from home.models import HomePage, PlainPage
from studio import content_checks
from studio.tests import cast

pytestmark = pytest.mark.django_db

TOP = "The picture at the top has no description for those who cannot see it."
ONE = "One picture in the text has no description, and is not marked as decorative."
NOWHERE = "leads nowhere: its page is not published, or it is gone."


def checked(page):
    return content_checks.warnings(type(page).objects.get(pk=page.pk))


def plain(home_page, body, **fields):
    page = PlainPage(title="About us", slug="about", **fields)
    block = PlainPage._meta.get_field("body").stream_block
    page.body = block.to_python([{"type": kind, "value": value} for kind, value in body])
    return home_page.add_child(instance=page)


def picture(image, **fields):
    return {"image": image.pk, "alt_text": "", "decorative": False} | fields


def test_a_page_with_everything_in_order_has_no_warnings(index):
    assert checked(cast.make_full_article(index)) == []


def test_a_picture_at_the_top_without_description_is_told(home_page):
    nameless = cast.make_image(description="")
    page = plain(home_page, [], hero_image=nameless)
    assert checked(page) == [TOP]

    page.hero_alt = "Drawing: arcs"
    page.save()
    assert checked(page) == []


def test_the_pictures_own_description_is_enough_at_the_top(home_page):
    assert checked(plain(home_page, [], hero_image=cast.make_image())) == []


def test_pictures_in_the_text_without_description_are_counted(home_page):
    image = cast.make_image()
    figure = {"image": picture(image), "caption": "", "width": "text"}
    page = plain(home_page, [("figure", figure)])
    assert checked(page) == [ONE]

    gallery = {"images": [picture(image), picture(image, alt_text="Arcs")], "caption": ""}
    page.body = page.body.stream_block.to_python(
        [{"type": "figure", "value": figure}, {"type": "gallery", "value": gallery}]
    )
    page.save()
    (warning,) = checked(page)
    assert warning == (
        "2 pictures in the text have no description, and are not marked as decorative."
    )


def test_a_decorative_picture_needs_no_description(home_page):
    image = picture(cast.make_image(), decorative=True)
    figure = {"image": image, "caption": "", "width": "text"}
    assert checked(plain(home_page, [("figure", figure)])) == []


def test_a_link_without_text_is_told_with_the_words_around_it(home_page):
    text = '<p>Read on <a href="https://core.example/"> </a>and walk.</p>'
    assert checked(plain(home_page, [("paragraph", text)])) == [
        "There is a link without text in “Read on and walk.”."
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="">here</a>',
        '<a href=" ">here</a>',
        '<a linktype="page" id="99999">here</a>',
        '<a linktype="page" id="x">here</a>',
        '<a linktype="page">here</a>',
        '<a linktype="document" id="99999">here</a>',
    ],
)
def test_a_link_that_leads_nowhere_is_told(home_page, link):
    assert checked(plain(home_page, [("paragraph", f"<p>Read {link}.</p>")])) == [
        f"The link “here” {NOWHERE}"
    ]


def test_links_to_what_is_there_are_fine(home_page):
    document = Document.objects.create(title="Prices", file="prices.pdf")
    links = (
        f'<a linktype="page" id="{home_page.pk}">home</a>'
        f'<a linktype="document" id="{document.pk}">prices</a>'
        '<a href="https://core.example/">core</a><a href="mailto:a@b.example">write</a>'
    )
    assert checked(plain(home_page, [("paragraph", f"<p>{links}</p>")])) == []


def test_a_link_to_a_draft_is_told_until_it_is_published(home_page):
    draft = home_page.add_child(instance=PlainPage(title="Draft", slug="draft", live=False))
    text = f'<p><a linktype="page" id="{draft.pk}">our prices</a></p>'
    page = plain(home_page, [("paragraph", text)])
    assert checked(page) == [f"The link “our prices” {NOWHERE}"]
    draft.save_revision().publish()
    assert checked(page) == []


def test_links_are_found_in_every_block(home_page):
    lost = '<p><a href="">lost</a></p>'
    table = {
        "columns": [{"type": "text", "heading": "Gait"}],
        "rows": [{"values": [lost]}],
        "caption": "",
    }
    image = picture(cast.make_image(), alt_text="Arcs")
    body = [
        ("paragraph", lost),
        ("quote", {"text": lost, "attribution": ""}),
        ("steps", {"title": "", "steps": [lost, lost]}),
        ("callout", {"title": "", "text": lost}),
        ("table", {"caption": "Gaits", "table": table}),
        ("figure", {"image": image, "caption": lost, "width": "text"}),
        ("gallery", {"images": [image, image], "caption": lost}),
    ]
    assert checked(plain(home_page, body)) == [f"The link “lost” {NOWHERE}"] * 8


def test_the_closing_note_of_an_article_is_read_too(index):
    article = cast.make_article(index, postscript='<p>Thanks <a href="">her</a></p>')
    assert checked(article) == [f"The link “her” {NOWHERE}"]


def test_a_lower_heading_needs_one_above_it(home_page):
    low, high = (
        ("heading", {"text": "Feet", "level": "h3"}),
        (
            "heading",
            {"text": "Legs", "level": "h2"},
        ),
    )
    assert checked(plain(home_page, [low, high])) == [
        "“Feet” is a heading below a heading, and there is none above it."
    ]
    home_page.get_children().get().delete()
    assert checked(plain(HomePage.objects.get(), [high, low])) == []


def test_a_button_or_an_offer_to_a_draft_is_told(home_page):
    draft = home_page.add_child(instance=PlainPage(title="Prices", slug="prices", live=False))
    button = {"text": "See prices", "page": draft.pk, "url": ""}
    assert checked(plain(home_page, [("button", button)])) == [
        "“See prices” leads to “Prices”, which is not published."
    ]
    offer = {"title": "Feet", "text": "A class", "page": draft.pk}
    home_page.body = [("offers", {"heading": "", "offers": [offer | {"page": draft}]})]
    home_page.save()
    assert checked(home_page) == ["“Feet” leads to “Prices”, which is not published."]


def test_hostile_words_stay_words(admin_client, home_page):
    text = '<p><a href="">&lt;script&gt;alert(1)&lt;/script&gt;</a></p>'
    page = plain(home_page, [("paragraph", text)])
    page.save_revision()
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "The link “" in answer
    assert "<script>alert(1)" not in answer


def test_a_long_page_asks_no_more_than_a_short_one(home_page):
    image = cast.make_image()
    asked = []
    for number in (1, 30):
        text = f'<p><a linktype="page" id="{home_page.pk}">home</a></p>'
        figure = {"image": picture(image), "caption": text, "width": "text"}
        page = plain(home_page, [("figure", figure)] * number)
        page = PlainPage.objects.get(pk=page.pk)
        with CaptureQueriesContext(connection) as queries:
            content_checks.warnings(page)
        asked.append(len(queries))
        page.delete()
        home_page.refresh_from_db()
    assert asked == [3, 3]  # pictures, pages, documents


# --- where it is said -------------------------------------------------------------------


def test_the_form_says_what_is_worth_a_look_in_the_stored_draft(admin_client, home_page):
    page = plain(home_page, [], hero_image=cast.make_image(description=""))
    page.save_revision()
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "Worth a look in the draft as it was last saved." in answer
    assert TOP in html.fromstring(answer).text_content()


def test_the_form_of_a_page_in_order_says_nothing(admin_client, home_page):
    page = plain(home_page, [])
    page.save_revision()
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "Worth a look in the draft" not in answer


@pytest.mark.parametrize(
    ("app", "model"), [("articles", "articlepage"), ("home", "plainpage"), ("events", "eventpage")]
)
def test_a_form_for_a_new_page_has_nothing_to_say(app, model, admin_client, index, home_page):
    parents = {"articlepage": index, "plainpage": home_page}
    parent = parents.get(model) or events_cast.make_index(home_page)
    url = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])
    answer = admin_client.get(url)
    assert answer.status_code == 200
    assert "Worth a look" not in answer.text


def test_publishing_says_it_again_and_publishes(admin_client, index):
    article = cast.make_article(index, hero_image=cast.make_image(description=""))
    answer = editing.post(
        admin_client,
        article,
        body=[("paragraph", editing.words("<p>Now.</p>"))],
        action="publish",
        hero_image=article.hero_image.pk,
    )

    assert answer.status_code == 302
    said = admin_client.get(answer.url, follow=True)
    assert f"Worth a look: {TOP}" in said.text
    assert "Now." in str(ArticlePage.objects.get(pk=article.pk).body)


# --- Wagtail's checker of the rendered page --------------------------------------------


def configuration(client, url):
    page = html.fromstring(client.get(url).text)
    return page.cssselect("#checker-axe-configuration")[0].text


def test_the_checker_looks_at_what_editors_write_in_our_words(admin_client, index):
    article = cast.make_article(index)
    for url in (reverse("wagtailadmin_pages:edit", args=[article.pk]), article.url):
        told = configuration(admin_client, url)
        assert '"include": ["main"]' in told
        assert ".conversation" in told
        assert "image-alt" in told
        assert "A picture has no description" in told
