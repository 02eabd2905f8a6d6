"""Sign-in of staff (studio/entrance/, docs/sign-in.md)."""

AUTHENTICATION_BACKENDS = ["studio.entrance.backend.StaffBackend"]
# What staff leave alone for so long asks for the password again, and so does what began so long
# ago; both in seconds.
SIGNED_IN_IDLE = 12 * 3600
SIGNED_IN_AT_MOST = 7 * 24 * 3600
PASSWORD_RESET_TIMEOUT = 4 * 3600
ACCOUNT_ADAPTER = "studio.entrance.adapter.AccountAdapter"
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {"reauthenticate": "studio.entrance.forms.PasswordAgainForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
# The library counts in the cache, which each process has for itself: studio/entrance/locks.py
# counts instead.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "studio.entrance.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# An app's number is also taken in the thirty seconds before and after its own: people type slowly,
# and clocks differ (RFC 6238, 5.2). studio/entrance/factor_forms.py remembers it for longer.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "studio.entrance.factor_forms.CodeForm",
    "reauthenticate": "studio.entrance.factor_forms.CodeAgainForm",
    "activate_totp": "studio.entrance.factor_forms.FirstCodeForm",
    "add_webauthn": "studio.entrance.factor_forms.AddPasskeyForm",
    "authenticate_webauthn": "studio.entrance.factor_forms.PasskeyForm",
    "login_webauthn": "studio.entrance.factor_forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "studio.entrance.factor_forms.PasskeyAgainForm",
}
