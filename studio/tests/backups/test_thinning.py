"""Old backups go by a rule that is read from a text."""

from datetime import UTC, datetime, timedelta

import pytest

from studio.backups.thinning import Rule, kept, read

#: One backup a day at three, for a year, and one more in the last evening.
LAST = datetime(2026, 11, 30, 3, tzinfo=UTC)
DAILY = [LAST - timedelta(days=days) for days in range(365)]
EVENING = LAST.replace(hour=20)


def days(moments):
    return [moment.strftime("%m-%d") for moment in sorted(moments, reverse=True)]


def test_a_rule_is_read_and_nonsense_is_none():
    assert read("7d4w6m") == Rule(days=7, weeks=4, months=6)
    for text in ("", "often", "7d", "-1d4w6m", "7d4w6m ", "0d0w0m", "7D4W6M"):
        assert read(text) is None, text


def test_the_newest_of_each_day_week_and_month_stay():
    assert days(kept(DAILY, Rule(7, 4, 6))) == [
        *("11-30", "11-29", "11-28", "11-27", "11-26", "11-25", "11-24"),
        *("11-22", "11-15"),  # Sundays; the week of the 29th has its newest among the days
        *("10-31", "09-30", "08-31", "07-31", "06-30"),
    ]


def test_of_one_day_the_newest_stays():
    assert kept([*DAILY[:3], EVENING], Rule(1, 0, 0)) == {EVENING}


@pytest.mark.parametrize("rule", [Rule(1, 0, 0), Rule(0, 1, 0), Rule(0, 0, 1)])
def test_the_newest_always_stays(rule):
    assert max(DAILY) in kept(DAILY, rule)


def test_a_pause_costs_no_backup():
    """Days without one do not count: what was there before the pause stays."""
    before = DAILY[300:303]
    assert kept([*before, LAST], Rule(7, 0, 0)) == {*before, LAST}


def test_none_is_none():
    assert kept([], Rule(7, 4, 6)) == set()
