"""From a file of sources into the library: first what would happen, then doing it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from articles import interchange, sources, tasks
from articles.interchange import Entry, Fault
from articles.models import Record, Source

#: Facts without which an entry is still worth having.
_DISPENSABLE = (
    *("container", "volume", "issue", "pages", "publisher", "year", "doi", "isbn"),
    *("url", "accessed_on", "archive_url"),
)


@dataclass
class Candidate:
    """An entry of the file as it would stand in the library."""

    #: Its place in the file, by which a form names it.
    number: int
    entry: Entry
    source: Source
    #: The source that the library has already.
    twin: Source | None = None
    #: What the library does not know of it yet.
    gaps: dict[str, Any] = field(default_factory=dict)
    #: The line of the same work earlier in the file.
    again: int | None = None

    @property
    def gap_labels(self) -> list[str]:
        """What could be filled in, in words: “DOI: 10.1038/325147a0”."""
        meta = Source._meta
        return [
            f"{meta.get_field(name).verbose_name}: {value}" for name, value in self.gaps.items()
        ]


@dataclass
class Plan:
    """What an import would do."""

    new: list[Candidate] = field(default_factory=list)
    known: list[Candidate] = field(default_factory=list)
    repeated: list[Candidate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def has_gaps(self) -> bool:
        """Whether the library could learn something about what it has."""
        return any(candidate.gaps for candidate in self.known)


def plan(text: str) -> Plan:
    """What importing ``text`` would do; nothing is written, one query is asked.

    Raises :class:`articles.interchange.Unreadable`.
    """
    reading = interchange.read(text)
    result = Plan(faults=list(reading.faults))
    candidates = []
    for number, entry in enumerate(reading.entries):
        source = Source(note=entry.note)
        try:
            _fill_in(source, entry)
        except ValidationError as error:
            why = " ".join(error.messages)
            result.faults.append(Fault(entry.line, entry.label or entry.facts["title"][:60], why))
        else:
            candidates.append(Candidate(number, entry, source))
    result.faults.sort(key=lambda fault: fault.line)
    _sort(candidates, result)
    return result


def _sort(candidates: list[Candidate], result: Plan) -> None:
    """Into those that are new, those that the library has, and those that stand twice."""
    shelf = Shelf(Source.objects.like([candidate.source for candidate in candidates]))
    seen = Shelf([])
    lines: dict[int, int] = {}
    for candidate in candidates:
        source = candidate.source
        candidate.twin = shelf.find(source)
        if earlier := seen.find(source):
            candidate.again = lines[id(earlier)]
            result.repeated.append(candidate)
            continue
        seen.add(source)
        lines[id(source)] = candidate.entry.line
        if candidate.twin:
            candidate.gaps = gaps(candidate.twin, source)
            result.known.append(candidate)
        else:
            result.new.append(candidate)


class Shelf:
    """Finds the source that means the same work, without looking at all of them."""

    def __init__(self, known: Any) -> None:
        self._by: dict[tuple[str, str], list[Source]] = {}
        for source in known:
            self.add(source)

    def add(self, source: Source) -> None:
        for key in self._keys(source):
            self._by.setdefault(key, []).append(source)

    def find(self, source: Source) -> Source | None:
        found = (other for key in self._keys(source) for other in self._by.get(key, ()))
        return next((other for other in found if other.means(source)), None)

    @staticmethod
    def _keys(source: Source) -> list[tuple[str, str]]:
        named = {"doi": source.doi, "isbn": source.isbn, "identity": source.calculated_identity}
        return [(name, value) for name, value in named.items() if value]


def _fill_in(source: Source, entry: Entry) -> None:
    """Give ``source`` the facts of an entry; what is no fact is left out and remarked."""
    facts = entry.facts
    facts["authors"] = _that_fit(facts["authors"], entry)
    if found := sources.find_doi(facts["doi"]):
        facts["doi"] = found
    for name, value in facts.items():
        setattr(source, name, value)
    try:
        source.full_clean()
    except ValidationError as error:
        wrong = error.message_dict
        if not set(wrong) <= {*_DISPENSABLE}:
            raise ValidationError(
                [
                    message
                    for name, said in wrong.items()
                    if name not in _DISPENSABLE
                    for message in said
                ]
            ) from error
        for name in wrong:
            label = Source._meta.get_field(name).verbose_name
            entry.remarks.append(
                _("“%(value)s” cannot be its %(field)s and was left out.")
                % {"value": str(getattr(source, name))[:80], "field": label}
            )
            setattr(source, name, Source._meta.get_field(name).get_default())
        source.full_clean()


def _that_fit(authors: str, entry: Entry) -> str:
    """As many names as the field holds."""
    longest = Source._meta.get_field("authors").max_length
    if len(authors) <= longest:
        return authors
    names = sources.author_names(authors)
    while names and len("; ".join([*names, sources.OTHERS])) > longest:
        names.pop()
    entry.remarks.append(_("Its authors are too many: the first %d were taken.") % len(names))
    return "; ".join([*names, sources.OTHERS])


def gaps(source: Source, other: Record) -> dict[str, Any]:
    """What ``other`` knows of the work and ``source`` does not."""
    return {
        name: getattr(other, name)
        for name in Record.FACTS
        if name != "kind" and not getattr(source, name) and getattr(other, name)
    }


@dataclass(frozen=True)
class Outcome:
    """What an import did."""

    imported: int
    filled: int
    known: int
    faulty: int


def carry_out(*, text: str, fill: Collection[int], by: AbstractBaseUser) -> Outcome:
    """Import ``text``, all of it or nothing; ``fill`` are the entries whose twins learn from them.

    Looks again at what the library has, so that the same text sent twice, even at
    once, is imported once. Raises :class:`articles.interchange.Unreadable`.
    """
    with transaction.atomic():
        queue_up()
        todo = plan(text)
        made = Source.objects.bulk_create([candidate.source for candidate in todo.new])
        _log_all(made, by)
        pks = [source.pk for source in made]
        transaction.on_commit(lambda: tasks.inspect_sources.enqueue(pks), robust=True)
        filled = 0
        for candidate in todo.known:
            if candidate.gaps and candidate.number in fill:
                for name, value in candidate.gaps.items():
                    setattr(candidate.twin, name, value)
                candidate.twin.save()
                log(candidate.twin, "wagtail.edit", user=by, content_changed=True)
                filled += 1
    known = len(todo.known) + len(todo.repeated)
    return Outcome(len(made), filled, known, len(todo.faults))


def queue_up() -> None:
    """Wait until nobody else imports; held until the transaction ends.

    SQLite writes one at a time anyhow.
    """
    content_types = ContentType.objects.select_for_update(no_key=True)
    content_types.get(pk=ContentType.objects.get_for_model(Source).pk)


def _log_all(made: list[Source], by: AbstractBaseUser) -> None:
    """That each was created, as the form of one would write it, in one statement."""
    content_type = ContentType.objects.get_for_model(Source)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(source.pk),
            label=str(source),
            action="wagtail.create",
            user=by,
            timestamp=source.created_at,
            content_changed=True,
            data={},
        )
        for source in made
    )
