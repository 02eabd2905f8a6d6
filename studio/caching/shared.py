"""The numbers of several machines, which hear of each other through the common memory.

Each machine has its own file and looks there as before. In Redis lies one hash: for each place
how often it was counted on any machine, the sum of that (``all``), and a random ``epoch`` that
is lost when the hash is. Whoever counts, counts here and there; at the beginning of a request
one question (``HMGET``) tells whether the sum is still what it was, and only if not all places
are looked at. So what one machine has committed, the next request on every other knows.

**Nothing is right again that was once wrong**: the numbers here only rise, by one for each
place that has another number there. Another server, or one that lost its memory, is another
epoch, and everything is stale.

**While Redis is away** a process goes by the numbers of its machine alone and shows nothing that
is older than :data:`BLIND` seconds: a page is made that often at most, and what another machine
wrote is not seen for as long at most. What could not be told meanwhile is made up for: the first
question afterwards begins a new epoch for all.
"""

import hashlib
import os
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from studio.caching.numbers import PLACES, TALLIES, Generations, place_of
from studio.common_memory import Away, CommonMemory

#: Seconds for which something is shown that nobody can contradict.
BLIND = 5
#: Seconds after which whoever answers no request, such as a worker, asks again.
_HEAR_EVERY = 0.5

#: Counts in the places that are named, and answers with the sum and with the numbers there.
_COUNT = """
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1])
local told = {redis.call('HINCRBY', KEYS[1], 'all', 1)}
for i = 2, #ARGV do told[i] = redis.call('HINCRBY', KEYS[1], ARGV[i], 1) end
return told
"""

_EPOCH, _ALL, _UNTOLD = (PLACES + len(TALLIES) + place for place in range(3))
_THERE = _UNTOLD + 1  # and the numbers of all places as they were there


@lru_cache(maxsize=4)
def _digest(server: str, epoch: bytes | None) -> int:
    return int.from_bytes(hashlib.sha256(server.encode() + (epoch or b"")).digest()[:8], "big")


class SharedGenerations(Generations):
    """The numbers in the file ``path`` and, for all machines, in ``memory`` by ``key``."""

    def __init__(self, path: Path, memory: CommonMemory, key: str) -> None:
        self.memory = memory
        self.key = key
        self._is_blind = False
        self._heard_at = 0.0
        super().__init__(path)

    def hear(self) -> None:
        self._heard_at = time.monotonic()
        try:
            epoch, total = self.memory.ask("HMGET", self.key, "epoch", "all")
            numbers = self._numbers
            is_known = (numbers[_EPOCH], numbers[_ALL]) == (self._number(epoch), int(total or 0))
            if not is_known or numbers[_UNTOLD] or epoch is None:
                self._catch_up()
            self._is_blind = False
        except Away:
            self._is_blind = True

    def count(self, names: Iterable[str]) -> None:
        names = set(names)
        super().count(names)
        places = sorted({place_of(name) for name in names})
        numbers = self._numbers
        try:
            command = (self.key, os.urandom(8).hex(), *places)
            total, *there = self.memory.ask("EVAL", _COUNT, 1, *command)
        except Away:
            numbers[_UNTOLD] = 1
            self._is_blind = True
            return
        with self._alone():
            # our own voice: heard already, unless others spoke as well
            if numbers[_ALL] == total - 1:
                numbers[_ALL] = total
                for place, number in zip(places, there, strict=True):
                    numbers[_THERE + place] = number

    def renew(self) -> None:
        super().renew()
        self._numbers[_UNTOLD] = 1  # to all others as well
        self.hear()

    def _catch_up(self) -> None:
        """Count here what was counted there since we looked last."""
        with self._alone():
            numbers = self._numbers
            if numbers[_UNTOLD]:
                self.memory.ask("HSET", self.key, "epoch", os.urandom(8).hex())
                numbers[_UNTOLD] = 0
            self.memory.ask("HSETNX", self.key, "epoch", os.urandom(8).hex())
            told = self.memory.ask("HGETALL", self.key)
            there = dict(zip(told[::2], told[1::2], strict=True))
            epoch, total = self._number(there.pop(b"epoch", None)), int(there.pop(b"all", 0))
            if epoch != numbers[_EPOCH]:
                self._head[0] = int.from_bytes(os.urandom(8), "big", signed=True)
            for name, number in there.items():
                place = int(name)
                if numbers[_THERE + place] != int(number):
                    numbers[_THERE + place] = int(number)
                    numbers[place] += 1
            numbers[_EPOCH], numbers[_ALL] = epoch, total

    def _number(self, epoch: bytes | None) -> int:
        """The epoch as a number: of this server, and of what it remembers."""
        return _digest(self.memory.server, epoch)

    def _era(self) -> int:
        identity = self._head[0]
        if not self._is_blind:
            return identity
        # never that of others, nor that of the next seconds
        return identity ^ (1 + int(time.time() // BLIND))

    def _look(self) -> None:
        super()._look()
        if time.monotonic() - self._heard_at > _HEAR_EVERY:
            self.hear()
