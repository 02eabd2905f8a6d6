"""What is judged: a page of every kind that the furnished site has, and all that machines read of it."""

from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from articles.models import ArticleIndexPage, ArticlePage, Topic
from comments.models import Comment
from events.availability import Availability, State
from events.choices import Kind, SignUp, Status
from events.ledger import ManageLink, Registration, SeatPool
from events.pages import EventIndexPage, EventPage
from studio.models import Person

#: In the language of the site; of the pages in another all are judged.
OURS = Q(locale__language_code=settings.LANGUAGE_CODE)


@dataclass(frozen=True)
class Judged:
    """One page: what it is called in the table, where it is, and what it answers with."""

    name: str
    path: str
    status: int = 200


def pages():
    """The pages of visitors, by the name of what they show; the furnished site is in the database."""
    found = {
        "home": "/",
        **_of_articles(),
        **_of_events(),
        "search": "/search/?q=breath",
        "search, nothing found": "/search/?q=xylophone",
        "privacy of comments": reverse("comments:privacy"),
        "own data": reverse("ask_own_data"),
        "registration erased": reverse("events:forgotten"),
        "registration": registration(),
        "sign-in": reverse("wagtailadmin_login"),
    }
    # and whatever kind of page there is besides, so that a new one is judged by itself
    public = Page.objects.live().public().filter(depth__gt=1).specific().order_by("path")
    live = public.filter(OURS)
    known = {type(page) for page in live if page.url in found.values()}
    for page in live:
        if type(page) not in known:
            found.setdefault(page._meta.verbose_name, page.url)
    for page in public.exclude(OURS).select_related("locale"):
        found[f"{page._meta.verbose_name}, {page.locale.language_code}"] = page.url
    return [
        *(Judged(name, path) for name, path in found.items()),
        Judged("404", "/no-such-page/", 404),
    ]


def _of_articles():
    index = ArticleIndexPage.objects.live().get(OURS)
    articles = ArticlePage.objects.live().filter(OURS).order_by("path")
    by_length = sorted(articles, key=attrgetter("reading_minutes"))
    approved = Comment.objects.approved()
    talked_of = max(articles, key=lambda one: approved.filter(page=one).count())
    return {
        "articles": index.url,
        "articles, page 2": f"{index.url}?page=2",
        "topic": f"{index.url}topic/{Topic.objects.first().slug}/",
        "author": f"{index.url}author/{Person.objects.first().slug}/",
        "article, short": by_length[0].url,
        "article, long": by_length[-1].url,
        "article, many comments": talked_of.url,
    }


def _of_events():
    """The list, and the first event of each state and of each kind."""
    found = {"events": EventIndexPage.objects.live().get(OURS).url}
    now = timezone.now()
    pools = SeatPool.objects.with_counts(now).order_by("starts_at", "pk")
    for pool in pools:
        page = EventPage.objects.live().get(pk=pool.page_id)
        state = Availability.of(pool, now=now, registering=page.registering).state
        for says in (State(state), Kind(page.event_kind), SignUp(page.sign_up)):
            if page.url not in found.values():
                found.setdefault(f"event, {says.name.lower().replace('_', ' ')}", page.url)
    asking = EventPage.objects.live().annotate(asks=Count("form_fields"))
    found["event, most questions"] = asking.order_by("-asks", "pk")[0].url
    return found


def registration():
    """The address in a letter to somebody with a place; whoever asks gets a new one."""
    confirmed = Registration.objects.filter(
        status=Status.CONFIRMED, pool__in=SeatPool.objects.upcoming()
    )
    link, token = ManageLink.new(confirmed.order_by("pk").first())
    link.save()
    return reverse("events:manage", args=[token])
