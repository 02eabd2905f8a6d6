"""Before the way into an account changes, whoever is signed in proves once more who they are.

Wagtail asks for the password only before it changes the password, and on the page for accounts
of colleagues not even then, though one's own is among them. Letters with a link for a new
password go to the e-mail address, so a session that somebody else holds would be enough to take
the account for good.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

#: One's own account, as everybody has it; and as it stands among those of colleagues.
_OWN, _AMONG_OTHERS = "wagtailadmin_account", "wagtailusers_users:edit"
#: What is not kept while we ask: it would lie in the database as it was typed.
_SECRET = "password"  # noqa: S105 - a part of the names of fields


def before_saving(request: HttpRequest) -> HttpResponseBase | None:
    """The question who it is, where the way into one's own account would change; else None.

    What was typed is kept in the session and saved with the right answer. Not passwords, nor
    files: of them a message tells, before and after.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or not _changes_the_way_in(request, match):
        return None
    if not reauthentication.is_reauthentication_required(request, app="studio.entrance"):
        return None
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if not methods:
        raise PermissionDenied
    kept = request.POST.copy()
    for name in request.POST:
        if _SECRET in name or name == "csrfmiddlewaretoken":
            del kept[name]
    is_all = not request.FILES and not any(
        _SECRET in name and value for name, value in request.POST.items()
    )
    request.session[reauthentication.STATE_SESSION_KEY] = {
        "callback": f"{__name__}.{save_it.__name__}",
        "state": {"path": request.path_info, "sent": kept.urlencode(), "is_all": is_all},
    }
    messages.warning(request, _("Nothing is saved yet. Show that it is you, and it will be."))
    if not is_all:
        messages.warning(
            request, _("A new password or picture was not kept: please choose it once more then.")
        )
    question = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{methods[0]['url']}?{question}")


def save_it(request: HttpRequest, state: dict[str, Any]) -> HttpResponseBase:
    """Go on with what was typed, if it was this that was asked about; the library calls it.

    Somebody else may have left it in the session, and the owner be asked about another matter.
    """
    path = state["path"]
    asked_about = get_next_redirect_url(request)
    if asked_about != request.path.removesuffix(request.path_info) + path:
        return HttpResponseRedirect(asked_about or reverse("wagtailadmin_home"))
    match = resolve(path)
    request.path, request.path_info = asked_about, path
    request.GET, request.POST = QueryDict(), QueryDict(state["sent"])
    request.resolver_match = match
    response = match.func(request, *match.args, **match.kwargs)
    if not state.get("is_all", True):
        messages.warning(
            request, _("The new password or picture was not kept. Please choose it once more.")
        )
    return response


def _changes_the_way_in(request: HttpRequest, match: ResolverMatch) -> bool:
    sent, user = request.POST, request.user
    if not user.is_authenticated:
        return False
    if match.view_name == _OWN:
        return _is_another(sent.get("name_email-email"), user)
    if match.view_name == _AMONG_OTHERS and str(match.kwargs.get("pk")) == str(user.pk):
        return bool(sent.get("password1")) or _is_another(sent.get("email"), user)
    return False


def _is_another(address: str | None, user: Any) -> bool:
    return address is not None and address.strip() != user.email
