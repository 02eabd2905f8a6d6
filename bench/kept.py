"""A page from the site's own page cache beside Django's hello world."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.models import ArticlePage
from bench import summary
from bench.articles import SLUG, Site, count_queries
from bench.measure import ratio, take_turns


def hello(request: HttpRequest) -> HttpResponse:
    """The least that a view can do."""
    return HttpResponse("Hello, world")


def report() -> None:
    """CPU and queries of an article that is kept, and how many times hello world that is."""
    address = ArticlePage.objects.get(slug=SLUG).url
    ours = Site(middleware=settings.MIDDLEWARE)
    settings.METRICS_TOKEN = "read-when-a-site-begins"
    counted = Site(middleware=settings.MIDDLEWARE)
    settings.METRICS_TOKEN = ""
    unwatched = Site(middleware=[one for one in settings.MIDDLEWARE if "watching" not in one])
    hello_world = Site(middleware=settings.BARE_MIDDLEWARE)
    told = [ours.get(address)["Cache-Status"] for _ in range(3)]  # the first makes pictures
    assert told[2].endswith("hit"), told
    thousands = take_turns(
        {
            "hello": lambda: hello_world.get("/hello/", times=1000),
            "kept": lambda: ours.get(address, times=1000),
            "counted": lambda: counted.get(address, times=1000),
            "unwatched": lambda: unwatched.get(address, times=1000),
        },
        calls=1,
    )
    costs = {name: cost.each_of(1000) for name, cost in thousands.items()}
    print("\nThe article from the page cache")
    print(f"  queries                         {count_queries(lambda: ours.get(address)):4}")
    print(f"  CPU                      {costs['kept']}")
    print(f"  CPU, Django's hello world{costs['hello']}")
    beside = ratio(costs["kept"], costs["hello"])
    print(f"  that is                  {beside} (at most 1)")
    print(f"  CPU, counted for /metrics{costs['counted']}")
    print(f"  CPU, not watched at all  {costs['unwatched']}")
    counted_beside = ratio(costs["counted"], costs["hello"])
    print(f"  counted, beside hello    {counted_beside} (at most 1)")
    summary.add("the same, counted for /metrics", counted_beside, "at most 1")
    summary.add("an article from the page cache, beside Django's hello world", beside, "at most 1")
