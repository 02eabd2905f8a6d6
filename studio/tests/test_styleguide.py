"""The style guide: for the house alone, with every component that the rooms bring."""

import re

import pytest

from home.tests.teachers import make_teachers
from studio.look import PALETTES
from studio.models import SiteSettings
from studio.tests import cast
from studio.tests.accessibility import violations

PARTS = ["colours", "type", "actions", "head", "forms", "pagination", "text"]


def parts(response):
    return re.findall(r'<div class="specimen" id="([^"]+)"', response.content.decode())


def test_visitors_are_led_to_the_sign_in(client, home_page):
    answer = client.get("/styleguide/")
    assert (answer.status_code, answer.url) == (302, "/admin/login/?next=/styleguide/")


def test_who_may_not_enter_the_cms_sees_no_style_guide(client, home_page, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", password="studio"))
    assert client.get("/styleguide/").status_code == 302


def test_an_empty_site_shows_what_the_ground_draws(admin_client, home_page):
    answer = admin_client.get("/styleguide/")
    assert parts(answer) == PARTS
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_rooms_show_what_is_on_the_site(admin_client, index):
    article = cast.make_trunk_article(index)
    make_teachers(index.get_parent().specific, [cast.make_person()])
    answer = admin_client.get("/styleguide/")
    assert parts(answer) == [
        *PARTS,
        "cards",
        "beginning-of-an-article",
        "references-of-an-article",
        "portraits",
    ]
    assert article.title in answer.content.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_palette(signed_in, live_site, home_page, scheme):
    cast.make_trunk_article(cast.make_index(home_page))
    make_teachers(home_page, [cast.make_person()])
    signed_in.emulate_media(color_scheme=scheme)
    found = {}
    for palette in PALETTES:
        SiteSettings.objects.update_or_create(
            site=home_page.get_site(), defaults={"palette": palette, "corners": "round"}
        )
        signed_in.goto(f"{live_site}/styleguide/")
        found[palette] = violations(signed_in)
    assert found == {palette: [] for palette in PALETTES}


def test_a_look_is_what_the_browser_draws(page, live_site, home_page):
    SiteSettings.objects.update_or_create(
        site=home_page.get_site(),
        defaults={"palette": "sea", "corners": "round", "typefaces": "slab"},
    )
    page.goto(live_site)
    drawn = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(drawn) == "rgb(242, 244, 241)"
    face = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert face.startswith("Rockwell")
    page.emulate_media(media="print")
    assert page.evaluate(drawn) == "rgb(255, 255, 255)"
