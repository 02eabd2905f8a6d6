"""What a moderator types over a reader's words is tidied as readers' own words are."""

import pytest
from django.urls import reverse

from comments.models import Comment
from comments.tests import cast
from comments.tests.letterbox import write

pytestmark = pytest.mark.django_db

INDENTED = "    indented\n\nwords"


def amend(client, comment, **changed):
    """Send the form of ``comment`` as it stands, but for what is ``changed``."""
    address = reverse("reader_comments:edit", args=[comment.pk])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed["text"] = typed["text"].replace("\n", "\r\n")  # as browsers send it
    answer = client.post(address, {**typed, "turn": comment.turn, **changed})
    return answer, Comment.objects.get(pk=comment.pk)


def test_who_changes_the_name_alone_edits_no_words(client, admin_client, article):
    write(client, article, text=INDENTED)
    comment = Comment.objects.get()
    assert comment.text == INDENTED

    answer, changed = amend(admin_client, comment, name="  Rosa   R. ")

    assert answer.status_code == 302
    assert (changed.name, changed.text, changed.edited_at) == ("Rosa R.", INDENTED, None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Rosa\u202eadmin", "Please write it on one line, in ordinary characters."),
        ("Rosa\u2028Admin", "Please write it on one line, in ordinary characters."),
        ("R" * 81, "There is room for 80 characters; this has 81."),
        ("a" + "\u0301\u0323" * 30_000, "There is room for 80 characters; this has 60,001."),
    ],
)
def test_a_name_that_readers_could_not_have_typed_is_refused(admin_client, article, name, sentence):
    answer, comment = amend(admin_client, cast.say(article), name=name)

    assert answer.context["form"].errors == {"name": [sentence]}
    assert comment.name == "Rosa Reader"


def test_a_text_that_is_too_long_is_refused(admin_client, article):
    answer, comment = amend(admin_client, cast.say(article, "Short."), text="a" * 20_001)

    assert answer.context["form"].errors == {
        "text": ["There is room for 20,000 characters; this has 20,001."]
    }
    assert comment.text == "Short."
