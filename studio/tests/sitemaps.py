"""What the protocols of sitemaps.org and RFC 9309 do not allow in a sitemap and in robots.txt."""

import re
from urllib.parse import urlsplit

from lxml import etree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ALLOWED = {"loc", "lastmod", "changefreq", "priority"}
#: W3C's notes of date and time, as the protocol wants them.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?")
#: RFC 9309, 2.2: a key, a colon, a value; the last is what everybody reads besides.
_LINE = re.compile(r"(User-agent|Allow|Disallow|Sitemap): *(\S.*)?")


def faults_of_sitemap(content, root):
    """``content`` in bytes, of the site at ``root``."""
    try:
        tree = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    # either addresses, or files that hold them
    kinds = {f"{SITEMAP}urlset": f"{SITEMAP}url", f"{SITEMAP}sitemapindex": f"{SITEMAP}sitemap"}
    if tree.tag not in kinds:
        return [f"no sitemap: {tree.tag}"]
    found = []
    for url in tree:
        parts = {child.tag.removeprefix(SITEMAP): child.text for child in url}
        address = parts.get("loc") or ""
        if url.tag != kinds[tree.tag] or "loc" not in parts:
            found.append(f"no address: {url.tag}")
        elif not address.startswith(f"{root}/"):
            found.append(f"elsewhere: {address}")
        if not _MOMENT.fullmatch(parts.get("lastmod") or ""):
            found.append(f"no lastmod: {address}")
        found += [f"may not hold {name}" for name in sorted(parts.keys() - _ALLOWED) if name]
    addresses = tree.xpath("//*[local-name()='loc']/text()")
    return found + [f"twice: {one}" for one in set(addresses) if addresses.count(one) > 1]


def faults_of_robots(text, root):
    """``text`` of the site at ``root``."""
    found, in_group = [], False
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if not match:
            found.append(f"no rule: {line}")
            continue
        key, value = match[1], match[2] or ""
        in_group = in_group or key == "User-agent"
        if key in ("Allow", "Disallow") and not in_group:
            found.append(f"a rule for nobody: {line}")
        if key in ("Allow", "Disallow") and value and not value.startswith(("/", "*")):
            found.append(f"no path: {line}")
        if key == "Sitemap" and not (urlsplit(value).netloc and value.startswith(root)):
            found.append(f"no address of this site: {line}")
    return found if in_group else [*found, "no group"]
