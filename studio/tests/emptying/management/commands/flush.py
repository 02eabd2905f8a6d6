"""``flush`` as the tests need it a thousand times."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db import connections, transaction

#: What Django itself would write again behind each flush, which takes longer than the rest.
KEPT = {ContentType._meta.db_table, Permission._meta.db_table}


class Command(flush.Command):
    """Empties all tables but those, by rows: most have none, and PostgreSQL truncates slowly."""

    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        tables = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        # keys are looked at when all is done, so that the order does not matter
        with transaction.atomic(using=options["database"]), connection.cursor() as cursor:
            for table in sorted({*tables} - KEPT):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
