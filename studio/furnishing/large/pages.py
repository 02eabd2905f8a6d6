"""Pages by the thousand, below one page: what ``add_child`` and publishing would have left.

A page has its place in the tree, its children, a version, two lines of history, its entry
in the search index and what it refers to in Wagtail's index of references. Publishing
itself would take hours.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from modelcluster.models import get_all_child_relations
from modelsearch.backends import get_search_backends
from wagtail.models import Orderable, Page, PageLogEntry, ReferenceIndex, Revision

from studio.furnishing.large.bulk import Numbers, in_batches, insert

#: Pages that are held in memory at a time.
BATCH = 500


def new_uuid(chance: Random) -> uuid.UUID:
    """One that is the same each time."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)


class Shelf:
    """The place below ``parent`` where new pages stand; all of them belong to ``by``."""

    def __init__(self, parent: Page, *, by: Any, numbers: Numbers, chance: Random) -> None:
        self.parent = parent
        self.by = by
        self.numbers = numbers
        self.chance = chance
        last = parent.get_last_child()
        first_step = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
        self.steps = count(first_step)

    def place(self, page: Page, *, at: datetime) -> Page:
        """Give a page that is made in memory all that makes it one: it was published ``at``.

        Where it is not ``live``, it was written then.
        """
        at = at.replace(microsecond=0)  # versions keep no more than milliseconds
        page.pk = page.id = page.page_ptr_id = self.numbers.next(Page)
        page.depth = self.parent.depth + 1
        page.path = Page._get_path(self.parent.path, page.depth, next(self.steps))
        page.url_path = f"{self.parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.translation_key = new_uuid(self.chance)
        page.locale_id = self.parent.locale_id
        page.latest_revision_id = self.numbers.next(Revision)
        page.latest_revision_created_at = at
        page.has_unpublished_changes = not page.live
        if page.live:
            page.live_revision_id = page.latest_revision_id
            page.first_published_at = page.last_published_at = at
        for relation in get_all_child_relations(type(page)):
            name = relation.get_accessor_name()
            if name not in page.__dict__.get("_cluster_related_objects", {}):
                setattr(page, name, [])
            for number, child in enumerate(getattr(page, name).all()):
                child.pk = self.numbers.next(relation.related_model)
                setattr(child, relation.field.attname, page.pk)
                if isinstance(child, Orderable):
                    child.sort_order = number
        return page

    def write(self, pages: Iterable[Page]) -> Iterator[list[Page]]:
        """Write what was placed, some hundreds at a time; each batch is given once it is written."""
        written = 0
        for some in in_batches(pages, BATCH):
            model = type(some[0])
            for table in (*reversed(model._meta.get_parent_list()), model):
                insert(table, some)
            for relation in get_all_child_relations(model):
                name = relation.get_accessor_name()
                children = (child for page in some for child in getattr(page, name).all())
                insert(relation.related_model, children)
            insert(Revision, map(self._version, some))
            insert(PageLogEntry, (line for page in some for line in self._history(page)))
            insert(ReferenceIndex, (one for page in some for one in _references(page)))
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, some)
            written += len(some)
            yield some
        Page.objects.filter(pk=self.parent.pk).update(numchild=F("numchild") + written)

    def _version(self, page: Page) -> Revision:
        return Revision(
            pk=page.latest_revision_id,
            content_type_id=page.content_type_id,
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(page.pk),
            object_str=str(page),
            created_at=page.latest_revision_created_at,
            user=self.by,
            content=page.serializable_data(),
        )

    def _history(self, page: Page) -> Iterator[PageLogEntry]:
        for action in ("wagtail.create", *(["wagtail.publish"] if page.live else [])):
            yield PageLogEntry(
                page=page,
                content_type_id=page.content_type_id,
                label=page.title,
                action=action,
                timestamp=page.latest_revision_created_at,
                uuid=new_uuid(self.chance),
                user=self.by,
                revision_id=page.latest_revision_id,
                content_changed=True,
            )


def _references(page: Page) -> Iterator[ReferenceIndex]:
    """As ``ReferenceIndex.create_or_update_for_object`` writes them, which asks thrice a page."""
    base = ContentType.objects.get_for_model(Page)
    for to_type, to, model_path, content_path in set(
        ReferenceIndex._extract_references_from_object(page)
    ):
        yield ReferenceIndex(
            base_content_type=base,
            content_type_id=page.content_type_id,
            object_id=str(page.pk),
            to_content_type_id=to_type,
            to_object_id=to,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
