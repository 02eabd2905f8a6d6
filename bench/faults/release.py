"""A new release while visitors come: how many of them find the door shut."""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable

from bench.faults.serving import Crowd, gunicorn

#: How the new code comes in, and what that is called.
WAYS = {
    "reload": "kill -HUP of gunicorn",
    "restart": "restart behind a socket that is held",
    "stop and start": "stop, then start (control)",
}


def measure(
    application: str,
    environment: dict[str, str],
    path: str,
    *,
    way: str,
    answers: int,
    folder: str = ".",
    bring: Callable[[], None] = lambda: None,
) -> Counter[str]:
    """The statuses of all answers while the code was changed once, in the middle of them.

    ``bring`` brings the new code into ``folder``. Under ``failed`` stand those that are none.
    """
    with gunicorn(application, environment, folder) as served:
        if way == "restart":
            served.hold()
        with Crowd(served.port, [("GET", path)]) as crowd:
            crowd.wait_for(answers // 3)
            bring()
            if way == "reload":
                served.reload()
            else:
                served.stop()
                served.start(held=way == "restart")
            crowd.wait_for(answers)
    return crowd.answers + Counter(failed=crowd.failures(), answers=crowd.answers.total())


def report() -> None:
    """The full figures: an article of the furnished site, 2,000 answers each."""
    with tempfile.TemporaryDirectory(prefix="studio-fault-") as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/studio.sqlite3",
            "LOG_LEVEL": "ERROR",
            "STUDIO_ENV_FILE": "",
        }
        for command in (["migrate", "--verbosity", "0"], ["furnish"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                env=os.environ | environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        for way, words in WAYS.items():
            seen = measure("studio.wsgi", environment, "/articles/", way=way, answers=2_000)
            print(f"  {words:38} {seen['failed']:5} of {seen['answers']:,} failed", flush=True)
