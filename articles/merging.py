"""Two records of one work become one; whatever cited either cites it."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision

from articles.importing import gaps
from articles.models import ArticlePage, Reference, Source

#: In the history of the source that stays.
MERGED = "articles.merge_sources"
#: How many versions are held in memory at once.
_AT_ONCE = 50


class SourceGone(Exception):
    """One of the sources is no longer there, so nothing was merged."""


@transaction.atomic
def merge(*, keep: int, others: Collection[int], by: AbstractBaseUser) -> Source:
    """Let the source ``keep`` take the place of ``others``, and give it what they know more.

    Articles, drafts and all versions cite it from then on. Sources are locked in the
    order of their numbers.
    """
    numbers = {keep, *others}
    found = Source.objects.select_for_update().order_by("pk").in_bulk(numbers)
    if len(found) < len(numbers):
        raise SourceGone
    kept = found.pop(keep)
    for other in found.values():
        for name, value in gaps(kept, other).items():
            setattr(kept, name, value)
        if other.note and other.note not in kept.note:
            kept.note = "\n".join(filter(None, [kept.note, other.note]))
    Reference.objects.filter(source__in=found).update(source=kept)
    _move_index_entries(kept, found)
    _move_versions(kept, found)
    titles = [str(other) for other in found.values()]
    Source.objects.filter(pk__in=found).delete()
    kept.save()  # its articles learn what it says now
    log(kept, MERGED, user=by, content_changed=True, data={"merged": titles})
    return kept


def _move_index_entries(kept: Source, others: dict[int, Source]) -> None:
    """Wagtail's index of what uses what; it is not told of rows that change in bulk."""
    ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Source),
        to_object_id__in=[str(number) for number in others],
    ).update(to_object_id=str(kept.pk))


def _move_versions(kept: Source, others: dict[int, Source]) -> None:
    """Drafts and earlier versions; only those that cite one of ``others`` are read."""
    changed = []
    for version in versions_citing(list(others)).iterator(chunk_size=_AT_ONCE):
        for reference in version.content["references"]:
            if reference.get("source") in others:
                reference["source"] = kept.pk
        changed.append(version)
        if len(changed) == _AT_ONCE:
            Revision.objects.bulk_update(changed, ["content"])
            changed = []
    Revision.objects.bulk_update(changed, ["content"])


def versions_citing(numbers: Sequence[int]) -> Any:
    """The versions of articles whose references lead to these sources.

    The words are those in which both databases write JSON; quotes in what people
    typed are escaped there.
    """
    wanted = Q()
    for number in numbers:
        wanted |= Q(written__contains=f'"source": {number},')
        wanted |= Q(written__contains=f'"source": {number}}}')
    article = ContentType.objects.get_for_model(ArticlePage)
    versions = Revision.objects.filter(content_type=article).alias(
        written=Cast("content", TextField())
    )
    return versions.filter(wanted).order_by("pk")
