"""Of a large site the site map is a list of files, each as quick to make as any other."""

import pytest
from lxml import etree
from wagtail.models import Site

from home.models import PlainPage
from studio.tests import sitemaps
from studio.views import ADDRESSES_IN_A_FILE, SitemapInAllLanguages

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(SitemapInAllLanguages, "limit", 10)


@pytest.fixture
def pages(home_page):
    """The home page and 34 others, all published once."""
    for number in range(34):
        page = home_page.add_child(instance=PlainPage(title=f"Page {number}", slug=f"p{number}"))
        page.save_revision().publish()
    home_page.save_revision().publish()


def addresses(response):
    assert sitemaps.faults_of_sitemap(response.content, "http://testserver") == []
    return etree.fromstring(response.content).xpath("//*[local-name()='loc']/text()")


def test_a_file_holds_a_thousand(client, pages):
    assert ADDRESSES_IN_A_FILE == SitemapInAllLanguages.limit == 1_000
    assert len(addresses(client.get("/sitemap.xml"))) == 35


def test_what_no_longer_fits_into_one_file_is_in_several_each_page_once(client, pages, small_files):
    files = addresses(client.get("/sitemap.xml"))

    assert files == [
        "http://testserver/sitemap-pages.xml",
        *(f"http://testserver/sitemap-pages.xml?p={number}" for number in (2, 3, 4)),
    ]
    listed = [addresses(client.get(one.removeprefix("http://testserver"))) for one in files]
    assert [len(some) for some in listed] == [10, 10, 10, 5]
    wanted = {"http://testserver/", *(f"http://testserver/p{number}/" for number in range(34))}
    assert {one for some in listed for one in some} == wanted


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-pages.xml?p=5",
        "/sitemap-pages.xml?p=0",
        "/sitemap-pages.xml?p=last-one",
        "/sitemap-pages.xml?p=%00",
        "/sitemap-others.xml",
    ],
)
def test_there_is_no_other_file(client, pages, small_files, address):
    assert client.get(address).status_code == 404


def test_a_part_is_only_read_and_only_of_a_site(client, pages, small_files):
    assert client.post("/sitemap-pages.xml").status_code == 405
    Site.objects.all().delete()
    assert client.get("/sitemap-pages.xml").status_code == 404


def test_a_file_costs_the_same_whatever_the_site_holds(
    client, pages, small_files, django_assert_num_queries
):
    client.get("/sitemap.xml")
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")
    for number in (2, 4):  # the first also asks for the front door
        with django_assert_num_queries(5):
            client.get(f"/sitemap-pages.xml?p={number}")
