"""What is wrong with the data of an event: for schema.org, and for Google beyond that.

Google's required and recommended properties, and how it wants money and moments written, as its
documentation of events lists them.
"""

import re

from studio.tests import schema_org

#: ISO 8601 with an offset, where schema.org would also take a day.
_FORMS = {
    **dict.fromkeys(("startDate", "endDate", "validFrom", "validThrough"), schema_org.MOMENT),
    "price": re.compile(r"\d+\.\d\d"),
    "priceCurrency": re.compile(r"[A-Z]{3}"),
}
#: Google, “Event (Event) structured data”: required, and recommended.
REQUIRED = {"name", "startDate", "location"}
RECOMMENDED = {"description", "endDate", "eventStatus", "image", "offers", "organizer", "performer"}
_OF_PARTS = {
    "Place": {"name", "address"},
    "VirtualLocation": {"url"},
    "Offer": {"availability", "price", "priceCurrency", "validFrom", "url"},
    "Organization": {"name"},
    "Person": {"name"},
}


def faults(data, path="event", *, may_lack=frozenset()):
    """What schema.org does not know, and what Google misses, as sentences.

    ``may_lack``: recommended properties that this event has nothing to say about.
    """
    return [*schema_org.faults(data, path), *_faults_for_google(data, path, may_lack)]


def _faults_for_google(data, path, may_lack):
    found = []
    for name, value in data.items():
        if name in _FORMS and not _FORMS[name].fullmatch(str(value)):
            found.append(f"{path}.{name} is written otherwise: {value}")
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                found += _faults_for_google(one, f"{path}.{name}", may_lack)
    wanted = _OF_PARTS.get(schema_org.kinds_of(data)[0], REQUIRED | RECOMMENDED)
    # what is offered, is offered with the whole
    lacking = may_lack | ({"offers"} if "subEvent" in path else frozenset())
    return found + [f"{path} lacks {name}" for name in sorted(wanted - data.keys() - lacking)]
