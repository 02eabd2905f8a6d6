"""CPU time, fairly compared: the candidates take turns, and noise is admitted."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

#: Above this spread (third quartile by first) the machine is too busy to compare anything.
NOISE = 1.35


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds a call: the median of the rounds, and the middle half around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> Self:
        """Of what the rounds measured, in milliseconds; at least two."""
        low, median, high = statistics.quantiles(samples, n=4)
        return cls(median, low, high)

    @property
    def is_noisy(self) -> bool:
        """Whether the rounds differ too much to be compared."""
        return self.high > self.low * NOISE

    def each_of(self, times: int) -> "Cost":
        """That of one, where a call did ``times`` of them."""
        return Cost(self.median / times, self.low / times, self.high / times)

    def __str__(self) -> str:
        return f"{self.median:7.2f} ms ({self.low:.2f} to {self.high:.2f})"


def take_turns(
    candidates: dict[str, Callable[[], object]], *, rounds: int = 15, calls: int = 20
) -> dict[str, Cost]:
    """CPU cost of each candidate. Every round runs all of them, one after the other."""
    samples: dict[str, list[float]] = {name: [] for name in candidates}
    for candidate in candidates.values():
        candidate()
    for _round in range(rounds):
        for name, candidate in candidates.items():
            start = time.process_time()
            for _call in range(calls):
                candidate()
            samples[name].append((time.process_time() - start) * 1000 / calls)
    return {name: Cost.of(values) for name, values in samples.items()}


def ratio(cost: Cost, base: Cost) -> str:
    """How many times ``base``; refused when either was noisy."""
    if cost.is_noisy or base.is_noisy:
        return "too noisy to tell"
    return f"{cost.median / base.median:.2f} times"
