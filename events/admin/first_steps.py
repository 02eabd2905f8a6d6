"""The first step with events."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from events.pages import EventIndexPage, EventPage
from studio.first_steps import Step


def steps(request: HttpRequest) -> Iterator[Step]:
    """The first event, for whoever may publish one."""
    if url := address_of_first_event(request):
        yield Step(
            words=_("Announce the first event"),
            url=url,
            is_done=EventPage.objects.live().exists(),
        )


def address_of_first_event(request: HttpRequest) -> str:
    """Where whoever asks may write an event; empty where they may publish none."""
    index = EventIndexPage.objects.order_by("pk").first()
    if index is None or not index.permissions_for_user(request.user).can_publish_subpage():
        return ""
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
