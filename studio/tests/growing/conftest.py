"""Services that the site grows up to, each of them real and on a port of its own."""

import pytest
from django.db import connection

from home.models import PlainPage
from studio import common_memory
from studio.caching import generations, memory
from studio.settings import services
from studio.settings.environment import Settings
from studio.storage import CommonStorage
from studio.tests import cast, redis_server
from studio.tests.bucket import Bucket
from studio.tests.caching.conftest import PATIENCE
from studio.tests.caching.gunicorn_of_tests import PATIENCE_WITH_REDIS
from studio.tests.growing.nodes import Node
from studio.tests.post_office import wait_until
from studio.tests.proxy import HOST


def _forget():
    """What this process knows of a Redis."""
    common_memory._at.cache_clear()
    generations._in.cache_clear()
    memory.memory.clear()


@pytest.fixture(scope="package")
def _redis():
    if not redis_server.find():
        pytest.skip("No Redis here; .ci/tests.py installs one.")
    server = redis_server.RedisServer()
    yield server
    server.stop()


@pytest.fixture
def redis(_redis):
    """A server that knows nothing, whatever the last test did to it."""
    _redis.revive()
    return _redis


@pytest.fixture
def with_redis(redis, settings, monkeypatch):
    """This process uses it."""
    monkeypatch.setattr(common_memory, "PATIENCE", PATIENCE_WITH_REDIS)
    settings.CACHE_URL = redis.url
    _forget()
    yield redis
    redis.revive()
    _forget()


@pytest.fixture(scope="package")
def _nodes(_redis, _bucket, django_db_setup, django_db_blocker, tmp_path_factory):
    variables = {
        "CACHE_URL": _redis.url,
        "MEDIA_STORAGE": _bucket.setting,
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "yes",
    }
    with django_db_blocker.unblock():
        both = [Node(tmp_path_factory.mktemp(name), **variables) for name in ("one", "two")]
    yield both
    for node in both:
        node.stop()


@pytest.fixture
def plain(transactional_db):
    home = cast.make_site()
    return home.add_child(instance=PlainPage(title="Before", slug="one"))


@pytest.fixture
def nodes(_nodes, with_redis, plain):
    """Two machines of two processes each, which hear of each other; this process is a third."""
    cast.point_site_at(f"http://127.0.0.1:{_nodes[0].port}")
    connection.close()
    for node in _nodes:
        node.revive()

    def hears(node):
        generations.current().renew()
        told = [node.told(plain.url) for _ in range(6)]
        return told == ["fwd=miss; stored"] + ["hit"] * 5

    for node in _nodes:
        # after the last test it may still believe that there is no Redis
        wait_until(lambda node=node: hears(node), PATIENCE)
    generations.current().renew()
    return _nodes


@pytest.fixture(scope="package")
def _bucket():
    bucket = Bucket()
    yield bucket
    bucket.close()


@pytest.fixture
def bucket(_bucket, settings, monkeypatch):
    """Pictures and documents of this process lie there."""
    monkeypatch.setenv("MEDIA_STORAGE", _bucket.setting)
    media = services.media(Settings())
    settings.MEDIA_URL, settings.MEDIA_ORIGINS = media.url, media.origins
    settings.MEDIA_OPTIONS = media.options
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": media.backend}}
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "studio.storage.StorageAwayMiddleware"]
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    shown = {"img-src": [*directives["img-src"], *media.origins]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | shown}
    monkeypatch.setattr(CommonStorage, "_away_until", 0.0)
    _bucket.make()
    return _bucket
