"""What the editor's scripts ask for while somebody writes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from articles import keeping, sources
from articles.admin.facts import FactsForm
from articles.models import ArticleIndexPage, ArticlePage, Record, Source
from articles.models.library import SourceQuerySet

#: How many sources one answer holds.
MOST_RESULTS = 10
#: What is read of a question. No title is longer.
LONGEST_QUESTION = 500


@require_GET
def search_library(request: HttpRequest) -> JsonResponse:
    """Sources of the library that have all words of ``q``, or the one whose id is ``id``.

    For whoever may write some article. An address or a DOI is a question too.
    """
    _insist_on_a_writer(request)
    found = _asked_for(request)
    results = list(found[: MOST_RESULTS + 1])
    more = found.count() - MOST_RESULTS if len(results) > MOST_RESULTS else 0
    return JsonResponse(
        {"results": [_told(source) for source in results[:MOST_RESULTS]], "more": more}
    )


@require_POST
def keep_reference(request: HttpRequest) -> JsonResponse:
    """Put the work that a row of the references tells of into the library.

    For whoever may add sources. The row itself is not written: the editor's form
    is what an article's references are saved by.
    """
    if not policy_registry.get_by_type(Source).user_has_permission(request.user, "add"):
        raise PermissionDenied
    form = FactsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refusal": form.refusal()}, status=422)
    kept = keeping.keep(form.instance, by=request.user)
    return JsonResponse({"source": _told(kept), "said": _what_was_done(form.instance, kept)})


def _what_was_done(typed: Source, kept: Source) -> str:
    """That a source was made, or what the one that was there says otherwise."""
    if kept is typed:
        return _("It is in the library now, for all articles.")
    known = _("The library had this work already; this reference leads to it now.")
    differing = [
        str(capfirst(Source._meta.get_field(name).verbose_name))
        for name in Record.FACTS
        if getattr(typed, name) not in ("", None, Record.Kind.OTHER)
        if getattr(typed, name) != getattr(kept, name)
    ]
    if not differing:
        return known
    otherwise = _(
        "It says something else there: %s. "
        "To have back what you typed, take it out of the library’s care."
    ) % ", ".join(differing)
    return f"{known} {otherwise}"


def _insist_on_a_writer(request: HttpRequest) -> None:
    policy = PagePermissionPolicy(Page)
    pages = policy.instances_user_has_any_permission_for(request.user, {"add", "change"})
    if not (request.user.is_superuser or pages.type(ArticlePage, ArticleIndexPage).exists()):
        raise PermissionDenied


def _asked_for(request: HttpRequest) -> SourceQuerySet:
    one = request.GET.get("id", "")
    if one:
        # longer numbers than any database has ids
        known = one.isascii() and one.isdigit() and len(one) < 19
        return Source.objects.filter(pk=one) if known else Source.objects.none()
    words = _words(request.GET.get("q", "")[:LONGEST_QUESTION])
    return Source.objects.matching(words) if sources.folded(words) else Source.objects.none()


def _words(question: str) -> str:
    """What to look for; of an address, what does not depend on how it is written."""
    if doi := sources.find_doi(question):
        return doi
    scheme, separator, rest = question.strip().partition("://")
    if separator and scheme.lower() in ("http", "https"):
        return rest.removeprefix("www.")
    return question


def _told(source: Source) -> dict[str, Any]:
    """A source as the scripts need it: its line, and what fills the fields of a reference."""
    facts = {name: getattr(source, name) for name in Record.FACTS}
    return {
        "id": source.pk,
        "title": source.title,
        "authors": source.authors,
        "year": source.year,
        "line": source.text,
        "facts": {name: "" if value is None else str(value) for name, value in facts.items()},
    }
