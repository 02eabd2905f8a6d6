"""A place tells where it is; its map is a link until somebody asks for more."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.tests.sent import tree, visible
from home.models import ContactPage, PlainPage
from home.tests.cast import make_contact
from studio.models import SiteSettings
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

#: What a plain page asks of the database, with places and without.
PAGE_QUERIES = 11

PLACE = {
    "name": "The meadow",
    "address": "Towpath, kilometre 3\n00000 Elsewhere",
    "getting_there": "<p>Along the <b>water</b>.</p>",
    "access": "<p>Gravel, then grass.</p>",
    "picture": None,
    "latitude": 54.1,
    "longitude": 7.95,
}
BARE = {**PLACE, "getting_there": "", "access": "", "latitude": None, "longitude": None}


def make_page(home_page, *places):
    return home_page.add_child(
        instance=PlainPage(
            title="Outside",
            slug="outside",
            body=[{"type": "place", "value": one} for one in places],
        )
    )


def data(response, kind):
    """What the page tells machines of this kind."""
    scripts = tree(response).cssselect('script[type="application/ld+json"]')
    return [found for one in scripts if (found := json.loads(one.text))["@type"] == kind]


def test_a_place_tells_all_that_is_known(client, home_page):
    page = client.get(make_page(home_page, PLACE).url)

    (place,) = tree(page).cssselect(".place")
    assert place.get("aria-label") == "The meadow"
    assert visible(place.cssselect("address")[0]) == "Towpath, kilometre 300000 Elsewhere"
    assert [visible(note) for note in place.cssselect(".place__notes > div")] == [
        "Getting thereAlong the water.",
        "AccessGravel, then grass.",
    ]
    (link,) = place.cssselect("a")
    assert link.get("href") == (
        "https://www.openstreetmap.org/?mlat=54.10000&mlon=7.95000#map=17/54.10000/7.95000"
    )


def test_without_numbers_the_link_looks_for_the_address(client, home_page):
    page = client.get(make_page(home_page, BARE, {**BARE, "address": ""}).url)

    first, second = tree(page).cssselect(".place")
    assert [link.get("href") for link in first.cssselect("a")] == [
        "https://www.openstreetmap.org/search?query=Towpath%2C%20kilometre%203%2000000%20Elsewhere"
    ]
    assert second.cssselect("a, .map, dl") == []


def test_nothing_of_another_site_is_in_the_page_but_links(client, home_page):
    contact = make_contact(home_page, latitude=54.0, longitude=8.0, body=[("place", PLACE)])

    page = tree(client.get(contact.url))

    assert len(page.cssselect(".map")) == 2
    assert page.cssselect("iframe, object, embed") == []
    for element in page.cssselect("[src], link[href]"):
        address = element.get("src") or element.get("href")
        assert "openstreetmap" not in address


def test_a_place_is_told_to_machines(client, home_page):
    page = client.get(make_page(home_page, PLACE, BARE).url)

    bare = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": "The meadow",
        "address": "Towpath, kilometre 3, 00000 Elsewhere",
    }
    assert data(page, "Place") == [
        {
            **bare,
            "geo": {"@type": "GeoCoordinates", "latitude": 54.1, "longitude": 7.95},
            "hasMap": (
                "https://www.openstreetmap.org/?mlat=54.10000&mlon=7.95000#map=17/54.10000/7.95000"
            ),
        },
        bare,
    ]


def test_the_contact_page_shows_and_tells_where_the_studio_is(client, home_page):
    SiteSettings.objects.update(address="12 Example Lane\n00000 Elsewhere")
    contact = make_contact(home_page)

    (without,) = data(client.get(contact.url), "SportsActivityLocation")
    links = tree(client.get(contact.url)).cssselect(".contact a[href*=openstreetmap]")
    assert "geo" not in without
    assert links[0].get("href").startswith("https://www.openstreetmap.org/search?query=12%20Ex")

    contact.latitude, contact.longitude = 54.0, 8.0
    contact.save()
    page = client.get(contact.url)

    (told,) = data(page, "SportsActivityLocation")
    assert told["geo"] == {"@type": "GeoCoordinates", "latitude": 54.0, "longitude": 8.0}
    (shown,) = tree(page).cssselect(".map")
    assert shown.get("data-elsewhere-title") == "Map: Studio Elsewhere"
    assert tree(page).cssselect(".contact a[href*=openstreetmap]") == []


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({}, [PLACE]),
        ({"latitude": 54, "longitude": 8}, [PLACE]),
        ({"latitude": 54, "longitude": 8}, []),
    ],
)
def test_the_looks_of_a_place_are_asked_for_once(client, home_page, fields, body):
    page = make_contact(home_page, body=[{"type": "place", "value": one} for one in body], **fields)
    styles = tree(client.get(page.url)).xpath("//link[@rel='stylesheet']/@href")
    assert [style for style in styles if "place" in style] == ["/static/home/css/place.css"]


def test_a_page_with_many_places_asks_no_more_than_one_with_none(
    client, home_page, django_assert_num_queries
):
    picture = studio_cast.make_image()
    shown = {**PLACE, "picture": {"image": picture.pk, "alt_text": "A meadow", "decorative": False}}
    for number in (0, 1, 6):
        page = make_page(home_page, *[PLACE] * number)
        client.get(page.url)
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(page.url)
        page.delete()
    page = make_page(home_page, shown)
    assert tree(client.get(page.url)).cssselect(".place picture img[alt='A meadow']")


# --- in the CMS ------------------------------------------------------------------------


def fields(**changes):
    """What the form of a contact page posts."""
    posted = {
        "title": "Contact",
        "slug": "contact",
        "introduction": "",
        "hero_image": "",
        "hero_alt": "",
        "body": streamfield([]),
        "latitude": "",
        "longitude": "",
        "has_form": "on",
        "form_heading": "",
        "form_words": rich_text(""),
        "thanks": rich_text(""),
        "keep_days": "365",
        "comments": {
            "TOTAL_FORMS": "0",
            "INITIAL_FORMS": "0",
            "MIN_NUM_FORMS": "0",
            "MAX_NUM_FORMS": "",
        },
        "action-publish": "yes",
    }
    return nested_form_data(posted | changes)


def edit(client, page, **changes):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, fields(**changes))


def test_editors_switch_the_form_on_and_set_the_pin(admin_client, home_page):
    contact = make_contact(home_page, has_form=False)

    answer = edit(admin_client, contact, latitude="54.0123456789", longitude="-8")

    assert answer.status_code == 302
    contact = ContactPage.objects.get()
    assert contact.has_form
    assert "mlat=54.01235&mlon=-8.00000" in contact.spot.link


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"latitude": "90.5", "longitude": "8"}, "latitude"),
        ({"latitude": "54", "longitude": "-181"}, "longitude"),
        ({"latitude": "nan", "longitude": "8"}, "latitude"),
        ({"latitude": "54", "longitude": ""}, "longitude"),
        ({"latitude": "", "longitude": "8"}, "latitude"),
        ({"keep_days": "0"}, "keep_days"),
    ],
)
def test_what_is_on_no_map_is_refused_beside_the_field(admin_client, home_page, changes, field):
    contact = make_contact(home_page, has_form=False)

    answer = edit(admin_client, contact, **changes)

    assert list(answer.context["form"].errors) == [field]
    assert ContactPage.objects.get().has_form is False


def test_half_a_spot_may_stand_in_a_draft(admin_client, home_page):
    contact = make_contact(home_page, has_form=False)
    posted = fields(latitude="54")
    del posted["action-publish"]

    url = reverse("wagtailadmin_pages:edit", args=[contact.pk])
    assert admin_client.post(url, posted).status_code == 302

    draft = ContactPage.objects.get().get_latest_revision_as_object()
    assert (draft.latitude, draft.longitude, draft.spot) == (54.0, None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"latitude": "54"}, "longitude"),
        ({"longitude": "8"}, "latitude"),
        ({"latitude": "91", "longitude": "8"}, "latitude"),
        ({"name": ""}, "name"),
    ],
)
def test_a_place_on_no_map_is_refused(admin_client, home_page, changes, field):
    contact = make_contact(home_page, has_form=False)
    empty = {"image": "", "alt_text": "", "decorative": ""}
    place = {
        "name": "The meadow",
        "address": "",
        "getting_there": rich_text(""),
        "access": rich_text(""),
        "picture": empty,
        "latitude": "",
        "longitude": "",
    } | changes

    answer = edit(admin_client, contact, body=streamfield([("place", place)]))

    (error,) = answer.context["form"].errors["body"].as_data()
    assert list(error.block_errors[0].block_errors) == [field]


def test_the_preview_shows_the_thanks_and_a_new_page_its_form(admin_client, home_page):
    contact = make_contact(home_page, thanks="<p>It is here.</p>")
    modes = dict(contact.preview_modes)
    assert list(modes) == ["", "sent"]
    for mode, words in {"": "Send the message", "sent": "It is here."}.items():
        assert words in contact.make_preview_request(preview_mode=mode).text


def test_the_style_guide_shows_a_place(admin_client, home_page):
    assert "The room in the yard" not in admin_client.get("/styleguide/").text

    make_contact(home_page)

    page = tree(admin_client.get("/styleguide/"))
    assert page.cssselect("#place .place__name")[0].text == "The room in the yard"
