"""What a reader does: says something, changes it, takes it back, proves an address."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from comments.models import Address, Comment, CommentSettings, Status, Voice
from comments.models.comments import EDITABLE
from comments.services import announcing, erasing, history, judging, reporting, subscriptions
from comments.services.judging import Circumstances
from comments.services.refusals import (
    AlreadySaid,
    CommentsClosed,
    NotEditable,
    ParentGone,
    TooLate,
)
from studio.visitors import pseudonym


def post(
    *,
    page: Page,
    text: str,
    name: str = "",
    email: str = "",
    website: str = "",
    parent: Comment | None = None,
    user: Any = None,
    circumstances: Circumstances = Circumstances(),  # noqa: B008 - frozen
    wants_letters: bool = False,
    even_if_closed: bool = False,
    even_if_said: bool = False,
) -> Comment:
    """Let somebody say something below ``page``, a specific one; the rules decide who reads it.

    ``user`` is who is signed in, if anybody is; whoever belongs to the studio needs no
    name. Raises :class:`CommentsClosed`, :class:`ParentGone`, or :class:`AlreadySaid`
    with the comment that stands there: of two equal posts at once, one is written.
    ``even_if_said`` writes it all the same, for somebody who shall not learn that.
    """
    settings = CommentSettings.of_page(page)
    if not even_if_closed and not _may_speak(page, user, settings):
        raise CommentsClosed
    comment = Comment(
        page=page,
        parent=parent,
        user=user,
        voice=voice_of(user, page),
        name=name or name_of(user),
        email=email,
        website=website,
        network=circumstances.network,
        dedupe_key=None if even_if_said else _dedupe_key(page, parent, user, email or name, text),
    )
    comment.set_text(text)
    try:
        with transaction.atomic():
            _insert(comment, circumstances)
            history.write([comment], history.POSTED, by=user, reasons=comment.reasons)
            if wants_letters and email and comment.status != Status.SPAM:
                subscriptions.ask(comment=comment, email=email)
            announcing.tell_moderators(comment, settings)
            if comment.is_approved:
                announcing.announce([comment])
    except IntegrityError:
        # the page went at the same moment, which PostgreSQL looks at with the COMMIT
        raise CommentsClosed from None
    return comment


def _insert(comment: Comment, circumstances: Circumstances) -> None:
    """Judge and save a new comment, below what it answers."""
    if comment.parent_id:
        # locked, or it could be rejected or removed before the answer stands below it
        parents = Comment.objects.select_for_update(of=("self",))
        comment.parent = parents.filter(pk=comment.parent_id, page=comment.page_id).first()
        if comment.parent is None or not comment.parent.is_approved:
            raise ParentGone
    if comment.email:
        # locked for the same reason; after comments, as everywhere
        known = Address.objects.select_for_update()
        comment.address, _new = known.get_or_create(key=Address.key_of(comment.email))
    if circumstances.is_proved:
        comment.proved_at = timezone.now()
    comment.status = judging.judge(comment, circumstances).status
    try:
        with transaction.atomic():
            Comment.objects.insert(comment)
    except IntegrityError:
        same = Comment.objects.filter(dedupe_key=comment.dedupe_key).first()
        if same is None:
            raise
        raise AlreadySaid(same) from None


def editable_until(comment: Comment, settings: CommentSettings) -> datetime | None:
    """Until when its writer may change ``comment``; None where nobody may, or no longer."""
    until = comment.posted_at + timedelta(minutes=settings.edit_minutes)
    return None if _is_settled(comment) or timezone.now() >= until else until


@transaction.atomic
def edit(comment: Comment, *, text: str) -> Comment:
    """Let the writer say it otherwise; the rules look at it again.

    Raises :class:`TooLate` or :class:`NotEditable`. What readers have reported goes
    on waiting, whatever it says now.
    """
    comment = _take(comment)
    if text == comment.text:
        return comment
    was = comment.status
    reports = comment.reports.open().count()
    comment.set_text(text)
    comment.edited_at = timezone.now()
    comment.status = judging.judge_again(comment).status
    if was == Status.WAITING and reports:
        reporting.note_reports(comment, reports)
    key = _dedupe_key(
        comment.page, comment.parent, comment.user, comment.email or comment.name, text
    )
    taken = Comment.objects.filter(dedupe_key=key).exclude(pk=comment.pk).exists()
    comment.dedupe_key = None if taken else key
    # whoever decides now decides about other words
    comment.turn += 1
    comment.told_at = None
    comment.save()
    history.write([comment], history.EDITED, by=comment.user, before=was, reasons=comment.reasons)
    settings = CommentSettings.of_page(comment.page)
    if comment.status == Status.WAITING:
        announcing.tell_moderators(comment, settings)
    if comment.is_approved and was != Status.APPROVED:
        announcing.announce([comment])
    elif Status.APPROVED in (was, comment.status):
        announcing.refresh([comment.page])
    return comment


@transaction.atomic
def take_back(comment: Comment) -> Comment:
    """Let the writer delete ``comment``. Raises :class:`TooLate` or :class:`NotEditable`."""
    return erasing.erase(_take(comment), by=comment.user)


@transaction.atomic
def prove(comment: Comment) -> Comment:
    """Note that the address of ``comment`` belongs to its writer; it may appear now.

    What waited only because nobody knew the address is judged again. A person's
    decision stands.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    comment.proved_at = comment.proved_at or timezone.now()
    was = comment.status
    judged_by_machine = comment.decided_by_id is None and not comment.reports.open().exists()
    if was == Status.WAITING and judged_by_machine:
        comment.status = judging.judge_again(comment).status
    if comment.status != was:
        comment.turn += 1
    comment.save()
    if comment.status != was:
        history.write([comment], history.PROVED, by=None, before=was, reasons=comment.reasons)
    if comment.is_approved and was != Status.APPROVED:
        announcing.announce([comment])
    return comment


def voice_of(user: Any, page: Page) -> str:
    """In whose name ``user`` speaks below ``page``, a specific one."""
    if user is None or not user.is_authenticated:
        return Voice.VISITOR
    if page.is_written_by(user):
        return Voice.AUTHOR
    return Voice.STUDIO if user.has_perm("wagtailadmin.access_admin") else Voice.VISITOR


def _may_speak(page: Page, user: Any, settings: CommentSettings) -> bool:
    if user is None:
        return page.takes_comments_of_visitors(settings)
    return page.takes_comments(settings)


def name_of(user: Any) -> str:
    """The name under which whoever is signed in speaks; empty for nobody."""
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return (person.name if person else get_user_display_name(user))[:80]


def _dedupe_key(page: Page, parent: Comment | None, user: Any, who: str, text: str) -> str:
    speaker = f"user {user.pk}" if user else who.strip().casefold()
    said = "\n".join([str(page.pk), str(parent.pk if parent else ""), speaker, text])
    return pseudonym(said, purpose="comments.said")


def _take(comment: Comment) -> Comment:
    """The comment, locked, if its writer may still change it."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    settings = CommentSettings.of_page(comment.page)
    if editable_until(comment, settings):
        return comment
    raise NotEditable if _is_settled(comment) else TooLate


def _is_settled(comment: Comment) -> bool:
    """Whether a person has decided against it, or nothing is left to change."""
    decided = comment.decided_by_id is not None and comment.status != Status.APPROVED
    return decided or comment.status not in EDITABLE
