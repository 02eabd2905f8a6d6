"""Whoever owes a second factor, and where they are led instead of where they want to go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.models.view_restrictions import BaseViewRestriction

from studio.restrictions import closed_paths
from studio.visitors import has_session

#: What is open to people for who they are, as against to whoever knows a word.
_FOR_PEOPLE = (BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS)


def owes(request: HttpRequest) -> bool:
    """Whether whoever is signed in must set one up first; reads the session."""
    return bool(getattr(request.user, "owes_second_factor", False))


def lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """The way to what is owed."""
    messages.warning(
        request, _("This site asks you for a second factor. Set one up, and go on then.")
    )
    response = HttpResponseRedirect(reverse("mfa_index"))
    add_never_cache_headers(response)
    return response


def before_a_private_page(page: Page, request: HttpRequest) -> HttpResponse | None:
    """The way to what is owed, before a page for members; else None.

    No other page costs a query, or reads the session.
    """
    if not has_session(request) or not page.path.startswith(closed_paths()) or not owes(request):
        return None
    found = page.get_view_restrictions().filter(restriction_type__in=_FOR_PEOPLE)
    return lead_to_second_factor(request) if found.exists() else None


def before_a_private_document(
    document: AbstractDocument, request: HttpRequest
) -> HttpResponse | None:
    """The same before a document of a collection for members."""
    if not has_session(request):
        return None
    found = document.collection.get_view_restrictions()
    is_for_people = any(one.restriction_type in _FOR_PEOPLE for one in found)
    return lead_to_second_factor(request) if is_for_people and owes(request) else None
