from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
    post_page_move,
    workflow_submitted,
)

from studio import pictures, translating
from studio.caching import edges
from studio.models import StudioImage


@receiver(page_published)
def prepare_pictures(instance: Page, **_: Any) -> None:
    """A published page gets its pictures made ahead."""
    pictures.prepare(instance)


@receiver(post_save, sender=StudioImage)
def receive_picture(instance: StudioImage, **_: Any) -> None:
    """A picture gets its stand-in and its colour, also when its file was replaced."""
    pictures.prepare_image(instance)


@receiver(page_published)
@receiver(page_unpublished)
def refresh_what_lists_it(instance: Page, **_: Any) -> None:
    """Wagtail tells caches of others about the page alone."""
    edges.refresh_around(instance)


@receiver(post_page_move)
def forget_its_old_addresses(
    instance: Page, url_path_before: str, url_path_after: str, **_: Any
) -> None:
    """Wagtail tells caches of others nothing about a page that moves."""
    edges.forget_moved(instance, url_path_before, url_path_after)


@receiver(copy_for_translation_done)
def settle_translation(source_obj: Any, target_obj: Any, **_: Any) -> None:
    """Wagtail copies also what is no page."""
    if isinstance(source_obj, Page):
        translating.settle(source_obj, target_obj)


@receiver(post_page_move)
def take_language_where_it_went(instance: Page, **_: Any) -> None:
    """A page may be moved into another language's part of the site."""
    translating.take_language_of_parent(instance)


@receiver(
    workflow_submitted,
    sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)
def tell_owners_once(**_: Any) -> None:
    """Stands where Wagtail's letter to owners would; they get that of the task, as all who approve."""
