"""People in the CMS: whose account is whose, and who may say so."""

import pytest
from django.urls import reverse
from lxml import html

from studio.models import Person
from studio.tests import cast

pytestmark = pytest.mark.django_db

ADD = reverse("wagtailsnippets_studio_person:add")


def edit(person):
    return reverse("wagtailsnippets_studio_person:edit", args=[person.pk])


def form(name="Juno Fable", slug="juno-fable", **fields):
    management = {
        f"links-{number}": "0"
        for number in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    return {"name": name, "slug": slug, "role": "", "photo": "", "bio": ""} | management | fields


def offered(client, address):
    """The accounts that the form offers; None where it has no such field."""
    tree = html.fromstring(client.get(address).content)
    found = tree.xpath("//select[@name='account']")
    return (found and [option.text_content() for option in found[0]]) or None


@pytest.fixture
def juno():
    return cast.make_person()


@pytest.fixture
def mara():
    """An editor, who keeps the people of the site and no accounts."""
    return cast.make_staff("mara", "add_person", "change_person")


def test_the_owner_says_which_account_is_whose(admin_client, admin_user, juno, mara):
    assert offered(admin_client, edit(juno)) == ["---------", "admin", "mara"]

    answer = admin_client.post(edit(juno), form(account=mara.pk))

    assert answer.status_code == 302
    mara.refresh_from_db()
    assert mara.person == juno


def test_who_may_change_users_may_say_it_too(client, juno, mara):
    client.force_login(cast.make_staff("otis", "change_person", "change_user"))

    assert client.post(edit(juno), form(account=mara.pk)).status_code == 302

    juno.refresh_from_db()
    assert juno.account == mara


def test_an_editor_cannot_become_an_author_by_a_form(client, juno, mara):
    client.force_login(mara)

    assert offered(client, edit(juno)) is None
    assert client.post(edit(juno), form(role="Teaches", account=mara.pk)).status_code == 302
    assert client.post(ADD, form("Pia Lore", "pia-lore", account=mara.pk)).status_code == 302

    juno.refresh_from_db()
    assert (juno.role, juno.account) == ("Teaches", None)
    assert Person.objects.get(slug="pia-lore").account is None


def test_an_account_stays_with_a_person_whom_an_editor_changes(client, admin_user, juno, mara):
    Person.objects.update(account=admin_user)
    client.force_login(mara)

    client.post(edit(juno), form(role="Teaches"))

    juno.refresh_from_db()
    assert (juno.role, juno.account) == ("Teaches", admin_user)


@pytest.mark.parametrize("who", ["admin", "mara"])
def test_a_copy_of_a_person_has_no_account(client, admin_user, juno, mara, who):
    Person.objects.update(account=mara)
    client.force_login({"admin": admin_user, "mara": mara}[who])
    copy = reverse("wagtailsnippets_studio_person:copy", args=[juno.pk])
    action = html.fromstring(client.get(copy).content).xpath("//form[@method='POST']/@action")

    answer = client.post(action[0], form("Juno Again", "juno-again", account=""))

    assert answer.status_code == 302
    assert Person.objects.get(slug="juno-again").account is None
    juno.refresh_from_db()
    assert juno.account == mara


def test_an_account_is_of_one_person_at_most(admin_client, juno, mara):
    Person.objects.update(account=mara)

    answer = admin_client.post(ADD, form("Pia Lore", "pia-lore", account=mara.pk))

    assert answer.status_code == 200
    assert "Person with this Account already exists." in answer.content.decode()


def test_a_person_stays_when_the_account_goes(juno, mara):
    Person.objects.update(account=mara)

    mara.delete()

    juno.refresh_from_db()
    assert juno.account is None
