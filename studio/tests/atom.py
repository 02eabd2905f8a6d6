"""What RFC 4287 does not allow in an Atom feed."""

import re
from urllib.parse import urlsplit

from lxml import etree

from studio.tests.schema_org import MOMENT

ATOM = "{http://www.w3.org/2005/Atom}"
THREADS = "{http://purl.org/syndication/thread/1.0}"

#: RFC 4287, 4.1: element → (what has to be there once, what may be there once); the rest may
#: be there any number of times.
ONCE = {
    "feed": ({"id", "title", "updated"}, {"generator", "icon", "logo", "rights", "subtitle"}),
    "entry": (
        {"id", "title", "updated"},
        {"content", "published", "rights", "source", "summary"},
    ),
    "author": ({"name"}, {"uri", "email"}),
}
OFTEN = {"feed": {"author", "category", "contributor", "entry", "link"}}
OFTEN["entry"] = OFTEN["feed"] - {"entry"}
OFTEN["author"] = set()


def faults(feed):
    """What is wrong with a feed, as sentences."""
    found = []
    for element in feed.iter(f"{ATOM}feed", f"{ATOM}entry", f"{ATOM}author"):
        found += _faults_of_children(element)
    for element in feed.iter(f"{ATOM}id", f"{ATOM}uri"):
        if not urlsplit(element.text or "").scheme or re.search(r"\s", element.text):
            found.append(f"no absolute IRI: {element.text}")
    for element in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        if not MOMENT.fullmatch(element.text or ""):
            found.append(f"no RFC 3339: {element.text}")
    for element in feed.iter(f"{ATOM}title", f"{ATOM}content", f"{ATOM}subtitle"):
        if element.get("type", "text") not in ("text", "html") or len(element):
            found.append(f"no text construct: {etree.tostring(element)}")
    for element in [feed, *feed.iter(f"{ATOM}entry")]:
        found += _faults_of_links(element)
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    found += [f"twice: {name}" for name in set(ids) if ids.count(name) > 1]
    for element in feed.iter(f"{THREADS}in-reply-to"):
        if not urlsplit(element.get("ref", "")).scheme:
            found.append("in-reply-to has no ref")
    return found


def _faults_of_children(element):
    kind = element.tag.removeprefix(ATOM)
    needed, allowed = ONCE[kind]
    names = [child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM)]
    faults = [f"{kind} lacks {name}" for name in needed - set(names)]
    faults += [f"{kind} has {name} twice" for name in needed | allowed if names.count(name) > 1]
    known = needed | allowed | OFTEN[kind]
    faults += [f"{kind} may not hold {name}" for name in set(names) - known]
    above = element.getparent()
    signed = above is not None and above.find(f"{ATOM}author") is not None
    if kind == "entry" and "author" not in names and not signed:
        faults.append("entry lacks author")
    return faults


def _faults_of_links(element):
    links = [(link.get("rel", "alternate"), link.get("href", "")) for link in element]
    links = [link for link, child in zip(links, element, strict=True) if child.tag == f"{ATOM}link"]
    faults = [f"no absolute address: {href}" for _rel, href in links if not urlsplit(href).netloc]
    if [rel for rel, _href in links].count("alternate") != 1:
        faults.append(f"{element.tag} has not one alternate")
    if element.tag == f"{ATOM}feed" and "self" not in dict(links):
        faults.append("feed has no self")
    return faults
