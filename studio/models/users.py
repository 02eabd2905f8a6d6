from typing import Any

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the CMS: staff, never a visitor.

    Our own model from the first migration on, since changing it later means
    rewriting every foreign key that points at it.
    """

    #: Must have a second factor and has none: told by the query that finds the user of a
    #: session (``studio/entrance/backend.py``).
    owes_second_factor = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django's, and nothing at all for whoever owes a second factor, also for owners."""
        return not self.owes_second_factor and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return not self.owes_second_factor and super().has_module_perms(app_label)
