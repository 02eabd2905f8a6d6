"""Where links lead: to pages that visitors can read, and nowhere else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from studio.models import Navigation
from studio.models.navigation import FooterMenuItem, MainMenuItem
from studio.tests import cast

pytestmark = pytest.mark.django_db


def tree(response):
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


@pytest.fixture
def about(home_page):
    return home_page.add_child(instance=PlainPage(title="About us", slug="about"))


def links_to(page, address):
    return [" ".join(a.text_content().split()) for a in page.xpath(f"//a[@href='{address}']")]


def restrict(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="juniper"
    )


def test_words_that_link_to_a_page_are_only_words_while_it_is_unpublished(client, index, about):
    link = f'<a linktype="page" id="{about.pk}">about us</a>'
    article = cast.make_article(
        index,
        body=[("paragraph", f"<p>Read {link}.</p>")],
        postscript=f"<p>Or {link}.</p>",
    )
    assert links_to(tree(client.get(article.url)), "/about/") == ["about us"] * 2

    about.unpublish()

    page = tree(client.get(article.url))
    assert links_to(page, "/about/") == []
    assert "Read about us." in page.text_content()
    feed = client.get(index.url + "feed/").content.decode()
    assert "about us" in feed
    assert "/about/" not in feed


@pytest.mark.parametrize("kind", ["page", "document"])
@pytest.mark.parametrize(
    "number", ["9" * 23, "9223372036854775808", "-1", "x", "", "²", "１", "1.5", "9" * 5_000]
)
def test_a_link_to_an_id_that_cannot_be_is_only_words(
    client, admin_client, home_page, index, kind, number
):
    source = f'<p>Read <a linktype="{kind}" id="{number}">this</a>.</p>'
    article = cast.make_article(index, body=[("paragraph", source)], publish=False)
    type(article).objects.update(live=True)
    plain = home_page.add_child(instance=PlainPage(title="Plain", body=[("paragraph", source)]))

    for address in (article.url, plain.url):
        page = tree(client.get(address))
        assert "Read this." in page.text_content()
        assert page.xpath("//main//a[.='this']/@href") == []


def test_a_button_shows_only_while_its_page_is_published(client, home_page, about):
    block = PlainPage._meta.get_field("body").stream_block
    body = block.to_python(
        [
            {"type": "button", "value": {"text": "To us", "page": about.pk, "url": ""}},
            {
                "type": "button",
                "value": {"text": "There", "page": about.pk, "url": "https://there.example/"},
            },
        ]
    )
    plain = home_page.add_child(instance=PlainPage(title="Plain", body=body))
    assert links_to(tree(client.get(plain.url)), "/about/") == ["To us", "There"]

    about.unpublish()

    page = tree(client.get(plain.url))
    assert [(a.text, a.get("href")) for a in page.cssselect("main a.button")] == [
        ("There", "https://there.example/")
    ]


def test_the_front_door_leads_only_to_published_pages(client, home_page, about):
    home_page.hero_page, home_page.hero_button = about, "Who we are"
    offer = {"title": "Running", "text": "Lightly.", "page": about}
    home_page.body = [("offers", {"heading": "", "offers": [offer]})]
    home_page.save_revision().publish()
    assert links_to(tree(client.get("/")), "/about/") == ["Who we are", "Running"]

    about.unpublish()

    page = tree(client.get("/"))
    assert links_to(page, "/about/") == []
    assert page.cssselect(".offer__title")[0].text_content() == "Running"
    assert "Who we are" not in page.text_content()


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), restrict])
@pytest.mark.parametrize("above", [False, True])
def test_menus_name_no_page_that_is_not_open_to_everybody(client, home_page, about, hide, above):
    shut = about.add_child(instance=PlainPage(title="Rates")) if above else about
    beside = home_page.add_child(instance=PlainPage(title="About us too"))
    navigation = Navigation.objects.get_or_create(site=home_page.get_site())[0]
    for model in (MainMenuItem, FooterMenuItem):
        for page in (shut, beside):
            model.objects.create(navigation=navigation, page=page)
        model.objects.create(navigation=navigation, address="/search/", label="Look")
    if above and hide is not restrict:
        shut.unpublish()
    else:
        hide(about)

    with CaptureQueriesContext(connection) as queries:
        page = tree(client.get("/"))

    menus = page.xpath("//nav[contains(@aria-label, 'enu')]")
    assert [[a.text for a in menu.xpath(".//a")] for menu in menus] == [
        ["About us too", "Look"]
    ] * 2
    asked = [query["sql"] for query in queries if '"studio_mainmenuitem"' in query["sql"]]
    assert len(asked) == 1


def test_many_links_of_one_text_take_one_query(client, home_page, about):
    words = "".join(f'<a linktype="page" id="{about.pk}">us</a> ' for _ in range(5))
    plain = home_page.add_child(
        instance=PlainPage(title="Plain", body=[("paragraph", f"<p>{words}</p>")])
    )

    with CaptureQueriesContext(connection) as queries:
        client.get(plain.url)

    asked = f'"wagtailcore_page"."id" IN ({about.pk})'
    assert len([query for query in queries if asked in query["sql"]]) == 1


def test_a_link_to_a_document_leads_to_it(client, home_page):
    from django.core.files.base import ContentFile

    document = get_document_model().objects.create(
        title="Hours", file=ContentFile(b"Always", "hours.txt")
    )
    plain = home_page.add_child(
        instance=PlainPage(
            title="Plain",
            body=[("paragraph", f'<p><a linktype="document" id="{document.pk}">Hours</a></p>')],
        )
    )

    assert links_to(tree(client.get(plain.url)), document.url) == ["Hours"]
    assert reverse("wagtaildocs_serve", args=[document.pk, document.filename]) == document.url
