"""What becomes of a post to the contact page: a form asks, one verb acts, and the page answers.

Every refusal shows the page again with all that was typed. 403: no form is there (any
more); 400: the form was not that of this page; 422: the form has questions; 429: too much
at once, with ``Retry-After``. What arrived answers 303, so that a reload sends nothing again.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.services import Circumstances
from comments.visitors import Visitor
from home import services, tokens
from home.message_forms import MessageForm
from studio import limits

if TYPE_CHECKING:
    from home.models import ContactPage

#: What stands in the address of a page on which somebody has just written.
SENT = "sent"
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
#: Of one connection.
_POSTS = ((5, _MINUTE), (20, _HOUR))
#: Digits of the seconds that a page was open: up to three years.
_DIGITS = 8


@dataclass(frozen=True)
class Writing:
    """What the page shows of its form.

    ``unsaid``: what somebody wrote where nothing can be sent (any more).
    """

    key: str
    form: MessageForm | None = None
    is_sent: bool = False
    unsaid: str = ""


def shown(page: "ContactPage", request: HttpRequest) -> Writing:
    """The form as whoever reads the page gets it; after a message, the thanks."""
    if not page.has_form:
        return Writing(key="")
    is_sent = SENT in request.GET
    return Writing(tokens.page_key(page.pk), None if is_sent else MessageForm(), is_sent)


def answer(page: "ContactPage", request: HttpRequest) -> HttpResponse:
    """The answer to a post to the page."""
    typed = request.POST
    if not page.has_form:
        return page.show(request, Writing(key="", unsaid=_all_of(typed)), 403)
    form = MessageForm(typed)
    writing = Writing(tokens.page_key(page.pk), form)
    if not tokens.is_page_key(page.pk, typed.get("key", "")):
        form.add_error(
            None, _("This form did not come from this page. Please send it again from here.")
        )
        return page.show(request, writing, 400)
    if not form.is_valid():
        return page.show(request, writing, 422)
    visitor = Visitor.of(request)
    if wait := _wait(visitor):
        return _refuse_for(wait, page, request, writing)
    given = form.cleaned_data
    services.receive(
        page=page,
        name=given["name"],
        email=given["email"],
        subject=given["subject"],
        text=given["text"],
        circumstances=Circumstances(
            network=visitor.network,
            honeypot=bool(given["website"]),
            seconds=_seconds(typed.get("seconds", "")),
        ),
    )
    response = HttpResponseRedirect(f"{page.get_url(request)}?{SENT}=1#message-{SENT}")
    response.status_code = 303
    return response


def _wait(visitor: Visitor) -> timedelta | None:
    """How long whoever writes has to wait. Not to be asked inside a transaction."""
    for most, period in _POSTS:
        key = f"home.message:{visitor.connection}"
        if wait := limits.take(key, limit=most, period=period):
            return wait
    return None


def _refuse_for(
    wait: timedelta, page: "ContactPage", request: HttpRequest, writing: Writing
) -> HttpResponse:
    minutes = math.ceil(wait / _MINUTE)
    why = ngettext(
        "That was a lot in a short time. Please wait %(minutes)d minute, then send it again.",
        "That was a lot in a short time. Please wait %(minutes)d minutes, then send it again.",
        minutes,
    ) % {"minutes": minutes}
    writing.form.add_error(None, why)
    response = page.show(request, writing, 429)
    response["Retry-After"] = limits.seconds(wait)
    return response


def _all_of(typed: QueryDict) -> str:
    """All that was typed, to be copied from the page."""
    lines = [typed.get(name, "").strip() for name in ("name", "email", "subject")]
    parts = ["\n".join(filter(None, lines)), typed.get("text", "")]
    return "\n\n".join(filter(None, parts)).replace("\x00", "")


def _seconds(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_number else None
