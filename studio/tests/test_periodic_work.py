"""All periodic work is entered where the worker looks, and the documentation lists it."""

import inspect
import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.utils.module_loading import autodiscover_modules

from studio import chores
from studio.settings.environment import PROJECT

ROOMS = ("articles", "comments", "events", "home", "search", "studio")
WORDS = {
    timedelta(minutes=1): "every minute",
    timedelta(minutes=5): "every five minutes",
    timedelta(minutes=10): "every ten minutes",
    timedelta(hours=1): "hourly",
    timedelta(days=1): "daily",
    timedelta(days=7): "weekly",
}


@pytest.fixture
def entered():
    """What the worker does → how often; nothing that other tests have entered."""
    autodiscover_modules("chores")
    return {
        name: period
        for name, (period, _work) in chores._WORKS.items()
        if name.rpartition(".")[0] in {f"{room}.chores" for room in ROOMS}
    }


def written_in(module):
    """Functions of a module that somebody may call as they are: each is a work."""
    return {
        f"{module.__name__}.{name}"
        for name, thing in vars(module).items()
        if inspect.isfunction(thing)
        and thing.__module__ == module.__name__
        and not name.startswith("_")
        and not inspect.signature(thing).parameters
    }


def test_what_a_room_calls_work_of_its_own_is_done_by_somebody(entered):
    """Without @every it is never called, whatever the page about privacy promises."""
    written = set().union(*(written_in(import_module(f"{room}.chores")) for room in ROOMS))

    assert len(written) > 15
    assert set(entered) == written


def test_the_documentation_lists_all_of_it_and_how_often(entered):
    text = (PROJECT / "docs" / "mail.md").read_text()
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| `([\w.]+)` \|$", text, re.MULTILINE)

    assert {name: often for often, name in rows} == {
        name: WORDS[period] for name, period in entered.items()
    }
