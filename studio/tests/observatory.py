"""What Mozilla's HTTP Observatory would say of a site: its published rules, as of version 5.

Source: developer.mozilla.org/observatory/docs/tests_and_scoring, and the table of modifiers of
the scanner itself (mdn/mdn-http-observatory, src/grader). From 100 whatever is amiss is taken;
where 90 are left, what is better than needed is added. What needs the scanner's own list of
preloaded sites, or a certificate, is left out: the first would only add, the second is TLS.
"""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from lxml import html as lxml_html

SIX_MONTHS = 15_768_000
_BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_TELLING = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass
class Visited:
    """What the scanner sees: the page over HTTPS, and what plain HTTP answers."""

    url: str
    headers: dict[str, str]
    body: str
    cookies: list[str] = field(default_factory=list)  # each as its header says
    #: Where plain HTTP leads; "" where it answers by itself.
    led_to: str = ""

    def header(self, name):
        return {key.lower(): value for key, value in self.headers.items()}.get(name.lower(), "")


def score(visited):
    """(the score, what was added and taken for what)."""
    told = {name: rule(visited) for name, rule in RULES.items()}
    left = 100 + sum(points for points in told.values() if points < 0)
    if left >= 90:
        left += sum(points for points in told.values() if points > 0)
    return max(left, 0), told


def _policy(visited):
    policy = {}
    parts = visited.header("Content-Security-Policy").split(";")
    for part in filter(str.strip, parts):
        name, *sources = part.split()
        policy.setdefault(name.lower(), set(sources))
    return policy


def content_security_policy(visited):
    if not visited.header("Content-Security-Policy").strip():
        return -25
    policy = _policy(visited)
    otherwise = policy.get("default-src", {"*"})
    script, style, objects = (
        policy.get(name, otherwise) for name in ("script-src", "style-src", "object-src")
    )
    passive = policy.get("img-src", otherwise) | policy.get("media-src", otherwise)
    active = set().union(
        *(of for name, of in policy.items() if name not in ("img-src", "media-src"))
    )
    if script & (_BROAD | {"'unsafe-inline'", "data:"}) or objects & _BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if style & (_BROAD | {"'unsafe-inline'", "data:"}):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def cookies(visited):
    if not visited.cookies:
        return 0
    protected = strict_transport_security(visited) >= 0
    worst = 5
    for line in visited.cookies:
        ((name, cookie),) = SimpleCookie(line).items()
        is_session = "sess" in name.lower() or "login" in name.lower()
        same_site = cookie["samesite"].lower()
        if not cookie["secure"]:
            worst = min(
                worst, {(1, 1): -10, (1, 0): -40, (0, 1): -5, (0, 0): -20}[is_session, protected]
            )
        if is_session and not cookie["httponly"]:
            worst = min(worst, -30)
        if same_site not in ("lax", "strict", "none", "") or ("csrf" in name and not same_site):
            worst = min(worst, -20)
        if not same_site:
            worst = min(worst, 0)
    return worst


def cross_origin_resource_policy(visited):
    told = visited.header("Cross-Origin-Resource-Policy")
    return {"": 0, "cross-origin": 0, "same-origin": 10, "same-site": 10}.get(told, -5)


def cross_origin_resource_sharing(visited):
    everybody = visited.header("Access-Control-Allow-Origin") not in ("", "*")
    return -50 if everybody and visited.header("Access-Control-Allow-Credentials") == "true" else 0


def redirection(visited):
    if not visited.led_to:
        return -20
    led_to, here = urlsplit(visited.led_to), urlsplit(visited.url)
    if led_to.scheme != "https":
        return -20
    return 0 if led_to.hostname == here.hostname else -5


def referrer_policy(visited):
    told = visited.header("Referrer-Policy").lower().rpartition(",")[2].strip()
    if not told:
        return 0
    return 5 if told in _PRIVATE else -5


def strict_transport_security(visited):
    for part in visited.header("Strict-Transport-Security").lower().split(";"):
        name, _equals, value = part.strip().partition("=")
        if name == "max-age" and value.isdigit():
            return 0 if int(value) >= SIX_MONTHS else -10
    return -20


def subresource_integrity(visited):
    here = urlsplit(visited.url).hostname
    scripts = lxml_html.fromstring(visited.body).xpath("//script[@src]")
    foreign = [one for one in scripts if urlsplit(one.get("src")).hostname not in (None, here)]
    bare = [one for one in foreign if not one.get("integrity")]
    insecure = [one for one in foreign if urlsplit(one.get("src")).scheme != "https"]
    if insecure:
        return -50 if bare else -20
    if bare:
        return -5
    return 5 if scripts and all(one.get("integrity") for one in scripts) else 0


def x_content_type_options(visited):
    return 0 if visited.header("X-Content-Type-Options").lower() == "nosniff" else -5


def x_frame_options(visited):
    if visited.header("Content-Security-Policy").strip() and "frame-ancestors" in _policy(visited):
        return 5
    return 0 if visited.header("X-Frame-Options").upper() in ("DENY", "SAMEORIGIN") else -20


RULES = {
    rule.__name__: rule
    for rule in (
        *(content_security_policy, cookies, cross_origin_resource_policy),
        *(cross_origin_resource_sharing, redirection, referrer_policy, strict_transport_security),
        *(subresource_integrity, x_content_type_options, x_frame_options),
    )
}
