"""What people wrote to the demo's studio: some wait, one is answered, one is spam."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from comments.services import Circumstances
from home import services
from home.models import ContactPage, Message, MessageStatus


@dataclass(frozen=True)
class Written:
    """One message, and how long ago it came."""

    name: str
    email: str
    subject: str
    text: str
    ago: timedelta
    status: str = MessageStatus.WAITING


WRITTEN = [
    Written(
        "Vera Ampersand",
        "vera@reader.example",
        "A first time, at sixty-eight",
        "I have not been in a sports hall since school, and school was not kind about it. Is there "
        "an hour in which nobody minds if I sit down in the middle?\n\nTuesdays would be best, "
        "because of the bus.",
        timedelta(days=19),
        MessageStatus.ANSWERED,
    ),
    Written(
        "Rank One Remarkably",
        "offers@ranked-first.example",
        "Your website is invisible!!!",
        "We put you on page one.\n\nhttps://ranked-first.example/a https://ranked-first.example/b "
        "https://ranked-first.example/c https://ranked-first.example/d "
        "https://ranked-first.example/e https://ranked-first.example/f",
        timedelta(days=8, hours=5),
    ),
    Written(
        "Theo Tilde",
        "theo@reader.example",
        "The ramp",
        "My chair is 68 centimetres wide and the dog beside it another 40. Does the door agree, or "
        "should the dog go first?",
        timedelta(days=2, hours=3),
    ),
    Written(
        "Paula Paragraph",
        "paula@reader.example",
        "",
        "I left a blue scarf in the yoga class, on the hook by the window. It is not a good scarf, "
        "but it was my aunt’s.",
        timedelta(hours=26),
    ),
    Written(
        "Olaf Octothorpe",
        "olaf@reader.example",
        "A Feldenkrais evening for a choir",
        "We are twenty-two, we sing standing, and our backs complain in four parts. Could one of "
        "you come to us for an evening, or we to you?",
        timedelta(hours=4),
    ),
]


def write_to(page: ContactPage, *, by: Any) -> None:
    """Let all of them write on ``page``, and ``by`` mark what is answered.

    Before the studio has an e-mail address: no letter of the demo ever leaves.
    """
    for written in WRITTEN:
        message = services.receive(
            page=page,
            name=written.name,
            email=written.email,
            subject=written.subject,
            text=written.text,
            circumstances=Circumstances(network="192.0.2.0/24", seconds=90),
        )
        if written.status != message.status and message.status == MessageStatus.WAITING:
            services.mark([message.pk], status=written.status, by=by)
        came = timezone.now() - written.ago
        Message.objects.filter(pk=message.pk).update(sent_at=came)
        Message.objects.filter(pk=message.pk).exclude(decided_at=None).update(
            decided_at=came + timedelta(hours=5)
        )
