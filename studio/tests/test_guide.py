"""The guides of the source stand in the CMS, for those who have no source."""

import re

import pytest
from django.urls import reverse
from lxml import html

from studio.guide import FOLDER, GUIDES, PICTURE_URL, URL_NAME
from studio.tests import cast
from studio.tests.first_page import HOME

pytestmark = pytest.mark.django_db

GUIDE = reverse(URL_NAME)


@pytest.fixture
def somebody(client):
    """Of the CMS, who may do nothing in particular."""
    client.force_login(cast.make_staff("ida"))
    return client


def article(client, name):
    page = html.fromstring(client.get(reverse(URL_NAME, args=[name])).text)
    (found,) = page.cssselect("article.guide")
    return found


def test_help_leads_to_the_guide_of_editors_and_that_to_the_others(somebody):
    assert f'"{GUIDE}"' in somebody.get(HOME).text
    page = html.fromstring(somebody.get(GUIDE).text)
    others = page.cssselect(".guide-others a")
    assert [a.get("href") for a in others] == [reverse(URL_NAME, args=[name]) for name in GUIDES]
    assert [a.get("href") for a in others if a.get("aria-current")] == [others[0].get("href")]
    assert page.cssselect(".guide__title")[0].text_content() == "For editors"
    assert page.cssselect("h1")[0].text_content().strip() == "Guide to this site"


@pytest.mark.parametrize("name", GUIDES)
def test_every_heading_table_and_picture_of_a_guide_is_there(somebody, name):
    source = (FOLDER / f"{name}.md").read_text()
    found = article(somebody, name)
    headings = re.findall(r"^##+ (.+)$", source, re.MULTILINE)
    assert len(found.cssselect("[id]:is(h2, h3)")) == len(headings)
    assert len(found.cssselect("img")) == len(re.findall(r"^!\[", source, re.MULTILINE))
    assert len(found.cssselect("table")) == len(
        re.findall(r"^\|[- ]*-[- |]*\|$", source, re.MULTILINE)
    )


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(somebody, name):
    broken = []
    for address in article(somebody, name).xpath(".//a/@href | .//img/@src"):
        path, _hash, part = address.partition("#")
        if re.match(r"https?:", address):
            continue
        answer = somebody.get(path or reverse(URL_NAME, args=[name]))
        if answer.status_code != 200 or (part and f'id="{part}"' not in answer.text):
            broken.append(address)
    assert broken == []


def test_a_link_to_what_is_only_in_the_source_keeps_its_words(somebody):
    assert "](../" in (FOLDER / "operating.md").read_text()
    assert article(somebody, "operating").xpath(".//a[starts-with(@href, '..')]") == []


@pytest.mark.parametrize("name", ["%2e%2e", "nothing.png", "home.png.txt", "..png"])
def test_nothing_but_pictures_of_the_guides_is_handed_out(somebody, name):
    address = reverse(PICTURE_URL, args=["home.png"])
    assert somebody.get(address)["Content-Type"] == "image/png"
    assert somebody.get(address.replace("home.png", name)).status_code == 404


def test_a_guide_that_does_not_exist_is_not_found(somebody):
    assert somebody.get(reverse(URL_NAME, args=["architecture"])).status_code == 404


def test_visitors_are_asked_to_sign_in(client):
    for url in (GUIDE, reverse(PICTURE_URL, args=["home.png"])):
        assert client.get(url).url.startswith(reverse("wagtailadmin_login"))


def test_the_menu_leads_to_the_site_that_visitors_see(somebody):
    props = html.fromstring(somebody.get(HOME).text).get_element_by_id("wagtail-sidebar-props")
    told = re.findall(r'"name": "to-the-site".*?"url": "([^"]*)"', props.text)
    # the whole address, or the menu would take every page of the CMS for a part of it
    assert told == ["http://127.0.0.1:8000/"]
