"""Search among 50,000 articles, on SQLite and on PostgreSQL: at most 50 ms of CPU a question.

Counted is what our process takes and, on PostgreSQL, what the process takes that answers us.
"""

import os
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from random import Random

from django.db import connection

from bench.articles import Site, count_queries, furnish
from bench.databases import on_both
from bench.measure import Cost

ARTICLES = 50_000
#: Articles that are written at once.
AT_ONCE = 5_000
#: Different words of all texts, the most frequent first: as often as in any language (Zipf).
VOCABULARY = 18_000
WORDS_OF_A_TEXT = 400
TICKS = os.sysconf("SC_CLK_TCK")

START = "import django; django.setup(); from bench import search; search.main()"

#: What is asked, of the articles made here. ``wordaab`` stands in nearly every text.
QUESTIONS = {
    "common word": "/search/?q=wordaab",
    "rare word": "/search/?q=raritas",
    "two words": "/search/?q=wordaab+wordaai",
    "a phrase": "/search/?q=%22wordaab+wordaai%22",
    "without a word": "/search/?q=wordaab+-wordaai",
    "no hit": "/search/?q=wordaab+nowhere",
    "mistyped": "/search/?q=raritsa",
    "of a kind": "/search/?q=wordaab&type=articles",
    "of a year": "/search/?q=wordaab&year=2019",
    "of a topic": "/search/?q=wordaab&topic={topic}",
    "12 common words": "/search/?q="
    + "+".join(f"worda{a}{b}" for a in "a" for b in "abcdefghijkl"),
    "last page": "/search/?q=wordaab&page=100",
    "begun": "/search/suggestions/?q=wo",
    "begun, two words": "/search/suggestions/?q=wordaab+wordb",
}


def report() -> None:
    """The figures on both databases, each in a process and a folder of its own."""
    print(f"\nSearch among {ARTICLES:,} articles (at most 50 ms of CPU)", flush=True)
    on_both("-c", START)


def main() -> None:
    """Fill the database in use, unless it is full, and print what each question costs."""
    from articles.models import ArticlePage, Topic

    if not connection.introspection.table_names():
        furnish()
    missing = ARTICLES - ArticlePage.objects.count()
    for start in range(0, missing, AT_ONCE):
        _write(start, min(AT_ONCE, missing - start))
    if connection.vendor == "postgresql":  # which does it by itself, after a while
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    topic = Topic.objects.order_by("pk").values_list("slug", flat=True).first()
    site = Site()
    for name, address in QUESTIONS.items():
        read = _reader(site, address.format(topic=topic))
        print(f"    {name:<18}{_cost(read)}  {count_queries(read):4} queries", flush=True)


def _write(start: int, count: int) -> None:
    """So many articles with their entries in the index, as statements: publishing takes minutes."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from articles.models import ArticleIndexPage, ArticlePage, ArticleTopic, Topic
    from search import vocabulary
    from studio import filing

    index = ArticleIndexPage.objects.order_by("pk").first()
    model = ArticlePage.objects.order_by("pk").first()
    kind = ContentType.objects.get_for_model(ArticlePage)
    dice, words = Random(start), _words()
    weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
    last = index.get_children().order_by("path").last()
    step = Page._str2int(last.path[-Page.steplen :])
    pages, entries = [], []
    topics = list(Topic.objects.order_by("pk"))
    for number in range(start, start + count):
        step += 1
        text = dice.choices(words, cum_weights=weights, k=WORDS_OF_A_TEXT)
        if number % 5_000 == 17:
            text.append("raritas")
        title = " ".join(dice.choices(words[:3000], cum_weights=weights[:3000], k=5))
        if number % 5_000 == 18:
            title += " raritas"
        slug = f"measured-{number}"
        pages.append(
            Page(
                path=Page._get_path(index.path, index.depth + 1, step),
                depth=index.depth + 1,
                title=title,
                draft_title=title,
                slug=slug,
                url_path=f"{index.url_path}{slug}/",
                content_type=kind,
                locale=index.locale,
            )
        )
        year, topic = 2015 + number % 10, topics[number % len(topics)]
        filed = [("kind", "articles"), ("year", year), ("topic", topic.pk)]
        entries.append(
            (title, " ".join([*(filing.word(*one) for one in filed), *text]), topic, year)
        )
    Page.objects.bulk_create(pages)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + count)
    columns = [field.column for field in ArticlePage._meta.local_fields][1:]
    same = ", ".join(f"model.{column}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO articles_articlepage (page_ptr_id, {', '.join(columns)})"
            f" SELECT page.id, {same} FROM wagtailcore_page page, articles_articlepage model"
            f" WHERE page.id >= %s AND model.page_ptr_id = %s AND page.slug LIKE 'measured-%%'",
            [pages[0].pk, model.pk],
        )
        _enter(
            cursor,
            kind.pk,
            [(page.pk, *entry[:2]) for page, entry in zip(pages, entries, strict=True)],
        )
    ArticleTopic.objects.bulk_create(
        ArticleTopic(tag=entry[2], content_object_id=page.pk)
        for page, entry in zip(pages, entries, strict=True)
    )
    vocabulary.learn(page.title for page in pages)


def _enter(cursor: object, kind: int, entries: list[tuple[int, str, str]]) -> None:
    columns, values = "title, autocomplete, body", "%s, %s, %s"
    rows = [(kind, str(key), title, title, body) for key, title, body in entries]
    if connection.vendor == "postgresql":
        columns += ", title_text, body_text"
        values = "to_tsvector('simple', %s), to_tsvector('simple', %s), to_tsvector('simple', %s), %s, %s"
        rows = [(*row, row[2], row[4]) for row in rows]
    cursor.executemany(
        f"INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, {columns}, title_norm)"
        f" VALUES (%s, %s, {values}, 1.0)",
        rows,
    )


def _words() -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [f"word{a}{b}{c}" for a in letters for b in letters for c in ["", *letters]][:VOCABULARY]


def _reader(site: Site, address: str) -> Callable[[], object]:
    return lambda: site.get(address)


def _cost(read: Callable[[], object], rounds: int = 9) -> Cost:
    read()
    samples = []
    for _round in range(rounds):
        began, before = time.process_time(), _of_the_database()
        for _call in range(5):
            read()
        own = time.process_time() - began
        samples.append((own + _of_the_database() - before) * 1000 / 5)
    return Cost.of(samples)


def _of_the_database() -> float:
    """CPU seconds of the process of PostgreSQL that answers us, in steps of ten milliseconds."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
