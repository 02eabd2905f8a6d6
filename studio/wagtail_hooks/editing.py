"""What editors meet: lists, fields, scripts, languages, warnings."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from studio import (
    action_menu,
    content_checks,
    languages,
    translating,
)
from studio.comparisons import StreamInParagraphsComparison, TextInParagraphsComparison
from studio.letters_admin import LetterViewSet
from studio.link_handlers import PublishedPagesHandler, StoredDocumentsHandler
from studio.mail import RESENT
from studio.userbar import check_as_we_do
from studio.viewsets import PersonViewSet, StudioPageViewSet

register_snippet(PersonViewSet)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own handler
def register_link_handlers(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPagesHandler)
    features.register_link_type(StoredDocumentsHandler)


@hooks.register("register_admin_viewset")
def register_letters() -> LetterViewSet:
    return LetterViewSet()


@hooks.register("register_admin_viewset")  # after Wagtail's own for all pages, of order -1
def register_pages() -> StudioPageViewSet:
    return StudioPageViewSet()


register_comparison_class(StreamField, comparison_class=StreamInParagraphsComparison)
register_comparison_class(RichTextField, comparison_class=TextInParagraphsComparison)

hooks.register("construct_page_action_menu", action_menu.put_the_decision_first)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "studio/icons/outbox.svg"]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(RESENT, _("Send a letter again"), _("Sent again"))


@hooks.register("insert_global_admin_js")
def do_without_scripts_and_styles_inside_the_page() -> SafeString:
    names = ("studio/admin/beginnings.js", "studio/admin/styles.js")
    scripts = ((versioned_static(name),) for name in names)
    return format_html_join("\n", '<script src="{}"></script>', scripts)


@hooks.register("insert_editor_js")
def wait_for_the_save_under_way() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("studio/admin/one_save.js"))


@hooks.register("register_admin_menu_item")
def register_way_to_the_site() -> MenuItem:
    # the whole address: of a path, all pages of the CMS would be a part
    url = f"{settings.WAGTAILADMIN_BASE_URL}/"
    return MenuItem(_("To the site"), url, name="to-the-site", icon_name="view", order=90)


@hooks.register("insert_global_admin_css")
def insert_brand() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("studio/admin/brand.css"))


@hooks.register("register_admin_urls", order=-1)
def register_translating() -> list[URLPattern]:
    # found before Wagtail's own view at this address, which then gives it its name
    address = "translation/submit/page/<int:page_id>/"
    return [path(address, translating.TranslatePageView.as_view())]


@hooks.register("after_copy_page")
def take_language_of_where_it_stands(request: HttpRequest, page: Page, copy: Page) -> None:
    translating.take_language_of_parent(copy)


@hooks.register("construct_settings_menu")
def hide_locales_of_one_language(request: HttpRequest, items: list[MenuItem]) -> None:
    if not languages.others():
        items[:] = [item for item in items if item.name != "locales"]


@hooks.register("before_serve_page")
def refuse_closed_language(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    languages.refuse_closed(request)


hooks.register("construct_wagtail_userbar", check_as_we_do)


@hooks.register("after_publish_page")
def warn_of_what_was_overlooked(request: HttpRequest, page: Page) -> None:
    if sentences := content_checks.warnings(page.specific):
        messages.warning(request, _("Worth a look: %s") % " ".join(sentences))
