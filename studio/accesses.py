"""Who of the staff saw personal data, took it along, erased it, or wrote to people.

A room names what it shows (:func:`subject`), and reports each look with one call or with
:class:`SeenMixin`. A look is written after the page is made and costs one statement; the same
look within the same ten minutes counts in the same row. What is written holds nothing of what
was seen. docs/decisions/0028-who-saw-what.md says why a GET writes here, and what happens
where it cannot.
"""

import hashlib
import logging
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import SimpleTemplateResponse
from django.utils.functional import Promise
from django.utils.timezone import now

from studio.models import Access

logger = logging.getLogger(__name__)

Kind = Access.Kind

#: Looks that are nearer to each other than this, by the clock, are one row.
SPAN = timedelta(minutes=10)
#: A value of a filter that is a choice, a number or a day; what somebody typed is none.
_PLAIN = re.compile(r"[\w-]{1,30}")


class NotWritten(Exception):
    """It could not be written down, so that what it is about must not happen."""


@dataclass(frozen=True)
class Subject:
    """Something that shows people; ``name`` is stored, ``label`` is read."""

    name: str
    label: str | Promise


_SUBJECTS: dict[str, Subject] = {}


def subject(name: str, label: str | Promise) -> Subject:
    """Name something that shows people, once, where it is shown."""
    return _SUBJECTS.setdefault(name, Subject(name, label))


def label_of(name: str) -> str | Promise:
    """In words; the name itself where the program knows it no more."""
    found = _SUBJECTS.get(name)
    return found.label if found else name


def subjects() -> list[Subject]:
    """All that are named."""
    return list(_SUBJECTS.values())


def saw(
    request: HttpRequest,
    answer: HttpResponse,
    what: Subject,
    *,
    about: object = "",
    rows: int | None = None,
    asked: str = "",
) -> HttpResponse:
    """Write down that whoever asks saw this, when ``answer`` is made; it is returned.

    To be called where something is shown, also with a form that is asked again (409, 422);
    ``HEAD`` shows nothing. Where it cannot be written the page is shown
    all the same, and the log of the server tells of it.
    """
    if request.method == "HEAD":
        return answer

    def write(_answer: Any) -> None:
        try:
            _write(Kind.SAW, request.user, what, str(about), rows, asked)
        except DatabaseError:
            logger.exception("Not written: account %s saw %s", request.user.pk, what.name)

    if isinstance(answer, SimpleTemplateResponse):
        answer.add_post_render_callback(write)
    else:
        write(answer)
    return answer


def exported(what: Subject, *, by: Any, rows: int, asked: str = "", about: object = "") -> None:
    """Write down that somebody takes these along: before they get them.

    Raises :class:`NotWritten`: a file cannot be called back, so none leaves unnoted.
    """
    try:
        _write(Kind.EXPORTED, by, what, str(about), rows, asked)
    except DatabaseError as error:
        raise NotWritten from error


def erased(what: Subject, *, by: Any, about: object = "", rows: int = 1) -> None:
    """Write down that somebody forgot them; what is done is done, also if this cannot be."""
    _write_if_possible(Kind.ERASED, by, what, str(about), rows)


def wrote(what: Subject, *, by: Any, about: object = "", rows: int = 1) -> None:
    """Write down that somebody wrote to so many; as :func:`erased`."""
    _write_if_possible(Kind.WROTE, by, what, str(about), rows)


def _write_if_possible(kind: str, by: Any, what: Subject, about: str, rows: int) -> None:
    try:
        _write(kind, by, what, about, rows, "")
    except DatabaseError:
        logger.exception("Not written: account %s %s %s", by.pk, kind, what.name)


def asked_for(query: QueryDict, names: Collection[str]) -> str:
    """How a list is narrowed down, by the filters of these names; words somebody typed are not kept."""
    said = []
    for name in names:
        if value := query.get(name):
            said.append(f"{name}={value if _PLAIN.fullmatch(value) else '…'}")
    if query.get("q"):
        said.append("q=…")  # mostly somebody's name
    return ", ".join(said)


class SeenMixin:
    """For a view of Wagtail's that shows people: whoever looks is written down."""

    seen_as: Subject
    #: Filters whose values are choices, numbers or days.
    seen_filters: Collection[str] = ()

    def get_seen(self, context: dict[str, Any]) -> dict[str, Any]:
        """Of a list the number of its rows and its filters, of a thing its number."""
        thing = getattr(self, "object", None)
        if thing is not None and thing.pk:
            return {"about": f"#{thing.pk}"}
        rows = context.get("object_list")
        asked = asked_for(self.request.GET, self.seen_filters)
        return {"rows": None if rows is None else len(rows), "asked": asked}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        return saw(self.request, answer, self.seen_as, **self.get_seen(context))


def forgettable() -> models.QuerySet:
    """Lines whose time is over."""
    long_ago = now() - timedelta(days=settings.STAFF_LOG_DAYS)
    return Access.objects.filter(last_at__lt=long_ago)


def forget() -> None:
    """Remove them; one statement."""
    over = forgettable()
    over._raw_delete(over.db)


def _write(kind: str, by: Any, what: Subject, about: str, rows: int | None, asked: str) -> None:
    """One statement, on SQLite and on PostgreSQL: a new line, or one more time in it."""
    moment = now()
    line = Access(
        key=_key(kind, by.pk, what.name, about, asked, moment),
        kind=kind,
        user_number=by.pk,
        user_name=_name_of(by),
        what=what.name,
        about=_cut(about, "about"),
        rows=rows,
        asked=_cut(asked, "asked"),
        at=moment,
        last_at=moment,
        times=1,
    )
    fields = [one for one in Access._meta.concrete_fields if not one.primary_key]
    quote = connection.ops.quote_name
    table, columns = quote(Access._meta.db_table), [quote(one.column) for one in fields]
    values = [one.get_db_prep_save(one.pre_save(line, True), connection) for one in fields]
    most = f"CASE WHEN excluded.{quote('rows')} > {table}.{quote('rows')}"
    most += f" THEN excluded.{quote('rows')} ELSE {table}.{quote('rows')} END"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 - names of our own columns
            f" VALUES ({', '.join(['%s'] * len(columns))})"
            f" ON CONFLICT ({quote('key')}) DO UPDATE SET times = {table}.times + 1,"
            f" last_at = excluded.last_at, {quote('rows')} = {most}",
            values,
        )


def _key(kind: str, number: int, what: str, about: str, asked: str, moment: datetime) -> str:
    if kind != Kind.SAW:
        return secrets.token_hex(32)  # each deed by itself
    window = int(moment.timestamp() // SPAN.total_seconds())
    said = repr((kind, number, what, about, asked, window))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _name_of(user: Any) -> str:
    full = user.get_full_name()
    named = f"{full} ({user.get_username()})" if full else user.get_username()
    return _cut(named, "user_name")


def _cut(words: str, field: str) -> str:
    return words.replace("\0", "")[: Access._meta.get_field(field).max_length]
