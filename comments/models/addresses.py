from string import ascii_lowercase, ascii_uppercase

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.addresses import ascii_host
from studio.visitors import pseudonym

#: Of letters that only look like these, ``str.lower`` and ``casefold`` make the same ones.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


class AddressQuerySet(models.QuerySet):
    """Questions about addresses."""

    def known_as(self, email: str) -> "AddressQuerySet":
        """The one of ``email``, if somebody ever wrote with it."""
        return self.filter(key=Address.key_of(email))


class Address(models.Model):
    """What we know of an e-mail address without keeping it: a keyed hash, and two moments.

    It holds a reader's comments together when the address itself is forgotten.
    """

    key = models.CharField(_("pseudonym"), max_length=64, unique=True)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    proved_at = models.DateTimeField(
        _("proved"), null=True, blank=True, help_text=_("By a link in a letter to it.")
    )
    refuses_mail_at = models.DateTimeField(_("wants no letters since"), null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a reader")
        verbose_name_plural = _("addresses of readers")
        default_permissions = []

    def __str__(self) -> str:
        return self.key[:8]

    @staticmethod
    def key_of(email: str) -> str:
        """The pseudonym of ``email``; capital letters make no other address.

        Lookalikes in the name do (a long s is no s: who owns one address may not pass for
        the owner of another). The domain is the one that name servers would be asked for.
        """
        name, at, domain = email.strip().translate(_LOWER).rpartition("@")
        return pseudonym(f"{name}{at}{ascii_host(domain) or domain}", purpose="comments.address")
