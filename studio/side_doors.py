"""Side doors of the CMS: views of Wagtail's that ask too little, asked at the door.

Most of Wagtail's views ask for a permission. Some beside them do not: they show the title of
a draft, of a file or of an account to whoever may sign in, and refuse no sooner than something
is to be done. Here stands what they ask for on this site, by the names of their addresses. The
table of roles (``studio/tests/roles/``) tells of every address who gets in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin import urls as admin
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, Workflow
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from studio.accounts.rights import is_within

Guard = Callable[..., bool]
View = Callable[..., HttpResponseBase]

#: Pages with which Wagtail tries its own error pages; one of them fails for whoever opens it.
_TRIALS = ("failwhale/", "test404/")
#: Of which kinds nothing can be made in a chooser: the view is there, and fails.
_NOTHING_TO_MAKE = {
    "wagtailsnippetchoosers_articles_topic:create",
    "wagtailsnippetchoosers_studio_person:create",
    "source_chooser:create",
    "place_chooser:create",
}
#: What has to be in a post: without it Wagtail's view fails.
_NEEDED = {
    "wagtailadmin_choose_page_external_link": "external-link-chooser-url",
    "wagtailredirects:process_import": "import_file_name",
}
#: Whoever puts pages into something that is no page chooses among them as well.
_LINKING = (
    "studio.change_navigation",
    "studio.change_sitesettings",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailsearchpromotions.add_searchpromotion",
    "wagtailsearchpromotions.change_searchpromotion",
)
_PAGE = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def patterns() -> list[URLPattern | URLResolver]:
    """The addresses of the CMS, each behind its guard."""
    kept = [one for one in admin.urlpatterns if str(one.pattern) not in _TRIALS]
    return decorate_urlpatterns(kept, _guarded)


def _guarded(view: View) -> View:
    @wraps(view)
    def at_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = request.resolver_match.view_name if request.resolver_match else ""
        is_watched = name in _GUARDS or name in _NOTHING_TO_MAKE
        # whoever may not enter is led to the sign-in by the view; of others nobody is asked who
        # they are, so that what is the same for everybody stays so
        if is_watched and request.user.has_perm("wagtailadmin.access_admin"):
            if name in _GUARDS and not _GUARDS[name](request, **kwargs):
                return permission_denied(request)
            if name in _NOTHING_TO_MAKE:
                raise Http404
        try:
            return view(request, *args, **kwargs)
        except (AttributeError, KeyError) as lacking:
            # a form that came in part: no browser sends it so
            is_in_part = request.method == "POST" and _NEEDED.get(name, "") not in request.POST
            is_known = name in _NEEDED and is_in_part
            if is_known or isinstance(lacking, MultiValueDictKeyError):
                raise BadRequest from lacking
            raise

    return at_the_door


def _may_with_page(ask: str, argument: str = "page_id") -> Guard:
    def guard(request: HttpRequest, **kwargs: Any) -> bool:
        page = Page.objects.filter(pk=kwargs[argument]).first()
        # what is not there is told by the view
        return page is None or getattr(page.permissions_for_user(request.user), ask)()

    return guard


def _adds_pages(request: HttpRequest, **kwargs: Any) -> bool:
    return PagePermissionPolicy().user_has_any_permission(request.user, {"add"})


def _links_pages(request: HttpRequest, **kwargs: Any) -> bool:
    """Choosers show pages of all parts, drafts as well, to be linked."""
    user = request.user
    works = PagePermissionPolicy().user_has_any_permission(user, _PAGE)
    return works or any(user.has_perm(one) for one in _LINKING)


def _arranges_work(request: HttpRequest, **kwargs: Any) -> bool:
    policy = policy_registry.get_by_type(Workflow)
    return policy.user_has_any_permission(request.user, {"add", "change", "delete"})


def _recommends(request: HttpRequest, **kwargs: Any) -> bool:
    """What readers searched for is for whoever answers it."""
    verbs = ("add", "change", "delete")
    return any(
        request.user.has_perm(f"wagtailsearchpromotions.{verb}_searchpromotion") for verb in verbs
    )


def _reaches_account(request: HttpRequest, pk: int, **kwargs: Any) -> bool:
    account = get_user_model().objects.filter(pk=pk).first()
    return account is None or is_within(account, request.user)


def _owns_the_site(request: HttpRequest, **kwargs: Any) -> bool:
    """Nothing on our screens asks these; they know no drawers that are closed."""
    return request.user.is_superuser


def _acts_on_what_is_listed(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> bool:
    """Wagtail's bulk actions name everything they are asked about, also what is refused."""
    found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if found is None:
        return True  # not found, says the view
    model = next(one for one in found.models if one._meta.model_name == model_name)
    if not _asks_little(found, model):
        return True
    asked = set(request.GET.getlist("id"))
    if model is Page:
        return _sees_pages(request, asked)
    seen = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        request.user, {"add", "change", "delete"}
    )
    if "all" in asked:
        return seen.exists()
    try:
        return seen.filter(pk__in=asked).distinct().count() == len(asked)
    except ValueError:
        raise Http404 from None


def _asks_little(action: type, model: type) -> bool:
    """Ours ask on their own, about all at once; those of pages that are ours do it as Wagtail's."""
    return action.__module__.startswith("wagtail.") or model is Page


def _sees_pages(request: HttpRequest, asked: set[str]) -> bool:
    policy = PagePermissionPolicy()
    seen = policy.explorable_instances(request.user)
    if "all" in asked:
        # of a page, or of the whole site
        root = policy.explorable_root_instance(request.user)
        above = request.GET.get("childOf") or str(Page.get_first_root_node().pk)
        if root is None:
            return False
        asked = {above}
    try:
        return seen.filter(pk__in=asked).count() == len(asked)
    except (ValueError, ObjectDoesNotExist):
        raise Http404 from None


_GUARDS: dict[str, Guard] = {
    "wagtail_bulk_action": _acts_on_what_is_listed,
    "wagtailadmin_pages:move_confirm": _may_with_page("can_move", "page_to_move_id"),
    "wagtailadmin_pages:confirm_workflow_cancellation": _may_with_page("can_edit"),
    "wagtailadmin_pages:choose_parent": _adds_pages,
    **dict.fromkeys(
        (
            "wagtailadmin_choose_page",
            "wagtailadmin_choose_page_child",
            "wagtailadmin_choose_page_search",
            "wagtailadmin_choose_page_chosen_multiple",
        ),
        _links_pages,
    ),
    **dict.fromkeys(
        (
            f"wagtailusers_users:{view}"
            for view in ("edit", "delete", "usage", "history", "history_results")
        ),
        _reaches_account,
    ),
    **{
        f"wagtailadmin_api:{kind}:{view}": _owns_the_site
        for kind in ("documents", "images")
        for view in ("listing", "detail", "find")
    },
    **{
        f"wagtailadmin_workflows:{view}": _arranges_work
        for view in (
            "task_chooser",
            "task_chooser_results",
            "task_chooser_create",
            "task_chosen",
        )
    },
    "wagtailsearchpromotions:chooser": _recommends,
    "wagtailsearchpromotions:chooserresults": _recommends,
}
