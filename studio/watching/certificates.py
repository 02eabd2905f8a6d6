"""When the certificate of the site ends: asked of the address itself, as a browser would.

Nobody else is asked, and only by who looks at how the site is. What was found is remembered for
a while, since a machine that does not reach its own public address makes the page wait.
"""

import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio.watching.findings import Finding, State, moment_in_words

logger = logging.getLogger(__name__)

#: Certbot renews 30 days before the end: what has fewer than the first was not renewed.
RENEWED_BY, LAST_DAYS = timedelta(days=20), timedelta(days=7)
#: Seconds that all of it may take, the name and the handshake.
PATIENCE = 2.0
#: Seconds for which is remembered what was found, and that nothing was.
REMEMBERED, VAIN = 3600, 300


def findings() -> Iterator[Finding]:
    """One line, where the site has an address that needs a certificate."""
    address = urlsplit(settings.BASE_URL)
    if address.scheme != "https" or not address.hostname:
        return
    subject = _("Certificate")
    ends_at = _remembered(address.hostname, address.port or 443)
    if ends_at is None:
        words = _("%(host)s is not reached from here, so that nobody looked at it.")
        advice = _("Let another machine watch it: some networks lead nobody back to themselves.")
        words %= {"host": address.netloc}
        yield Finding(subject=subject, state=State.GOOD, words=words, advice=advice)
        return
    left = ends_at - timezone.now()
    state = State.GOOD if left > RENEWED_BY else State.WATCH
    state = State.BAD if left <= LAST_DAYS else state
    if left <= timedelta(0):
        words = _("It ended on %(moment)s: browsers warn everybody who comes.")
    else:
        words = ngettext(
            "It ends in %(days)d day, on %(moment)s.",
            "It ends in %(days)d days, on %(moment)s.",
            left.days,
        )
    advice = ""
    if state:
        advice = _(
            "It should have been renewed: whoever runs the server sees what is in the way"
            " (certbot renew), and reloads nginx."
        )
    words %= {"days": left.days, "moment": moment_in_words(ends_at)}
    yield Finding(subject=subject, state=state, words=words, advice=advice)


def _remembered(host: str, port: int) -> datetime | None:
    key = f"certificate-{host}-{port}"
    known = cache.get(key)
    if known is None:
        found = _asked(host, port)
        known = found.timestamp() if found else 0
        cache.set(key, known, REMEMBERED if found else VAIN)
    return datetime.fromtimestamp(known, UTC) if known else None


def _asked(host: str, port: int) -> datetime | None:
    """In a thread that nobody waits for: looking up a name has no limit of its own."""
    found: list[datetime] = []

    def ask() -> None:
        try:
            found.append(_end_of(host, port))
        except (OSError, ValueError) as error:
            logger.info("Nobody saw the certificate of %s: %s", host, type(error).__name__)

    thread = threading.Thread(target=ask, name="certificate", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return found[0] if found else None


def _end_of(host: str, port: int) -> datetime:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # it is looked at, not believed: one that has ended is the one to see
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as line,
        context.wrap_socket(line, server_hostname=host) as secured,
    ):
        told = secured.getpeercert(binary_form=True)
    return x509.load_der_x509_certificate(told or b"").not_valid_after_utc
