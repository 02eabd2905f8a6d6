"""Somebody says something."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import remembering, services
from comments.forms import CommentForm
from comments.models import Comment
from comments.remembering import Remembered
from comments.serving.posts import MINUTE, Post
from studio import limits

#: Digits of the seconds that a page was open: up to three years.
_DIGITS_OF_SECONDS = 8


class Remark(Post):
    """A comment, or an answer to one."""

    def answer(self) -> HttpResponse:
        parent = self.section.find_readable(self.typed.get("parent"))
        form = CommentForm(self.typed, settings=self.settings, user=self.visitor.user)
        shown = {"form": form, "reply_to": parent}
        if not self.section.is_open:
            return self.keep_words(403)
        if not self.has_key:
            return self.refuse_forged(form, **shown)
        if self.typed.get("parent") and parent is None:
            return self._refuse_orphan(form)
        if not form.is_valid():
            return self.again(422, **shown)
        if wait := self.wait_for_posting():
            return self.refuse_for(wait, form, **shown)
        return self._post(form, parent)

    def _post(self, form: CommentForm, parent: Comment | None) -> HttpResponse:
        given, user = form.cleaned_data, self.visitor.user
        email = user.email if user else given["email"]
        known = remembering.read(self.request)
        is_proved = bool(known and not user and known.proves(email))
        began_at = self._began_at(f"{parent and parent.pk}\n{email}\n{given['text']}")
        said = {
            "page": self.page,
            "text": given["text"],
            "name": given.get("name", ""),
            "email": email,
            "website": given.get("website", ""),
            "parent": parent,
            "user": user,
            "circumstances": services.Circumstances(
                network=self.visitor.network,
                honeypot=bool(given["subject"]),
                seconds=_seconds(self.typed.get("seconds", "")),
                is_proved=is_proved,
            ),
            "wants_letters": given.get("wants_letters", False),
        }
        try:
            try:
                comment, done = services.post(**said), "posted"
            except services.AlreadySaid as refusal:
                comment, done = refusal.comment, "said"
                is_own = comment.user == user if user else began_at <= comment.posted_at
                if not is_own:
                    # any other answer would tell who wrote what stands there: whoever copies
                    # a comment could guess its address
                    comment, done = services.post(**said, even_if_said=True), "posted"
        except services.CommentsClosed:
            return self.keep_words(403)
        except services.ParentGone:
            return self._refuse_orphan(form)
        response = self.lead_to(comment, done=done, is_own=True)
        if not user:
            self._remember(response, form, is_proved)
        return response

    def _remember(self, response: HttpResponse, form: CommentForm, is_proved: bool) -> None:
        given = form.cleaned_data
        if given.get("remember"):
            remembered = Remembered(given["name"], given["email"], given["website"], is_proved)
            remembering.write(self.request, response, remembered)
        else:
            remembering.forget(self.request, response)

    def _began_at(self, said: str) -> datetime:
        """When this browser began to send what it sends now, within the last minute.

        The link of a comment is its writer's. Who sends it twice gets it, for of two
        answers the first is never seen. Who copies a comment and guesses its address
        does not: that sending began after the comment was there.
        """
        key = f"comments.sending:{self.page.pk}:{self.visitor.pseudonym}:{said}"
        before = timezone.now()
        wait = limits.take(key, limit=1, period=MINUTE)
        return before + wait - MINUTE if wait else timezone.now()

    def _refuse_orphan(self, form: CommentForm) -> HttpResponse:
        why = _(
            "The comment you were answering is no longer there. "
            "You can still post yours as a comment of its own."
        )
        return self.refuse(409, form, why, form=form)


def _seconds(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS_OF_SECONDS
    return int(text) if is_number else None
