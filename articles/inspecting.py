"""Looks for what is wrong with the references of articles and the sources of the library.

What is found is written down, and what is no longer so is struck out. Everything is
read first and in few queries whatever the number, and only what differs is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils.text import Truncator

from articles import gaps, links, lint
from articles.links import State
from articles.models import ArticlePage, Finding, LinkCheck, LinkHost, LinkUse, Reference, Source
from articles.models.links import digest
from articles.text import Text
from studio.numbering import CitationNumbering

Kind = Finding.Kind

#: So many articles or sources are looked at together.
BATCH = 200

#: What is wrong with a link, by what is known of it.
_OF_LINKS = {State.DEAD: Kind.DEAD, State.MOVED: Kind.MOVED, State.CLOSED: Kind.CLOSED}


@dataclass
class _Seen:
    """What was seen in one article or one source."""

    owner: dict[str, int]
    findings: list[Finding] = field(default_factory=list)
    #: Address, the words of its reference, and the source that keeps it.
    links: list[tuple[str, str, int | None]] = field(default_factory=list)
    tells_of_links: bool = True

    def find(self, kind: Kind, **fields: object) -> None:
        self.findings.append(Finding(kind=kind, **self.owner, **fields))


def inspect_articles(pks: Sequence[int]) -> None:
    """Write down what is wrong in these articles now; nothing, where they are not published."""
    # an alias has nothing of its own to mend
    pages = ArticlePage.objects.live().filter(pk__in=pks, alias_of=None)
    references = defaultdict(list)
    for reference in Reference.objects.filter(page__in=pks).order_by("sort_order", "pk"):
        references[reference.page_id].append(reference)
    seen = [_seen_in_article(page, references[page.pk]) for page in pages]
    _write("page", pks, seen)


def inspect_sources(pks: Sequence[int]) -> None:
    """Write down what is wrong with these sources now.

    What lacks in one that is cited is told of the articles that cite it.
    """
    cited = set(
        Reference.objects.filter(source__in=pks, page__live=True).values_list("source", flat=True)
    )
    found = Source.objects.filter(pk__in=pks)
    _write("source", pks, [_seen_in_source(source, source.pk in cited) for source in found])


def inspect_neglected_sources() -> None:
    """Look at the sources that lost or won their last citation."""
    cited = Exists(Reference.objects.filter(source=OuterRef("pk"), page__live=True))
    noted = Exists(Finding.objects.filter(source=OuterRef("pk"), kind=Kind.UNUSED))
    changed = Source.objects.filter((cited & noted) | (~cited & ~noted)).order_by("pk")
    for pks in batched(list(changed.values_list("pk", flat=True))):
        inspect_sources(pks)


def inspect_uses(link: LinkCheck) -> None:
    """Look again at whatever leads to ``link``."""
    uses = list(link.uses.values_list("page", "source"))
    for inspect, pks in (
        (inspect_articles, [page for page, _source in uses if page]),
        (inspect_sources, [source for _page, source in uses if source]),
    ):
        for batch in batched(pks):
            inspect(batch)


def batched(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at a time as are looked at together."""
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]


def forget() -> None:
    """Strike out what belongs to nothing that is published, and links that nobody uses."""
    for model in (Finding, LinkUse):
        model.objects.filter(page__live=False).delete()
    LinkCheck.objects.unused().delete()
    LinkHost.objects.exclude(Exists(LinkCheck.objects.filter(host=OuterRef("pk")))).delete()


def _seen_in_article(page: ArticlePage, references: list[Reference]) -> _Seen:
    text = Text(page.body, page.postscript, references, CitationNumbering.BY_CITATION, page.pk)
    seen = _Seen({"page_id": page.pk})
    uncited = set(text.numbering.uncited)
    for reference in references:
        about, kept_in = first_words(reference), reference.source_id
        seen.links += [(url, about, kept_in) for url in links.of_work(reference)]
        if not reference.text:
            seen.find(Kind.EMPTY)
            continue
        if reference.key in uncited:
            seen.find(Kind.UNCITED, about=about)
        if lacking := gaps.missing(reference):
            seen.find(Kind.FACTS, about=about, facts=",".join(lacking), kept_in_id=kept_in)
    for twin in lint.twins(references):
        seen.find(Kind.TWICE, about=first_words(twin))
    buttons = [child.value.get("url") for child in page.body if child.block_type == "button"]
    in_text = links.of_text(rich_text.source for rich_text in text.rich_texts())
    seen.links += [(url, "", None) for url in (*in_text, *links.outside(filter(None, buttons)))]
    return seen


def _seen_in_source(source: Source, is_cited: bool) -> _Seen:
    seen = _Seen({"source_id": source.pk})
    about = first_words(source)
    seen.links = [(url, about, None) for url in links.of_work(source)]
    seen.tells_of_links = not is_cited
    if not is_cited:
        seen.find(Kind.UNUSED, about=about)
        if lacking := gaps.missing(source):
            seen.find(Kind.FACTS, about=about, facts=",".join(lacking))
    return seen


def first_words(record: Reference | Source) -> str:
    """What is said of a work before its address, which the link of a finding tells."""
    text, address = record.text, record.address
    before = text.partition(address)[0].strip() if address else ""
    return Truncator(before or text).chars(200)


def _write(owner: str, pks: Sequence[int], seen: Iterable[_Seen]) -> None:
    """Let uses and findings of ``pks``, which are pages or sources, be what was ``seen``."""
    seen = list(seen)
    with transaction.atomic():
        checks = _checks({url for each in seen for url, _about, _kept_in in each.links})
        uses = {}
        for each in seen:
            for url, about, kept_in in each.links:
                check = checks[url]
                uses[(*each.owner.values(), check.pk)] = LinkUse(link=check, **each.owner)
                kind = _OF_LINKS.get(State(check.state))
                if kind and each.tells_of_links:
                    each.find(kind, link=check, about=about, kept_in_id=kept_in)
        findings = {}
        for finding in (finding for each in seen for finding in each.findings):
            finding.identity = finding.calculated_identity
            findings[finding.identity] = finding
        mine = {f"{owner}__in": pks}
        stored_uses = LinkUse.objects.filter(**mine).values_list("pk", owner, "link")
        _replace(LinkUse, {(one, link): pk for pk, one, link in stored_uses}, uses)
        stored = Finding.objects.filter(**mine).values_list("identity", "pk")
        _replace(Finding, dict(stored), findings)


def _replace(model: type[Model], stored: dict[Any, int], wanted: dict[Any, Any]) -> None:
    """Let there be the rows that are wanted; those that stand already are left alone."""
    gone = [pk for key, pk in stored.items() if key not in wanted]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    # another worker may have looked at the same article
    model.objects.bulk_create(
        [row for key, row in wanted.items() if key not in stored], ignore_conflicts=True
    )


def _checks(urls: set[str]) -> dict[str, LinkCheck]:
    """The links of these addresses; those that are new are written down, to be looked at."""
    digests = {digest(url): url for url in sorted(urls)}
    found = LinkCheck.objects.in_bulk(list(digests), field_name="digest")
    new = {key: url for key, url in digests.items() if key not in found}
    if new:
        hosts = {links.host(url) for url in new.values()}
        LinkHost.objects.bulk_create(map(_named, sorted(hosts)), ignore_conflicts=True)
        LinkCheck.objects.bulk_create(
            [LinkCheck(url=url, digest=key, host_id=links.host(url)) for key, url in new.items()],
            ignore_conflicts=True,
        )
        found |= LinkCheck.objects.in_bulk(list(new), field_name="digest")
    return {digests[key]: check for key, check in found.items()}


def _named(name: str) -> LinkHost:
    return LinkHost(name=name)
