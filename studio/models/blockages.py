from django.db import models


class Blockage(models.Model):
    """Something that browsers refused to do on a page, since our policy forbids it.

    One row for what was refused, where from and on which page, however many browsers said so
    (``studio/blocked/``). Not who: nothing of the browser or its connection is kept.
    """

    class Directive(models.TextChoices):
        """The line of the policy that forbade it; other lines of a report are not believed."""

        BASE = "base-uri"
        CONNECT = "connect-src"
        DEFAULT = "default-src"
        FONT = "font-src"
        FORM = "form-action"
        FRAME = "frame-src"
        FRAMED_BY = "frame-ancestors"
        PICTURE = "img-src"
        MANIFEST = "manifest-src"
        MEDIA = "media-src"
        OBJECT = "object-src"
        SCRIPT = "script-src"
        SCRIPT_OF_ATTRIBUTE = "script-src-attr"
        SCRIPT_ELEMENT = "script-src-elem"
        STYLE = "style-src"
        STYLE_OF_ATTRIBUTE = "style-src-attr"
        STYLE_ELEMENT = "style-src-elem"
        WORKER = "worker-src"

    directive = models.CharField(max_length=20, choices=Directive)
    #: Scheme and host of what was refused, or a word such as "inline".
    origin = models.CharField(max_length=120)
    #: Of the page: neither query nor the key of a mailed link.
    path = models.CharField(max_length=200)
    count = models.PositiveBigIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "origin", "path"], name="blockage_counted_in_one_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.origin} {self.path}"
