"""What the worker does about sign-in, so that an answer does not tell who is known."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from studio import limits
from studio.entrance import letters
from studio.entrance.letters import Telling
from studio.models import User
from studio.tasks import forget_arguments

#: Letters to one person an hour, however many ask in their name.
LETTERS_AN_HOUR = 5


@task()
def write_about_forgotten_password(email: str) -> int:
    """Write to whoever signs in with that address; return how many letters were written.

    To nobody without a password, who signs in some other way or never.
    """
    forget_arguments(write_about_forgotten_password)
    written = 0
    for user in User.objects.filter(email__iexact=email, is_active=True).order_by("pk"):
        if user.has_usable_password() and _is_not_too_many(user):
            _write(user)
            written += 1
    return written


def _is_not_too_many(user: User) -> bool:
    key = f"letters about a password|{user.pk}"
    return limits.take(key, limit=LETTERS_AN_HOUR, period=timedelta(hours=1)) is None


@transaction.atomic
def _write(user: User) -> None:
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    letters.write(Telling.RESET, user, link=settings.WAGTAILADMIN_BASE_URL + path)
