"""What this thread is at: a request or a task, told by an id that stands in each line of its log."""

import os
import re
from contextvars import ContextVar, Token
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django_tasks.signals import task_finished, task_started

HEADER = "X-Request-ID"

#: nginx writes 32 hexadecimal digits, others a UUID (RFC 9562).
_LOOKS_LIKE_ONE = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)

request_id: ContextVar[str] = ContextVar("request_id", default="")
task_id: ContextVar[str] = ContextVar("task_id", default="")


def begin_request(request: HttpRequest) -> Token[str]:
    """From now on this thread is at ``request``, until ``request_id.reset`` of the token.

    Its id is that of our own proxy, if it looks like one; whoever else sends one is not
    believed, since it would stand in our log.
    """
    told = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
    return request_id.set(told if _LOOKS_LIKE_ONE.fullmatch(told) else os.urandom(16).hex())


def _begin_task(sender: type, task_result: Any, **_: Any) -> None:
    task_id.set(str(task_result.id))


def _end_task(sender: type, task_result: Any, **_: Any) -> None:
    task_id.set("")


def watch_tasks() -> None:
    """Know of every task that begins and ends in this process."""
    task_started.connect(_begin_task, dispatch_uid="studio.watching")
    task_finished.connect(_end_task, dispatch_uid="studio.watching")
