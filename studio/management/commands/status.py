from typing import Any

from django.core.management.base import BaseCommand

from studio.watching import condition, database

#: Seconds that the database may take for one answer.
PATIENCE = 10.0


class Command(BaseCommand):
    help = (
        "Tell how the site is, a line for each thing. Ends with 0 where all is well, 1 where "
        "something is worth a look, 2 where something needs you: as monitoring expects it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with database.patient_for(PATIENCE):
            found = condition.findings()
        width = max(len(one.subject) for one in found)
        wide = max(len(str(state.word)) for state in condition.State)
        for one in found:
            told = f"{one.words} {one.advice}".rstrip()
            self.stdout.write(f"{one.subject:<{width}}  {one.state.word!s:<{wide}}  {told}")
        if worst := condition.worst(found):
            raise SystemExit(int(worst))
