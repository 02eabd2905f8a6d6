"""What a browser is told it may load: strict for visitors, relaxed in the admin alone."""

import pytest
from django.urls import reverse

from studio.tests import cast

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "frame-src": (
        "https://www.youtube-nocookie.com https://player.vimeo.com https://www.openstreetmap.org"
    ),
}
RELAXED = STRICT | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "media-src": "'self'",
    "frame-ancestors": "'self'",
}


def policy(response):
    directives = response["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/search/", "/nowhere/", "/administration/", "/_util/login/"]
)
def test_visitors_get_the_strict_policy_also_when_staff_are_signed_in(
    admin_client, client, index, address
):
    assert policy(admin_client.get(address)) == STRICT
    client.logout()
    assert policy(client.get(address)) == STRICT


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_login"])
def test_the_admin_alone_gets_the_relaxed_policy(admin_client, client, home_page, name):
    assert policy(admin_client.get(reverse(name))) == RELAXED
    client.logout()
    assert policy(client.get(reverse("wagtailadmin_login"))) == RELAXED


def test_a_preview_may_be_framed_by_the_editor_and_is_strict_otherwise(index):
    article = cast.make_article(index)

    preview = article.make_preview_request()

    assert policy(preview) == STRICT | {"frame-ancestors": "'self'"}
