from django.db import models
from django.utils.translation import gettext_lazy as _


class BayesWord(models.Model):
    """In how many approved and in how many spam comments of a site a word was seen.

    The row of the empty word counts the comments themselves.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    word = models.CharField(_("word"), max_length=80, blank=True)
    approved = models.PositiveIntegerField(_("in approved comments"), default=0)
    spam = models.PositiveIntegerField(_("in spam"), default=0)

    class Meta:
        verbose_name = _("word learnt")
        verbose_name_plural = _("words learnt")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["site", "word"], name="bayes_word_once")]

    def __str__(self) -> str:
        return self.word
