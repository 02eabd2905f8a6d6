from django.db import models


class Row(models.Model):
    """As the old release knows it: without the column that the migration adds."""

    text = models.CharField(max_length=100)

    class Meta:
        app_label = "thrown"

    def __str__(self) -> str:
        return self.text
