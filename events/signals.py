"""What Wagtail tells us: a page was published."""

import logging
from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from events import services
from events.pages import EventPage
from events.services import publishing

logger = logging.getLogger(__name__)


@receiver(page_published, sender=EventPage)
def publish(instance: EventPage, **kwargs: Any) -> None:
    """Let the ledger follow. An alias has no people of its own: its source has them."""
    if instance.alias_of_id:
        return
    try:
        publishing.publish(instance)
    except services.Busy:
        # the page is out already; a chore lets the pool follow within minutes
        logger.warning("The pool of page %s could not follow at once", instance.pk)
