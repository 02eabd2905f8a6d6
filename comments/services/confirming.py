"""What a link in a letter to a reader proves."""

from django.db import transaction
from django.utils import timezone

from comments.models import Address, Comment, Subscription
from comments.services import posting
from comments.services.refusals import SubscriptionGone


@transaction.atomic
def confirm(subscription: Subscription) -> Comment:
    """Let letters come, and note that the address is its writer's; return the comment.

    The comment may appear by it. Confirming twice changes nothing more. Raises
    :class:`SubscriptionGone` where the comment was deleted, or the letters were ended.
    """
    now = timezone.now()
    try:
        comment = posting.prove(subscription.comment)
    except Comment.DoesNotExist:
        raise SubscriptionGone from None
    # the comment first, then the address: as a post does, so that neither waits in vain
    Address.objects.filter(pk=subscription.address_id, proved_at=None).update(proved_at=now)
    mine = Subscription.objects.filter(pk=subscription.pk)
    asked = mine.filter(status=Subscription.Status.ASKED)
    confirmed = asked.update(status=Subscription.Status.CONFIRMED, confirmed_at=now)
    if not confirmed and not mine.confirmed().exists():
        raise SubscriptionGone
    return comment
