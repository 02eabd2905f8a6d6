"""Django's cache in the common memory, and in that of the process while there is none."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

from studio import common_memory
from studio.common_memory import PATIENCE, Away, CommonMemory


class CommonCache(RedisCache):
    """As Django's on Redis, but a server that does not answer is no error.

    What somebody counts there, such as how often something was tried, is then counted in
    each process: more is let in, but not everything. What was changed or deleted meanwhile
    is old in Redis: whoever finds it again forgets all that was there.
    """

    _was_alone = False

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.get("OPTIONS", {})
        waits = {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(server, params | {"OPTIONS": waits | options})
        # others use the same server, and count there what clear() must not reach
        self.key_prefix = common_memory.key("cache")
        self._alone = LocMemCache(f"alone {server}", params)

    def _try(self, name: str, *arguments: Any, **named: Any) -> Any:
        memory = common_memory.current()
        if memory is not None:
            call: Callable[..., Any] = getattr(super(), name)
            try:
                if self._was_alone:
                    self._clear_common(memory)
                with memory.trying():
                    return call(*arguments, **named)
            except Away:
                self._was_alone = True
        return getattr(self._alone, name)(*arguments, **named)

    def add(self, *arguments: Any, **named: Any) -> bool:
        return self._try("add", *arguments, **named)

    def get(self, *arguments: Any, **named: Any) -> Any:
        return self._try("get", *arguments, **named)

    def set(self, *arguments: Any, **named: Any) -> None:
        self._try("set", *arguments, **named)

    def touch(self, *arguments: Any, **named: Any) -> bool:
        return self._try("touch", *arguments, **named)

    def delete(self, *arguments: Any, **named: Any) -> bool:
        return self._try("delete", *arguments, **named)

    def get_many(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        return self._try("get_many", *arguments, **named)

    def has_key(self, *arguments: Any, **named: Any) -> bool:
        return self._try("has_key", *arguments, **named)

    def incr(self, *arguments: Any, **named: Any) -> int:
        return self._try("incr", *arguments, **named)

    def set_many(self, *arguments: Any, **named: Any) -> list[str]:
        return self._try("set_many", *arguments, **named)

    def delete_many(self, *arguments: Any, **named: Any) -> None:
        self._try("delete_many", *arguments, **named)

    def clear(self) -> bool:
        self._alone.clear()
        memory = common_memory.current()
        if memory is not None:
            try:
                self._clear_common(memory)
            except Away:
                self._was_alone = True
        return True

    def _clear_common(self, memory: CommonMemory) -> None:
        with memory.trying():
            client = self._cache.get_client(None, write=True)
            for name in client.scan_iter(match=f"{self.key_prefix}:*", count=1000):
                client.delete(name)
        self._was_alone = False
        self._alone.clear()
