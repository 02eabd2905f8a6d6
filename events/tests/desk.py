"""Who works at the desk, and where their buttons lead."""

import itertools
import re

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import strip_tags

from events.ledger import Registration
from studio.models import Person
from studio.tests.cast import make_staff

_numbers = itertools.count(1)

INDEX = reverse("registrations_modeladmin_index")
ADD = reverse("registrations_modeladmin_create")
TOGETHER = reverse("registrations_modeladmin_together")
WRITE = reverse("registrations_modeladmin_write")
EXPORT = reverse("registrations_modeladmin_export")
COUNTS = reverse("event_counts:index")

DESK = ["view_registration", "add_registration", "change_registration", "check_in_registration"]


def url(view, registration):
    """Of a view about one registration, or about the number of one."""
    number = getattr(registration, "pk", registration)
    return reverse(f"registrations_modeladmin_{view}", args=[number])


def make_front_desk(name="fred", *more):
    """Somebody at the front desk, with further permissions."""
    return make_staff(name, *DESK, *more)


def make_teacher(name="mina"):
    """An account that teaches, with the person it belongs to."""
    user = make_staff(name, "view_own_registration")
    person = Person.objects.create(name=name.title(), slug=name, account=user)
    return user, person


def make_member(name, group):
    """Somebody in a group of that name, which is there already."""
    user = get_user_model().objects.create_user(name, password="studio")
    user.groups.add(Group.objects.get(name=group))
    return user


def make_like(registration, number):
    """So many registrations like this one, written behind the back of the verbs."""
    own = {"id", "reference", "idempotency_key", "email_key"}
    fields = [one for one in Registration._meta.concrete_fields if one.name not in own]
    known = {field.attname: getattr(registration, field.attname) for field in fields}
    Registration.objects.bulk_create(
        Registration(**known, email_key=f"like{next(_numbers)}@reader.example")
        for _one in range(number)
    )


def listed(client, **query):
    """The names on the list, in its order."""
    answer = client.get(INDEX, query)
    return [one.shown_name for one in answer.context["object_list"]]


def said(answer):
    """What the page says when a form was sent, after the redirect."""
    return [str(message).strip() for message in answer.context["messages"]]


def words_of(answer):
    """The page as text, blanks folded."""
    return " ".join(re.sub(r"\s+", " ", strip_tags(answer.text)).split())
