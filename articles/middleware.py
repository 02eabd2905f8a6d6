from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow

from articles import lint
from articles.publishing import LostReferences


class LostReferencesMiddleware:
    """Leads an editor whose publishing was refused to the article, with the reasons.

    Wagtail offers no hook before an approval that publishes (the dashboard,
    the toolbar on the site, the dialog with a comment).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, LostReferences):
            return None
        messages.error(request, lint.refusal_summary(exception.article.title, exception.sentences))
        address = reverse("wagtailadmin_pages:edit", args=[exception.article.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # the answer Wagtail's dialog follows after an approval with a comment
            step = {"step": "success", "redirect": address}
            return render_modal_workflow(request, "", None, {}, json_data=step)
        return redirect(address)
