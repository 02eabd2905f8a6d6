"""The CMS and the letters carry the name, the sign and the colours of the studio."""

import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from lxml import html

from comments.tests.letterbox import write
from events.tests import cast as events_cast
from studio.look import PALETTES, Look, PaletteName
from studio.models import Letter, SiteSettings
from studio.settings.environment import PROJECT
from studio.tests import cast

pytestmark = pytest.mark.django_db

SEA = PALETTES[PaletteName.SEA].by_day()
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def doors(client):
    """Page → its answer, for all that somebody meets who is not signed in yet."""
    user = cast.make_staff("ida")
    link = {
        "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    addresses = {
        "Sign in": reverse("wagtailadmin_login"),
        "Reset your password": reverse("wagtailadmin_password_reset"),
        "Check your email": reverse("wagtailadmin_password_reset_done"),
        "Set your new password": reverse("wagtailadmin_password_reset_confirm", kwargs=link),
        "Password change successful": reverse("wagtailadmin_password_reset_complete"),
    }
    return {name: client.get(address, follow=True) for name, address in addresses.items()}


def test_whoever_signs_in_sees_whose_house_it_is(client, home_page):
    SiteSettings.objects.update(tagline="In no hurry.")

    for name, answer in doors(client).items():
        page = html.fromstring(answer.content)
        assert page.cssselect("main h1")[0].text_content().strip() == name
        assert page.cssselect(".entrance__name")[0].text_content().strip() == "Studio Elsewhere"
        assert page.cssselect(".entrance__name")[0].get("href") == "/"
        assert page.cssselect(".entrance__tagline")[0].text == "In no hurry."
        assert page.cssselect("title")[0].text.split(" - ")[-1] == "Studio Elsewhere"
        assert page.cssselect("link[rel=icon]")[0].get("href") == "/look/mark/"
        assert "Wagtail" not in page.cssselect(".wrapper")[0].text_content()


def test_the_entrance_wears_the_colours_of_the_site(client, home_page):
    SiteSettings.objects.update(palette=PaletteName.SEA)
    look = SiteSettings.objects.get().look_url

    for answer in doors(client).values():
        sheets = [one.get("href") for one in html.fromstring(answer.content).cssselect("link")]
        assert look in sheets
        assert sheets.index(look) > sheets.index("/static/studio/css/tokens.css")


def test_a_logo_takes_the_place_of_name_and_mark(client, home_page):
    SiteSettings.objects.update(logo=cast.make_image())

    page = html.fromstring(client.get(reverse("wagtailadmin_login")).content)

    (logo,) = page.cssselect(".entrance__name img")
    assert logo.get("alt") == "Studio Elsewhere"
    assert page.cssselect(".entrance .mark") == []
    mark = client.get("/look/mark/")
    assert (mark.status_code, mark["Location"]) == (302, logo.get("src"))


def test_the_sign_above_the_menu_has_an_address_of_its_own(admin_client, home_page):
    page = html.fromstring(admin_client.get("/admin/").content)

    (sign,) = page.cssselect("template[data-wagtail-sidebar-branding-logo] img")
    assert (sign.get("src"), sign.get("alt")) == ("/look/mark/", "")
    assert page.cssselect("link[rel=icon]")[0].get("href") == "/look/mark/"


def colours_of_the_mark(client):
    answer = client.get("/look/mark/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Cache-Control"] == "public, max-age=600"
    assert not answer.cookies
    return set(COLOUR.findall(answer.text))


def test_the_mark_is_drawn_in_the_colours_of_the_site(client, home_page):
    earth = {"#f6f0e4", "#d9a13b", "#e5b8a0", "#b9472b", "#1e5b57"}
    assert colours_of_the_mark(client) == earth

    SiteSettings.objects.update(palette=PaletteName.SEA)
    names = ("paper", "ochre", "blush", "terracotta", "teal")
    assert colours_of_the_mark(client) == {SEA[name] for name in names}


def test_a_host_that_is_no_site_gets_the_mark_of_the_house(client):
    assert "#b9472b" in colours_of_the_mark(client)


# --- letters -----------------------------------------------------------------------------


def colours_of_letters():
    return {colour for letter in Letter.objects.all() for colour in COLOUR.findall(letter.html)}


def write_letters(client, home_page, article):
    """A letter of each room."""
    events_cast.register(events_cast.make_event(home_page))
    write(client, article, wants_letters="on")
    assert {letter.kind.partition(":")[0] for letter in Letter.objects.all()} == {
        "registration",
        "letters about answers",
    }


@pytest.fixture
def article(home_page):
    return cast.make_trunk_article(cast.make_index(home_page))


def test_letters_wear_the_colours_of_the_site(client, home_page, article):
    SiteSettings.objects.update(palette=PaletteName.SEA)

    write_letters(client, home_page, article)

    worn = colours_of_letters()
    assert {SEA["paper"], SEA["ink"], SEA["link"], SEA["button"], SEA["on-button"]} <= worn
    assert worn <= set(SEA.values())


def test_letters_of_a_house_that_chose_nothing_wear_its_own(client, home_page, article):
    write_letters(client, home_page, article)

    assert colours_of_letters() <= set(Look().colours.values())


def test_no_letter_names_a_colour_itself():
    named = [
        str(path.relative_to(PROJECT))
        for room in ("articles", "comments", "events", "home", "search", "studio")
        for path in (PROJECT / room / "templates").rglob("emails/**/*.html")
        if COLOUR.search(path.read_text().lower())
    ]

    assert named == []


def test_the_colours_of_the_house_are_those_of_its_stylesheet():
    tokens = (PROJECT / "studio/static/studio/css/tokens.css").read_text()
    day = tokens[: tokens.index("@media")]

    for name, colour in Look().colours.items():
        assert f"--{name.replace('_', '-')}: {colour};" in day
