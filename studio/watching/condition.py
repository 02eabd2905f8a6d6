"""How the site is, in plain words: a line for each thing that could be wrong, and what to do.

A room brings lines of its own through the hook ``register_conditions``: a function that gives
:class:`Finding` objects. Nobody outside is asked.
"""

import platform
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import django
import wagtail
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.models import Page, Revision

from studio import VERSION
from studio.caching import generations, shelf
from studio.models import Letter
from studio.watching import backups, certificates, disks, figures
from studio.watching.findings import Finding, State, moment_in_words

HOOK = "register_conditions"
#: A worker does something every minute; a task waits for seconds; so does what is scheduled.
WORKER_MISSED, TASKS_LATE, SCHEDULE_LATE = (timedelta(minutes=m) for m in (5, 10, 10))


def findings() -> list[Finding]:
    """All lines, in one order, the worst not first: who looks often knows where to look.

    While the database is away, what can be said without it.
    """
    found = [*disks.findings()]
    try:
        found += [*_database(), *_mail(), *_worker(), *_schedule(), *backups.findings()]
        for more in hooks.get_hooks(HOOK):
            found += more()
    except DatabaseError:
        found.append(
            Finding(
                subject=_("Database"),
                state=State.BAD,
                words=_("It does not answer."),
                advice=_("See whether it runs, and what its log says."),
            )
        )
    return [*found, *_page_cache(), *_address(), *certificates.findings(), *_versions()]


def worst(found: list[Finding]) -> State:
    """The worst of some."""
    return max((one.state for one in found), default=State.GOOD)


def _database() -> Iterator[Finding]:
    kind = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    words = _("%(kind)s, %(size)s. It answers.") % {
        "kind": kind,
        "size": filesizeformat(figures.database_bytes()),
    }
    yield Finding(subject=_("Database"), state=State.GOOD, words=words)


def _mail() -> Iterator[Finding]:
    waiting, late = Letter.objects.waiting(), Letter.objects.late()
    failed = figures.counted(Letter.objects.failed_lately())
    state, words, advice = State.GOOD, _("Letters leave."), ""
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        state = State.WATCH
        words = _("Letters are printed where the site runs, and reach nobody.")
        advice = _("Whoever runs the server names a mail server in EMAIL_URL.")
    if n := figures.counted(late):
        oldest = waiting.aggregate(at=Min("waiting_since"))["at"]
        state = State.BAD
        words = ngettext(
            "%(n)d letter has been waiting since %(moment)s.",
            "%(n)d letters have been waiting, the oldest since %(moment)s.",
            n,
        ) % {"n": n, "moment": moment_in_words(oldest)}
        advice = _("See under Letters what the mail server said last. They leave by themselves.")
    elif failed:
        state = max(state, State.WATCH)
        words = ngettext(
            "%(n)d letter could not be sent within the last two weeks.",
            "%(n)d letters could not be sent within the last two weeks.",
            failed,
        ) % {"n": failed}
        advice = _("See under Letters why; there they can be sent again.")
    yield Finding(subject=_("Mail"), state=state, words=words, advice=advice)


def _worker() -> Iterator[Finding]:
    last, now = figures.last_work(), timezone.now()
    subject = _("Background work")
    advice = _("Start the worker: it is one of the two programs of the site.")
    if last is None:
        words = _("Nobody has done any yet: letters, reminders and the search index wait.")
        yield Finding(subject=subject, state=State.BAD, words=words, advice=advice)
        return
    seen = _("A worker was last seen on %(moment)s.") % {"moment": moment_in_words(last)}
    oldest = DBTaskResult.objects.ready().order_by().aggregate(at=Min("enqueued_at"))["at"]
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - figures.LATELY)
    if now - last > WORKER_MISSED:
        yield Finding(subject=subject, state=State.BAD, words=seen, advice=advice)
    elif oldest and now - oldest > TASKS_LATE:
        words = (
            seen
            + " "
            + _("A task has been waiting since %(moment)s.") % {"moment": moment_in_words(oldest)}
        )
        advice = _("Look whether there is much to do at this moment; start a second worker.")
        yield Finding(subject=subject, state=State.WATCH, words=words, advice=advice)
    elif n := figures.counted(failed):
        words = ngettext("%(n)d task failed within a day.", "%(n)d tasks failed within a day.", n)
        advice = _("The log of the worker says why.")
        words = seen + " " + words % {"n": n}
        yield Finding(subject=subject, state=State.WATCH, words=words, advice=advice)
    else:
        yield Finding(subject=subject, state=State.GOOD, words=seen)


def _schedule() -> Iterator[Finding]:
    overdue = timezone.now() - SCHEDULE_LATE
    late = figures.counted(Revision.objects.filter(approved_go_live_at__lt=overdue))
    late += figures.counted(Page.objects.live().filter(expire_at__lt=overdue))
    if not late:
        words = _("What has a date is published and taken away in time.")
        yield Finding(subject=_("Scheduled pages"), state=State.GOOD, words=words)
        return
    words = ngettext(
        "%(n)d page should have been published or taken away by now.",
        "%(n)d pages should have been published or taken away by now.",
        late,
    ) % {"n": late}
    advice = _("See above whether a worker runs; its log says what else is in the way.")
    yield Finding(subject=_("Scheduled pages"), state=State.BAD, words=words, advice=advice)


def _page_cache() -> Iterator[Finding]:
    subject = _("Page cache")
    if not settings.CACHE_MEGABYTES:
        words = _("Switched off: each page is made anew for each visitor.")
        advice = _("Take CACHE_MEGABYTES=0 out of the settings.")
        yield Finding(subject=subject, state=State.WATCH, words=words, advice=advice)
        return
    numbers, pages = generations.current(), shelf.current()
    if numbers is None or pages is None:
        words = _("It cannot be used: each page is made anew for each visitor.")
        advice = _("See who may write into the folder of the data.")
        yield Finding(subject=subject, state=State.WATCH, words=words, advice=advice)
        return
    told = numbers.tallies()
    asked = sum(told.values())
    words = (
        _("%(percent)d %% of %(n)d requests found their page in it.")
        % {"percent": 100 * told["hit"] // asked, "n": asked}
        if asked
        else _("Nobody has asked yet.")
    )
    yield Finding(subject=subject, state=State.GOOD, words=words)


def _address() -> Iterator[Finding]:
    subject, url = _("Address"), settings.BASE_URL
    if settings.DEBUG:
        words = _("%(url)s, with the settings of development.") % {"url": url}
        advice = _("Not for visitors: start with studio.settings.production.")
        yield Finding(subject=subject, state=State.WATCH, words=words, advice=advice)
        return
    if urlsplit(url).scheme != "https":
        words = _("%(url)s: what visitors write can be read on its way.") % {"url": url}
        advice = _("Put a proxy with a certificate in front, and write https:// into BASE_URL.")
        yield Finding(subject=subject, state=State.BAD, words=words, advice=advice)
        return
    names = ", ".join(sorted({host for host in settings.ALLOWED_HOSTS if host}))
    words = _("%(url)s, over HTTPS. It answers to %(names)s.") % {"url": url, "names": names}
    if settings.BEHIND_PROXY:
        yield Finding(subject=subject, state=State.GOOD, words=words)
    else:
        words += " " + _("It does not know of a proxy in front of it.")
        advice = _(
            "Where nginx stands in front, say BEHIND_PROXY=yes: limits count visitors by it."
        )
        yield Finding(subject=subject, state=State.WATCH, words=words, advice=advice)


def _versions() -> Iterator[Finding]:
    words = _("Studio %(studio)s, Wagtail %(wagtail)s, Django %(django)s, Python %(python)s.") % {
        "studio": VERSION,
        "wagtail": wagtail.__version__,
        "django": django.get_version(),
        "python": platform.python_version(),
    }
    advice = _("The site does not ask whether there are newer ones: subscribe to their news.")
    yield Finding(subject=_("Versions"), state=State.GOOD, words=words, advice=advice)
