"""What could act for whoever holds it is shown to nobody else: not in the outbox, not in logs."""

import io
import logging

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse

from studio.masks import MOST, impersonal, masked
from studio.models import User
from studio.tests.cast import make_failed_letter
from studio.tests.costs import run_within_plenty

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


# --- however long it is ---------------------------------------------------------------------

#: Runs each pattern over a text made of one piece again and again.
EACH = """
import re, sys
from studio import masks
text = sys.argv[1] * (400_000 // len(sys.argv[1]))
for pattern in vars(masks).values():
    if isinstance(pattern, re.Pattern):
        pattern.sub("", text)
masks.masked(text)
"""


@pytest.mark.parametrize(
    "piece", ["!", "0%", "%40", "a@", "“", "'", ")=(", "1.", "f:", "/a", "/" + "a" * 24 + "A"]
)
def test_no_text_costs_the_square_of_its_length(piece):
    assert run_within_plenty(EACH, piece) == ""


def test_what_a_stranger_asks_for_fills_no_log(client, home_page, log):
    assert client.get("/" + "!" * 8_000).status_code == 404
    assert client.get("/" + "word/" * 1_600).status_code == 404
    assert "Not Found: / (8000 more characters)\n" in log.getvalue()
    assert "word/word/ (4055 more characters)\n" in log.getvalue()
    assert len(log.getvalue()) < 2 * MOST


@pytest.mark.parametrize("extra", range(0, 24, 3))
def test_where_a_line_is_cut_no_half_of_an_address_or_a_secret_stays(log, extra):
    begin = "x " * (MOST // 2 - 20 - extra)
    for secret in ("rosa.fable@visitor.example", f"/{TOKEN}", "198.51.100.77", "2001:db8:7::1"):
        logging.getLogger("somebody").warning(begin + secret + " and so on" * 200)
    assert "rosa" not in log.getvalue()
    assert "WzEy" not in log.getvalue()
    assert "198.51" not in log.getvalue()
    assert "2001:db8" not in log.getvalue()
    assert log.getvalue().count(" more characters)\n") == 4


@pytest.mark.parametrize("quotes", ["''", '""', "“”"])
def test_of_an_error_that_is_cut_nothing_is_told_that_was_quoted(quotes):
    said = impersonal(f"This value: {quotes[0]}{'Rosa Fable ' * 1_000}{quotes[1]} is too long")
    assert said == "This value: … (7070 more characters)"


def test_what_an_error_quotes_of_a_row_is_told_of_none_that_is_cut():
    said = impersonal(f"Key (name)=({'Rosa ' * 1_000}) exists")
    assert "Rosa" not in said
    assert said.startswith("Key (name)=… (")
