"""The pages as JSON for other programs: what visitors may read, and nothing about visitors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property
from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2.filters import SearchFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import FilterFieldError, OrderByFieldError

from studio import languages, query_text

_OPERATORS = {"and", "or"}
_LONGEST_OFFSET = 9


class TypedSearchFilter(BaseFilterBackend):
    """``?search=`` as the site's own search understands it: any text is a question."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> Any:
        if "search" not in request.GET:
            return queryset
        operator = request.GET.get("search_operator", "and")
        if operator not in _OPERATORS:
            raise BadRequestError("search_operator must be 'and' or 'or'")
        try:
            return get_search_backend().search(
                query_text.parse(request.GET["search"], operator),
                queryset,
                order_by_relevance="order" not in request.GET,
            )
        except (FilterFieldError, OrderByFieldError) as error:
            raise BadRequestError(
                f"cannot filter or order by '{error.field_name}' while searching"
            ) from error


class PagesAPIViewSet(WagtailPagesAPIViewSet):
    """Wagtail's endpoint as JSON alone, the same for everybody, and without a session.

    A page type that needs related records for its fields names them in
    ``api_prefetch_related``.
    """

    renderer_classes = [JSONRenderer]
    authentication_classes: list[type] = []
    filter_backends = [
        TypedSearchFilter if backend is SearchFilter else backend
        for backend in WagtailPagesAPIViewSet.filter_backends
    ]

    def get_base_queryset(self) -> QuerySet:
        return self.open_pages.all()

    @cached_property
    def open_pages(self) -> QuerySet:
        """What everybody may see. Wagtail also asks the session which passwords were given."""
        asked = self.request.GET.get("site")
        try:
            site = SiteFilterValidator(site=asked, request=self.request).site_obj
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        if site is None:
            return Page.objects.none()
        return Page.objects.live().public().filter(languages.on_site(site))

    def get_queryset(self) -> QuerySet:
        queryset = super().get_queryset()
        return queryset.prefetch_related(*getattr(queryset.model, "api_prefetch_related", ()))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # PostgreSQL takes no NUL, wherever it stands; a search is cleaned of it
        if any("\x00" in value for name, value in request.GET.items() if name != "search"):
            raise BadRequestError("null characters are not allowed")

    def find_object(self, queryset: QuerySet, request: Request) -> Page | None:
        with _bad_request():
            return super().find_object(queryset, request)

    def filter_queryset(self, queryset: QuerySet) -> Any:
        with _bad_request():
            return super().filter_queryset(queryset)

    def paginate_queryset(self, queryset: Any) -> list[Page]:
        if len(self.request.GET.get("offset", "")) > _LONGEST_OFFSET:
            raise BadRequestError("offset is too large")
        with _bad_request():
            return list(super().paginate_queryset(queryset))


@contextmanager
def _bad_request() -> Iterator[None]:
    """A value that its field cannot hold is the asker's mistake."""
    try:
        yield
    except ValidationError as error:
        raise BadRequestError(" ".join(error.messages)) from error
    except (ValueError, OverflowError) as error:
        raise BadRequestError(str(error)) from error
