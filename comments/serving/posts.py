"""What all posts have in common: where they arrive, and how they are answered."""

import math
from abc import ABC, abstractmethod
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import tokens
from comments.models import Comment, CommentRules
from comments.sections import Section
from studio import limits

if TYPE_CHECKING:
    from comments.pages import CommentsMixin

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
#: Of one connection.
POSTS_AN_HOUR = 60


class Post(ABC):
    """What somebody sent to a page, on its way to one of the services."""

    def __init__(self, served: "CommentsMixin", request: HttpRequest) -> None:
        self.served = served
        self.request = request
        self.typed: QueryDict = request.POST
        self.section = Section(served, request)
        self.page = self.section.page
        self.settings = self.section.settings
        self.visitor = self.section.visitor

    @abstractmethod
    def answer(self) -> HttpResponse:
        """What the visitor gets."""

    @property
    def has_key(self) -> bool:
        """Whether the form was that of this page."""
        return tokens.is_page_key(self.page.pk, self.typed.get("key", ""))

    def wait_for_posting(self) -> timedelta | None:
        """How long whoever writes has to wait. Not to be asked inside a transaction."""
        key = f"comments.post:{self.visitor.connection}"
        a_minute = CommentRules.for_request(self.request).posts_a_minute
        return limits.take(key, limit=a_minute, period=MINUTE) or limits.take(
            key, limit=POSTS_AN_HOUR, period=HOUR
        )

    def lead_to(self, comment: Comment, *, done: str, is_own: bool) -> HttpResponse:
        """See the comment; what only its writer may see, by the writer's link."""
        if is_own:
            asked = {"mine": tokens.of_writer(comment.pk), "done": done}
            return self.see(self.section.address_of(comment, anchor=comment.anchor, **asked))
        if comment.is_approved:
            return self.see(self.section.address_of(comment, anchor=comment.anchor, done=done))
        return self.see(self.section.address_of(done=done))

    def see(self, address: str) -> HttpResponse:
        """A redirect after which a reload posts nothing."""
        response = HttpResponseRedirect(address)
        response.status_code = 303
        return response

    def again(self, status: int, **shown: Any) -> HttpResponse:
        """The page, with what was typed."""
        return self.served.show(self.request, self.section.view(**shown), status)

    def refuse(self, status: int, form: forms.Form, why: str, /, **shown: Any) -> HttpResponse:
        """The page, with what was typed and a sentence that belongs to no field."""
        form.add_error(None, why)
        return self.again(status, **shown)

    def refuse_forged(self, form: forms.Form, /, **shown: Any) -> HttpResponse:
        """400: the form was not that of this page."""
        why = _("This form did not come from this page. Please send it again from here.")
        return self.refuse(400, form, why, **shown)

    def refuse_for(self, wait: timedelta, form: forms.Form, /, **shown: Any) -> HttpResponse:
        """429: too much at once."""
        minutes = math.ceil(wait / MINUTE)
        why = ngettext(
            "That was a lot in a short time. Please wait %(minutes)d minute, then send it again.",
            "That was a lot in a short time. Please wait %(minutes)d minutes, then send it again.",
            minutes,
        ) % {"minutes": minutes}
        response = self.refuse(429, form, why, **shown)
        response["Retry-After"] = limits.seconds(wait)
        return response

    def keep_words(self, status: int) -> HttpResponse:
        """The page, with the words of somebody who may not say them here (any more)."""
        return self.again(status, unsaid=self.typed.get("text", ""))
