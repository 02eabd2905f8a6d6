"""Pictures are cut and encoded behind the visitor's back.

Which sizes a page needs, its templates know. Where all are there, a page names them;
where one is missing it shows the stand-in, one small JPEG that every picture gets when
it is uploaded, and asks the worker for the rest: nobody waits for a dozen AVIF files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import purge_page_from_cache
from wagtail.images.models import Filter, Picture, SourceImageIOError
from wagtail.images.shortcuts import get_rendition_or_not_found, get_renditions_or_not_found
from wagtail.models import Page

from studio import tones
from studio.models import StudioImage, StudioRendition

STAND_IN = "width-480|format-jpeg"
#: The worker is asked once in this time for what is missing; it may have died over it.
ASKED_AGAIN_AFTER = timedelta(minutes=10)
#: After all that somebody waits for, letters above all: a page takes seconds, and there may be many.
AHEAD_OF_TIME = -50

_making_all: ContextVar[bool] = ContextVar("making_all", default=False)


class PageNotRendered(Exception):
    """A published page answered its own worker with something else than itself."""


# --- what a page shows --------------------------------------------------------


def drawn(image: StudioImage, filters: Sequence[Filter], attributes: dict[str, Any]) -> SafeString:
    """The ``<picture>`` of an image in the sizes and formats of ``filters``.

    Its width and height are those of its place, whatever is shown there.
    """
    filters = _telling_apart(image, filters)
    if tone := tones.classes(image.dominant_colour):
        attributes["class"] = f"{attributes.get('class', '')} {tone}".strip()
    if _making_all.get():
        ready = get_renditions_or_not_found(image, filters)
    else:
        ready = _found(image, filters)
        if len(ready) < len(filters):
            _ask(image, filters)
            width, height = filters[0].get_transform(image).size
            attributes |= {"width": round(width), "height": round(height)}
            ready = {STAND_IN: get_rendition_or_not_found(image, STAND_IN)}
    return Picture(ready, attributes).__html__()


def prefetched(images: str, specs: Iterable[str]) -> Prefetch:
    """For ``prefetch_related()``: of ``images``, a path to pictures, what a template may draw.

    ``specs`` are all that the template names; what is left out costs a query each.
    """
    renditions = StudioRendition.objects.filter(filter_spec__in=[STAND_IN, *specs])
    return Prefetch(f"{images}__renditions", renditions, to_attr="prefetched_renditions")


def _telling_apart(image: StudioImage, filters: Sequence[Filter]) -> Sequence[Filter]:
    """``filters`` without those that would make of a small image what another makes of it."""
    if min(image.width, image.height) >= _largest(tuple(each.spec for each in filters)):
        return filters
    of_sizes: dict[tuple[int, ...], Filter] = {}
    for each in filters:
        kind = each.spec.rpartition("|")[2]
        of_sizes.setdefault((kind, *map(round, each.get_transform(image).size)), each)
    return list(of_sizes.values())


@lru_cache
def _largest(specs: tuple[str, ...]) -> int:
    """The most pixels, in width or height, that any of the specs asks for."""
    return max(int(number) for number in re.findall(r"\d+", " ".join(specs)))


def _found(image: StudioImage, filters: Sequence[Filter]) -> dict[str, StudioRendition]:
    """The renditions that are there, by their specs; Wagtail's cache is told of those it lacked."""
    found = image.find_existing_renditions(*filters)
    fresh = [each for each in found.values() if not hasattr(each, "_from_cache")]
    for rendition in fresh:
        rendition._from_cache = True  # Wagtail's own mark, for what need not go there again
    if fresh:
        StudioRendition.cache_backend.set_many({each.get_cache_key(): each for each in fresh})
    return {each.spec: found[each] for each in filters if each in found}


def _ask(image: StudioImage, filters: Sequence[Filter]) -> None:
    """Have the worker make renditions, unless it was asked a moment ago."""
    first = filters[0]
    key = f"renditions-asked:{image.pk}:{image.file_hash}:{first.get_cache_key(image)}:{first.spec}"
    if settings.RENDER_AHEAD and cache.add(key, True, ASKED_AGAIN_AFTER.total_seconds()):
        specs = [each.spec for each in filters]
        # Robust: the page is shown whether or not the worker can be asked.
        transaction.on_commit(lambda: make_renditions.enqueue(image.pk, specs), robust=True)


# --- what the worker does -----------------------------------------------------


@task()
def make_renditions(image_pk: int, specs: list[str]) -> bool:
    """Make renditions of a picture that a page wanted; whether its file was there."""
    image = StudioImage.objects.filter(pk=image_pk).first()
    try:
        return bool(image and image.get_renditions(*specs))
    except SourceImageIOError:
        return False


@task()
def receive(image_pk: int) -> bool:
    """Do what is due for a picture that was saved; whether it was still there.

    Published pages that show it are rendered again: its file, its focal point or its
    description may be another.
    """
    image = StudioImage.objects.filter(pk=image_pk).first()
    if image is None:
        return False
    _look_at(image)
    for shown, _references in image.get_usage():
        if isinstance(shown, Page):
            prepare(shown)
    return True


def _look_at(image: StudioImage) -> None:
    """Make the stand-in of a picture and remember its colour; once where its file cannot be read."""
    try:
        colour = _colour(image)
    except OSError:
        colour = tones.SEE_THROUGH
    StudioImage.objects.filter(pk=image.pk).update(dominant_colour=colour)


def _colour(image: StudioImage) -> str:
    stand_in = image.get_rendition(STAND_IN)
    with image.open_file() as original:
        if tones.is_see_through(original):
            return tones.SEE_THROUGH
    with stand_in.open_file() as small:
        return tones.dominant(small)


@contextmanager
def making_all() -> Iterator[None]:
    """Within, a page that is rendered gets all its pictures at once."""
    token = _making_all.set(True)
    try:
        yield
    finally:
        _making_all.reset(token)


@task(priority=AHEAD_OF_TIME)
def render_ahead(page_pk: int) -> bool:
    """Render a published page once, with all its pictures; whether there was one."""
    page = Page.objects.live().filter(pk=page_pk).specific().first()
    if page is None:
        return False
    with making_all():
        answer = page.make_preview_request(
            preview_mode=page.default_preview_mode,
            # no network lies between; else all we get is the way to HTTPS
            extra_request_attrs={"is_secure": lambda: True},
        )
    if answer.status_code != 200:
        raise PageNotRendered(f"Page {page_pk} answered {answer.status_code}.")
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        purge_page_from_cache(page)  # somebody may have been shown the stand-ins meanwhile
    return True


def prepare(page: Page) -> None:
    """Have ``page`` rendered by the worker, and the pages above it, which may list it."""
    if not settings.RENDER_AHEAD:
        return
    above = page.get_ancestors().live().filter(depth__gt=1).order_by("-depth")
    for pk in [page.pk, *above.values_list("pk", flat=True)]:
        # Robust: the page is published by then, with or without its pictures.
        transaction.on_commit(lambda pk=pk: render_ahead.enqueue(pk), robust=True)


def prepare_image(image: StudioImage) -> None:
    """Have a picture received by the worker."""
    if settings.RENDER_AHEAD:
        transaction.on_commit(lambda: receive.enqueue(image.pk), robust=True)


def receive_waiting(most: int = 100) -> None:
    """Look at pictures that were there before the site did."""
    for image in StudioImage.objects.filter(dominant_colour="").order_by("pk")[:most]:
        _look_at(image)
