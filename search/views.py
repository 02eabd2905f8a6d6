from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search import services
from search.forms import SearchForm
from studio import languages
from studio.pagination import page_of

RESULTS_PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One question, one page of answers."""
    languages.refuse_closed(request)
    site = Site.find_for_request(request)
    form = SearchForm(request.GET)
    question = form.question()
    results = (
        page_of(request, services.find(question, site), RESULTS_PER_PAGE) if question.text else None
    )
    is_empty = results is not None and not results.paginator.count
    return render(
        request,
        "search/search.html",
        {
            "form": form,
            "question": question,
            "results": results,
            "meant": services.meant(question, site) if is_empty else "",
        },
    )
