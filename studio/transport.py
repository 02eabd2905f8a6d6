"""Between a letter and Django's mail backend: its shape, and what an answer means.

The backend is whatever ``EMAIL_URL`` names. Its failures come down to three:
nobody was there to take the letter, not now, and never.
"""

import re
import smtplib
import unicodedata

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext

from studio.models import Letter

#: Refused by MAIL FROM because of the letter's size: about this letter, unlike other refusals there.
TOO_LARGE = 552
#: "Service not available, closing": the server speaks for itself, not about the letter.
CLOSING = 421

#: Django writes the charset of a text itself; a parameter may stand once (RFC 2045, 5).
_CHARSET = re.compile(r"; ?charset=[^;]*", re.IGNORECASE)


class LetterNotTaken(Exception):
    """The letter is still with us; the text is the answer, trimmed for staff to read."""


class ServerAway(LetterNotTaken):
    """Nothing was handed over: no connection, no sign-in, or no letters of ours at all."""


class LetterPutOff(LetterNotTaken):
    """The server said "later", or broke off so that nobody knows."""


class LetterReturned(LetterNotTaken):
    """The server said "never", or no message can be made of the letter."""


def post(letter: Letter, connection: BaseEmailBackend) -> None:
    """Hand the letter over; return when the server has taken it, else raise why not."""
    try:
        message = compose(letter)
        message.message()
    except (LookupError, TypeError, ValueError) as error:
        raise LetterReturned(words(error)) from error
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(words(error)) from error
    try:
        taken = connection.send_messages([message])
    except Exception as error:  # a backend of a mail provider has exceptions of its own
        raise meaning(error) from error
    if not taken:
        raise LetterPutOff(gettext("The mail backend took no letter and gave no reason."))


def compose(letter: Letter) -> EmailMultiAlternatives:
    """The message; a repeat has the same Message-ID, by which mail programs know it."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            "Auto-Submitted": "auto-generated",  # keeps absence notes away (RFC 3834)
            **letter.headers,
            "Message-ID": letter.message_id,
        },
        attachments=[
            (name, content, _CHARSET.sub("", mime_type))
            for name, content, mime_type in letter.attachments
        ],
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def meaning(error: Exception) -> LetterNotTaken:
    """Which of the three a failure after the connection stood is."""
    code = 0
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _ = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
    sender_refused = isinstance(error, smtplib.SMTPSenderRefused) and code != TOO_LARGE
    if code == CLOSING or sender_refused:
        return ServerAway(words(error))
    if 500 <= code < 600:
        return LetterReturned(words(error))
    return LetterPutOff(words(error))


def words(error: Exception) -> str:
    """The answer in at most 500 characters, without our password."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, answer = error.smtp_code, error.smtp_error
    else:
        code, answer = type(error).__name__, str(error)
    if isinstance(answer, bytes):
        answer = answer.decode("utf-8", "replace")
    text = f"{code} {answer}"
    if settings.EMAIL_HOST_PASSWORD:
        text = text.replace(settings.EMAIL_HOST_PASSWORD, "…")
    plain = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join(plain.split())[:500]
