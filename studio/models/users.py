from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class User(AbstractUser):
    """Somebody who signs in to the CMS: staff, never a visitor.

    Our own model from the first migration on, since changing it later means
    rewriting every foreign key that points at it.
    """

    #: Must have a second factor and has none: told by the query that finds the user of a
    #: session (``studio/entrance/backend.py``).
    owes_second_factor = False

    def clean(self) -> None:
        """Refuse an address that another account has: who signs in by it would be nobody.

        One that both have already stays, so that the rest of an account can be changed.
        """
        super().clean()
        others = type(self).objects.filter(email__iexact=self.email).exclude(pk=self.pk)
        is_new = self.email and not type(self).objects.filter(pk=self.pk, email=self.email).exists()
        if is_new and others.exists():
            raise ValidationError({"email": _("Another account has this address.")})

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django's, and nothing at all for whoever owes a second factor, also for owners."""
        return not self.owes_second_factor and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return not self.owes_second_factor and super().has_module_perms(app_label)
