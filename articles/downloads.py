"""The references of an article as files, below the article's own address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.http import content_disposition_header
from wagtail.url_routing import RouteResult

from articles import interchange
from articles.text import Text

#: The first step of their addresses below the article.
STEP = "references"


def file_of(format_name: str, works: Any, stem: str) -> HttpResponse:
    """Works as a file that the browser keeps; ``stem`` is what it is called."""
    language = interchange.FORMATS[format_name]
    response = HttpResponse(language.write(works), content_type=language.CONTENT_TYPE)
    name = f"{stem}.{language.EXTENSION}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def works_of(text: Text) -> list[Any]:
    """The works that a text cites, in the order of its list.

    A plain note is none: a reference manager would make a nameless item of it.
    """
    works = (line.reference for line in text.lines)
    return [one for one in works if one.title or one.authors or one.doi or one.isbn or one.url]


class DownloadsMixin:
    """For an article, before its base: its references as BibTeX, RIS and CSL-JSON.

    Private articles and drafts refuse by themselves, as below any address of theirs.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.live and len(path_components) == 2 and path_components[0] == STEP:
            name = path_components[1]
            if name in interchange.FORMATS:
                return RouteResult(self, kwargs={"file": name})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, file: str = "", **kwargs: Any
    ) -> HttpResponse:
        if not file:
            return super().serve(request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = file_of(file, works_of(self.text()), f"{self.slug}-references")
        response["X-Robots-Tag"] = "noindex"
        return response

    def files(self, request: HttpRequest, text: Text) -> list[tuple[str, str]]:
        """Names and addresses of the files; none in previews and where they would be empty."""
        shown = self.pk and not getattr(request, "is_preview", False) and works_of(text)
        address = self.get_url(request) if shown else None
        return [
            (interchange.NAMES[name], f"{address}{STEP}/{name}/")
            for name in interchange.FORMATS
            if address
        ]

    def get_cached_paths(self) -> list[str]:
        """Also the files."""
        return [*super().get_cached_paths(), *(f"/{STEP}/{name}/" for name in interchange.FORMATS)]
