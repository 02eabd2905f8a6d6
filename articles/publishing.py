"""An article goes live whole, whatever button, form or timer asks for it."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from articles import emails, lint
from studio.numbering import CitationNumbering

if TYPE_CHECKING:
    from articles.models import ArticlePage

logger = logging.getLogger(__name__)

#: How Wagtail's ``publish_scheduled`` introduces itself.
_SCHEDULED = "wagtail.publish.scheduled"
#: That the timer did not publish, in the history of the article.
SCHEDULE_REFUSED = "articles.schedule_refused"


class LostReferences(Exception):
    """Some markers of the article lead nowhere, so it was not published."""

    def __init__(self, article: "ArticlePage", sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.article = article
        self.sentences = sentences


def lost_markers(article: "ArticlePage") -> list[str]:
    """A sentence for each marker of ``article`` that leads nowhere."""
    return lint.lost_markers(article.text(CitationNumbering.BY_CITATION))


def insist_on_references(article: "ArticlePage") -> None:
    """Raise :class:`LostReferences` unless every marker leads to a reference."""
    if sentences := lost_markers(article):
        raise LostReferences(article, sentences)


class WholeArticlesMixin:
    """For a page: refuses to publish or schedule a revision with lost references.

    The form tells editors first, at the very field. This is for the ways that
    pass no form: an approval from the dashboard, a bulk action, a script.
    """

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        article = revision.as_object()
        if kwargs.get("log_action") == _SCHEDULED:
            # The command has other pages to publish after this one.
            try:
                insist_on_references(article)
            except LostReferences as refusal:
                take_back(revision, refusal)
                return None
        else:
            insist_on_references(article)
        return super().publish(revision, *args, **kwargs)


def take_back(revision: Revision, refusal: LostReferences) -> None:
    """End the schedule of ``revision``, which the timer would refuse every minute, and tell why."""
    logger.error("Not published: page %s. %s", refusal.article.pk, refusal)
    with transaction.atomic():
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(
            instance=refusal.article,
            action=SCHEDULE_REFUSED,
            revision=revision,
            data={"reasons": refusal.sentences},
        )
        emails.tell_of_refused_schedule(revision, refusal.article, refusal.sentences)


def unfinished(
    pages: Iterable[Page], *, with_descendants: bool
) -> list[tuple["ArticlePage", list[str]]]:
    """The articles among ``pages`` whose newest draft must not go live, each with the reasons."""
    drafts = list(pages)
    if with_descendants:
        drafts += [below for page in pages for below in page.get_descendants().not_live()]
    found = {}
    for draft in drafts:
        if issubclass(draft.specific_class or Page, WholeArticlesMixin):
            article = draft.get_latest_revision_as_object()
            if sentences := lost_markers(article):
                found[article.pk] = (article, sentences)
    return list(found.values())
