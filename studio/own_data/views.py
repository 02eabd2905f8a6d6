"""Where people ask what is kept about them, see it, take it along and erase it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from studio import limits
from studio.doors import guarded, keep_discreet
from studio.mailed import mailed, say
from studio.own_data import Deed, Holding, holdings, links, services, tasks
from studio.own_data.forms import AskOwnDataForm, ErasingForm
from studio.visitors import address_of, connection_of

SEE_OTHER = 303
#: Questions of one connection in an hour, and letters to one address in a day.
MOST_QUESTIONS = 10
MOST_LETTERS = 3

View = Callable[..., HttpResponse]


def _discreet(view: View) -> View:
    """Nobody keeps the answer, and browsers tell this site alone where its form stood."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        keep_discreet(response)
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


@_discreet
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def ask(request: HttpRequest) -> HttpResponse:
    """Where to ask what is kept about an address; the answer does not tell whether anything is.

    No link in a letter leads here, so the form must be ours: another site could make its
    visitors ask, and use up their letters. There is no key in the address, so browsers may
    say where the form stood: of a page that tells nobody they would say ``null``.
    """
    form = AskOwnDataForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        wait = limits.take(
            f"studio.own-data connection {connection_of(address_of(request))}",
            limit=MOST_QUESTIONS,
            period=timedelta(hours=1),
        )
        if wait:
            words = _("Somebody asks very often from where you are. Try again in an hour.")
            response = say(request, _("One moment"), words, status=429)
            response["Retry-After"] = limits.seconds(wait)
            return response
        if form.is_valid():
            _send_link(request, form.cleaned_data["email"])
            return HttpResponseRedirect(f"{request.path}?asked", status=SEE_OTHER)
    facts = {"form": form, "is_asked": "asked" in request.GET and not form.is_bound}
    return render(request, "studio/own_data/ask.html", facts, status=422 if form.errors else 200)


def _send_link(request: HttpRequest, email: str) -> None:
    """A letter, if the address is known and did not get too many.

    The worker finds out whether it is known: for whoever asks, it takes equally long.
    """
    key = f"studio.own-data letters {email.casefold()}"
    if not limits.take(key, limit=MOST_LETTERS, period=timedelta(days=1)):
        site = Site.find_for_request(request)
        tasks.send_own_data_link.enqueue(email, site.pk, get_language())


@partial(mailed, again="ask_own_data")
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept about the address to which the link was sent.

    All the authority there is stands in the link, so no token of a session is asked for.
    """
    email = links.read(token)
    held = [(holding, facts) for holding in holdings() if email and (facts := holding.facts(email))]
    if not held:
        words = _("Neither the address nor anything that came with it is here any more.")
        return say(request, _("We keep nothing about you"), words)
    form = ErasingForm(request.POST if "erase" in request.POST else None)
    if request.method == "POST":
        back = HttpResponseRedirect(request.path, status=SEE_OTHER)
        for holding, _facts in held:
            for name, deed in _open_deeds(holding, email):
                if name in request.POST:
                    deed.do(email)
                    return back
        if form.is_valid():
            services.erase(email)
            for holding in holdings():
                if holding.leave_browser:
                    holding.leave_browser(request, back)
            return back
    elif request.GET.get("format") == "json":
        name = _("my-data")
        headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
        copy = services.export(email)
        return JsonResponse(copy, json_dumps_params={"indent": 2}, headers=headers)
    facts = {
        "sections": [
            {
                "holding": holding,
                "facts": facts,
                "deeds": _open_deeds(holding, email),
            }
            for holding, facts in held
        ],
        "warnings": [holding.warning for holding, _facts in held if holding.warning],
        "form": form,
    }
    return render(request, "studio/own_data/shown.html", facts, status=422 if form.errors else 200)


def _open_deeds(holding: Holding, email: str) -> list[tuple[str, Deed]]:
    return [(name, deed) for name, deed in holding.deeds.items() if deed.is_open(email)]
