"""What could act for whoever holds it is shown to nobody else: not in the outbox, not in logs."""

import io
import logging

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse

from studio.masks import masked
from studio.models import User
from studio.tests.cast import make_failed_letter

#: As ``signing.dumps`` wrote it once: made anew it would name the tests by the second.
TOKEN = "WzEyLDAsMywiYXBwcm92ZWQiXQ:1xVC57:iwK-FAZCeCQpyN2fMMWxu8phdnEBbC8KleZQPsOW3aM"


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        (f"See http://site.example/door/{TOKEN}/ now", "See http://site.example/door/…/ now"),
        (f"/door/{TOKEN}/?page=2", "/door/…/?page=2"),
        (f"?mine={TOKEN}&amp;edit=1#own", "?mine=…&amp;edit=1#own"),
        (f"?mine={TOKEN.replace(':', '%3A')}", "?mine=…"),
        (f"<http://site.example/door/{TOKEN}>", "<http://site.example/door/…>"),
        ("/f/550e8400-e29b-41d4-a716-446655440000/", "/f/…/"),
        ("/f/0123456789abcdef0123456789abcdef.pdf", "/f/…"),
        ("/#0123456789abcdef0123456789abcdef", "/#…"),
    ],
)
def test_what_could_be_a_secret_is_masked(shown, hidden):
    assert masked(shown) == hidden


@pytest.mark.parametrize(
    "shown",
    [
        "https://a.long-name-of-a-host.somewhere-else.example:8000/",
        "/articles/how-to-train-the-trunk-in-2024/?comment=12#comment-12",
        "/articles/%C3%BCber-die-f%C3%BC%C3%9Fe-und-mehr/",
        "/admin/reader-comments/inspect/12/",
        "and/or unnecessarily complicated sentences",
        "MixedCaseOfTwentySignsAndMore without an address",
    ],
)
def test_words_stay_readable(shown):
    assert masked(shown) == shown


def test_tokens_of_a_password_reset_are_masked(db):
    token = default_token_generator.make_token(User(pk=1, username="rosa"))
    assert masked(f"/admin/password_reset/confirm/MQ/{token}/") == (
        "/admin/password_reset/confirm/MQ/…/"
    )


def test_the_owner_sees_no_secret_of_a_letter(admin_client):
    link = f"https://site.example/door/{TOKEN}/"
    letter = make_failed_letter(
        text=f"Open {link}",
        html=f'<a href="{link}">Open</a>',
        headers={"List-Unsubscribe": f"<{link}>"},
        attachments=[["place.ics", f"URL:{link}", "text/calendar"]],
    )
    letter.last_error = f"554 Spam: {link}"
    letter.save()
    page = admin_client.get(reverse("letters:inspect", args=[letter.pk])).text
    assert TOKEN not in page
    assert page.count("https://site.example/door/…/") == 5


@pytest.fixture
def log():
    """What the process writes to its log."""
    (console,) = [
        handler for handler in logging.getLogger().handlers if handler.get_name() == "console"
    ]
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


def test_the_log_names_no_secret(client, home_page, log, caplog):
    assert client.get(f"/nowhere/{TOKEN}/").status_code == 404
    logging.getLogger("somebody").warning("Refused /nowhere/%s/ (%d)", TOKEN, 3)
    assert "Not Found: /nowhere/…/" in log.getvalue()
    assert "Refused /nowhere/…/ (3)" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert "Not Found: /nowhere/…/" in caplog.text  # whatever else listens to Django
