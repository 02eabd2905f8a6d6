"""What a moderator's buttons do: decide, and take it back.

GET asks, POST acts. Scripts ask for JSON and get the same decisions told in data.
Each button says in which turn of the comment it was shown: what has changed since is
shown as it is now, and asked about again.
"""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from comments import services
from comments.admin import meanwhile
from comments.admin.forms import DecisionForm, UndoForm
from comments.admin.messages import next_url, place, tell, turns_of, wants_json
from comments.admin.seen import COMMENT
from comments.models import Comment, Status
from comments.permissions import may_moderate, moderatable
from studio import accesses

#: What is said of one comment, and the question before it.
_DONE = {
    Status.APPROVED: gettext_lazy("The comment by %(name)s is approved."),
    Status.REJECTED: gettext_lazy("The comment by %(name)s is rejected."),
    Status.SPAM: gettext_lazy("The comment by %(name)s is marked as spam."),
    Status.TRASHED: gettext_lazy("The comment by %(name)s is in the trash."),
}
_ASKED = {
    Status.APPROVED: gettext_lazy("Approve the comment by %(name)s"),
    Status.REJECTED: gettext_lazy("Reject the comment by %(name)s"),
    Status.SPAM: gettext_lazy("Mark the comment by %(name)s as spam"),
    Status.TRASHED: gettext_lazy("Put the comment by %(name)s into the trash"),
}
_TURN = re.compile("[0-9]{1,9}")


class CommentView(accesses.SeenMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A page about one comment of those that the user moderates."""

    model = Comment
    permission_required = "change"
    seen_as = COMMENT
    http_method_names = ["get", "head", "options", "post"]
    header_icon = "comment"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = Comment.objects.select_related("page", "parent")
        self.object = get_object_or_404(found, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.status == Status.ERASED:
            return self.refuse(_("Its writer has deleted this comment."))
        return super().post(request, *args, **kwargs)

    @property
    def turn_seen(self) -> int:
        """The turn in which the moderator saw the comment, by a field or the address; else -1."""
        asked = self.request.POST.get("turn") or self.request.GET.get("turn", "")
        return int(asked) if _TURN.fullmatch(asked) else -1

    @property
    def has_changed(self) -> bool:
        """Whether the comment is no longer what the moderator clicked at."""
        return self.request.method == "POST" and self.object.turn != self.turn_seen

    def get_success_url(self) -> str:
        return next_url(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        case_url = reverse("reader_comments:inspect", args=[self.object.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("reader_comments:list"), "label": _("Reader comments")},
            {"url": case_url, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            comment=self.object,
            next_url=next_url(self.request),
            has_changed=self.has_changed,
            happened=self.happened() if self.has_changed else [],
            **kwargs,
        )

    def happened(self) -> list[str]:
        """What has happened to the comment since the moderator saw it."""
        return meanwhile.happened(self.object, self.turn_seen, self.request.user)

    def form_invalid(self, form: Form) -> HttpResponse:
        if wants_json(self.request):
            return JsonResponse({"errors": form.errors}, status=422)
        return self.ask(form, status=422)

    def ask(self, form: Form, *, status: int = 200) -> HttpResponse:
        """The page with the comment as it is now; 409 where that is not what was seen."""
        status = 409 if self.has_changed else status
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def look_again(self, form: Form, now: list[Comment] | None = None) -> HttpResponse:
        """Tell what happened meanwhile, show the comment as it is ``now``, keep what was typed."""
        if now is not None:
            if not now:
                return self.refuse(_("Its writer has deleted this comment."))
            (self.object,) = now
        if not wants_json(self.request):
            return self.ask(form)
        told = _("The comment by %(name)s has changed since you saw it. %(what)s") % {
            "name": self.object.shown_name,
            "what": " ".join(self.happened()),
        }
        return JsonResponse({"message": told.strip(), "turn": self.object.turn}, status=409)

    def refuse(self, words: str) -> HttpResponse:
        """Say why nothing happened."""
        if wants_json(self.request):
            return JsonResponse({"message": words}, status=409)
        messages.error(self.request, words)
        return redirect(next_url(self.request))


class DecideView(CommentView):
    """Approve, reject, spam, trash. A rejection without its reason is asked for it."""

    form_class = DecisionForm
    template_name = "comments/admin/decide.html"

    @property
    def status(self) -> str:
        asked = self.request.POST.get("status") or self.request.GET.get("status")
        return asked if asked in _ASKED else Status.REJECTED

    def get_page_title(self) -> str:
        return _ASKED[self.status] % {"name": self.object.shown_name}

    def get_initial(self) -> dict[str, Any]:
        return {"status": self.status}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_rejection=self.status == Status.REJECTED, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_unasked = "rejection" not in request.POST and not wants_json(request)
        if request.POST.get("status") == Status.REJECTED and is_unasked:
            return self.ask(DecisionForm(initial={"status": Status.REJECTED}))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            changed = services.decide(
                [self.object],
                by=self.request.user,
                via=place(self.request),
                turns={self.object.pk: self.turn_seen},
                **form.cleaned_data,
            )
        except services.ChangedSince as since:
            if not _is_done(since.comments, form, self.request.user, self.turn_seen):
                return self.look_again(form, since.comments)
            changed = since.comments  # a second click on the same button
        words = _DONE[form.cleaned_data["status"]] % {"name": self.object.shown_name}
        return tell(self.request, words, undo=turns_of(changed), comments=[self.object])


def _is_done(now: list[Comment], form: DecisionForm, user: Any, turn_seen: int) -> bool:
    """Whether all that happened since is that ``user`` decided just this."""
    wanted = (form.cleaned_data["status"], form.cleaned_data["rejection"], user.pk, turn_seen + 1)
    return [
        (comment.status, comment.rejection, comment.decided_by_id, comment.turn) for comment in now
    ] == [wanted]


def _undone(comments: list[Comment]) -> str:
    """About whose comment a decision is taken back; of several, how many."""
    if len(comments) == 1:
        name = comments[0].shown_name
        return _("The decision about the comment by %(name)s is taken back.") % {"name": name}
    return ngettext(
        "%(count)d decision is taken back.", "%(count)d decisions are taken back.", len(comments)
    ) % {"count": len(comments)}


class UndoView(PermissionCheckedMixin, FormView):
    """Takes back what was decided, unless somebody has decided otherwise since."""

    model = Comment
    permission_required = "change"
    form_class = UndoForm
    http_method_names = ["post"]

    def form_valid(self, form: UndoForm) -> HttpResponse:
        turns = form.cleaned_data["comments"]
        comments = moderatable(self.request.user).filter(pk__in=turns)
        try:
            undone = services.undo(comments, by=self.request.user, turns=turns)
        except services.ChangedSince as since:
            return self._refuse(self._happened(since.comments, turns))
        except services.NothingToUndo:
            return self._refuse()
        words = _undone(undone)
        left = meanwhile.left_alone(sorted(turns.keys() - {comment.pk for comment in undone}))
        return tell(self.request, f"{words} {left}".strip(), comments=undone)

    def form_invalid(self, form: UndoForm) -> HttpResponse:
        return self._refuse()

    def _happened(self, comments: list[Comment], turns: dict[int, int]) -> str:
        """What happened to the one there is; of many, that they have changed."""
        if len(comments) != 1:
            return meanwhile.left_alone([comment.pk for comment in comments])
        (comment,) = comments
        return " ".join(meanwhile.happened(comment, turns[comment.pk], self.request.user))

    def _refuse(self, because: str = "") -> HttpResponse:
        nothing = _("There is nothing to take back.")
        words = f"{nothing} {because}".strip()
        if wants_json(self.request):
            return JsonResponse({"message": words}, status=409)
        messages.warning(self.request, words)
        return redirect(next_url(self.request))
