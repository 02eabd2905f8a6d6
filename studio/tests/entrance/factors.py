"""People with second factors, and what their apps show."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_app(user):
    """An app that shows numbers, and codes for emergencies."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def shown_by_app(secret=SECRET):
    """The number that the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))


def wrong_code():
    """Six digits that no app shows near this moment."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    right = {format_hotp_value(hotp_value(SECRET, now + step)) for step in range(-3, 4)}
    return next(f"{number:06}" for number in range(100) if f"{number:06}" not in right)


def kinds_of(user):
    """What factors there are."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
