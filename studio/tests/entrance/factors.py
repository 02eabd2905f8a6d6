"""People with second factors, and what their apps show."""

import json
import time
from hashlib import sha256

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_app(user):
    """An app that shows numbers, and codes for emergencies."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def give_passkey(user, number=b"left thumb"):
    """A passkey of that number, whose private half nobody has."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    public = AttestedCredentialData.create(b"\x00" * 16, number, key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    told = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, public)
    data = {"type": "webauthn.create", "challenge": "AA", "origin": "https://testserver"}
    credential = {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(data).encode()),
            "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
        },
    }
    return Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "My thumb", "credential": credential},
    )


def shown_by_app(secret=SECRET, steps=0):
    """The number that the app shows now, or so many numbers later."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, now + steps))


def wrong_code():
    """Six digits that no app shows near this moment."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    right = {format_hotp_value(hotp_value(SECRET, now + step)) for step in range(-3, 4)}
    return next(f"{number:06}" for number in range(100) if f"{number:06}" not in right)


def kinds_of(user):
    """What factors there are."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
