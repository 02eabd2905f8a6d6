"""Tasks of tests run at once; what several saves ask the indexes for, once behind the last."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend

#: Both look at an object as it is when they run.
_INDEXING = (
    "modelsearch.tasks.insert_or_update_object_task",
    "wagtail.tasks.update_reference_index_task",
)
_asked: ContextVar[dict[str, tuple] | None] = ContextVar("asked", default=None)


class AtOnceBackend(ImmediateBackend):
    """Runs each task where it is written; within ``indexed_once`` those of the indexes later."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        asked = _asked.get()
        if asked is None or task.module_path not in _INDEXING:
            return super().enqueue(task, args, kwargs)
        asked[repr((task.module_path, args, kwargs))] = (task, args, kwargs)
        return None


@contextmanager
def indexed_once() -> Iterator[None]:
    """Whoever makes a page saves it several times, and a fifth of all tests went by in indexes."""
    if _asked.get() is not None:
        yield
        return
    asked: dict[str, tuple] = {}
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)
    for task, args, kwargs in asked.values():
        task.get_backend().enqueue(task, args, kwargs)
