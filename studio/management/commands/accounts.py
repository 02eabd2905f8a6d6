from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandParser

from studio.models import User

#: What opens, beside the password.
FACTORS = {
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "codes",
}


class Command(BaseCommand):
    help = (
        "List who may sign in: name, e-mail address, whether they are an owner or closed, and"
        " their second factors."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owners", action="store_true", help="owners alone")

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects.order_by("username")
        if options["owners"]:
            users = users.filter(is_superuser=True)
        held: dict[int, set[str]] = {}
        for number, kind in Authenticator.objects.values_list("user_id", "type"):
            held.setdefault(number, set()).add(kind)
        rows = [(user.get_username(), user.email or "-", self._of(user, held)) for user in users]
        name_width, address_width = (
            max((len(row[column]) for row in rows), default=0) for column in (0, 1)
        )
        for name, address, facts in rows:
            line = f"{name:<{name_width}}  {address:<{address_width}}  {facts}"
            self.stdout.write(line.rstrip())
        if not rows:
            self.stdout.write("Nobody: studio createsuperuser makes an owner.")

    def _of(self, user: User, held: dict[int, set[str]]) -> str:
        said = ["owner"] if user.is_superuser else []
        said += [] if user.is_active else ["closed"]
        kinds = held.get(user.pk, set())
        return ", ".join([*said, *(word for kind, word in FACTORS.items() if kind in kinds)])
