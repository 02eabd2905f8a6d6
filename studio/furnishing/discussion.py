"""Lets the readers of the demo site speak, through the same verbs as everybody."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from articles.models import ArticlePage
from comments import services
from comments.models import Address, Comment, CommentRules, CommentSettings, Status
from comments.models.comments import UNWANTED
from comments.services import history, learning
from studio.furnishing.conversations import (
    BLOCKED_DOMAINS,
    CONVERSATIONS,
    DISALLOWED,
    RESERVED_NAMES,
    WATCHED,
    Said,
)
from studio.models import Person

#: Whose account speaks for whom, so that authors are known as such.
ACCOUNTS = {"juno-fable": "author", "mina-figment": "teacher"}
#: How long a comment waited for a moderator, one after the other.
_WAITED = [timedelta(minutes=minutes) for minutes in (25, 190, 55, 740, 12, 95)]
#: How old those are that wait today, the first one being the oldest.
_STILL_WAITING = [timedelta(hours=hours) for hours in (46, 31, 26, 20, 15, 9, 5, 3, 1)]


def discuss(articles: dict[str, ArticlePage]) -> None:
    """Write the conversations below ``articles``, by slug; sign-ins and people are there already."""
    users = {user.username: user for user in get_user_model().objects.all()}
    for slug, username in ACCOUNTS.items():
        Person.objects.filter(slug=slug).update(account=users[username])
    site = Site.objects.get(is_default_site=True)
    settings = _settle(site)
    ages = iter(_STILL_WAITING)
    for slug, said in CONVERSATIONS.items():
        _Discussion(articles[slug], users, ages).hold(said)
    learning.learn()
    # only now, or the whole conversation would be told to the moderators
    Comment.objects.waiting().update(told_at=timezone.now())
    settings.moderator_mail = CommentSettings._meta.get_field("moderator_mail").default
    settings.save()


def _settle(site: Site) -> CommentSettings:
    rules = CommentRules.for_site(site)
    rules.watched, rules.disallowed = "\n".join(WATCHED), "\n".join(DISALLOWED)
    rules.blocked_domains = "\n".join(BLOCKED_DOMAINS)
    rules.reserved_names = "\n".join(RESERVED_NAMES)
    rules.save()
    settings = CommentSettings.for_site(site)
    settings.moderator_mail = "never"
    settings.save()
    return settings


class _Discussion:
    """One conversation: everybody speaks, then time is turned back to when it was."""

    def __init__(
        self, article: ArticlePage, users: dict[str, Any], ages: Iterator[timedelta]
    ) -> None:
        self.article = article
        self.users = users
        self.ages = ages
        self.comments: dict[str, Comment] = {}

    def hold(self, all_said: list[Said]) -> None:
        for said in all_said:
            self.comments[said.key] = self._say(said)
        for said in all_said:
            if said.status == "erased":
                services.erase(self.comments[said.key])
            for number, (reason, note) in enumerate(said.reports):
                services.report(
                    self.comments[said.key], reason=reason, note=note, reporter=f"reader {number}"
                )
        # after the last one, for the rules look back from today
        for number, said in enumerate(all_said):
            self._turn_back(said, _WAITED[number % len(_WAITED)])

    def _say(self, said: Said) -> Comment:
        comment = services.post(
            page=self.article,
            parent=self.comments.get(said.answers),
            name=said.name,
            email=said.email,
            website=said.website,
            text=said.before or said.text,
            user=self.users.get(said.user),
            circumstances=services.Circumstances(
                is_proved=said.proved, honeypot=said.honeypot, seconds=said.seconds
            ),
        )
        if said.before:
            comment = services.edit(comment, text=said.text)
        wanted = Status.APPROVED if said.status == "erased" else said.status
        if comment.status != wanted and wanted != Status.WAITING:
            services.decide(
                [comment],
                status=wanted,
                by=self.users["moderator"],
                rejection=said.rejection,
                note=said.note,
            )
        comment.refresh_from_db()
        return comment

    def _turn_back(self, said: Said, waited: timedelta) -> None:
        published = timezone.make_aware(datetime.combine(self.article.published_on, time(8)))
        then = min(published + timedelta(days=said.day), timezone.now() - timedelta(hours=60))
        comment = Comment.objects.get(pk=self.comments[said.key].pk)
        if comment.status in UNWANTED:
            # kept for a while after the decision, so that must be of these days
            then = timezone.now() - timedelta(days=3) - 4 * waited
        if comment.status == Status.WAITING:
            then = timezone.now() - next(self.ages)
            waited = timedelta(minutes=4)  # in which readers reported it, where they did
        if said.proved:
            Address.objects.filter(pk=comment.address_id).update(proved_at=then)
            comment.proved_at = then
        comment.posted_at = then
        comment.edited_at = then + timedelta(minutes=6) if comment.edited_at else None
        if comment.decided_at:
            comment.decided_at = then + waited
        comment.save(update_fields=["posted_at", "proved_at", "edited_at", "decided_at"])
        entries = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Comment), object_id=str(comment.pk)
        )
        entries.exclude(action=history.POSTED).update(timestamp=comment.decided_at or then + waited)
        entries.filter(action=history.POSTED).update(timestamp=then)
