from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Access(models.Model):
    """That somebody of the staff saw, took along, erased or wrote to what is about others.

    Never what they saw. The account is kept as a number and a name, so that the line outlives
    it. Rows are written by ``studio/accesses.py`` and removed when their time is over; nothing
    changes them, and the CMS has no view that could.
    """

    class Kind(models.TextChoices):
        SAW = "saw", _("saw")
        EXPORTED = "exported", _("took along as a file")
        ERASED = "erased", _("erased")
        WROTE = "wrote", _("wrote to")

    # names the account, what it looked at and the ten minutes; random for what is no look
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    user_number = models.PositiveBigIntegerField(_("number of the account"))
    user_name = models.CharField(_("who"), max_length=255)
    what = models.CharField(_("what"), max_length=60)
    about = models.CharField(_("which"), max_length=255, blank=True)
    rows = models.PositiveIntegerField(_("number"), null=True, blank=True)
    asked = models.CharField(_("narrowed down"), max_length=255, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    last_at = models.DateTimeField(_("last time"), default=timezone.now)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-last_at", "-pk"]
        # for administrators alone: nobody can be given a right to it
        default_permissions = []
        indexes = [
            models.Index(fields=["-last_at", "-id"], name="access_newest"),
            models.Index(fields=["user_number", "-last_at"], name="access_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.kind} {self.what} {self.about}".rstrip()
