"""Nobody whose name stands below an article is deleted from the people."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Revision

from articles.models import ArticleAuthor, ArticlePage
from studio.models import Person

#: How many articles a refusal names before it only counts.
_NAMED = 5


def refusals(people: Iterable[Person]) -> list[str]:
    """A sentence for each of ``people`` who is an author of an article, in whatever version."""
    sentences = []
    for person, titles in _titles(people).items():
        named = [_("“%s”") % title for title in titles[:_NAMED]]
        if len(titles) > _NAMED:
            named.append(_("%d more") % (len(titles) - _NAMED))
        sentences.append(
            _(
                "“%(person)s” was not deleted: the name stands below %(articles)s. "
                "Give these articles another author first."
            )
            % {"person": person, "articles": get_text_list(named, _("and"))}
        )
    return sentences


def _titles(people: Iterable[Person]) -> dict[Person, list[str]]:
    """The articles of each author among ``people``, by title."""
    by_pk = {person.pk: person for person in people}
    written: dict[Person, set[str]] = defaultdict(set)
    authorships = ArticleAuthor.objects.filter(person__in=by_pk).values_list("person", "page_id")
    articles = {(pk, str(article)) for pk, article in authorships}
    # Drafts and earlier versions too: none that names somebody unknown can be opened.
    versions = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(ArticlePage)
    ).values_list("object_id", "content__article_authors")
    for article, authors in versions:
        articles |= {
            (author["person"], article) for author in authors or () if author["person"] in by_pk
        }
    titles = dict(
        ArticlePage.objects.filter(pk__in={pk for _person, pk in articles}).values_list(
            "pk", "title"
        )
    )
    for pk, article in articles:
        if int(article) in titles:
            written[by_pk[pk]].add(titles[int(article)])
    return {person: sorted(written[person]) for person in by_pk.values() if written[person]}
