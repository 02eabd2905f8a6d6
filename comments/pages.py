"""What a page needs to carry a conversation: where posts arrive, what its template is told."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property

from comments import serving, showing
from comments.conversation_views import ConversationView
from comments.models import Comment, CommentedPage, CommentSettings
from comments.sections import BeyondTheLast, Section, is_number

#: What a page may be asked that makes no other page of it, for search engines.
_PASSING = showing.FOR_ONE - {"comment"}
#: The id of what a page says first; see ``comments/includes/notice.html``.
_NOTICE = "comment-notice"


class CommentsMixin(CommentedPage):
    """For a page, before its base: readers' comments below it.

    Its template shows ``conversation.html``, of a :class:`~comments.showing.Shown`, which is
    None where nothing is shown.
    """

    takes_posts = True

    class Meta:
        abstract = True

    @cached_property
    def conversation_page(self) -> "CommentsMixin":
        """The page below whose content people talk: an alias's is that of its source."""
        source = self.canonical_page
        return self if source.pk == self.pk else source.specific

    def get_cached_paths(self) -> list[str]:
        """Also the other pages of comments; one query."""
        paths = super().get_cached_paths()
        per_page = CommentSettings.of_page(self).per_page
        count = Comment.objects.below(self).approved().count()
        return [*paths, *(f"/?comments={number}" for number in range(2, count // per_page + 2))]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_preview = False
        if request.method == "POST":
            return _for_nobody_else(serving.answer(self, request))
        if "comment" in request.GET and not _PASSING & request.GET.keys():
            return self._lead_to_comment(request)
        try:
            response = super().serve(request, *args, **kwargs)
        except BeyondTheLast as beyond:
            return HttpResponseRedirect(beyond.address)
        if "mine" in request.GET:
            _for_nobody_else(response)
        if _PASSING & request.GET.keys():
            response["X-Robots-Tag"] = "noindex"
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        view = kwargs.get("conversation")  # a form was refused, and is shown again
        context["conversation"] = (
            showing.of_view(self, request, view) if view else showing.shown(self, request)
        )
        return context

    def show(self, request: HttpRequest, view: ConversationView, status: int) -> TemplateResponse:
        """The page with this conversation below it."""
        return TemplateResponse(
            request,
            self.get_template(request),
            self.get_context(request, conversation=view),
            status=status,
        )

    def _lead_to_comment(self, request: HttpRequest) -> HttpResponse:
        """From a permanent link to the page of comments on which the comment stands by now.

        One that is hidden leads to the place it keeps, if it was answered; whoever
        decides here is led to where it stood. Of all others, those there never were
        included, the page says the same.
        """
        section = Section(self, request)
        number = request.GET["comment"]
        if not section.is_shown or not is_number(number):
            raise Http404
        comment = section.find(number)
        if comment is None or not section.has_place(comment):
            return HttpResponseRedirect(section.address_of(done="gone", anchor=_NOTICE))
        return HttpResponseRedirect(section.address_of(comment, anchor=comment.anchor))


def _for_nobody_else(response: HttpResponse) -> HttpResponse:
    """Keep what one reader is told out of every cache."""
    response["Cache-Control"] = "private, no-store"
    return response
