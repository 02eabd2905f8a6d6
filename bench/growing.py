"""What it costs to hear of other machines, and how long visitors wait when a service is gone.

    .venv/bin/python -m bench.growing

has a site, a Redis and a bucket of its own. Waits are times, taken once: orders of magnitude.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

ADDRESS = "/one/"


def main() -> None:
    """Make what is needed, measure, and take it away again."""
    folder = tempfile.mkdtemp(prefix="studio-bench-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATA_DIR": folder,
        "LOG_LEVEL": "ERROR",
        "STUDIO_ENV_FILE": "",
    }
    os.environ.pop("DATABASE_URL", None)
    from studio.tests.bucket import Bucket
    from studio.tests.redis_server import RedisServer

    bucket, redis = Bucket.__new__(Bucket), RedisServer()
    try:
        bucket.__init__()  # type: ignore[misc]
        os.environ["MEDIA_STORAGE"] = bucket.setting
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        bucket.make()
        _make_page()
        report_redis(redis)
        report_bucket(bucket)
    finally:
        redis.stop()
        bucket.close()
        shutil.rmtree(folder, ignore_errors=True)


def _make_page() -> None:
    from home.models import PlainPage
    from studio.tests import cast

    home = cast.make_site()
    home.add_child(instance=PlainPage(title="One", slug="one", hero_image=cast.make_image()))


def _use(redis: object | None) -> None:
    from django.conf import settings

    from studio import common_memory
    from studio.caching import generations

    settings.CACHE_URL = getattr(redis, "url", "")
    common_memory._at.cache_clear()
    generations._in.cache_clear()


def report_redis(redis) -> None:  # noqa: ANN001 - of the tests
    """A page that is kept, and a limit, with and without Redis; then without its answer."""
    from django.conf import settings

    from bench.articles import Site
    from bench.measure import ratio, take_turns
    from studio import limits

    site = Site(middleware=settings.MIDDLEWARE)
    hour = timedelta(hours=1)

    def switched(to: object | None, call: Callable[[], object]) -> Callable[[], None]:
        def many() -> None:
            _use(to)
            call()

        return many

    def kept(times: int = 200) -> object:
        return site.get(ADDRESS, times=times)

    def take() -> None:
        for _time in range(200):
            limits.take("door", limit=10_000_000, period=hour)

    costs = take_turns(
        {
            "kept, alone": switched(None, kept),
            "kept, Redis": switched(redis, kept),
            "limit, database": switched(None, take),
            "limit, Redis": switched(redis, take),
        },
        calls=1,
    )
    for name, cost in costs.items():
        print(f"{name:16} {cost.each_of(200)}")
    print("kept, Redis:", ratio(costs["kept, Redis"], costs["kept, alone"]))
    print("limit, Redis:", ratio(costs["limit, Redis"], costs["limit, database"]), flush=True)
    for how in ("fall_silent", "die"):
        _use(redis)
        kept()
        getattr(redis, how)()
        _say(f"Redis: {how}", [_seconds(lambda: kept(1)) for _time in range(20)])
        redis.revive()
    _use(None)


def report_bucket(bucket) -> None:  # noqa: ANN001 - of the tests
    """A page whose pictures were never made, while nobody answers for the bucket."""
    from django.conf import settings

    from bench.articles import Site
    from studio.models import StudioImage, StudioRendition
    from studio.storage import CommonStorage
    from studio.tests.outside import Wire

    site = Site()

    def ask() -> object:
        return site.get(ADDRESS)

    _say("bucket: there", [_seconds(ask) for _time in range(20)])
    StudioRendition.objects.all().delete()
    there = settings.MEDIA_OPTIONS["endpoint_url"]
    silent = Wire(lambda _wire, line: [None for _ in iter(lambda: line.recv(4096), b"")])
    settings.MEDIA_OPTIONS["endpoint_url"] = silent.url("")
    StudioImage._meta.get_field("file").storage._wrapped = CommonStorage()
    _say("bucket: silent", [_seconds(ask) for _time in range(20)])
    settings.MEDIA_OPTIONS["endpoint_url"] = there
    silent.close()


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _say(what: str, waits: list[float]) -> None:
    print(
        f"{what:20} first {waits[0]:.3f} s, median {statistics.median(waits):.4f} s,"
        f" longest {max(waits):.3f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
