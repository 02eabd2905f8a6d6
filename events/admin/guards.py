"""Pages of events with people who are still to come are not taken away: the event is cancelled.

Whoever deletes or unpublishes such a page, one above it or several at once is told why not,
and where the event is cancelled, which tells its people. Pages of events that are over may
go; their people stay in the ledger.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from events import lacking
from events.ledger import SeatPool
from events.pages import EventPage
from events.services import plans

#: How many events a refusal names before it only counts.
_NAMED = 5
#: Pages asked about in one query; SQLite takes no condition of a thousand parts.
_BATCH = 200


def with_people(pages: Iterable[Page], *, with_descendants: bool = True) -> list[SeatPool]:
    """The pools of ``pages``, and of those below them, that people are still to come to.

    With ``people_active``: who has, wants or is offered a place now.
    """
    found: dict[int, SeatPool] = {}
    paths = sorted(page.path for page in pages)
    pools = SeatPool.objects.with_counts().upcoming().filter(people_active__gt=0)
    lookup = "page__path__startswith" if with_descendants else "page__path"
    for start in range(0, len(paths), _BATCH):
        below = [Q(**{lookup: path}) for path in paths[start : start + _BATCH]]
        found |= {pool.pk: pool for pool in pools.filter(reduce(or_, below))}
    return list(found.values())


def refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the page that asks, and before the deed."""
    return _refused(request, with_people([page]), back=_above(page))


def refuse_to_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Also for the pages below, where they were asked for too."""
    with_descendants = bool(request.POST.get("include_descendants"))
    pools = with_people([page], with_descendants=with_descendants)
    return _refused(request, pools, back=_above(page))


def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Delete, unpublish or publish several pages: none of them, if one must not."""
    if not objects or not all(isinstance(item, Page) for item in objects):
        return None
    asked = action.cleaned_form.cleaned_data.get("include_descendants", False)
    if action_type == "delete":
        return _refused(request, with_people(objects), back=action.next_url)
    if action_type == "unpublish":
        pools = with_people(objects, with_descendants=asked)
        return _refused(request, pools, back=action.next_url)
    if action_type == "publish":
        return _refuse_to_publish(request, objects, back=action.next_url, with_descendants=asked)
    return None


def say_over_by(request: HttpRequest, page: Page) -> None:
    """After publishing: that there are more people than places, which cancels nobody."""
    if not isinstance(page, EventPage):
        return
    pool = SeatPool.objects.with_counts().of_page(page.pk)
    over = pool.over_by(pool.capacity) if pool else 0
    if not over:
        return
    messages.warning(
        request,
        _("“%(event)s” has more people than places: over by %(over)d. Nobody was cancelled.")
        % {"event": pool.title, "over": over},
    )


def say_what_is_lacking(request: HttpRequest, page: Page) -> None:
    """After publishing: that it says nothing of its date, place or price."""
    if isinstance(page, EventPage) and not page.alias_of_id and (words := lacking.in_words(page)):
        messages.warning(
            request,
            _("“%(event)s” is published with %(lacking)s.")
            % {"event": page.get_admin_display_title(), "lacking": words},
        )


def say_what_was_copied(request: HttpRequest, page: Page, copied: Page) -> None:
    """After copying an event: what came along, and what has to be looked at."""
    if isinstance(page.specific, EventPage) and not copied.alias_of_id:
        messages.info(
            request,
            _(
                "“%(event)s” was copied with its dates, questions and letters, and nobody of its"
                " people. Give the copy dates of its own before you publish it."
            )
            % {"event": page.get_admin_display_title()},
        )


def _above(page: Page) -> str:
    parent = page.get_parent()
    return reverse("wagtailadmin_explore", args=[parent.pk] if parent else [])


def _refused(request: HttpRequest, pools: list[SeatPool], *, back: str) -> HttpResponse | None:
    for pool in pools[:_NAMED]:
        messages.error(
            request,
            ngettext(
                "“%(event)s” stays as it is: %(people)d person is still to come. Cancel the event"
                " first, and the person is told.",
                "“%(event)s” stays as it is: %(people)d people are still to come. Cancel the event"
                " first, and they are told.",
                pool.people_active,
            )
            % {"event": pool.title, "people": pool.people_active},
            buttons=[_cancel_button(pool)],
        )
    if len(pools) > _NAMED:
        more = len(pools) - _NAMED
        messages.error(
            request,
            ngettext("And %d more event with people.", "And %d more events with people.", more)
            % more,
        )
    if not pools:
        return None
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or back)


def _cancel_button(pool: SeatPool) -> Any:
    return messages.button(reverse("events_cancel", args=[pool.page_id]), _("Cancel the event"))


def _refuse_to_publish(
    request: HttpRequest, pages: list[Page], *, back: str, with_descendants: bool
) -> HttpResponse | None:
    """People are told by publishing one page at a time, after a look at what they are told."""
    drafts = list(pages)
    if with_descendants:
        drafts += [below for page in pages for below in page.get_descendants().not_live()]
    pools = SeatPool.objects.filter(page__in=[draft.pk for draft in drafts])
    refused = False
    for pool in pools.order_by("pk"):
        plan = plans.plan(pool.page.get_latest_revision_as_object())
        if plan.tells:
            refused = True
            messages.error(
                request,
                ngettext(
                    "“%(event)s” was not published: %(people)d person would be told of a new date"
                    " or place. Publish it from its editor.",
                    "“%(event)s” was not published: %(people)d people would be told of a new date"
                    " or place. Publish it from its editor.",
                    plan.people,
                )
                % {"event": pool.title, "people": plan.people},
            )
    return redirect(back) if refused else None
