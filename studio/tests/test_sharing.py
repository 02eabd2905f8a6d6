"""What others show of a page when somebody shares it, and whose it is."""

import pytest
from lxml import html as lxml_html

from home.models import PlainPage
from studio.models import SiteSettings, SocialLink, StudioImage
from studio.tests import cast

pytestmark = pytest.mark.django_db

#: Files lie under the public address of the settings, whatever host was asked.
SITE = "http://127.0.0.1:8000"


def tree(client, url):
    return lxml_html.fromstring(client.get(url).content)


def shared(page):
    """The tags that sharing reads, by name."""
    tags = page.xpath("//meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]")
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}


def make_plain(home_page, **fields):
    return home_page.add_child(
        instance=PlainPage(
            title="About us", slug="about", introduction="One room, four teachers.", **fields
        )
    )


def test_a_page_with_a_picture_is_shared_with_it_in_the_size_that_others_show(client, home_page):
    image = cast.make_image(size=(2400, 1800), description="Drawing: arcs")
    page = tree(client, make_plain(home_page, hero_image=image).url)

    tags = shared(page)

    address = tags.pop("og:image")
    rendition = image.renditions.get(filter_spec="fill-1200x630|format-jpeg")
    assert (rendition.width, rendition.height) == (1200, 630)
    assert address == f"{SITE}{rendition.url}"
    assert address.endswith(".jpg")
    assert tags == {
        "og:type": "website",
        "og:site_name": "Studio Elsewhere",
        "og:title": "About us",
        "og:description": "One room, four teachers.",
        "og:url": "http://testserver/about/",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Drawing: arcs",
        "twitter:card": "summary_large_image",
    }


def test_the_picture_for_sharing_goes_before_the_picture_of_the_page(client, home_page):
    hero, share = cast.make_image("Hero"), cast.make_image("Share", description="A half sun")
    page = make_plain(home_page, hero_image=hero, share_image=share)

    tags = shared(tree(client, page.url))

    assert tags["og:image:alt"] == "A half sun"
    assert tags["og:image"] == f"{SITE}{share.renditions.get().url}"


def test_a_page_without_a_picture_is_shared_without_one(client, home_page):
    tags = shared(tree(client, make_plain(home_page).url))

    assert [name for name in tags if "image" in name] == []
    assert tags["twitter:card"] == "summary"


def test_the_logo_stands_for_the_name_and_says_it(client, home_page):
    home = "//header//a[@href='/']"
    assert tree(client, "/").xpath(f"{home}//span/text()") == ["Studio Elsewhere"]
    SiteSettings.objects.update(logo=cast.make_image("Logo", size=(800, 400)))

    page = tree(client, "/")

    logo = StudioImage.objects.get().renditions.get(filter_spec="max-400x120")
    assert [(i.get("src"), i.get("alt")) for i in page.xpath(f"{home}//img")] == [
        (logo.url, "Studio Elsewhere")
    ]
    assert (logo.width, logo.height) == (240, 120)
    assert page.xpath(f"{home}//span") == []


def test_who_made_a_picture_stands_below_it(client, home_page):
    image = cast.make_image()
    url = make_plain(home_page, hero_image=image).url
    assert tree(client, url).xpath("//figcaption") == []
    StudioImage.objects.update(credit="Mara Vale, 2026")

    assert tree(client, url).xpath("//figcaption/text()") == ["Picture: Mara Vale, 2026"]


def test_the_foot_of_every_page_leads_to_where_else_the_studio_is(client, home_page):
    settings = SiteSettings.objects.get()
    for label in ("Mastodon", "Pixelfed"):
        SocialLink.objects.create(
            settings=settings, label=label, url=f"https://{label.lower()}.example/studio"
        )

    links = tree(client, make_plain(home_page).url).xpath("//footer//a[@rel='me']")

    assert [(a.text, a.get("href")) for a in links] == [
        ("Mastodon", "https://mastodon.example/studio"),
        ("Pixelfed", "https://pixelfed.example/studio"),
    ]
