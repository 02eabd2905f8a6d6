"""What every test may use: the cast, the browser, the strictness."""

import gc
import os

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from studio.tests import cast, chromium, rounds
from studio.tests.outside import Outside, Wire
from studio.tests.post_office import PostOffice
from studio.watching import doing

# Playwright's synchronous API runs an event loop in our thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_finish(session):
    """Look rarely for garbage, and never among what was imported: a seventh of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _forgetful_cache():
    """Wagtail remembers the site's address in the cache; the next test has another site."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _at_nothing():
    """Each test begins at no request and no task; one that asks by hand ends none."""
    doing.request_id.set("")
    doing.task_id.set("")


@pytest.fixture(scope="session", autouse=True)
def _own_media(tmp_path_factory):
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test begins with the site that most begin with: made once, not thousands of times."""
    with django_db_blocker.unblock():
        cast.make_site()


@pytest.fixture
def home_page(db):
    """A site with a home page and the studio's name, and nothing else."""
    return cast.make_site()


@pytest.fixture
def index(home_page):
    """The list of articles of that site."""
    return cast.make_index(home_page)


@pytest.fixture
def admin_user(db):
    """The owner: may do everything. Name ``admin``, password ``studio``."""
    return cast.make_admin()


@pytest.fixture
def admin_client(admin_user, client):
    """A browser-less client in which the owner is signed in."""
    client.force_login(admin_user)
    return client


# --- letters ------------------------------------------------------------------


@pytest.fixture
def closed_post_office(settings):
    """The site sends by SMTP to a port where nobody is; ``open()`` changes that."""
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.EMAIL_TIMEOUT = 5
    yield office
    office.close()


@pytest.fixture
def post_office(closed_post_office):
    """A real SMTP server to which the site sends."""
    closed_post_office.open()
    return closed_post_office


# --- the world outside ----------------------------------------------------------


@pytest.fixture
def outside(settings):
    """A server of another site, which the fence lets pass."""
    server = Outside()
    settings.OUTGOING_ALLOWED = ["127.0.0.0/8"]
    settings.OUTGOING_PORTS = [80, 443, server.port]
    yield server
    server.close()


@pytest.fixture
def wire(settings):
    """Opens ports that speak as a function says."""
    opened = []

    def open_one(speak):
        opened.append(Wire(speak))
        settings.OUTGOING_ALLOWED = ["127.0.0.0/8"]
        settings.OUTGOING_PORTS = [*settings.OUTGOING_PORTS, opened[-1].port]
        return opened[-1].url()

    yield open_one
    for one in opened:
        one.close()


# --- the browser ------------------------------------------------------------


#: What Playwright says when something did not come in time. A browser on a busy machine is
#: late now and then; what fails twice, or in any other way, has failed.
WAITED_IN_VAIN = [r"TimeoutError", r"(Locator|Page) expected"]


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):  # also by way of others
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))
            item.add_marker(pytest.mark.django_db(transaction=True), append=False)
        if rounds.is_transactional(item):
            item.add_marker(pytest.mark.commits)
    on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    unasked = rounds.left_out(items, on_postgresql)
    config.hook.pytest_deselected(items=[item for item in items if item in unasked])
    items[:] = [item for item in items if item not in unasked]


_skipped = []


def pytest_runtest_logreport(report):
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session, exitstatus):
    """Under CI a test that was not run has not passed."""
    if os.environ.get("CI") == "true" and _skipped:
        print("\nSkipped under CI:", *_skipped, sep="\n  ")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **chromium.launch_options()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture
def context(context: BrowserContext):
    context.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)  # the same patience for what is expected
    return context


@pytest.fixture
def live_site(live_server, home_page):
    """The site, served: its address. Use with ``page``."""
    cast.point_site_at(live_server.url)
    return live_server.url


@pytest.fixture
def signed_in(page: Page, live_site, admin_user, client):
    """The browser page of the owner, signed in to the CMS."""
    client.force_login(admin_user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_site}])
    return page
