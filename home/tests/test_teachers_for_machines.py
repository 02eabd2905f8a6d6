"""What machines and other sites read of the teachers."""

import json

import html5lib
import pytest
from lxml import etree

from articles.tests.sent import visible
from home.tests.teachers import everything_of, get, make_person, make_teachers
from studio.models import SiteSettings
from studio.tests import cast

pytestmark = pytest.mark.django_db


SITE = "http://testserver"
#: Of files, whatever host was asked.
FILES = "http://127.0.0.1:8000"


def data_of(page, kind):
    """What the page says to machines as one of a kind."""
    found = [json.loads(one.text) for one in page.cssselect('script[type="application/ld+json"]')]
    return next(one for one in found if one["@type"] == kind)


def test_machines_read_who_somebody_is_and_for_whom_they_work(client, home_page, juno, pia):
    make_teachers(home_page, [juno, pia])
    SiteSettings.objects.update(name="Studio & Elsewhere")

    page = get(client, "/teachers/juno-fable/")
    image = juno.photo.renditions.get(filter_spec="fill-600x600|format-jpeg")

    assert data_of(page, "Person") == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": f"{SITE}/teachers/juno-fable/#person",
        "name": "Juno Fable",
        "url": f"{SITE}/teachers/juno-fable/",
        "jobTitle": "Teaches running",
        "description": "Juno likes forest paths. And a second opinion.",
        "image": FILES + image.url,
        "sameAs": ["https://walks.example/juno"],
        "worksFor": {
            "@type": "SportsActivityLocation",
            "@id": f"{SITE}/#studio",
            "name": "Studio & Elsewhere",
            "url": f"{SITE}/",
        },
    }
    crumbs = data_of(page, "BreadcrumbList")["itemListElement"]
    assert [crumb["item"] for crumb in crumbs] == [
        f"{SITE}/",
        f"{SITE}/teachers/",
        f"{SITE}/teachers/juno-fable/",
    ]
    assert set(data_of(get(client, "/teachers/pia-lore/"), "Person")) == {
        *("@context", "@type", "@id", "name", "url", "worksFor")
    }


def test_a_teachers_page_is_shared_by_its_own_address_and_portrait(client, home_page, juno, pia):
    make_teachers(home_page, [juno, pia], share_image=cast.make_image())

    page = get(client, "/teachers/juno-fable/?utm_source=x")

    tags = {tag.get("property"): tag.get("content") for tag in page.cssselect("meta[property]")}
    assert tags.pop("og:image").startswith(f"{FILES}/")
    assert tags == {
        "og:type": "profile",
        "og:site_name": "Studio Elsewhere",
        "og:title": "Juno Fable",
        "og:description": "Juno likes forest paths.\nAnd a second opinion.",
        "og:url": f"{SITE}/teachers/juno-fable/",
        "og:image:width": "600",
        "og:image:height": "600",
        "og:image:alt": "Cut-out: a ponytail",
    }
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/teachers/juno-fable/"]
    assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary"]


def test_the_site_map_lists_the_page_of_every_teacher(client, home_page, juno, pia):
    make_person("Otis Storey")
    make_teachers(home_page, [pia, juno])
    body = client.get("/sitemap.xml").content
    found = [loc.text for loc in etree.fromstring(body).iter("{*}loc") if "/teachers/" in loc.text]
    assert found == [
        f"{SITE}/teachers/",
        f"{SITE}/teachers/pia-lore/",
        f"{SITE}/teachers/juno-fable/",
    ]


def test_the_search_finds_the_page_by_the_name_of_a_teacher(client, home_page, juno):
    make_teachers(home_page, [juno])
    found = get(client, "/search/?q=fable").cssselect("main a[href='/teachers/']")
    assert [visible(a) for a in found] == ["Teachers"]


def test_every_page_of_teachers_is_valid_html(client, index, juno, pia):
    home_page = index.get_parent().specific
    make_teachers(home_page, [juno, pia])
    everything_of(juno, home_page, index, number=2)
    for address in ("/teachers/", "/teachers/juno-fable/", "/teachers/pia-lore/"):
        parser = html5lib.HTMLParser()
        parser.parse(client.get(address).content.decode())
        assert parser.errors == [], address
