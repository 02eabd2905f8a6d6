"""What is written to editors about their articles."""

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from studio import mail

if TYPE_CHECKING:
    from articles.models import ArticlePage

logger = logging.getLogger(__name__)


def tell_of_refused_schedule(
    revision: Revision, article: "ArticlePage", reasons: list[str]
) -> None:
    """Tell whoever scheduled the article that it did not go live, and why; once a revision."""
    editor = revision.user
    if editor is None or not editor.email:
        return
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    title = " ".join(article.title.split())
    words = {
        "editor": editor,
        "title": title,
        "reasons": reasons,
        "url": settings.WAGTAILADMIN_BASE_URL + address,
    }
    try:
        mail.write(
            kind="scheduled article not published",
            dedupe_key=f"articles.schedule_refused-{revision.pk}",
            to=editor.email,
            subject=_("Not published: %s") % title,
            text=render_to_string("articles/emails/schedule_refused.txt", words),
        )
    except mail.LetterRefused as refusal:
        # the timer has other pages to publish, and the history tells it as well
        logger.warning("No letter about page %s to user %s: %s", article.pk, editor.pk, refusal)
