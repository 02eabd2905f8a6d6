"""What stands below a page for one reader: a page of comments, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page as Listed
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from comments import threads
from comments.models import Comment, CommentSettings, Status
from comments.models.comments import CommentQuerySet
from comments.models.settings import Order

#: Fields that no reader sees.
_UNSEEN = ("facts", "reasons", "note", "email", "network")


@dataclass
class Place:
    """One place in a conversation: a comment, or what is left of one that has answers."""

    comment: Comment
    depth: int  # from 1; never more than the site's levels
    parent: "Place | None" = None  # what it answers, on whatever page of comments
    is_here: bool = True  # False: on another page of comments
    is_own: bool = False  # written by whoever holds the link
    is_gone: bool = False  # only the place is left for this reader: nothing else may be shown

    @property
    def name(self) -> str:
        """Whose place it is; nobody's where the comment is gone."""
        if not self.is_gone:
            return self.comment.shown_name
        return _("a deleted comment") if self.is_erased else _("a comment that is not shown")

    @property
    def is_erased(self) -> bool:
        """Whether its writer has taken it back for good."""
        return self.comment.status == Status.ERASED

    @property
    def link(self) -> str:
        """Where it stands, from the page that shows this conversation."""
        return f"#{self.comment.anchor}" if self.is_here else self.comment.address_on_page


class Conversation:
    """The comments below ``page``: those everybody sees, and a few more for some.

    ``own`` is a comment whose writer looks, in whatever state it is; ``also_waiting``
    is for moderators. At most 4 queries, however many comments there are.
    """

    def __init__(
        self,
        page: Page,
        settings: CommentSettings,
        *,
        number: int | None = None,
        own: Comment | None = None,
        also_waiting: bool = False,
    ) -> None:
        self.page = page
        self.settings = settings
        self.own = own
        self.also_waiting = also_waiting
        self._number = number

    def _seen(self) -> CommentQuerySet:
        comments = Comment.objects.below(self.page)
        if self.also_waiting:
            return comments.filter(status__in=[Status.APPROVED, Status.WAITING])
        return comments.approved()

    @cached_property
    def count(self) -> int:
        """Approved comments; for moderators those that wait as well."""
        return self.listed.paginator.count

    @cached_property
    def listed(self) -> Listed:
        """The page of comments. Raises ``EmptyPage`` where there is none of that number."""
        paginator = Paginator(
            self._seen().in_order(self.settings.order).defer(*_UNSEEN), self.settings.per_page
        )
        number = self._number
        if number is None:
            number = paginator.num_pages if self.settings.opens_at_last_page else 1
        return paginator.page(number)

    @property
    def first_number(self) -> int:
        """Of the page of comments that opens by itself."""
        return self.listed.paginator.num_pages if self.settings.opens_at_last_page else 1

    @property
    def number(self) -> int | None:
        """Of this page of comments; None for the one that opens by itself."""
        return None if self.listed.number == self.first_number else self.listed.number

    @property
    def continued(self) -> "Place | None":
        """What the first comment here answers, if it stands on an earlier page of comments."""
        first = self.places[0] if self.places else None
        if first is None or first.parent is None or not self.listed.has_previous():
            return None
        return None if first.parent.is_here else first.parent

    @cached_property
    def places(self) -> list[Place]:
        """The places on this page of comments, in reading order."""
        comments = list(self.listed.object_list)
        if self._shows_own and all(comment.pk != self.own.pk for comment in comments):
            comments.append(self.own)
        above = self._above(comments)
        gone = [comment for comment in above if comment.status not in self._statuses]
        here = {comment.pk: comment for comment in [*comments, *gone]}
        elsewhere = {comment.pk: comment for comment in above if comment.pk not in here}
        places = {
            comment.pk: self._place(comment, is_here=comment.pk in here)
            for comment in [*here.values(), *elsewhere.values()]
        }
        for place in places.values():
            place.parent = places.get(place.comment.parent_id)
        return self._sorted(places[pk] for pk in here)

    def find(self, number: str) -> Comment | None:
        """The comment of that number, if its words stand on this page of comments."""
        here = (place.comment for place in self.places if not place.is_gone)
        return next((comment for comment in here if str(comment.pk) == number), None)

    def link_to(self, comment: Comment) -> str:
        """Where ``comment`` stands, from the page that shows this conversation."""
        is_here = any(place.comment.pk == comment.pk for place in self.places)
        return f"#{comment.anchor}" if is_here else comment.address_on_page

    def _place(self, comment: Comment, *, is_here: bool) -> Place:
        is_own = self.own is not None and comment.pk == self.own.pk
        return Place(
            comment,
            depth=min(comment.depth, self.settings.max_depth),
            is_here=is_here,
            is_own=is_own,
            # one that was held after it was answered is nobody's to read either
            is_gone=comment.status not in self._statuses and not is_own,
        )

    @property
    def _shows_own(self) -> bool:
        return self.own is not None and self.own.status != Status.ERASED

    @property
    def _statuses(self) -> set[str]:
        return {Status.APPROVED, Status.WAITING} if self.also_waiting else {Status.APPROVED}

    def _above(self, comments: list[Comment]) -> list[Comment]:
        """What ``comments`` answer, directly or not, and is not among them; one query."""
        known = {comment.path for comment in comments}
        paths = {path for comment in comments for path in threads.ancestors(comment.path)} - known
        numbers = {comment.pk for comment in comments}
        parents = {comment.parent_id for comment in comments if comment.parent_id} - numbers
        if not paths and not parents:
            return []
        found = Comment.objects.below(self.page).filter(Q(path__in=paths) | Q(pk__in=parents))
        shown = ("name", "text", "voice", "status", "path", "thread", "parent", "page")
        return list(found.only(*shown))

    def _sorted(self, places: Iterable[Place]) -> list[Place]:
        if self.settings.order == Order.NEWEST_FIRST:
            return sorted(places, key=lambda place: (-place.comment.thread, place.comment.path))
        return sorted(places, key=lambda place: place.comment.path)

    def number_of(self, comment: Comment) -> int:
        """The page of comments on which ``comment`` stands, or would stand; one query."""
        before = Q(path__lt=comment.path)
        if self.settings.order == Order.NEWEST_FIRST:
            before = Q(thread__gt=comment.thread) | Q(thread=comment.thread) & before
        return self._seen().filter(before).count() // self.settings.per_page + 1
