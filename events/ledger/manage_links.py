import hashlib
import secrets
from typing import Self

from django.db import models
from django.utils import timezone

from events.ledger.registrations import Registration


class ManageLink(models.Model):
    """The key in a letter that opens its reader's registration; only its digest is kept here.

    Each letter has one of its own, so that no key needs to be kept for the next letter. The
    outbox holds the letter itself for as long as letters are kept, to send it again.
    All of them open the registration until it is forgotten.
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="manage_links"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "manage link"

    def __str__(self) -> str:
        return self.digest[:8]

    @classmethod
    def new(cls, registration: Registration) -> tuple[Self, str]:
        """A link that is not saved yet, and its token of 256 random bits."""
        token = secrets.token_urlsafe(32)
        return cls(registration=registration, digest=digest_of(token)), token


def digest_of(token: str) -> str:
    """What is kept of a token. It is random, so a plain hash cannot be searched through."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
