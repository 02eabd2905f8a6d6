"""What a moderator writes: an answer in the studio's name, a change to a reader's words."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comments import services
from comments.admin.decisions import CommentView
from comments.admin.forms import AmendForm, AnswerForm
from comments.admin.messages import place, say
from comments.models import Comment


class AnswerView(CommentView):
    """Reply in the studio's name; what waited is approved by it."""

    form_class = AnswerForm
    template_name = "comments/admin/answer.html"

    def get_page_title(self) -> str:
        return _("Reply to %(name)s") % {"name": self.object.shown_name}

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        try:
            services.answer(
                self.object,
                text=form.cleaned_data["text"],
                by=self.request.user,
                via=place(self.request),
                turn=self.turn_seen,
            )
        except services.ChangedSince as since:
            return self.look_again(form, since.comments)
        except services.ParentGone:
            form.add_error(None, _("Only what readers can see can be answered. Approve it first."))
            return self.form_invalid(form)
        except services.AlreadySaid:
            form.add_error("text", _("You have said this here already."))
            return self.form_invalid(form)
        say(
            self.request,
            _("Your answer to %(name)s stands on the page.") % {"name": self.object.shown_name},
        )
        return redirect(self.get_success_url())


class AmendView(CommentView):
    """Change what a reader wrote. Readers see that it was edited; the history says by whom."""

    form_class = AmendForm
    template_name = "comments/admin/amend.html"

    def get_page_title(self) -> str:
        return _("Edit the comment by %(name)s") % {"name": self.object.shown_name}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("name", "website", "text")}

    def form_valid(self, form: AmendForm) -> HttpResponse:
        try:
            amended = services.amend(
                self.object, by=self.request.user, turn=self.turn_seen, **form.cleaned_data
            )
        except services.NotDecidable:
            return self.refuse(_("Its writer has deleted this comment."))
        except services.ChangedSince as since:
            if not _reads_so(since.comments, form.cleaned_data):
                return self.look_again(form, since.comments)
            (amended,) = since.comments  # a second click on the same button
        say(self.request, _("The comment by %(name)s is changed.") % {"name": amended.shown_name})
        return redirect(self.get_success_url())


def _reads_so(now: list[Comment], wanted: dict[str, Any]) -> bool:
    """Whether the one comment there is says what it shall say already."""
    said = [{name: getattr(comment, name) for name in wanted} for comment in now]
    return said == [wanted]
