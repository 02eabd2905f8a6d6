"""Keys from letters."""

from events.ledger import ManageLink, Registration
from events.ledger.manage_links import digest_of


def find(token: str) -> Registration | None:
    """Whose registration ``token`` opens; None for a forged one, or one that was forgotten."""
    link = (
        ManageLink.objects.select_related("registration__pool__site", "registration__form")
        .filter(digest=digest_of(token))
        .first()
    )
    if link is None or link.registration.anonymised_at:
        return None
    return link.registration


def end_all() -> int:
    """End what all letters until now opened, where their keys may be known to others; how many."""
    number, _of_each = ManageLink.objects.all().delete()
    return number
