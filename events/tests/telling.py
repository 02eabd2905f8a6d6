"""Moving and cancelling events that people are on, as an editor does it over HTTP."""

from datetime import datetime, timedelta

from django.urls import reverse

from events.tests import cast, editing
from studio.models import Letter


def make_event(home):
    """Two people have a place and one waits."""
    event = cast.make_event(home, "Feet", capacity=2)
    cast.fill_up(event)
    cast.register(event)
    return event


def make_course(home):
    """Two people come to two dates."""
    dates = [timedelta(days=5), timedelta(days=12)]
    event = cast.make_event(home, "Course", event_kind="course", starts_in=dates)
    cast.register(event)
    cast.register(event)
    return event


def letters(kind="changed"):
    """To whom letters of that kind were written."""
    return sorted(Letter.objects.filter(kind=f"registration: {kind}").values_list("to", flat=True))


def addresses(event):
    return sorted(cast.pool_of(event).registrations.values_list("email", flat=True))


def begins(event):
    return cast.pool_of(event).occurrences.first().starts_at


def a_day_later(client, event):
    """The form with the first date a day later."""
    form = editing.form_of(client, event)
    day = datetime.fromisoformat(form["dates-0-day"]) + timedelta(days=1)
    return form | {"dates-0-day": day.strftime("%Y-%m-%d")}


def publish(client, event, form, url=None):
    return editing.post(client, event, form, action="publish", url=url)


def asked(client, answer):
    """The page that asks, to which ``answer`` leads."""
    assert answer.status_code == 302
    assert "/publish/" in answer.url
    return client.get(answer.url)


def confirm(client, answer, **fields):
    """Click [Publish and tell them] on the page to which ``answer`` leads."""
    page = asked(client, answer)
    return client.post(answer.url, {"saved_at": page.context["saved_at"], **fields})


def change_url(event):
    return reverse("events_changes", args=[event.pk])


def cancel_url(event):
    return reverse("events_cancel", args=[event.pk])


def date_url(event, status, number=0):
    date = cast.pool_of(event).occurrences.all()[number]
    return reverse("events_change_date", args=[date.pk, status])
