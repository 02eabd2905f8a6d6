"""The writer of a comment changes it or takes it back, by the signed link."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import services, tokens
from comments.forms import CommentForm, EditForm
from comments.models import Comment, Status
from comments.serving.posts import Post


class Change(Post):
    """Other words for a comment."""

    def answer(self) -> HttpResponse:
        own = self.section.find_own(self.typed.get("mine"))
        if own is None or own.status == Status.ERASED or not self.section.is_shown:
            return self._refuse_nothing(400 if own is None else 409)
        form = EditForm(self.typed, settings=self.settings)
        shown = self.shown(own, form)
        if not form.is_valid():
            return self.again(422, **shown)
        if wait := self.wait_for_posting():
            return self.refuse_for(wait, form, **shown)
        text = form.cleaned_data["text"]
        refusal = self.try_to(lambda: services.edit(own, text=text), own, form)
        return refusal or self.lead_to(own, done="edited", is_own=True)

    def shown(self, own: Comment, form: EditForm) -> dict[str, Any]:
        """The comment with a form in its place, on the page of comments where it stands."""
        return {"own": own, "edit_form": form, "number": self.section.number_of(own)}

    def try_to(
        self, act: Callable[[], Comment], own: Comment, form: EditForm
    ) -> HttpResponse | None:
        """Call a verb; the page with what was typed, if it refuses."""
        try:
            act()
        except services.TooLate:
            minutes = self.settings.edit_minutes
            why = ngettext(
                "A comment can be changed for %(minutes)d minute, and that time is up.",
                "A comment can be changed for %(minutes)d minutes, and that time is up.",
                minutes,
            ) % {"minutes": minutes}
            return self.refuse(403, form, why, **self.shown(own, form))
        except services.NotEditable:
            own.refresh_from_db()
            if own.status == Status.ERASED:
                return self._refuse_nothing(409)
            why = _("A moderator has already decided on this comment, so it stays as it is.")
            return self.refuse(409, form, why, **self.shown(own, form))
        return None

    def _refuse_nothing(self, status: int) -> HttpResponse:
        """There is no such comment (any more); the words are kept, as those of a new one."""
        if not self.section.is_open:
            return self.keep_words(status)
        form = CommentForm(self.typed, settings=self.settings, user=self.visitor.user)
        form.full_clean()
        form.errors.clear()  # nobody was asked for a name yet
        why = _("There is no such comment to change. Your words are kept in the form.")
        return self.refuse(status, form, why, form=form)


class Deletion(Change):
    """A comment goes, its place stays if it was answered."""

    def answer(self) -> HttpResponse:
        own = self.section.find_own(self.typed.get("mine"))
        if own is None or not self.section.is_shown:
            return self._refuse_nothing(400)
        mine = tokens.of_writer(own.pk)
        if own.status != Status.ERASED:  # else it was asked twice
            form = EditForm({"text": own.text}, settings=self.settings)
            refusal = self.try_to(lambda: services.take_back(own), own, form)
            if refusal:
                return refusal
        # without an anchor: the notice takes the focus
        return self.see(self.section.address_of(own, mine=mine, done="deleted"))
