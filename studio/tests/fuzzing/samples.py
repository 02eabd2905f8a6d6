"""What opens each address: numbers of what there is, and keys such as letters hold."""

from django.contrib.auth.tokens import default_token_generator
from django.db.models import Max
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import Page, PageViewRestriction, Revision

from comments import tokens
from comments.models import Address, Comment, Subscription
from comments.tokens import Decision
from events.ledger import ManageLink, Occurrence, Registration
from events.pages import EventPage
from studio.models import Letter, User
from studio.own_data import links

#: How many numbers of each kind; the first and the last differ the most.
_SOME = 3


def _some(queryset):
    numbers = list(queryset.order_by("pk").values_list("pk", flat=True))
    return [*numbers[:_SOME], *numbers[-1:]]


def _subscription():
    found = Subscription.objects.first()
    if found is None:
        comment = Comment.objects.approved().order_by("pk").first()
        address, _new = Address.objects.get_or_create(key="0" * 64)
        found = Subscription.objects.create(
            comment=comment, address=address, email="rosa@reader.example"
        )
    return found


def _manage():
    link, token = ManageLink.new(Registration.objects.order_by("pk").first())
    link.save()
    return token


def _own_data():
    key, token = links.new()
    letter = Letter.objects.order_by("pk").first()
    Letter.objects.filter(pk=letter.pk).update(dedupe_key=key)
    return token


def _decision():
    comment = Comment.objects.order_by("pk").first()
    owner = User.objects.filter(is_superuser=True).first()
    return tokens.of_decision(Decision(comment.pk, comment.turn, owner.pk, "approved"))


#: Route → the key in it. A new address with a key is written down here, or a test fails.
KEYS = {
    "comments/confirm/<str:token>/": lambda: tokens.of_proof(_subscription().pk),
    "comments/unsubscribe/<str:token>/": lambda: tokens.of_unsubscribing(_subscription().pk),
    "comments/decide/<str:token>/": _decision,
    "your-data/<str:token>/": _own_data,
    "registration/<str:token>/": _manage,
    "registration/<str:token>/calendar.ics": _manage,
}


def _reset(good):
    """Of an account of the demo that may sign in, not the one that asks."""
    user = User.objects.filter(is_superuser=False, is_active=True).order_by("pk").first()
    good["uidb64"] = [urlsafe_base64_encode(force_bytes(user.pk))]
    good["token"] = [default_token_generator.make_token(user)]


def of(route):
    """Good values for the parts of a route, by their names."""
    pages = _some(Page.objects.filter(depth__gt=1))
    own = _some(route.model._base_manager.all()) if route.model else _some(Comment.objects.all())
    good = {
        "page_id": [*pages, *_some(EventPage.objects.all())],
        "pk": own,
        "instance_pk": _some(Registration.objects.all()),
        "occurrence_id": _some(Occurrence.objects.all()),
        "revision_id": [Revision.objects.aggregate(last=Max("pk"))["last"]],
        "page_view_restriction_id": _some(PageViewRestriction.objects.all()),
        "restriction_id": [1],
        "image_id": _some(route.model._base_manager.all()) if route.model else [],
        "section": ["pages"],
        "status": ["cancelled", "planned"],
        "digest": ["0" * 12],
    }
    if "uidb64" in route.parameters:
        _reset(good)
    elif "token" in route.parameters:
        good["token"] = [KEYS[route.text]()]
    return good
