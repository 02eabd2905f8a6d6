"""No address signs anybody in without the second factor."""

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.views import account as wagtail_account
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from studio.tests import cast
from studio.tests.entrance import factors

SECOND = "/admin/login/second-factor/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    user = cast.make_admin()
    factors.give_app(user)
    return user


def test_the_page_for_members_asks_for_it_as_well(client, owner, home_page):
    private = home_page.add_child(instance=PlainPage(title="For members", slug="members"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    data = {"username": "admin", "password": "studio", "next": private.url}

    answer = client.post(reverse("wagtailcore_login"), data)

    assert answer.url == SECOND
    assert client.get(private.url).status_code == 302
    assert client.post(SECOND, {"code": factors.shown_by_app()}).url == private.url
    assert client.get(private.url).status_code == 200


def patterns(resolver, prefix=""):
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path, one
        else:
            yield from patterns(one, path)


def test_views_of_others_that_sign_in_are_found_at_no_address(owner):
    """Whatever stands in the URLconf is asked for by its address: ours is found first."""
    theirs = {
        wagtail_account.LoginView,
        wagtail_account.PasswordResetView,
        wagtail_account.PasswordResetConfirmView,
    }
    hidden = []
    for path, one in patterns(get_resolver()):
        view = getattr(one.callback, "view_class", None)
        module = getattr(view, "__module__", "")
        if view in theirs or (module == "django.contrib.auth.views" and "Login" in view.__name__):
            hidden.append(path)
            sample = "/" + path.replace("<uidb64>", "MQ").replace("<token>", "a-b")
            found = get_resolver().resolve(sample).func.view_class
            assert found.__module__ == "studio.entrance.views", path

    assert len(hidden) == 3


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_nothing_but_a_post_with_a_token_signs_in(owner, path):
    strict = Client(enforce_csrf_checks=True)
    data = {"username": "admin", "password": "studio"}

    assert strict.post(path, data).status_code == 403
    assert Client().get(path, data).status_code == 200
    assert SESSION_KEY not in strict.session


def test_the_interface_for_programs_compares_no_password(client, owner):
    answer = client.get("/api/v2/pages/", headers={"Authorization": "Basic YWRtaW46d3Jvbmc="})

    assert answer.status_code == 200


def test_sessions_of_another_backend_are_none(client, owner):
    client.force_login(owner)
    session = client.session
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session.save()

    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_a_passkey_answer_made_up_opens_nothing(client, owner):
    client.get("/admin/login/passkey/", headers={"Accept": "application/json"})

    for credential in ("", "{}", "[]", "null", '{"response": {"userHandle": "MQ"}}'):
        answer = client.post("/admin/login/passkey/", {"credential": credential})
        assert answer.status_code == 302, credential
    assert SESSION_KEY not in client.session


def test_the_sign_in_library_brings_no_addresses_of_its_own():
    views = {
        f"{view.__module__}.{view.__name__}"
        for _path, one in patterns(get_resolver())
        if (view := getattr(one.callback, "view_class", one.callback)).__module__[:7] == "allauth"
    }

    assert views == {
        "allauth.account.views._logout.LogoutView",
        "allauth.account.views._reauthenticate.ReauthenticateView",
        "allauth.mfa.base.views.AuthenticateView",
        "allauth.mfa.base.views.IndexView",
        "allauth.mfa.base.views.ReauthenticateView",
        "allauth.mfa.recovery_codes.views.GenerateRecoveryCodesView",
        "allauth.mfa.recovery_codes.views.ViewRecoveryCodesView",
        "allauth.mfa.totp.views.ActivateTOTPView",
        "allauth.mfa.totp.views.DeactivateTOTPView",
        "allauth.mfa.webauthn.views.ReauthenticateWebAuthnView",
        "allauth.mfa.webauthn.views.RemoveWebAuthnView",
    }
    assert settings.AUTHENTICATION_BACKENDS == ["studio.entrance.backend.StaffBackend"]
