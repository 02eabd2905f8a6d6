"""Takes letters out of the outbox whose words or reader the room has forgotten.

A letter that a worker holds at this moment is left alone: it may have left already.
:func:`withdraw_leftovers` finds it when it is looked for the next day.
"""

from collections.abc import Collection, Iterable

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page

from comments import emails, moderator_emails
from comments.models import Address, Comment, Status, Subscription
from comments.services.announcing import drafted
from studio import letterheads
from studio.models import Letter

#: Letters looked at together.
_BATCH = 500


def withdraw_about(comment_ids: Collection[int]) -> None:
    """Remove the letters about these comments: those that left, and those that need not any more.

    A digest that waits tells of others as well: it is written anew without them, and
    tells of the others as they are now.
    """
    together = Q(pk__in=[])
    for pk in comment_ids:
        together |= Q(text__contains=moderator_emails.case_path(pk))
    of_one = (emails.REPLY, moderator_emails.AT_ONCE)
    about = [f"{beginning}{pk}-" for beginning in of_one for pk in comment_ids]
    Letter.objects.free().keyed(*about).delete()
    digests = Letter.objects.free().keyed(moderator_emails.DIGEST).filter(together)
    digests.exclude(status=Letter.Status.WAITING).delete()
    for digest in list(digests):
        _write_anew(digest, set(comment_ids))


def withdraw_answers(address: Address, *, thread: int | None = None) -> None:
    """Remove what waits for ``address`` to be told: of all answers, or of those in a thread."""
    mine = (
        Letter.objects.waiting()
        .free()
        .keyed(emails.REPLY)
        .filter(dedupe_key__endswith=f"-{address.pk}")
    )
    about = {pk: _numbers(key)[0] for pk, key in mine.values_list("pk", "dedupe_key")}
    if thread is not None:
        kept = Comment.objects.filter(pk__in=about.values()).exclude(thread=thread)
        elsewhere = set(kept.values_list("pk", flat=True))
        about = {pk: number for pk, number in about.items() if number not in elsewhere}
    mine.filter(pk__in=about).delete()


def withdraw_leftovers() -> None:
    """Remove letters that were in a worker's hand when what they tell, or their reader, was erased."""
    last = 0
    while batch := dict(
        Letter.objects.free()
        .keyed("comments.")
        .filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", "dedupe_key")[:_BATCH]
    ):
        last = max(batch)
        digests = [pk for pk, key in batch.items() if key.startswith(moderator_emails.DIGEST)]
        headers = Letter.objects.filter(pk__in=digests).values_list("headers", flat=True)
        told = {number for fields in headers for number in moderator_emails.told_in(fields)[0]}
        for beginning in (emails.REPLY, moderator_emails.AT_ONCE):
            told |= {_numbers(key)[0] for key in _beginning(batch, beginning).values()}
        if gone := _missing(Comment.objects.exclude(status=Status.ERASED), told):
            withdraw_about(gone)
        _withdraw_orphans(batch)


def _withdraw_orphans(letters: dict[int, str]) -> None:
    """Remove those of ``letters``, their dedupe keys by number, whose reader is not known any more."""
    replies = _beginning(letters, emails.REPLY)
    to_addresses = {pk: _numbers(key)[1] for pk, key in replies.items()}
    wishes = {pk: _numbers(key)[0] for pk, key in _beginning(letters, emails.OPT_IN).items()}
    no_address = _missing(Address.objects.all(), to_addresses.values())
    no_wish = _missing(Subscription.objects.all(), wishes.values())
    orphans = [pk for pk, number in to_addresses.items() if number in no_address]
    orphans += [pk for pk, number in wishes.items() if number in no_wish]
    Letter.objects.free().filter(pk__in=orphans).delete()


def _write_anew(digest: Letter, gone: set[int]) -> None:
    numbers, more = moderator_emails.told_in(digest.headers)
    pages = Page.objects.filter(reader_comments__in=numbers)
    head = next(iter(letterheads.of_pages(pages).values()), None)
    found = Comment.objects.select_related("page", "parent").in_bulk(
        [number for number in numbers if number not in gone]
    )
    user = get_user_model().objects.filter(pk=_numbers(digest.dedupe_key)[0]).first()
    mine = Letter.objects.free().filter(pk=digest.pk)
    comments = [found[number] for number in numbers if number in found]
    if not user or not head or not (comments or more):
        mine.delete()
        return
    again = drafted(moderator_emails.digest, comments, more=more, user=user, letterhead=head)
    for draft in again:
        fields = draft.fields()
        mine.update(**{name: fields[name] for name in ("subject", "text", "html", "headers")})


def _beginning(letters: dict[int, str], beginning: str) -> dict[int, str]:
    return {pk: key for pk, key in letters.items() if key.startswith(beginning)}


def _numbers(dedupe_key: str) -> list[int]:
    """The numbers with which a key ends: ``comments.reply-12-3`` has 12 and 3."""
    _name, _, rest = dedupe_key.partition(".")
    return [int(part) for part in rest.split("-") if part.isascii() and part.isdigit()]


def _missing(rows: QuerySet, numbers: Iterable[int]) -> set[int]:
    numbers = set(numbers)
    return numbers - set(rows.filter(pk__in=numbers).values_list("pk", flat=True))
