"""What something costs, said as a ratio: machines differ and are shared, so no test asserts a time."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

#: CPU seconds of a task that needs one or two; what grows with the square of its input needs minutes.
PLENTY = 20


def cpu_seconds(call: Callable[[], object]) -> float:
    """CPU seconds of one call, the best of three."""
    samples = []
    for _sample in range(3):
        began = time.process_time()
        call()
        samples.append(time.process_time() - began)
    return min(samples)


def growth(call: Callable[[int], object], size: int, times: int = 8) -> float:
    """How many times as much ``call`` costs with ``times`` as much to do, the start left out.

    What grows with the size gives about ``times``, what grows with its square the square of it.
    """
    least = cpu_seconds(lambda: call(1))
    small, large = cpu_seconds(lambda: call(size)), cpu_seconds(lambda: call(size * times))
    return (large - least) / max(small - least, 1e-4)


def run_within_plenty(code: str, *arguments: str) -> str:
    """Run ``code`` in a process of its own; what it wrote if it was killed for its time, or failed."""

    def bounded():
        resource.setrlimit(resource.RLIMIT_CPU, (PLENTY, PLENTY))

    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=Path(__file__).parents[2],
        preexec_fn=bounded,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return f"{done.returncode}: {done.stderr}" if done.returncode else ""
