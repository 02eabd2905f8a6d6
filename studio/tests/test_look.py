"""Ten studios do not look alike, and each can be read: colours, typefaces, corners."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site

from home.models import HomePage
from studio.look import EARTH, PALETTES, Palette, PaletteName
from studio.models import SiteSettings

#: Token, the grounds it stands on, and the contrast it needs there (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11).
READ_ON = [
    ("ink", ["paper", "paper-deep", "paper-raised", "mark"], 7),
    ("ink-soft", ["paper", "paper-deep", "paper-raised"], 4.5),
    ("link", ["paper", "paper-deep", "paper-raised", "closing"], 4.5),
    ("accent", ["paper", "paper-deep", "paper-raised"], 4.5),
    ("on-teal", ["teal"], 4.5),
    ("on-night", ["night", "stage"], 7),
    ("on-night-soft", ["night", "stage"], 4.5),
    ("on-closing", ["closing"], 4.5),
    ("on-button", ["button"], 4.5),
    ("paper", ["button-over"], 4.5),
    ("night", ["ochre", "blush"], 4.5),
    ("ochre", ["teal", "night", "stage"], 3),
    ("line-strong", ["paper", "paper-deep", "paper-raised"], 3),
]
#: Colours somebody might choose, at the edges of what is taken.
ODD = {
    "grey": Palette("#ffffff", "#757575", "#767676", "#9a9a9a"),
    "glaring": Palette("#ffffff", "#0000ff", "#d10000", "#ffff00"),
    "yellow paper": Palette("#fff9c4", "#3e2723", "#b71c1c", "#ffeb3b"),
}


def ratio(one, other):
    """The contrast of two colours, as WCAG 2.2 defines it, written once more."""

    def light(colour):
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    return max(light(one), light(other)) / min(light(one), light(other))


def choose(**choices):
    """Choose a look for the only site there is."""
    settings = SiteSettings.for_site(Site.objects.get())
    for name, value in choices.items():
        setattr(settings, name, value)
    settings.full_clean()
    settings.save()


def sheet(client):
    """The stylesheet of the look that the front door asks for."""
    found = re.findall(r'href="(/look/[0-9a-f]+\.css)"', client.get("/").content.decode())
    assert len(found) == 1
    return client.get(found[0])


def tokens(css):
    """By day and by night."""
    day, night = css.split("prefers-color-scheme: dark")
    by_day, by_night = (dict(re.findall(r"--([a-z-]+): ([^;]+);", part)) for part in (day, night))
    return by_day, by_day | by_night


@pytest.mark.parametrize("palette", [name for name in PALETTES if name != PaletteName.EARTH])
def test_every_palette_can_be_read_by_day_and_by_night(client, home_page, palette):
    choose(palette=palette)
    css = sheet(client).content.decode()
    assert faint(css) == []


@pytest.mark.parametrize("palette", [EARTH, *ODD.values()], ids=["earth", *ODD])
def test_colours_of_ones_own_are_made_legible_wherever_they_stand(client, home_page, palette):
    own = {f"own_{name}": colour for name, colour in vars(palette).items()}
    choose(palette=PaletteName.OWN, corners="sharp", **own)
    css = sheet(client).content.decode()
    if palette != EARTH:
        assert faint(css) == []
        assert tokens(css)[0]["paper"] == palette.paper
    assert "--radius: 0;" in css


def faint(css):
    """What can't be read in a stylesheet: when, what, on what, and how faint it is."""
    return [
        (when, sign, ground, round(ratio(held[sign], held[ground]), 2))
        for when, held in zip(("day", "night"), tokens(css), strict=True)
        for sign, grounds, least in READ_ON
        for ground in grounds
        if ratio(held[sign], held[ground]) < least
    ]


def test_the_look_of_the_house_needs_no_stylesheet_of_its_own(client, home_page):
    page = client.get("/").content.decode()
    assert "/look/" not in page
    assert 'content="#f6f0e4"' in page


def test_a_look_costs_no_query(client, home_page, django_assert_num_queries):
    client.get("/")
    with CaptureQueriesContext(connection) as plain:
        client.get("/")
    choose(palette="plum", typefaces="slab", corners="round")
    with django_assert_num_queries(len(plain)):
        page = client.get("/").content.decode()
    assert f'content="{PALETTES["plum"].paper}"' in page


def test_a_stylesheet_is_kept_for_a_year_under_the_name_of_what_it_says(client, home_page):
    choose(palette="sea")
    old = sheet(client)
    assert old["Content-Type"] == "text/css; charset=utf-8"
    assert old["Cache-Control"] == "public, max-age=31536000, immutable"
    assert old.cookies == {}

    choose(typefaces="modern")
    new = sheet(client)
    assert "--display" not in old.content.decode()
    assert "--display: system-ui" in new.content.decode()

    by_its_old_name = client.get(old.wsgi_request.path)
    assert by_its_old_name.content == new.content
    assert "no-store" in by_its_old_name["Cache-Control"]


def test_a_stylesheet_is_only_read(client, home_page):
    assert client.post("/look/0123456789ab.css").status_code == 405
    assert client.get("/look/0123456789ab.css").content == b""


def test_each_site_has_its_own_look(client, home_page, settings):
    root = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Other", slug="other", hero_heading="Other")
    )
    other = Site.objects.create(hostname="other.example", root_page=root)
    SiteSettings.objects.create(site=other, palette="stone")
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, other.hostname]
    assert "/look/" not in client.get("/").content.decode()
    assert "/look/" in client.get("/", headers={"host": other.hostname}).content.decode()


# --- chosen in the CMS --------------------------------------------------------------------


@pytest.fixture
def form(admin_client, home_page):
    """Posts the settings of the studio as they are, with what is changed."""
    site = Site.objects.get()
    url = reverse("wagtailsettings:edit", args=["studio", "sitesettings", site.pk])

    def post(**changes):
        stored = SiteSettings.for_site(site)
        fields = ["name", "tagline", "address", "hours", "email", "phone", "footer"]
        looks = ["palette", "typefaces", "corners", "citation_numbering"]
        own = ["own_paper", "own_main", "own_accent", "own_highlight"]
        values = {name: getattr(stored, name) for name in [*fields, *looks, *own]}
        counts = dict.fromkeys(["TOTAL_FORMS", "INITIAL_FORMS"], 0)
        values |= {f"social_links-{name}": count for name, count in counts.items()}
        return admin_client.post(url, values | {"logo": ""} | changes)

    return post


def test_a_look_is_chosen_in_the_settings_of_the_studio(client, form):
    assert form(palette="wood", typefaces="slab", corners="round").status_code == 302
    css = sheet(client).content.decode()
    assert tokens(css)[0]["teal"] == PALETTES["wood"].main
    assert "--display: Rockwell" in css
    assert "--radius-button: 99rem" in css


@pytest.mark.parametrize(
    ("name", "colour", "said"),
    [
        ("paper", "#8a8a8a", "Too dark to write on: black reaches 6.1 to 1 on it. "),
        ("main", "#ffd27f", "Too light: white words on it reach 1.4 to 1. "),
        ("accent", "#f08060", "Too pale to read on the ground: it reaches 2.3 to 1, "),
        ("highlight", "#402010", "Too dark to be seen on the main colour at night: "),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(
    client, form, name, colour, said
):
    refused = form(palette="own", **{f"own_{name}": colour})
    page = refused.content.decode()
    assert refused.status_code == 200
    assert said in page
    assert f'value="{colour}"' in page
    assert SiteSettings.objects.get().palette == PaletteName.EARTH

    better = {f"own_{name}": re.search(rf"{re.escape(said)}.*?(#[0-9a-f]{{6}}) would do", page)[1]}
    if name == "paper":  # a darker ground asks for a darker accent
        page = form(palette="own", **better).content.decode()
        better["own_accent"] = re.search("Too pale.*?(#[0-9a-f]{6}) would do", page)[1]
    assert form(palette="own", **better).status_code == 302
    assert faint(sheet(client).content.decode()) == []


@pytest.mark.parametrize(
    "colour",
    [
        "",
        "red",
        "#fff",
        "#FFFFFF;",
        "#ffffff;}body{display:none",
        "#ffffff\n",
        "#gggggg",
        "x" * 500,
    ],
)
def test_what_is_no_colour_gets_into_no_stylesheet(form, colour):
    refused = form(palette="own", own_main=colour)
    assert refused.status_code == 200
    assert SiteSettings.objects.get().own_main == EARTH.main
