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
from django.urls import path
from wagtail.rich_text import RichText

from articles.citations import embed
from articles.models import ArticlePage, Reference
from articles.text import Text
from bench import summary
from bench.measure import ratio, take_turns
from studio.furnishing.site import furnish as furnish_site
from studio.models import CitationNumbering

SLUG = "the-arch-is-a-spring"

_bare: dict[str, object] = {}


def furnish() -> None:
    """The demo site, once."""
    print("Furnishing …", flush=True)
    call_command("migrate", verbosity=0)
    furnish_site(lambda _step: None)


def bare(request: HttpRequest) -> HttpResponse:
    """The same HTML from memory, through one template with a loop."""
    return HttpResponse(_bare["template"].render({"lines": _bare["lines"]}, request))


urlpatterns = [path("bare/", bare)]


class Site:
    """A WSGI application under settings of its own."""

    def __init__(self, *, cookie: str = "", **overrides: object) -> None:
        self.headers = {"HTTP_COOKIE": cookie} if cookie else {}
        self.overrides = override_settings(**overrides)
        with self.overrides:
            self.handler = WSGIHandler()

    def get(self, address: str) -> HttpResponse:
        """One request through all middleware."""
        environ = RequestFactory().get(address, **self.headers).environ
        with self.overrides:
            response = self.handler(environ, lambda *_arguments: None)
        assert response.status_code == 200, response.status_code  # a failure would be fast
        response.close()
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
    theirs = Site(ROOT_URLCONF="bench.articles", MIDDLEWARE=settings.BARE_MIDDLEWARE)
    queries = count_queries(lambda: ours.get(article.url))

    costs = take_turns(
        {"bare": lambda: theirs.get("/bare/"), "ours": lambda: ours.get(article.url)}
    )
    print(
        f"\nArticle “{article.title}”: {article.references.count()} references, "
        f"{html.count('doc-noteref')} markers, {len(html.encode()) / 1024:.0f} KiB of HTML"
    )
    print(f"  queries                         {queries:4}")
    print(f"  CPU, this site uncached  {costs['ours']}")
    print(f"  CPU, bare Django view    {costs['bare']}")
    print(f"  that is                  {ratio(costs['ours'], costs['bare'])}")
    beside = ratio(costs["ours"], costs["bare"])
    summary.add("an article uncached, beside the bare view", beside, "at most 3 times")
    summary.add("its queries", str(queries), "at most 20")


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
