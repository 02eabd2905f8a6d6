"""Publishes a page of the demo site as its form does, so that its history tells by whom."""

from typing import Any

from wagtail.models import Page, PageLogEntry

#: How a page came to be: written, or copied into another language.
BEGINNINGS = ("wagtail.create", "wagtail.copy_for_translation")


def publish(page: Page, *, by: Any) -> None:
    """Save ``page`` as a version and put it on the site; ``by`` made it, as far as its history goes.

    They own none of it, or readers' comments would be told to them as to a writer.
    """
    begun = PageLogEntry.objects.filter(page=page.pk, action__in=BEGINNINGS, user=None)
    begun.update(user=by)
    page.save_revision(user=by, log_action=True).publish(user=by)
