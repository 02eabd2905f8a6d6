"""The same decisions about many comments at once, as Wagtail's bulk actions.

Wagtail asks about each object; here all are asked about in one statement, so the
number of queries is the same for 1 and for hundreds. A decision is about the comments
that were listed, as they were then: what came or changed since is left alone.
"""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from comments import services
from comments.admin import meanwhile
from comments.admin.forms import MOST_AT_ONCE, BulkDecisionForm, TurnsField
from comments.admin.messages import say, turns_of
from comments.admin.queue import chosen
from comments.admin.seen import LIST
from comments.models import Comment, Status
from comments.permissions import may_moderate_something, moderatable
from studio import accesses

_NUMBER = re.compile("[0-9]{1,18}")


class DecideInBulk(SnippetBulkAction):
    """What all four have in common: GET asks, POST decides and offers to take it back."""

    models = [Comment]
    form_class = BulkDecisionForm
    template_name = "comments/admin/decide_in_bulk.html"
    status: str
    #: What is said when it is done, by ``count``.
    done: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate_something(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"status": self.status}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if "data" in kwargs:
            # the address says which decision it is; the form only asks for a reason
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["status"] = self.status
        return kwargs

    @cached_property
    def turns(self) -> dict[int, int]:
        """The comments with the turns in which they were seen; empty where nobody says so.

        The form says it, and the address in which the list leads to the form.
        """
        said = self.request.POST.get("turns") or self.request.GET.get("turns")
        try:
            return TurnsField().clean(said)
        except ValidationError:
            return {}

    def get_actionable_objects(self) -> tuple[list[Comment], dict[str, Any]]:
        """The comments that are meant and may be decided about; one query.

        Those outside the user's part are left out and counted.
        """
        asked = self.request.GET.getlist("id")
        mine = moderatable(self.request.user).exclude(status=Status.ERASED)
        self.are_too_many = False
        if self.turns:
            found = list(mine.filter(pk__in=self.turns))
            return found, {"refused": len(self.turns) - len(found)}
        if "all" in asked:
            found = list(chosen(self.request)[: MOST_AT_ONCE + 1])
            self.are_too_many = len(found) > MOST_AT_ONCE
            return found[:MOST_AT_ONCE], {"refused": 0}
        numbers = {int(number) for number in asked[:MOST_AT_ONCE] if _NUMBER.fullmatch(number)}
        if not numbers:
            raise Http404
        found = list(mine.filter(pk__in=numbers))
        self.are_too_many = len(asked) > MOST_AT_ONCE
        return found, {"refused": len(numbers) - len(found)}

    def object_context(self, obj: Comment) -> dict[str, Any]:
        return {"item": obj}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = [one["item"] for one in context["items"]]
        same = [one for one in found if self.turns.get(one.pk, one.turn) == one.turn]
        changed = [one.pk for one in found if one not in same]
        return context | {
            # where all have changed, all are asked about anew, as they are now
            "items": [self.object_context(one) for one in same or found],
            "turns": turns_of(same or found),
            "have_all_changed": bool(changed) and not same,
            "left_alone": meanwhile.left_alone(changed) if same else "",
            "title": self.aria_label,
            "verb": self.display_name,
            "is_rejection": self.status == Status.REJECTED,
            "are_too_many": self.are_too_many,
            "most": MOST_AT_ONCE,
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        return accesses.saw(self.request, answer, LIST, rows=len(context["items"]), asked="marked")

    def get_execution_context(self) -> dict[str, Any]:
        return {"view": self}

    @classmethod
    def execute_action(
        cls, objects: list[Comment], *, view: "DecideInBulk", **kwargs: Any
    ) -> tuple[int, int]:
        wanted = view.cleaned_form.cleaned_data
        news = services.decide(objects, by=view.request.user, via="bulk", **wanted)
        view.undo = turns_of(news)
        view.left = _changed(objects, news, wanted["turns"])
        return len(objects) - len(view.left), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> None:
        """Says it itself, since Wagtail's messages have links and this one has a button."""
        count = num_parent_objects
        words = f"{self.done % {'count': count}} {meanwhile.left_alone(self.left)}"
        say(self.request, words.strip(), undo=self.undo)

    def prepare_action(self, objects: list[Comment], refused: Any) -> HttpResponse | None:
        if objects:
            return None
        messages.warning(
            self.request, gettext("None of them is there for you to decide about any more.")
        )
        return redirect(self.next_url)

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except services.ChangedSince:
            return self.render_to_response(self.get_context_data(form=form), status=409)

    def form_invalid(self, form: Form) -> HttpResponse:
        # a form that does not say what was seen is shown what there is to be seen
        status = 409 if "turns" in form.errors else 422
        return self.render_to_response(self.get_context_data(form=form), status=status)


def _changed(comments: list[Comment], news: list[Comment], turns: dict[int, int]) -> list[int]:
    """The numbers of those that were not decided about; no query where all were news.

    What was decided just so before is no news, and not left alone either.
    """
    others = {comment.pk for comment in comments} - {comment.pk for comment in news}
    if not others:
        return []
    now = Comment.objects.exclude(status=Status.ERASED).filter(pk__in=others)
    now_in = dict(now.values_list("pk", "turn"))
    return sorted(number for number in others if now_in.get(number) != turns[number])


class ApproveInBulk(DecideInBulk):
    """Readers see them from now on."""

    display_name = _("Approve")
    aria_label = _("Approve the chosen comments")
    action_type = "approve"
    action_priority = 10
    status = Status.APPROVED
    done = ngettext_lazy(
        "%(count)d comment is approved.", "%(count)d comments are approved.", "count"
    )


class RejectInBulk(DecideInBulk):
    """Asks for the reason first."""

    display_name = _("Reject")
    aria_label = _("Reject the chosen comments")
    action_type = "reject"
    action_priority = 20
    status = Status.REJECTED
    done = ngettext_lazy(
        "%(count)d comment is rejected.", "%(count)d comments are rejected.", "count"
    )


class SpamInBulk(DecideInBulk):
    """The filter learns from it."""

    display_name = _("Spam")
    aria_label = _("Mark the chosen comments as spam")
    action_type = "spam"
    action_priority = 30
    status = Status.SPAM
    done = ngettext_lazy(
        "%(count)d comment is marked as spam.", "%(count)d comments are marked as spam.", "count"
    )


class TrashInBulk(DecideInBulk):
    """Under the name of Wagtail's own action, which would delete rows: it takes its place."""

    display_name = _("Trash")
    aria_label = _("Put the chosen comments into the trash")
    action_type = "delete"
    action_priority = 40
    status = Status.TRASHED
    done = ngettext_lazy(
        "%(count)d comment is in the trash.", "%(count)d comments are in the trash.", "count"
    )
