"""Looks whether links still lead somewhere: a few at a time, politely, behind everybody's back."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles import inspecting, links
from articles.links import State, Verdict
from articles.models import LinkCheck, LinkHost

logger = logging.getLogger(__name__)

#: How long a worker holds a host; longer than two questions take. After its death another goes on.
LEASE = timedelta(minutes=2)
#: One run ends after so many links, or begins no other after so many seconds: letters
#: wait for the same worker.
MOST = 20
SECONDS = 20.0
#: A link that was looked at within this time is not looked at again because somebody asks.
JUST_NOW = timedelta(minutes=1)


class LinksNotChecked(Exception):
    """The site is told to ask nobody outside."""


class LookedAtJustNow(Exception):
    """Somebody looked at the link within the last minute."""


def look_again(link: LinkCheck) -> None:
    """Let ``link`` be looked at as soon as possible; whoever calls leaves that to a worker."""
    if not settings.CHECK_LINKS:
        raise LinksNotChecked
    now = timezone.now()
    if link.checked_at and link.checked_at > now - JUST_NOW:
        raise LookedAtJustNow
    LinkCheck.objects.filter(pk=link.pk, next_check_at__gt=now).update(next_check_at=now)


def check(pk: int) -> bool:
    """Look at one link, if it is due and nobody speaks with its host; whether it was done."""
    host = LinkHost.objects.filter(links=pk).first()
    if not settings.CHECK_LINKS or host is None or not _hold(host):
        return False
    return _look(host, LinkCheck.objects.due().filter(pk=pk).first())


def check_due(*, most: int = MOST, seconds: float = SECONDS) -> int:
    """Look at links whose time has come, those that wait longest first; return how many."""
    until = time.monotonic() + seconds
    count = 0
    while settings.CHECK_LINKS and count < most and time.monotonic() < until:
        due = LinkHost.objects.unheld().with_due_links()
        host = next(
            (host for host in due.filter(free_at__lte=timezone.now())[:5] if _hold(host)), None
        )
        if host is not None:
            link = host.links.due().order_by("next_check_at", "pk").first()
            count += _look(host, link)
            continue
        # all that is due stands on hosts that are left alone for a moment
        soon = due.order_by("free_at").values_list("free_at", flat=True).first()
        wait = (soon - timezone.now()).total_seconds() if soon else seconds
        if wait > until - time.monotonic():
            break
        time.sleep(max(wait, 0))
    return count


def _hold(host: LinkHost) -> bool:
    """Be the one who speaks with ``host``: one UPDATE, which one worker wins on either database."""
    host.held_until = timezone.now() + LEASE
    free = LinkHost.objects.unheld().filter(pk=host.pk)
    return bool(free.update(held_until=host.held_until))


def _look(host: LinkHost, link: LinkCheck | None) -> bool:
    """Look at ``link``, write down what was seen, and let go of its host, which is held."""
    if link is None:  # another worker was faster
        _let_go(host, 0)
        return False
    verdict = _seen(link)
    before = (link.state, link.moved_to)
    link.note(verdict, timezone.now())
    # a worker that was believed dead has nothing to say any more
    if not LinkHost.objects.filter(pk=host.pk, held_until=host.held_until).exists():
        return False
    link.save()
    _let_go(host, max(verdict.patience, settings.LINK_CHECK_PAUSE))
    if before != (link.state, link.moved_to):
        inspecting.inspect_uses(link)
    return True


def _seen(link: LinkCheck) -> Verdict:
    try:
        return links.look(link.url)
    except Exception:  # one link nobody thought of must not hold up all others
        logger.exception("Link %s could not be looked at", link.pk)
        return Verdict(State.AWAY, reason=links.Reason.GARBLED)


def _let_go(host: LinkHost, seconds: float) -> None:
    mine = LinkHost.objects.filter(pk=host.pk, held_until=host.held_until)
    mine.update(held_until=None, free_at=timezone.now() + timedelta(seconds=seconds))
