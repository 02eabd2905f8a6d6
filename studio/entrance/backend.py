"""Who somebody is, and in the same question whether they owe a second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When
from django.db.models.expressions import Combinable

from studio.models import SecondFactorRule, User

#: What counts as a second factor; codes on paper only stand in for one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def owes_second_factor() -> Combinable:
    """Whether a user must have one and has none, as a part of a query for users."""
    in_group = SecondFactorRule.objects.filter(groups__user=OuterRef("pk"))
    asked_owners = SecondFactorRule.objects.filter(asks_superusers=True)
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    must = Exists(in_group) | Q(Exists(asked_owners), is_superuser=True)
    return Case(When(must & ~Exists(factor), then=True), default=False, output_field=BooleanField())


class StaffBackend(ModelBackend):
    """Django's own for names and passwords; a name is found by ``studio.entrance.forms``."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session, with ``owes_second_factor``; None for one who may not sign in.

        One query, as Django's: no request pays for the rule.
        """
        found = User.objects.annotate(owes_second_factor=owes_second_factor())
        user = found.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
