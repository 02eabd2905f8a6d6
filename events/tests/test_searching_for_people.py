"""The search of the desk finds people as they are called, and references as they are said."""

import pytest

from events.ledger import Registration
from events.tests import cast, desk

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jörg Müller", "muller"),
        ("Jörg Müller", "MÜLLER"),
        ("Jörg Müller", "mueller jorg"),
        ("Jörg Müller", "joerg"),
        ("Anna Mueller", "müller"),
        ("ÜLKÜ Öz", "ülkü"),
        ("Hans Strauß", "strauss"),
        ("Hans Strauss", "strauß"),
        ("Søren Ågård", "soren agard"),
        ("Łukasz Żak", "lukasz zak"),
        ("Zoé Çelik", "zoe celik"),
        ("Suéde", "suede"),
        ("Conor O’Neil", "o’neil"),
        ("Иван", "иВАН"),
        ("C++ (Ann)", "(ann) c++"),
    ],
)
def test_a_name_is_found_in_the_letters_of_another_keyboard(admin_client, home_page, name, typed):
    page = cast.make_event(home_page)
    cast.register(page, name)
    cast.register(page, "Somebody else")
    assert desk.listed(admin_client, q=typed) == [name]


def test_a_plain_letter_that_was_typed_as_another_is_not_everything(admin_client, home_page):
    cast.register(cast.make_event(home_page), "Muller")
    assert desk.listed(admin_client, q="mill") == []
    assert desk.listed(admin_client, q=".*") == []


@pytest.mark.parametrize("typed", ["K7QX-42MN", "k7qx42mn", "K7QX42MN", "k7qx-42", "7qx", "k7qx42"])
def test_a_reference_is_found_however_it_is_written(admin_client, home_page, typed):
    page = cast.make_event(home_page)
    ada = cast.register(page, "Ada")
    Registration.objects.filter(pk=ada.pk).update(reference="K7QX-42MN")
    bo = cast.register(page, "Bo")
    Registration.objects.filter(pk=bo.pk).update(reference="2222-3333")
    assert desk.listed(admin_client, q=typed) == ["Ada"]


def test_who_comes_along_is_found_in_other_letters_as_well(admin_client, home_page):
    page = cast.make_event(home_page, largest_party=2)
    ada = cast.register(page, "Ada", seats=2)
    ada.attendees.filter(number=2).update(name="Jürgen")
    assert desk.listed(admin_client, q="jurgen") == ["Ada"]
