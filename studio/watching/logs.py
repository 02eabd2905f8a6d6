"""Lines of the log: for people, or one JSON object each for what collects them.

Neither tells anything personal. What is logged passes :class:`studio.masks.Discretion`; of what
else hangs on a record, such as the request, only the facts named here are written; and of an
exception its words are told without what somebody may have typed (:func:`studio.masks.impersonal`).
"""

import logging
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from studio.masks import impersonal
from studio.watching import doing

#: What a record may tell beside its message; the name of the attribute, and of the field.
FACTS = ("view", "method", "status", "milliseconds", "user")


class Belonging(logging.Filter):
    """Notes in each record which request and which task it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it pass, with what is known."""
        record.request_id, record.task_id = doing.request_id.get(), doing.task_id.get()
        record.belongs = "".join(
            f"[{kind} {one}] "
            for kind, one in (("request", record.request_id), ("task", record.task_id))
            if one
        )
        return True


def _discreet(text: str, error: BaseException | None) -> str:
    """A traceback without what the words of its exceptions may repeat of a visitor."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if said := str(error):
            text = text.replace(said, impersonal(said))
        error = error.__cause__ or error.__context__
    return text


class LineFormatter(logging.Formatter):
    """One line for people, and the traceback below it."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name
        """The traceback, without what somebody typed."""
        return _discreet(super().formatException(ei), ei[1])

    def format(self, record: logging.LogRecord) -> str:
        """As usual; another handler's traceback is not taken over."""
        record.exc_text = None
        return super().format(record)


class ObjectFormatter(JsonFormatter):
    """One JSON object in one line.

    ``time`` (UTC, RFC 3339), ``level``, ``logger``, ``message``; where they are known ``request``,
    ``task`` and the :data:`FACTS`; and ``exception``, with its traceback.
    """

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name
        """The traceback, without what somebody typed."""
        return _discreet(super().formatException(ei), ei[1])

    def format(self, record: logging.LogRecord) -> str:
        """As usual; another handler's traceback is not taken over."""
        record.exc_text = None
        return super().format(record)

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Exactly these: the library would add whatever else hangs on the record."""
        moment = datetime.fromtimestamp(record.created, UTC)
        log_data["time"] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = record.getMessage()
        for name, attribute in (("request", "request_id"), ("task", "task_id")):
            if known := getattr(record, attribute, ""):
                log_data[name] = known
        for name in FACTS:
            known = getattr(record, name, None)
            if isinstance(known, str | int | float):
                log_data[name] = known
        if told := message_dict.get("exc_info"):
            log_data["exception"] = told
