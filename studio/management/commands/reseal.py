from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from studio.entrance.sealing import Unreadable, resealed


class Command(BaseCommand):
    help = (
        "Seal the secrets of second factors with the SECRET_KEY of now, after it was changed; the"
        " former one has to stand in SECRET_KEY_FALLBACKS, and can go afterwards."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = 0, []
        with transaction.atomic():
            factors = Authenticator.objects.select_for_update().select_related("user")
            for factor in factors.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk"):
                try:
                    factor.data = _resealed(factor.data)
                except Unreadable:
                    lost.append(factor.user.get_username())
                    continue
                factor.save(update_fields=["data"])
                done += 1
        self.stdout.write(f"{done} sealed anew.")
        for name in dict.fromkeys(lost):
            self.stdout.write(f"No key opens what {name} has: reset_second_factor {name}")


def _resealed(data: dict[str, Any]) -> dict[str, Any]:
    """What the library keeps sealed of an app (``secret``) and of codes (``seed``, ``migrated_codes``)."""
    data = dict(data)
    for name in ("secret", "seed"):
        if data.get(name):
            data[name] = resealed(data[name])
    if data.get("migrated_codes"):
        data["migrated_codes"] = [resealed(one) for one in data["migrated_codes"]]
    return data
