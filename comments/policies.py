"""What the settings of a site say, as the rules want it."""

from functools import lru_cache

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, Value

from comments.addresses import domains
from comments.models import CommentRules, Voice
from comments.rules import Policy
from comments.words import compile_list, fold
from studio.models import Person, SiteSettings


def policy_of(rules: CommentRules) -> Policy:
    """The policy of a site, saved or not; two queries for the names that are ours."""
    name = _name_of_site(rules)
    return Policy(
        moderation=rules.moderation,
        max_links=rules.max_links,
        watched=compile_list(rules.watched),
        disallowed=compile_list(rules.disallowed),
        blocked_domains=_domains(rules.blocked_domains),
        reserved_names=_names(rules.reserved_names) | _names_of_people(),
        badges=frozenset({fold(name), fold(str(Voice.AUTHOR.label))}),
        min_seconds=rules.min_seconds,
        busy_address=rules.busy_address,
        busy_network=rules.busy_network,
        uses_bayes=rules.uses_bayes,
    )


_domains = lru_cache(maxsize=8)(domains)


@lru_cache(maxsize=8)
def _names(text: str) -> frozenset[str]:
    return frozenset(fold(line.strip()) for line in text.splitlines() if line.strip())


def _names_of_people() -> frozenset[str]:
    """Of those who stand on the site, and of those who may enter the admin; one query.

    The latter as :func:`comments.services.posting.name_of` shows them. Whoever has an
    account and no business in the admin is a reader like any other.
    """
    entering = Permission.objects.filter(
        codename="access_admin", content_type__app_label="wagtailadmin"
    )
    # each way by itself: to join all users with all their permissions would take long
    ways = (
        Q(is_superuser=True)
        | Q(pk__in=entering.values("user"))
        | Q(pk__in=entering.values("group__user"))
    )
    users = get_user_model().objects.order_by().filter(ways, is_active=True, person=None)
    shown = users.values_list("first_name", "last_name", "username")
    people = Person.objects.order_by().values_list("name", Value(""), Value(""))
    return frozenset(
        fold(f"{first} {last}".strip() or username)
        for first, last, username in people.union(shown, all=True)
    )


def _name_of_site(rules: CommentRules) -> str:
    """What the badge of the studio says; one query."""
    names = SiteSettings.objects.filter(site=rules.site_id).values_list("name", flat=True)
    return names.first() or SiteSettings._meta.get_field("name").default
