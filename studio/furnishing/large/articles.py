"""Articles by the thousand, with topics, authors, pictures and footnotes that are numbered."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from articles import reading
from articles.citations import embed
from articles.models import (
    ArticleAuthor,
    ArticleIndexPage,
    ArticlePage,
    ArticleTopic,
    Reference,
    Source,
    Topic,
)
from studio.furnishing.large.bulk import Numbers, any_of
from studio.furnishing.large.pages import Shelf, new_uuid
from studio.furnishing.large.words import Words
from studio.models import Person, StudioImage

#: Beside those of the demo. They do not grow with the articles, as they do not in a studio.
TOPICS, PEOPLE = 18, 40
#: The oldest article is so old.
SPAN = timedelta(days=20 * 365)
#: One of so many is a draft.
DRAFTS = 50


def write(
    index: ArticleIndexPage, count: int, sources: list[Source], *, by: Any, numbers: Numbers
) -> Iterator[list[ArticlePage]]:
    """Write ``count`` articles below ``index``, the oldest first; gives each batch that is there."""
    chance = Random("articles")  # noqa: S311
    shelf = Shelf(index, by=by, numbers=numbers, chance=chance)
    desk = _Desk(chance, sources)
    now = timezone.now()
    moments = (now - SPAN * (count - number) / count for number in range(count))
    articles = (shelf.place(desk.article(number, at), at=at) for number, at in enumerate(moments))
    yield from shelf.write(articles)


class _Desk:
    """Where articles are made up."""

    def __init__(self, chance: Random, sources: list[Source]) -> None:
        self.chance = chance
        self.words = Words(chance)
        # a few works are cited by everybody
        self.sources = [sources[int(len(sources) * chance.random() ** 3)] for _draw in range(5_000)]
        self.topics = [*Topic.objects.order_by("pk"), *self._topics()]
        self.people = [*Person.objects.order_by("pk"), *self._people()]
        self.pictures = list(StudioImage.objects.order_by("pk"))

    def _topics(self) -> list[Topic]:
        names = dict.fromkeys(self.words.rare().capitalize() for _topic in range(TOPICS))
        topics = [
            Topic(name=name, slug=f"{slugify(name)}-topic", description=self.words.sentence())
            for name in names
        ]
        return Topic.objects.bulk_create(topics)

    def _people(self) -> list[Person]:
        names = [self.words.name() for _person in range(PEOPLE)]
        people = [
            Person(name=name, slug=f"{slugify(name)}-{number}", bio=self.words.text(2))
            for number, name in enumerate(names, 1)
        ]
        return Person.objects.bulk_create(people)

    def article(self, number: int, at: datetime) -> ArticlePage:
        """One with a place nowhere yet; ``at`` is when it was published."""
        title = self.words.title()
        standfirst = self.words.text(2)[:300]
        references = self._references()
        body = list(self._body(number, references))
        said = " ".join(str(block["value"]) for block in body)
        topics = self.chance.sample(self.topics, self.chance.randint(1, 3))
        authors = self.chance.sample(self.people, self.chance.choice([1, 1, 1, 2]))
        return ArticlePage(
            title=title,
            slug=f"{slugify(title)[:60]}-{number}",
            live=number % DRAFTS != DRAFTS - 1,
            standfirst=standfirst,
            published_on=timezone.localdate(at),
            body=json.dumps(body),
            hero_image=any_of(self.chance, self.pictures, 0.7),
            reading_minutes=reading.minutes(standfirst, said),
            references=references,
            article_topics=[ArticleTopic(tag=topic) for topic in topics],
            article_authors=[ArticleAuthor(person=person) for person in authors],
        )

    def _references(self) -> list[Reference]:
        """Mostly a few, now and then thirty; one in ten is a note without a source."""
        many = min(30, int(self.chance.paretovariate(1.2)) + 1)
        works = {source.pk: source for source in self.chance.choices(self.sources, k=many)}
        references = []
        for place, source in enumerate(works.values(), 1):
            reference = Reference(key=f"r{place}")
            if self.chance.random() < 0.1:
                reference.note = self.words.sentence()
            else:
                reference.source_id = source.pk
                reference.copy_facts(source)
            references.append(reference)
        return references

    def _body(self, number: int, references: list[Reference]) -> Iterator[dict[str, Any]]:
        # the last one is cited nowhere now and then, for the report to find
        waiting = references[:-1] if number % 40 == 0 else list(references)
        parts = self.chance.randint(2, 6)
        cited = 0
        for part in range(parts):
            yield self._block("heading", {"text": self.words.title(), "level": "h2"})
            html = ""
            for _paragraph in range(self.chance.randint(1, 3)):
                html += f"<p>{self.words.text(self.chance.randint(2, 4))}"
                if waiting:
                    cited += 1
                    html += embed(f"c{cited}", waiting.pop(0).key)
                html += "</p>"
            if part == parts - 1:
                for reference in waiting:
                    cited += 1
                    html += f"<p>{self.words.sentence()}{embed(f'c{cited}', reference.key)}</p>"
            yield self._block("paragraph", html)

    def _block(self, kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": str(new_uuid(self.chance))}
