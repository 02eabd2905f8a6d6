"""An article with 8 references beside a bare Django view that sends the same HTML."""

from collections.abc import Callable
from http.cookies import SimpleCookie

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory, override_settings
from wagtail.models import Page
from wagtail.rich_text import RichText

from articles.citations import embed
from articles.models import ArticlePage, Reference
from articles.text import Text
from bench import summary
from bench.measure import ratio, take_turns
from studio.caching.memory import memory
from studio.furnishing.site import furnish as furnish_site
from studio.models import CitationNumbering
from studio.pictures import render_ahead

SLUG = "the-arch-is-a-spring"

_bare: dict[str, object] = {}


def furnish() -> None:
    """The demo site, once."""
    print("Furnishing …", flush=True)
    call_command("migrate", verbosity=0)
    furnish_site(lambda _step: None)
    # no worker runs here, and visitors' pages have all their pictures
    for page in Page.objects.live().filter(depth__gt=1):
        render_ahead.call(page.pk)


def bare(request: HttpRequest) -> HttpResponse:
    """The same HTML from memory, through one template with a loop."""
    return HttpResponse(_bare["template"].render({"lines": _bare["lines"]}, request))


def bare_urls(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware that leads to the bare view.

    Not by the setting: whoever changes it makes Django forget all addresses, ours too.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.urls"
        return get_response(request)

    return answer


class Site:
    """A WSGI application: the site without its page cache, unless other ``middleware`` is given."""

    def __init__(self, *, cookie: str = "", middleware: list[str] = settings.UNCACHED) -> None:
        self.headers = {"HTTP_COOKIE": cookie} if cookie else {}
        with override_settings(MIDDLEWARE=middleware):
            self.handler = WSGIHandler()

    def get(self, address: str, *, times: int = 1) -> HttpResponse:
        """One request through all middleware, or ``times`` of them; the last answer."""
        environ = RequestFactory().get(address, **self.headers).environ
        for _time in range(times):
            response = self.handler(environ.copy(), lambda *_arguments: None)
            response.close()
        assert response.status_code == 200, response.status_code  # a failure would be fast
        return response


def owner_site() -> Site:
    """As the owner sees it, signed in."""
    session = SessionStore()
    owner = get_user_model().objects.get(username="admin")
    session.update(
        {
            "_auth_user_id": str(owner.pk),
            "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
            "_auth_user_hash": owner.get_session_auth_hash(),
        }
    )
    session.save()
    cookie = SimpleCookie({settings.SESSION_COOKIE_NAME: session.session_key})
    return Site(cookie=cookie.output(header="").strip())


def report_page() -> None:
    """CPU and queries of the article, and how many times the bare view that is."""
    article = ArticlePage.objects.get(slug=SLUG)
    ours = Site()
    html = ours.get(article.url).content.decode()
    _bare["template"] = engines["django"].from_string(
        "{% for line in lines %}{{ line|safe }}\n{% endfor %}"
    )
    _bare["lines"] = html.splitlines()
    theirs = Site(middleware=settings.BARE_MIDDLEWARE)
    ask = lambda: ours.get(article.url)  # noqa: E731

    def ask_forgetful() -> None:
        memory.clear()
        ask()

    costs = take_turns({"bare": lambda: theirs.get("/bare/"), "ours": ask, "first": ask_forgetful})
    print(
        f"\nArticle “{article.title}”: {article.references.count()} references, "
        f"{html.count('doc-noteref')} markers, {len(html.encode()) / 1024:.0f} KiB of HTML"
    )
    print(f"  queries                         {count_queries(ask):4}")
    print(f"  CPU, no page cache       {costs['ours']}")
    print(f"  CPU, bare Django view    {costs['bare']}")
    print(f"  that is                  {ratio(costs['ours'], costs['bare'])} (at most 3)")
    print(f"  queries, nothing remembered     {count_queries(ask_forgetful):4}")
    print(f"  CPU, nothing remembered  {costs['first']}")
    beside = ratio(costs["ours"], costs["bare"])
    summary.add(
        "an article without the page cache, beside the bare view", beside, "at most 3 times"
    )
    summary.add("its queries", str(count_queries(ask)), "at most 20")


def count_queries(call: Callable[[], object]) -> int:
    """How many queries one call makes."""
    count = 0

    def counted(execute: Callable, *arguments: object) -> object:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        call()
    return count


def report_numbering() -> None:
    """300 markers in 100 paragraphs, found and numbered; the row R14 allows 5 ms."""
    keys = [f"r{n}" for n in range(60)]
    paragraph = "<p>" + "A claim that goes on for a while{}, as claims do. " * 3 + "</p>"
    body = ArticlePage._meta.get_field("body").to_python([])
    for block in range(100):
        marks = [embed(f"c{block}-{n}", keys[(block * 3 + n) % 60]) for n in range(3)]
        body.append(("paragraph", RichText(paragraph.format(*marks))))
    references = [Reference(key=key, title=key) for key in keys]

    def once() -> None:
        text = Text(body, "", references, CitationNumbering.BY_CITATION, scope=1)
        assert len(text.numbering.markers) == 300

    cost = take_turns({"number": once})["number"]
    print(f"\nNumbering 300 markers    {cost} (at most 5)")
