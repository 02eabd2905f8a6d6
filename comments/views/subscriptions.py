"""What readers do by a link in a letter: confirm that they want letters, and end them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from comments import remembering, services, tokens
from comments.models import CommentSettings, Subscription
from comments.remembering import Remembered
from studio.languages import speaks
from studio.mailed import mailed, say

SEE_OTHER = 303


@mailed
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Letters about answers: do you want them? 410 where there is nothing left to confirm."""
    subscription = _find(tokens.read_proof(token))
    if subscription is None or subscription.status == Subscription.Status.ENDED:
        return _gone(request)
    return _confirm(request, subscription)


@speaks(lambda _request, subscription: subscription.comment.page)
def _confirm(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    comment = subscription.comment
    settings = CommentSettings.for_request(request)
    if request.method != "POST":
        facts = {
            "subscription": subscription,
            "comment": comment,
            "is_confirmed": subscription.status == Subscription.Status.CONFIRMED,
            "offers_remembering": settings.offers_remembering,
            "unsubscribe_token": tokens.of_unsubscribing(subscription.pk),
        }
        return render(request, "comments/confirm.html", facts)
    try:
        comment = services.confirm(subscription)
    except services.SubscriptionGone:
        return _gone(request)
    response = _see(request)
    if settings.offers_remembering and "remember" in request.POST and _stood_here(request):
        known = Remembered(comment.name, subscription.email, comment.website, proved=True)
        remembering.write(request, response, known)
    return response


@mailed
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters: of this conversation, or none at all. Twice does no harm.

    A mail program posts here by itself (RFC 8058) and must not be led elsewhere.
    """
    subscription = _find(tokens.read_unsubscribing(token))
    if request.method == "POST":
        if subscription and request.POST.get("scope") == "everything":
            services.refuse_letters(subscription.address)
        elif subscription:
            services.unsubscribe(subscription)
        if "List-Unsubscribe" not in request.POST:
            return _see(request)
        subscription = _find(tokens.read_unsubscribing(token))
    if subscription is None:
        words = _("The comment they were about is deleted. There is nothing left to do for you.")
        return say(request, _("There are no letters any more"), words)
    return _show_ending(request, subscription)


@speaks(lambda _request, subscription: subscription.comment.page)
def _show_ending(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    facts = {
        "subscription": subscription,
        "page": None,
        "title": subscription.comment.page.title,
        "is_ended": subscription.status == Subscription.Status.ENDED,
        "refuses_all": subscription.address.refuses_mail_at is not None,
    }
    return render(request, "comments/unsubscribe.html", facts)


def _find(number: int) -> Subscription | None:
    rows = Subscription.objects.select_related("address", "comment__page")
    return rows.filter(pk=number).first()


def _see(request: HttpRequest) -> HttpResponse:
    """To the same address again, which shows what has become of it."""
    return HttpResponseRedirect(request.path, status=SEE_OTHER)


def _gone(request: HttpRequest) -> HttpResponse:
    words = _("The comment is deleted, or the letters about it were ended. Nothing was changed.")
    return say(request, _("There is nothing left to confirm"), words, status=410)


def _stood_here(request: HttpRequest) -> bool:
    """Whether the form was ours, so that no other site makes this device remember somebody."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
