"""Words of the studio to one, to those who are marked, or to a whole list (E12)."""

import pytest
from wagtail.models import ModelLogEntry

from events import services
from events.ledger import RegistrationLog
from events.services import history, writing
from events.tests import cast, desk
from studio.models import Letter

pytestmark = pytest.mark.django_db

WORDS = {"subject": "About {event}", "text": "{greeting}\n\nPlease bring a mat."}


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, "Trunk training")


def open_form(client, *people, **query):
    return client.get(desk.WRITE, {"id": [one.pk for one in people], **query})


def hidden(answer):
    """What the form holds besides the words."""
    fields = {name: answer.context[name] for name in ("ids", "next_url")}
    token = answer.context["form"]["token"].value()
    return {"ids": fields["ids"], "next": fields["next_url"], "token": token}


def look(client, asked, **words):
    return client.post(desk.WRITE, hidden(asked) | WORDS | words)


def send(client, asked, looked, **words):
    """Press "send" below the letter that was looked at."""
    sent = hidden(asked) | WORDS | words
    return client.post(
        desk.WRITE, sent | {"seen": looked.context["digest"], "send": "1"}, follow=True
    )


def messages():
    return Letter.objects.filter(kind="registration: message").order_by("pk")


def test_first_the_letter_is_looked_at_then_it_is_sent(admin_client, admin_user, event):
    ada, bo = cast.register(event, "Ada"), cast.register(event, "Bo")
    asked = open_form(admin_client, ada, bo)
    assert "2 people get this letter" in desk.words_of(asked)
    looked = look(admin_client, asked)
    shown = desk.words_of(looked)
    for words in ("The letter to Ada", "About Trunk training", "Please bring a mat.", "own-key"):
        assert words in shown, words
    assert "Send it to 2 people" in shown
    assert not messages().exists()
    answer = send(admin_client, asked, looked)
    assert desk.said(answer) == ["2 letters leave within a minute."]
    assert [letter.to for letter in messages()] == [ada.email, bo.email]
    first = messages().first()
    assert first.subject == "About Trunk training"
    assert "Please bring a mat." in first.text
    assert "own-key" not in first.text + first.html
    entry = RegistrationLog.objects.filter(registration=ada).last()
    assert (entry.verb, entry.by) == (history.WRITTEN_TO, admin_user)


def test_a_second_click_writes_to_nobody_twice(admin_client, event):
    people = [cast.register(event), cast.register(event)]
    asked = open_form(admin_client, *people)
    looked = look(admin_client, asked)
    send(admin_client, asked, looked)
    answer = send(admin_client, asked, looked)
    assert desk.said(answer) == ["These letters are written already."]
    assert messages().count() == 2
    assert ModelLogEntry.objects.filter(action="events.write").count() == 1


def test_what_was_cut_off_is_completed_by_the_next_click(admin_client, admin_user, home_page):
    first, second = (cast.register(cast.make_event(home_page)) for _event in range(2))
    asked = open_form(admin_client, first, second)
    looked = look(admin_client, asked)
    token = hidden(asked)["token"]
    writing.write([first.pk], by=admin_user, token=token, **WORDS)
    send(admin_client, asked, looked)
    assert [letter.to for letter in messages()] == [first.email, second.email]


def test_the_same_words_from_another_form_are_another_letter(admin_client, event):
    ada = cast.register(event)
    for _form in range(2):
        asked = open_form(admin_client, ada)
        send(admin_client, asked, look(admin_client, asked))
    assert messages().count() == 2


def test_other_words_than_those_looked_at_are_looked_at_first(admin_client, event):
    asked = open_form(admin_client, cast.register(event))
    looked = look(admin_client, asked)
    answer = send(admin_client, asked, looked, text="Other words.")
    assert not messages().exists()
    assert "Other words." in desk.words_of(answer)
    answer = admin_client.post(desk.WRITE, hidden(asked) | WORDS | {"send": "1"})
    assert not messages().exists()


def test_a_whole_list_is_written_to_as_it_was_when_it_was_asked(admin_client, home_page, event):
    ada = cast.register(event, "Ada")
    cast.register(cast.make_event(home_page, "Other"), "Cy")
    asked = open_form(admin_client, all="1", event=ada.pool_id)
    looked = look(admin_client, asked)
    cast.register(event, "Late")
    send(admin_client, asked, looked)
    assert [letter.to for letter in messages()] == [ada.email]


def test_who_cannot_be_written_to_is_left_out_and_counted(admin_client, admin_user, event):
    ada = cast.register(event, "Ada")
    bo = services.cancel(cast.register(event, "Bo"))
    gone = services.erase(cast.register(event, "Cy"))
    gus = services.add_by_hand(
        cast.pool_of(event), services.Application(name="Gus", email=""), by=admin_user
    )
    asked = open_form(admin_client, ada, bo, gone, gus)
    shown = desk.words_of(asked)
    assert "2 people get this letter" in shown
    assert "1 of them has no place any more." in shown
    assert "2 are left out: there is no address." in shown
    send(admin_client, asked, look(admin_client, asked))
    assert {letter.to for letter in messages()} == {ada.email, bo.email}
    assert not gus.log.filter(verb=history.WRITTEN_TO).exists()


def test_where_nobody_has_an_address_there_is_nothing_to_write(admin_client, admin_user, event):
    gus = services.add_by_hand(
        cast.pool_of(event), services.Application(name="Gus", email=""), by=admin_user
    )
    answer = admin_client.get(desk.WRITE, {"id": gus.pk}, follow=True)
    assert desk.said(answer) == ["None is marked that has an address."]


def test_a_filter_that_is_none_is_never_everybody(admin_client, event):
    cast.register(event)
    answer = admin_client.get(desk.WRITE, {"all": "1", "since": "no day"}, follow=True)
    assert desk.said(answer) == ["None is marked that has an address."]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"text": "{first_name}"}, "text"),
        ({"text": "{% now 'Y' %}"}, "text"),
        ({"text": "{{ event }}"}, "text"),
        ({"subject": "{event.__class__}"}, "subject"),
        ({"text": ""}, "text"),
        ({"subject": ""}, "subject"),
        ({"subject": "A\nBcc: x@y.example"}, "subject"),
        ({"text": "a\0b"}, "text"),
        ({"text": "x" * 10_001}, "text"),
    ],
)
def test_words_that_are_none_are_refused_beside_their_field(admin_client, event, words, field):
    asked = open_form(admin_client, cast.register(event))
    answer = look(admin_client, asked, **words)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}


def test_no_markup_passes_and_no_name_is_filled_in_twice(admin_client, event):
    asked = open_form(admin_client, cast.register(event, "{link} <b>"))
    words = {"text": "<script>x</script> { } {greeting}"}
    looked = look(admin_client, asked, **words)
    assert "<script>x" not in looked.text
    send(admin_client, asked, looked, **words)
    letter = messages().get()
    assert "<script>x</script> { } Hello" in letter.text
    assert "<script>x" not in letter.html


@pytest.mark.parametrize("token", ["", "x", "0" * 31, "0" * 33, "G" * 32])
def test_a_form_without_its_token_is_refused(admin_client, event, token):
    asked = open_form(admin_client, cast.register(event))
    sent = hidden(asked) | WORDS | {"token": token, "send": "1"}
    assert admin_client.post(desk.WRITE, sent).status_code == 422
    assert not messages().exists()


def test_the_history_of_the_cms_says_how_many_and_nobody(admin_client, event):
    people = [cast.register(event, "Ada Colophon"), cast.register(event, "Bo")]
    asked = open_form(admin_client, *people)
    send(admin_client, asked, look(admin_client, asked))
    entry = ModelLogEntry.objects.get(action="events.write")
    assert (entry.label, entry.message) == ("Trunk training", "Wrote to 2 people")
    assert "Colophon" not in str(entry.data)


def test_a_letter_to_one_is_a_button_of_theirs(admin_client, event):
    ada = cast.register(event, "Ada")
    buttons = admin_client.get(desk.url("inspect", ada)).context["buttons"]
    (url,) = (button["url"] for button in buttons if button["name"] == "write")
    assert "1 person gets this letter." in desk.words_of(admin_client.get(url))


def test_what_happened_names_letters_by_their_subjects(admin_client, admin_user, home_page):
    ada = cast.register(cast.make_event(home_page), "Ada")
    for number, subject in enumerate(("Bring a towel", "Bring two")):
        writing.write([ada.pk], subject=subject, text="Hi", token=f"{number:032}", by=admin_user)
    shown = desk.words_of(admin_client.get(desk.url("inspect", ada)))
    log = shown.partition("What happened")[2]
    first, second = log.find("was written to · “Bring a towel”"), log.find("“Bring two”")
    assert 0 < second < first
    Letter.objects.all().delete()
    shown = desk.words_of(admin_client.get(desk.url("inspect", ada)))
    assert shown.partition("What happened")[2].count("was written to") == 2
