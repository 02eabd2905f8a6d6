"""Where a map is: addresses from two numbers, and nothing from nonsense."""

import pytest

from home import maps
from home.maps import Spot


def test_a_spot_is_a_pin_on_a_page_and_in_a_frame():
    spot = Spot.at(54.0, 8.0)

    assert spot.link == (
        "https://www.openstreetmap.org/?mlat=54.00000&mlon=8.00000#map=17/54.00000/8.00000"
    )
    assert spot.frame == (
        "https://www.openstreetmap.org/export/embed.html"
        "?bbox=7.99500%2C53.99750%2C8.00500%2C54.00250&layer=mapnik&marker=54.00000%2C8.00000"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "box"),
    [
        (90, 180, "179.99500%2C89.99750%2C180%2C90"),
        (-90, -180, "-180%2C-90%2C-179.99500%2C-89.99750"),
        (0.000001, -0.1, "-0.10500%2C-0.00250%2C-0.09500%2C0.00250"),
    ],
)
def test_a_map_ends_where_the_earth_does(latitude, longitude, box):
    assert f"bbox={box}&" in Spot.at(latitude, longitude).frame


def test_numbers_are_written_as_maps_read_them_in_every_language(settings):
    settings.LANGUAGE_CODE, settings.USE_THOUSAND_SEPARATOR = "de", True

    assert "mlat=52.12346&mlon=-1.50000#" in Spot.at(52.123456789, -1.5).link


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, 8.0), (54.0, None), (None, None), (90.1, 0), (0, -180.1), (float("inf"), 0)],
)
def test_where_a_number_is_missing_or_off_the_earth_there_is_no_spot(latitude, longitude):
    assert Spot.at(latitude, longitude) is None


def test_an_address_is_looked_for_on_one_line():
    found = maps.search("12 Example Lane\r\n00000 Elsewhere & beyond")
    assert found == (
        "https://www.openstreetmap.org/search"
        "?query=12%20Example%20Lane%2000000%20Elsewhere%20%26%20beyond"
    )
    assert maps.search(" \n ") == ""
