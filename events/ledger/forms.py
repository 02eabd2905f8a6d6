import hashlib
import json
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.questions import Question


class FormVersion(models.Model):
    """What the questions were when they were answered; written once, never changed.

    Two pages, or two publications, with the same questions share one.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    questions = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")

    def __str__(self) -> str:
        return _("Form %s") % self.digest[:8]

    @classmethod
    def of(cls, questions: list[Question]) -> Self:
        """The version with just these questions; written where it is new."""
        stored: list[dict[str, Any]] = [question.as_dict() for question in questions]
        digest = hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()
        return cls.objects.get_or_create(digest=digest, defaults={"questions": stored})[0]

    def as_questions(self) -> list[Question]:
        """In their order."""
        return [Question(**one) for one in self.questions]
