"""What follows from a change of how somebody signs in: a letter, and the end elsewhere."""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from studio.entrance import devices, letters, sessions
from studio.entrance.backend import FACTORS
from studio.entrance.letters import Telling
from studio.models import User

_CALLED = {
    Authenticator.Type.TOTP: gettext_lazy("an app that shows numbers"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("a passkey"),
}


@receiver(pre_save, sender=UserSession)
def shorten(instance: UserSession, **_: Any) -> None:
    """Of a browser its family is kept, as of an address its network (``AccountAdapter``)."""
    instance.user_agent = devices.family(instance.user_agent)


@receiver(user_logged_out)
def forget_the_session(request: HttpRequest, **_: Any) -> None:
    """Whoever signs out is in the list no more."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()


@receiver(post_save, sender=User)
def heed_a_change(instance: User, created: bool, raw: bool, **_: Any) -> None:
    """A new password signs out elsewhere, and is told; an account that is closed signs out."""
    if created or raw:
        return
    if not instance.is_active:
        sessions.end_all(instance)
    elif instance._password is not None:  # set just now, and not merely hashed anew
        sessions.end_all(instance, but=_own_key(instance))
        letters.write(Telling.PASSWORD_CHANGED, instance)


@receiver(pre_save, sender=User)
def note_the_address(
    instance: User, raw: bool, update_fields: frozenset[str] | None, **_: Any
) -> None:
    """Which address the account has had, before it is gone."""
    may_change = update_fields is None or "email" in update_fields
    asked = User.objects.filter(pk=instance.pk if may_change and not raw else None)
    instance._address_before = asked.values_list("email", flat=True).first()


@receiver(post_save, sender=User)
def heed_a_new_address(instance: User, **_: Any) -> None:
    """It is told where whoever had the account until now reads it, whoever changed it."""
    before = instance._address_before
    if before and before != instance.email:
        letters.write(Telling.ADDRESS_CHANGED, instance, to=before)


@receiver(post_save, sender=Authenticator)
def heed_a_new_factor(instance: Authenticator, created: bool, raw: bool, **_: Any) -> None:
    """It signs out elsewhere, and is told."""
    if created and not raw and instance.type in FACTORS:
        _tell(Telling.FACTOR_ADDED, instance)


@receiver(post_delete, sender=Authenticator)
def heed_a_lost_factor(instance: Authenticator, origin: Any, **_: Any) -> None:
    """Not where the account itself is deleted: there is nobody to tell any more."""
    model = type(origin) if isinstance(origin, Model) else origin.model
    if model is Authenticator and instance.type in FACTORS:
        _tell(Telling.FACTOR_REMOVED, instance)


def _tell(telling: Telling, factor: Authenticator) -> None:
    sessions.end_all(factor.user, but=_own_key(factor.user))
    letters.write(telling, factor.user, factor=_CALLED[Authenticator.Type(factor.type)])


def _own_key(user: User) -> str | None:
    """The key of the session in which ``user`` does it; None where somebody else does."""
    request = context.request
    if request is None or getattr(request, "user", None) is None or request.user.pk != user.pk:
        return None
    return request.session.session_key
