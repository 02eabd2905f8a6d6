"""What moderators decide by a link in a letter, without signing in."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from comments import services, tokens
from comments.mailed_forms import RejectionForm
from comments.models import Comment, Status
from comments.reasons import explain
from comments.tokens import Decision
from studio.mailed import mailed, say

SEE_OTHER = 303


@mailed
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """One comment and one button, as whom the letter was written to, once.

    403: who may not, or no longer. 409 for a click too many and for other words than
    those in the letter, 410 for a look too late.
    """
    decision = tokens.read_decision(token)
    form = RejectionForm(request.POST or None) if decision.status == Status.REJECTED else None
    try:
        if request.method == "POST" and (form is None or form.is_valid()):
            services.decide_by_letter(decision, **(form.cleaned_data if form else {}))
            return HttpResponseRedirect(request.path, status=SEE_OTHER)
        comment = services.case_of(decision)
    except Comment.DoesNotExist:
        words = _("It was kept for a while and is removed by now.")
        return say(request, _("There is no such comment any more"), words, status=410)
    except services.NotAllowed:
        words = _("The letter was written to somebody who may not decide about this, or no longer.")
        return say(request, _("This is not for you to decide"), words, status=403)
    except services.LinkUsed as used:
        if services.was_edited(used.comment):
            return _edited(request, used.comment)
        return _used(request, decision, used.comment)
    facts = {
        "comment": comment,
        "form": form,
        "status": decision.status,
        "button": _button(decision.status),
        "sentences": _sentences(comment),
    }
    is_refused = form is not None and form.is_bound and not form.is_valid()
    return render(request, "comments/decide.html", facts, status=422 if is_refused else 200)


def _edited(request: HttpRequest, comment: Comment) -> HttpResponse:
    """The comment as it is now: the letter told other words, and its links are for those."""
    facts = {"comment": comment, "sentences": _sentences(comment)}
    return render(request, "comments/edited.html", facts, status=409)


def _sentences(comment: Comment) -> list[tuple[float, str]]:
    """What the rules said, with its weight."""
    return [(reason.score, explain(reason)) for reason in comment.why]


def _used(request: HttpRequest, decision: Decision, comment: Comment) -> HttpResponse:
    """Who did what since; after one's own click that is the answer to it."""
    by_this_link = (
        comment.turn == decision.turn + 1
        and comment.decided_by_id == decision.user_id
        and comment.status == decision.status
    )
    ways = ((reverse("reader_comments:inspect", args=[comment.pk]), _("Open in the queue")),)
    if comment.is_approved:
        on_page = (comment.page.get_full_url() or "") + comment.address_on_page
        ways = ((on_page, _("See it on its page")), *ways)
    if by_this_link and request.method != "POST":
        return say(request, _("Done"), _what_happened(comment), ways=ways)
    return say(
        request,
        _("Nothing is left to decide here"),
        _what_happened(comment),
        status=409 if request.method == "POST" else 410,
        ways=ways,
    )


def _what_happened(comment: Comment) -> str:
    facts = {"state": comment.get_status_display().lower()}
    if comment.status == Status.ERASED:
        return _("Its writer deleted the comment.")
    if comment.decided_by is None:
        return _("The comment has changed since the letter. It is now: %(state)s.") % facts
    facts["name"] = get_user_display_name(comment.decided_by)
    facts["moment"] = date_format(localtime(comment.decided_at), "DATETIME_FORMAT")
    return _("%(name)s decided about the comment (%(moment)s): %(state)s.") % facts


def _button(status: str) -> str:
    return {
        Status.APPROVED: _("Approve the comment"),
        Status.REJECTED: _("Reject the comment"),
        Status.SPAM: _("Mark the comment as spam"),
    }[status]
