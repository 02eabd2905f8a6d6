"""What of messages needs doing today, for whoever looks at the first page of the CMS."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.http import HttpRequest
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.models import Message, MessageStatus
from studio.today import Line


def lines(request: HttpRequest) -> Iterator[Line]:
    """How many messages nobody has answered, for those who may read them; one query."""
    if not request.user.has_perm("home.view_message"):
        return
    waiting = Message.objects.waiting().order_by()
    numbers = waiting.aggregate(count=Count("pk"), oldest=Min("sent_at"))
    if n := numbers["count"]:
        moment = date(localtime(numbers["oldest"]), "DATETIME_FORMAT")
        yield Line(
            words=ngettext(
                "%(n)d message waits for an answer", "%(n)d messages wait for an answer", n
            )
            % {"n": n},
            url=f"{reverse('messages:list')}?status={MessageStatus.WAITING}",
            detail=_("the oldest since %(moment)s") % {"moment": moment},
        )
