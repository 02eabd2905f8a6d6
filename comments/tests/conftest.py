import pytest

from comments.tests.visitor import Visitor
from studio.tests import cast


@pytest.fixture
def article(index):
    """An article that nobody has said anything about."""
    return cast.make_article(index)


@pytest.fixture
def open_browser(browser, context, browser_context_args, live_site, article):
    """Open one more browser in front of the article; scripts run in it unless told otherwise."""
    opened = []

    def open_one(*, scripts=True, **options):
        chosen = {**browser_context_args, "java_script_enabled": scripts, **options}
        opened.append(browser.new_context(**chosen))
        opened[-1].set_default_timeout(15_000)
        return Visitor(opened[-1].new_page(), live_site + article.url)

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def scripts(request):
    """Whether the browser runs scripts: what a test does, it does with and without."""
    return request.param


@pytest.fixture
def visitor(open_browser, scripts):
    """A visitor in front of the article, with scripts and without."""
    return open_browser(scripts=scripts)
