from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from studio.entrance import sessions
from studio.entrance.traces import note
from studio.models import User


class Command(BaseCommand):
    help = (
        "Take away the second factors of somebody who lost them, and sign them out everywhere."
        " They then sign in with the password alone, and set up a new one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the name with which they sign in")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['username']}.")
        factors = Authenticator.objects.filter(user=user)
        number = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        factors.delete()
        sessions.end_all(user)
        note("Second factors reset", user.pk)
        self.stdout.write(f"{user.get_username()} had {number}, and has none now.")
