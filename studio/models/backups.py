from django.db import models


class BackupNote(models.Model):
    """What is known of the backups, for machines that do not see their folder.

    One row, a copy of ``last.json`` beside them (``studio/backups/records.py``), which stays
    the truth: a row comes back old with a backup that is restored.
    """

    #: The key of the one row.
    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    told_at = models.DateTimeField()
    told = models.JSONField()

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return str(self.told_at)
