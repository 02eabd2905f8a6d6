"""What we keep: for everybody to read, and for each reader to see, take along and erase."""

from datetime import timedelta
from functools import partial

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from comments import personal_data, remembering, services, tasks, tokens
from comments.mailed_forms import AskOwnDataForm, ErasingForm
from comments.models import Address, CommentSettings, Status
from comments.views.mailed import mailed, say
from comments.visitors import Visitor
from studio import limits
from studio.doors import guarded
from studio.visitors import has_session

SEE_OTHER = 303
#: Questions of one connection in an hour, and letters to one address in a day.
MOST_QUESTIONS = 10
MOST_LETTERS = 3


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of readers, why, and how long; as this site is set up."""
    settings = CommentSettings.for_request(request)
    facts = {
        "comment_settings": settings,
        "kept": personal_data.of_readers(settings),
        "has_session": has_session(request),
        "is_forgotten": "forgotten" in request.GET and not request.COOKIES.get(remembering.NAME),
    }
    return render(request, "comments/privacy.html", facts)


@partial(mailed, referrer="same-origin")
@guarded
def ask_own_data(request: HttpRequest) -> HttpResponse:
    """Where to ask what is kept about an address; the answer does not tell whether anything is.

    No link in a letter leads here, so the form must be ours: another site could make its
    visitors ask, and use up their letters. There is no key in the address, so browsers may
    say where the form stood: of a page that tells nobody they would say ``null``.
    """
    form = AskOwnDataForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        connection = Visitor.of(request).connection
        wait = limits.take(
            f"comments.own-data connection {connection}",
            limit=MOST_QUESTIONS,
            period=timedelta(hours=1),
        )
        if wait:
            words = _("Somebody asks very often from where you are. Try again in an hour.")
            response = say(request, _("One moment"), words, status=429)
            response["Retry-After"] = str(int(wait.total_seconds()) + 1)
            return response
        if form.is_valid():
            _send_link(request, form.cleaned_data["email"])
            return HttpResponseRedirect(f"{request.path}?asked", status=SEE_OTHER)
    facts = {"form": form, "is_asked": "asked" in request.GET and not form.is_bound}
    return render(request, "comments/ask_own_data.html", facts, status=422 if form.errors else 200)


@mailed
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept about the address to which the link was sent."""
    address = Address.objects.filter(pk=tokens.read_own_data(token)).first()
    if address is None:
        words = _("Neither the address nor anything that was written with it is here any more.")
        return say(request, _("We keep nothing about you"), words)
    form = ErasingForm(request.POST if "erase" in request.POST else None)
    if request.method == "POST":
        response = HttpResponseRedirect(request.path, status=SEE_OTHER)
        if "allow" in request.POST:
            services.allow_letters(address)
            return response
        if form.is_valid():
            services.erase_everything(address)
            remembering.forget(request, response)
            return response
    elif request.GET.get("format") == "json":
        name = _("reader-comments")
        headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
        kept = services.export(address)
        return JsonResponse(kept, json_dumps_params={"indent": 2}, headers=headers)
    states = services.comments_of(address).values_list("status").annotate(Count("pk"))
    counts = dict(states.order_by("status"))
    facts = {
        "address": address,
        "states": [(label, counts[value]) for value, label in Status.choices if value in counts],
        "comments": sum(counts.values()),
        "subscriptions": address.subscriptions.going_on().count(),
        "letters": services.letters_to(address).count(),
        "form": form,
    }
    return render(request, "comments/own_data.html", facts, status=422 if form.errors else 200)


def _send_link(request: HttpRequest, email: str) -> None:
    """A letter, if the address is known and did not get too many.

    The worker finds out whether it is known: for whoever asks, it takes equally long.
    """
    wait = limits.take(
        f"comments.own-data {Address.key_of(email)}", limit=MOST_LETTERS, period=timedelta(days=1)
    )
    if not wait:
        tasks.send_own_data_link.enqueue(email, Site.find_for_request(request).pk)
