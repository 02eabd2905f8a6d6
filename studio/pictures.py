"""Pictures are cut and encoded before the first visitor asks for them.

Which sizes a page needs, its templates know; so the worker shows the page to
itself once, and Wagtail makes and keeps what is missing. Otherwise the first
visitor of a new page would wait some seconds for a dozen AVIF files.
"""

from django.conf import settings
from django.db import transaction
from django_tasks import task
from wagtail.models import Page


class PageNotRendered(Exception):
    """A published page answered its own worker with something else than itself."""


@task()
def render_ahead(page_pk: int) -> bool:
    """Render a published page once; whether there was one."""
    page = Page.objects.live().filter(pk=page_pk).specific().first()
    if page is None:
        return False
    answer = page.make_preview_request(
        preview_mode=page.default_preview_mode,
        # no network lies between; else all we get is the way to HTTPS
        extra_request_attrs={"is_secure": lambda: True},
    )
    if answer.status_code != 200:
        raise PageNotRendered(f"Page {page_pk} answered {answer.status_code}.")
    return True


def prepare(page: Page) -> None:
    """Have ``page`` rendered by the worker, and the pages above it, which may list it."""
    if not settings.RENDER_AHEAD:
        return
    above = page.get_ancestors().live().filter(depth__gt=1).order_by("-depth")
    for pk in [page.pk, *above.values_list("pk", flat=True)]:
        # Robust: the page is published by then, with or without its pictures.
        transaction.on_commit(lambda pk=pk: render_ahead.enqueue(pk), robust=True)
