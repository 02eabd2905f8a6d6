"""The section below a page, as one reader finds it: what was said, and the forms to say more."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments import notices, services, tokens
from comments.conversation_views import ConversationView
from comments.conversations import Conversation
from comments.forms import CommentForm, EditForm, ReportForm
from comments.models import Comment, CommentSettings, CommentsMode, Status
from comments.models.comments import CommentQuerySet
from comments.permissions import may_moderate_page
from comments.visitors import Visitor
from studio.models import SiteSettings
from studio.signed import LinkInvalid

if TYPE_CHECKING:
    from comments.pages import CommentsMixin

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def is_number(text: str | None) -> bool:
    """Whether ``text`` may be the number of a comment, or of a page of comments."""
    return _NUMBER.fullmatch(text or "") is not None


class _Hidden(Conversation):
    """What there is to see where comments are off."""

    def _seen(self) -> CommentQuerySet:
        return Comment.objects.none()


class BeyondTheLast(Http404):
    """There are fewer pages of comments than that; ``address`` leads to the last."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


class Section:
    """The conversation below a page, for whoever sent a request.

    ``served`` is the page that was asked for; an alias shows the conversation of the
    page whose address its content goes by.
    """

    def __init__(self, served: "CommentsMixin", request: HttpRequest) -> None:
        self.served = served
        self.request = request
        self.page = served.conversation_page
        self.settings = CommentSettings.for_request(request)
        self.visitor = Visitor.of(request)
        self.is_preview = getattr(request, "is_preview", False)

    @property
    def is_shown(self) -> bool:
        return self.page.shows_comments(self.settings)

    @property
    def is_open(self) -> bool:
        """Whether this visitor may say something now."""
        if self.visitor.user:
            return self.page.takes_comments(self.settings)
        return self.page.takes_comments_of_visitors(self.settings)

    @cached_property
    def may_moderate(self) -> bool:
        """Whether this visitor may decide about what stands here, here."""
        user = self.visitor.user
        return bool(user and not self.is_preview and may_moderate_page(user, self.page))

    @property
    def _is_private(self) -> bool:
        """Whoever reads a private page has a session, so nobody else costs a query."""
        return self.visitor.has_session and self.page.get_view_restrictions().exists()

    def find(self, number: str | None) -> Comment | None:
        """The comment of that number below this page, in whatever state; no guesses."""
        if not is_number(number):
            return None
        return Comment.objects.below(self.page).filter(pk=number).first()

    def find_readable(self, number: str | None) -> Comment | None:
        """As :meth:`find`, if everybody may read it."""
        comment = self.find(number)
        return comment if comment and comment.is_approved else None

    def has_place(self, comment: Comment) -> bool:
        """Whether this visitor finds ``comment``, or what is left of it, or may decide about it."""
        if comment.is_approved or self.may_moderate:
            return True
        below = Comment.objects.below(self.page).approved()
        return below.filter(Q(path__startswith=comment.path) | Q(parent=comment)).exists()

    def find_own(self, token: str | None) -> Comment | None:
        """The comment below this page whose writer holds ``token``, with its wish for letters."""
        try:
            number = tokens.read_writer(token or "")
        except LinkInvalid:
            return None
        found = Comment.objects.below(self.page).select_related("subscription")
        return found.filter(pk=number).first()

    def asked(self, asked: Mapping[str, str]) -> ConversationView:
        """What an address asks for, ``asked`` being its query.

        Raises ``Http404`` for what is no number of a page of comments, and
        :class:`BeyondTheLast` for one that is too great.
        """
        own = self.find_own(asked.get("mine"))
        notice = notices.of(asked, own)
        is_deleted = own is not None and own.status == Status.ERASED
        view = self.view(
            number=self._number(asked),
            own=None if is_deleted else own,
            reply_to=self.find_readable(asked.get("reply")),
            reported=self.find_readable(asked.get("report")),
            notice=notice,
        )
        if notice == "reported":
            view.noticed = view.conversation.find(asked.get("comment", ""))
        elif notice != "gone":
            view.noticed = view.own
        if notice in ("published", "waiting"):
            view.letters = notices.of_letters(own)
        if view.editable_until and "edit" in asked:
            view.edit_form = EditForm(initial={"text": own.text}, settings=self.settings)
        return view

    def view(
        self,
        *,
        number: int | None = None,
        own: Comment | None = None,
        reply_to: Comment | None = None,
        reported: Comment | None = None,
        **more: Any,
    ) -> ConversationView:
        """What this visitor finds; ``more`` are fields of the view."""
        page, settings, visitor = self.page, self.settings, self.visitor
        focus = reported or reply_to
        if number is None and focus:
            number = self.number_of(focus)
        talk = self._talk(number=number, own=own)
        try:
            talk.listed  # noqa: B018 - asks now, where there is an answer to give
        except EmptyPage:
            raise BeyondTheLast(self._address_of_last()) from None
        is_open = self.is_open and not self.is_preview
        view = ConversationView(
            conversation=talk,
            settings=settings,
            address=self.served.get_url(self.request),
            page_key=tokens.page_key(page.pk),
            feed_url="" if self._is_private else reverse("comments:page_feed", args=[page.pk]),
            studio_name=SiteSettings.for_request(self.request).name,
            is_open=is_open,
            closes_on=page.closes_on(settings),
            closed_reason="" if is_open or self.is_preview else self._closed_reason(),
            own=own,
            mine=tokens.of_writer(own.pk) if own else "",
            editable_until=services.editable_until(own, settings) if own else None,
            reply_to=reply_to,
            reported=reported if reported and not reported.is_by_us else None,
            has_session=visitor.has_session,
            speaker=services.name_of(visitor.user),
            may_moderate=self.may_moderate,
            is_preview=self.is_preview,
        )
        if is_open:
            view.form = CommentForm(settings=settings, user=visitor.user)
        if view.reported:
            view.report_form = ReportForm()
        for name, value in more.items():
            setattr(view, name, value)
        return view

    def number_of(self, comment: Comment) -> int | None:
        """The page of comments with ``comment``; None for the one that opens by itself."""
        talk = self._talk()
        number = min(talk.number_of(comment), talk.listed.paginator.num_pages)
        return None if number == talk.first_number else number

    def _address_of_last(self) -> str:
        """The address on the last page of comments, asking for the same besides."""
        talk = self._talk()
        query = self.request.GET.copy()
        query.pop("comments", None)
        if talk.listed.paginator.num_pages != talk.first_number:
            query["comments"] = str(talk.listed.paginator.num_pages)
        address = self.served.get_url(self.request)
        return f"{address}?{query.urlencode()}" if query else address

    def address_of(
        self, comment: Comment | None = None, /, *, anchor: str = "", **asked: Any
    ) -> str:
        """The page's address on the page of comments with ``comment``, asking for more."""
        number = self.number_of(comment) if comment else None
        query = {**({"comments": number} if number else {}), **asked}
        address = self.served.get_url(self.request)
        return f"{address}{'?' if query else ''}{urlencode(query)}{'#' if anchor else ''}{anchor}"

    def _talk(self, **options: Any) -> Conversation:
        kind = Conversation if self.is_shown else _Hidden
        return kind(self.page, self.settings, also_waiting=self.may_moderate, **options)

    def _number(self, asked: Mapping[str, str]) -> int | None:
        number = asked.get("comments")
        if number is None:
            return None
        if not is_number(number):
            raise Http404
        return int(number)

    def _closed_reason(self) -> str:
        if not self.is_shown:
            return _("Comments are no longer shown on this page.")
        if self.page.takes_comments(self.settings):
            return _("Only people who are signed in can comment here.")
        closed_on = self.page.closes_on(self.settings)
        if closed_on is None or self.page.comments_mode == CommentsMode.CLOSED:
            return _("This conversation is closed.")
        return _("This conversation closed on %(day)s.") % {
            "day": date_format(closed_on, _("j F Y"))
        }
