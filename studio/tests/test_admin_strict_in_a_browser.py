"""Every screen of the CMS works under the strict policy: nothing refused, nothing on the console."""

import pytest
from django.conf import settings
from django.urls import reverse

from studio.tests import cast, screens
from studio.tests.furnished import furnish_quietly
from studio.tests.strictness import Watch

#: The walk is made by as many tests, which may run beside each other.
PARTS = 2
#: Screens that go on loading when they are there.
BUSY = ("add", "edit", "home", "create")


def furnish_all():
    cast.make_site().delete()
    furnish_quietly()
    screens.stock()


@pytest.fixture
def furnished(live_server):
    furnish_all()
    cast.point_site_at(live_server.url)
    return live_server.url


@pytest.fixture
def watch(page, furnished, client):
    """Listens to the browser of somebody who may do everything."""
    cast.make_admin("walker")
    # by the door: the pages that change how one signs in open to nobody else
    client.post(reverse("wagtailadmin_login"), {"username": "walker", "password": "studio"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": furnished}])
    return Watch(page)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_screen_is_refused_anything(page, furnished, client, watch, part):
    found, walked = {}, 0
    for name, address in screens.pages(client, part=part, parts=PARTS):
        page.goto(furnished + address, wait_until="networkidle" if name.endswith(BUSY) else "load")
        page.evaluate(
            "new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done)))"
        )
        walked += 1
        if faults := watch.faults():
            found[address] = faults

    assert found == {}
    assert walked > 40


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done"],
)
def test_whoever_stands_before_the_door_is_refused_nothing_either(page, live_site, name):
    watch = Watch(page)
    page.goto(live_site + reverse(name), wait_until="networkidle")

    assert watch.faults() == []


@pytest.mark.django_db
def test_every_address_of_the_cms_is_walked_or_told_why_not():
    furnish_all()

    assert screens.find().unfilled == set(screens.EMPTY)
