"""What a browser is told it may load: strict for visitors, and as strict in the CMS."""

import base64
import hashlib
import re

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
    "report-uri": "/browser-reports/",
    "report-to": "blocked",
}
NOTHING = base64.b64encode(hashlib.sha256(b"").digest()).decode()
IN_THE_CMS = STRICT | {
    "style-src": f"'self' 'sha256-{NOTHING}'",
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
def test_the_cms_may_show_its_own_previews_and_pictures_that_scripts_made_beside(
    admin_client, client, home_page, name
):
    assert policy(admin_client.get(reverse(name))) == IN_THE_CMS
    client.logout()
    assert policy(client.get(reverse("wagtailadmin_login"))) == IN_THE_CMS


def test_a_policy_allows_nothing_inside_a_page_anywhere(admin_client, index):
    for address in ("/", "/articles/", reverse("wagtailadmin_home"), reverse("wagtailadmin_login")):
        told = admin_client.get(address)["Content-Security-Policy"]
        assert "unsafe" not in told
        assert "nonce" not in told
        # the only text that is allowed is none at all
        assert set(re.findall("'sha[0-9]+-[^']+'", told)) <= {f"'sha256-{NOTHING}'"}


def test_every_browser_is_told_the_same_address_for_its_reports(client, index):
    told = {
        client.get(address)["Reporting-Endpoints"] for address in ("/", "/articles/", "/admin/")
    }

    assert told == {f'blocked="{reverse("browser_reports")}"'}


def test_pages_of_visitors_get_the_same_headers_each_time_so_that_caches_may_keep_them(
    client, index
):
    first, second = client.get("/articles/"), client.get("/articles/")

    names = ("Content-Security-Policy", "Reporting-Endpoints", "Permissions-Policy")
    assert [first[name] for name in names] == [second[name] for name in names]
    assert "public" in second["Cache-Control"] or "s-maxage" in second["Cache-Control"]


def test_a_preview_may_be_framed_by_the_editor_and_is_strict_otherwise(index):
    article = cast.make_article(index)

    preview = article.make_preview_request()

    assert policy(preview) == STRICT | {"frame-ancestors": "'self'"}
