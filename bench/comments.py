"""Conversations of every size: reading, writing, moderating."""

from itertools import count, islice

from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage
from bench import crowds, summary
from bench.articles import SLUG, Site, count_queries, owner_site
from bench.measure import ratio, take_turns
from comments import rendering, services
from comments.models import Comment, CommentSettings
from comments.rules import Facts, Policy, Submission, judge
from comments.words import WordList

SIZES = (10, 100, 1_000, 5_000)
THREAD = 10_000
QUEUE = 50_000
TERMS = 50_000


_copies = count(1)


def report() -> None:
    """All figures about comments; each on a conversation of its own."""
    CommentSettings.objects.update(moderator_mail="never")
    _report_pages()
    _report_inserts()
    _report_words()
    _report_worst_texts()
    _report_queue()


def _articles(number: int) -> list[ArticlePage]:
    """Copies of one article, which differ by their comments alone."""
    original = ArticlePage.objects.get(slug=SLUG)
    return [
        original.copy(update_attrs={"slug": f"copy-{copy}", "title": f"Copy {copy}"})
        for copy in islice(_copies, number)
    ]


def _report_pages() -> None:
    site = Site()
    pages = dict(zip(SIZES, _articles(len(SIZES)), strict=True))
    for size, page in pages.items():
        crowds.gather(page, size)
    costs = take_turns({str(size): _get(site, page.url) for size, page in pages.items()})
    print("\nAn article with comments   CPU                            queries      HTML")
    for size, page in pages.items():
        queries = count_queries(_get(site, page.url))
        kib = len(site.get(page.url).content) / 1024
        print(f"  {size:6}            {costs[str(size)]}  {queries:6}  {kib:6.0f} KiB")
    for size in SIZES[1:]:
        print(f"  {size:6} beside 10     {ratio(costs[str(size)], costs['10'])}")
    longest = ratio(costs[str(SIZES[-1])], costs["10"])
    summary.add("an article with 5,000 comments, beside 10", longest, "at most 1.5 times")


def _get(site: Site, address: str) -> object:
    return lambda: site.get(address)


def _report_inserts() -> None:
    empty, full = _articles(2)
    crowds.gather(full, THREAD, one_thread=True)
    numbers = count()

    def say(page: Page) -> object:
        parent = Comment.objects.filter(page=page).order_by("-path").first()
        return lambda: services.post(
            page=page,
            parent=parent,
            name="Reader",
            email=f"new{next(numbers)}@visitor.example",
            text=f"An answer of its own, number {next(numbers)}.",
        )

    crowds.gather(empty, 1)
    posts = {"1": say(empty.specific), "10,000": say(full.specific)}
    queries = {name: count_queries(post) for name, post in posts.items()}
    costs = take_turns(posts, rounds=9, calls=10)
    print("\nOne more answer in a thread of")
    for name, cost in costs.items():
        print(f"  {name:>6}            {cost}  {queries[name]:6} queries")
    print(f"  that is           {ratio(costs['10,000'], costs['1'])}")
    print(f"  posts a second, one process: {1000 / costs['1'].median:.0f} (CPU alone)")


def _report_words() -> None:
    terms = WordList.parse("\n".join(f"term{number} word{number % 97}" for number in range(TERMS)))
    text = " ".join(crowds.TEXTS * 8)
    cost = take_turns({"words": lambda: terms.find(text)})["words"]
    print(f"\n{TERMS:,} terms tried on a comment of {len(text):,} characters")
    print(f"                    {cost} (at most 5)")


def _report_worst_texts() -> None:
    """Rendered and judged; 4,900 signs each, made to be expensive."""
    watching = Policy(
        watched=WordList.parse("casino"), blocked_domains=frozenset({"casino.example"})
    )

    def take(text: str) -> object:
        def taken() -> None:
            unread = f"{text} {next(numbers)}"  # a text that was read lately is not read again
            rendering.render(rendering.clean(unread))
            judge(Submission(text=unread), Facts(), watching)

        return taken

    numbers = count()
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 4900)))
    parts = [letters[start : start + 40] for start in range(0, 4900, 40)]
    hosts = [".".join(parts[start : start + 6]) for start in range(0, len(parts), 6)]
    texts = {
        "one host": f"https://{letters}",
        "many hosts": " ".join(f"https://{host}" for host in hosts),
        "labels": " ".join(
            f"https://{letters[start : start + 58]}.xy" for start in range(0, 3600, 58)
        ),
        "marks": "a" + "\u0301\u0323" * 2450,
        "brackets": "[" * 2450 + "](" * 1225,
        "emphasis": "*a **b " * 350 + "b** a* " * 350,
    }
    costs = take_turns({name: take(text[:4900]) for name, text in texts.items()}, calls=3)
    print("\nThe worst texts, rendered and judged")
    for name, cost in costs.items():
        print(f"  {name:<16}  {cost} (at most 50)")


def _report_queue() -> None:
    (page,) = _articles(1)
    address = reverse("reader_comments:list")
    site = owner_site()
    few = take_turns({"few": _get(site, address)}, rounds=5, calls=3)["few"]
    few_queries = count_queries(_get(site, address))
    crowds.gather(page, QUEUE, status="waiting")
    many = take_turns({"many": _get(site, address)}, rounds=5, calls=3)["many"]
    many_queries = count_queries(_get(site, address))
    total = Comment.objects.count()
    print("\nThe queue of moderators")
    print(f"  furnished         {few}  {few_queries:6} queries")
    print(f"  {total:,} comments {many}  {many_queries:6} queries (at most 300 ms)")
