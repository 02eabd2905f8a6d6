"""Dates as they are said in letters: in the event's own zone, which is named.

Every function takes aware moments and the zone in which they are told.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """From when until when, as “Saturday, 8 May 2027, 10:00 to 12:00”."""
    begins, ends = start.astimezone(zone), end.astimezone(zone)
    words = {"day": _day(begins), "from": _time(begins), "until": _time(ends)}
    if begins.date() == ends.date():
        return _("%(day)s, %(from)s to %(until)s") % words
    return _("%(day)s, %(from)s to %(last_day)s, %(until)s") % (words | {"last_day": _day(ends)})


def moment(at: datetime, zone: ZoneInfo, *, names_zone: bool = True) -> str:
    """A moment, as “Saturday, 8 May 2027, 10:00 (Berlin time)”.

    The zone is left out where it stands beside it already.
    """
    local = at.astimezone(zone)
    words = {"day": _day(local), "time": _time(local), "zone": zone_name(zone)}
    return (_("%(day)s, %(time)s (%(zone)s)") if names_zone else _("%(day)s, %(time)s")) % words


def zone_name(zone: ZoneInfo) -> str:
    """Whose time it is, as “Berlin time”; “UTC” and its like by their own name."""
    _area, divided, city = zone.key.rpartition("/")
    if not divided or zone.key.startswith("Etc/"):
        return city
    return _("%(city)s time") % {"city": city.replace("_", " ")}


def _day(local: datetime) -> str:
    return date_format(local, _("l, j F Y"))


def _time(local: datetime) -> str:
    return date_format(local, "TIME_FORMAT")
