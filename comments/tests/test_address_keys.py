"""Which e-mail addresses are one, and which only look alike."""

import pytest
from django.core.validators import validate_email

from comments.models import Address, Comment
from comments.tests.letterbox import error_beside, write

LONG_S, KELVIN = "\u017f", "\u212a"


@pytest.mark.parametrize(
    "email",
    [
        "ROSA@reader.example",
        " rosa@Reader.EXAMPLE ",
        "rosa@ｒｅａｄｅｒ。example",
    ],
)
def test_capitals_and_widths_make_no_other_address(email):
    assert Address.key_of(email) == Address.key_of("rosa@reader.example")


def test_a_domain_is_one_in_letters_and_in_ascii():
    keys = {
        Address.key_of(f"rosa@{domain}")
        for domain in (
            "bücher.example",
            "BÜCHER.example",
            "xn--bcher-kva.example",
            "bu\u0308cher.example",
        )
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("lookalike", "email"),
    [
        (f"ro{LONG_S}a@reader.example", "rosa@reader.example"),
        (f"{KELVIN}im@reader.example", "kim@reader.example"),
        ("straße@reader.example", "strasse@reader.example"),
        ("rоsa@reader.example", "rosa@reader.example"),
        ("rosa@strasse.example", "rosa@straße.example"),
    ],
)
def test_who_owns_a_lookalike_is_somebody_else(lookalike, email):
    assert Address.key_of(lookalike) != Address.key_of(email)


@pytest.mark.parametrize("text", ["", "rosa", "@", "rosa@[127.0.0.1]", "rosa@-", "a@b@c"])
def test_what_is_no_address_has_a_key_as_well(text):
    assert len(Address.key_of(text)) == 64


@pytest.mark.django_db
@pytest.mark.parametrize("name", [f"ro{LONG_S}a", f"{KELVIN}im"])
def test_letters_that_pass_for_others_before_the_at_are_refused(client, article, name):
    validate_email(f"{name}@reader.example")  # so the library would take them

    page = write(client, article, email=f"{name}@reader.example")

    assert (page.status_code, Comment.objects.count()) == (422, 0)
    sentence = "Before the @, use only the letters a to z, digits and punctuation."
    assert error_beside(page, "email") == sentence


@pytest.mark.django_db
def test_a_domain_may_hold_any_letters(client, article):
    assert write(client, article, email="rosa@Bücher.example").status_code == 303
    assert Comment.objects.get().email == "rosa@bücher.example"
