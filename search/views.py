from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search import misses, narrowing, services
from search.forms import SearchForm
from studio import languages, visitors
from studio.pagination import page_of

RESULTS_PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One question, one page of answers."""
    languages.refuse_closed(request)
    form = SearchForm(request.GET)
    question = form.question()
    answer, listed = services.Answer(), None
    if question.text:
        answer = services.answer(question, Site.find_for_request(request))
    if question.text and not answer.is_late:
        listed = page_of(request, answer.keys, RESULTS_PER_PAGE)
        if not answer.keys:
            misses.note(question, visitors.network_of(visitors.address_of(request)))
    return render(
        request,
        "search/search.html",
        {
            "form": form,
            "question": question,
            "answer": answer,
            "listed": listed,
            "results": services.results(listed.object_list if listed else [], question.text),
            "meant": narrowing.address(question.meaning(answer.meant)) if answer.meant else "",
        },
        status=503 if answer.is_late else 200,
    )


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that go on as it was begun to type: a list of links, without the page around it."""
    languages.refuse_closed(request)
    typed = request.GET.get("q", "")
    pages = services.suggestions(typed, Site.find_for_request(request))
    answer = render(request, "search/includes/suggestions.html", {"pages": pages})
    answer["X-Robots-Tag"] = "noindex"
    return answer
