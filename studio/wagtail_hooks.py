from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from studio.letters_admin import LettersPanel, LetterViewSet
from studio.link_handlers import PublishedPagesHandler, StoredDocumentsHandler
from studio.mail import RESENT
from studio.viewsets import PersonViewSet

register_snippet(PersonViewSet)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own handler
def register_link_handlers(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPagesHandler)
    features.register_link_type(StoredDocumentsHandler)


@hooks.register("register_admin_viewset")
def register_letters() -> LetterViewSet:
    return LetterViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(RESENT, _("Send a letter again"), _("Sent again"))


@hooks.register("construct_homepage_panels")
def warn_of_waiting_letters(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(LettersPanel())
