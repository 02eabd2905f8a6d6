"""The passwords of private pages and documents: few may be wrong, as with those of people.

One word opens the door to many, so only wrong ones count: a class that comes in over the
network of the studio gets in.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.utils.urlpatterns import decorate_urlpatterns

from studio import limits
from studio.entrance.refusals import too_often
from studio.visitors import address_of, connection_of, network_of

PERIOD = timedelta(minutes=15)
#: Wrong words for one door: of one line, and of a neighbourhood.
TRIES, TRIES_OF_NETWORK = 10, 60

#: Wagtail's views that ask for one, by the names of their addresses.
NAMES = {"wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"}

View = Callable[..., HttpResponseBase]


def _few_tries(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **asked: int) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, **asked)
        address, restriction = address_of(request), next(iter(asked.values()))
        door = f"{view.__module__} {restriction}"
        bounds = {
            f"{door} line {connection_of(address)}": TRIES,
            f"{door} network {network_of(address)}": TRIES_OF_NETWORK,
        }
        if wait := limits.take_all(bounds.items(), period=PERIOD):
            return too_often(wait, back=_way_back(request))
        response = view(request, **asked)
        if isinstance(response, HttpResponseRedirect):
            for key in bounds:
                limits.give_back(key, period=PERIOD)
        return response

    return answer


def _way_back(request: HttpRequest) -> str:
    """The page that was asked for, as Wagtail's form says and Wagtail checks it; "" if it is none."""
    asked = request.POST.get("return_url", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else ""


def guarded(patterns: list[URLPattern]) -> list[URLPattern]:
    """Wagtail's own addresses, those of passwords with few tries."""
    decorate_urlpatterns([one for one in patterns if one.name in NAMES], _few_tries)
    return patterns
