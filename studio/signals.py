from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from studio import pictures


@receiver(page_published)
def prepare_pictures(instance: Page, **_: Any) -> None:
    """A published page gets its pictures made ahead."""
    pictures.prepare(instance)
