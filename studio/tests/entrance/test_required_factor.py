"""Where a role needs a second factor, nothing else opens before there is one."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from home.models import PlainPage
from studio.entrance import owing
from studio.models import SecondFactorRule, User
from studio.tests import cast
from studio.tests.entrance import factors

OVERVIEW = "/admin/account/second-factor/"
RULE = "/admin/settings/studio/secondfactorrule/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def editors(home_page):
    group = Group.objects.create(name="Those who publish")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def mara(editors):
    user = User.objects.create_user("mara", "mara@studio.example", "studio")
    user.groups.add(editors)
    return user


def make_document():
    file = ContentFile(b"Monday to Friday", "hours.txt")
    return Document.objects.create(title="Hours", file=file)


def ask_for(*groups, owners=False):
    rule = SecondFactorRule.load()
    rule.asks_superusers = owners
    rule.save()
    rule.groups.set(groups)


def signed_in(name="mara"):
    client = Client()
    client.post("/admin/login/", {"username": name, "password": "studio"})
    return client


def test_an_owner_says_in_the_cms_who_needs_one(admin_client, editors, mara):
    rule = SecondFactorRule.load()
    address = admin_client.get(RULE).url
    assert "Those who publish" in admin_client.get(address).content.decode()

    admin_client.post(address, {"groups": [editors.pk], "asks_superusers": "on"}, follow=True)

    rule.refresh_from_db()
    assert (list(rule.groups.all()), rule.asks_superusers) == ([editors], True)


def test_nobody_but_owners_may_say_so(mara):
    rule = SecondFactorRule.load()

    assert signed_in().get(f"{RULE}{rule.pk}/").status_code == 302


def test_who_owes_one_is_led_to_it_and_nowhere_else(editors, mara):
    ask_for(editors)
    client = signed_in()

    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account"):
        assert client.get(reverse(name)).url == OVERVIEW, name
    assert client.get("/admin/account/devices/").url == OVERVIEW
    assert client.post("/admin/account/", {}).url == OVERVIEW
    page = client.get(OVERVIEW).content.decode()
    assert "This site asks you for a second factor." in page
    fetched = client.get("/admin/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert fetched.status_code == 403


def test_no_way_leads_in_a_circle_while_one_is_owed(editors, mara):
    def ways(client, path):
        page = html.fromstring(client.get(path).content)
        return page.xpath("//main//a/@href")

    client, out = signed_in(), "/admin/logout/"
    assert ways(client, out) == ["/admin/"]
    assert "/admin/account/devices/" in ways(client, f"{OVERVIEW}app/")
    ask_for(editors)

    found = {path: ways(client, path) for path in (OVERVIEW, f"{OVERVIEW}app/", out)}

    assert found == {
        OVERVIEW: [f"{OVERVIEW}app/", f"{OVERVIEW}passkeys/add/", OVERVIEW, out],
        f"{OVERVIEW}app/": [OVERVIEW, out],
        out: [OVERVIEW],
    }
    assert {client.get(way).status_code for way in found[OVERVIEW]} == {200}


def test_who_owes_one_may_nothing_outside_of_the_cms(editors, mara):
    mara.user_permissions.add(Permission.objects.get(codename="change_user"))
    ask_for(editors)
    client = signed_in()

    user = client.get("/").wsgi_request.user

    assert user == mara
    assert not user.has_perm("wagtailadmin.access_admin")
    assert not user.has_module_perms("studio")


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_pages_and_documents_for_members_lead_to_it(home_page, editors, mara, kind):
    page = home_page.add_child(instance=PlainPage(title="For members", slug="members"))
    below = page.add_child(instance=PlainPage(title="Rooms", slug="rooms"))
    document = make_document()
    for model, where in (
        (PageViewRestriction, {"page": page}),
        (CollectionViewRestriction, {"collection": document.collection}),
    ):
        restriction = model.objects.create(restriction_type=kind, **where)
        restriction.groups.set([editors] if kind == PageViewRestriction.GROUPS else [])
    closed = (page.url, below.url, document.url)
    client = signed_in()
    assert [client.get(one).status_code for one in closed] == [200] * 3

    ask_for(editors)

    for address in closed:
        answer = client.get(address)
        assert answer.url == OVERVIEW
        assert "no-store" in answer["Cache-Control"]
    assert "This site asks you for a second factor." in client.get(OVERVIEW).content.decode()
    stranger = Client()
    assert {stranger.get(one).url.partition("?")[0] for one in closed} == {"/_util/login/"}


def test_what_is_open_to_visitors_is_open_to_them(home_page, editors, mara):
    page = home_page.add_child(instance=PlainPage(title="For friends", slug="friends"))
    password = PageViewRestriction.PASSWORD
    PageViewRestriction.objects.create(page=page, restriction_type=password, password="juniper")
    ask_for(editors)
    client = signed_in()

    assert client.get("/").status_code == 200
    assert b'type="password"' in client.get(page.url).content
    assert client.get(make_document().url).status_code == 200


def test_a_page_for_everybody_costs_whoever_has_a_session_no_query(
    home_page, django_assert_num_queries
):
    closed = home_page.add_child(instance=PlainPage(title="For members", slug="members"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "x" * 32

    with django_assert_num_queries(1):  # which pages are closed, which is remembered
        assert owing.before_a_private_page(home_page, request) is None


def test_with_the_factor_everything_opens(editors, mara):
    ask_for(editors)
    client = signed_in()
    assert client.get("/admin/").status_code == 302

    factors.give_app(mara)

    assert factors.kinds_of(mara) == ["recovery_codes", "totp"]
    again = signed_in()
    assert again.post("/admin/login/second-factor/", {"code": factors.shown_by_app()}).url == (
        "/admin/"
    )
    assert again.get("/admin/").status_code == 200


def test_codes_for_emergencies_alone_are_no_factor(editors, mara):
    factors.give_app(mara)
    mara.authenticator_set.exclude(type="recovery_codes").delete()
    ask_for(editors)

    assert signed_in().get("/admin/").url == OVERVIEW


def test_the_rule_holds_for_who_is_in_already(editors, mara):
    client = signed_in()
    assert client.get("/admin/").status_code == 200

    ask_for(editors)

    assert client.get("/admin/").url == OVERVIEW


def test_a_group_that_needs_none_needs_none(editors, mara):
    ask_for(Group.objects.create(name="Others"), owners=True)

    assert signed_in().get("/admin/").status_code == 200


def test_owners_can_be_asked_as_well(home_page):
    cast.make_admin()
    ask_for(owners=True)

    client = signed_in("admin")

    assert client.get("/admin/").url == OVERVIEW
    assert client.get("/admin/users/").url == OVERVIEW


def test_the_rule_costs_no_query(editors, mara, django_assert_num_queries):
    client = signed_in()
    client.get("/admin/account/devices/")
    with django_assert_num_queries(8):
        client.get(OVERVIEW)
    ask_for(Group.objects.create(name="Others"))
    with django_assert_num_queries(8):
        client.get(OVERVIEW)


def test_readers_and_strangers_at_the_cms_cost_none(home_page, client, django_assert_num_queries):
    ask_for(owners=True)
    with django_assert_num_queries(0):
        client.get("/admin/users/")


def test_the_way_out_is_open(editors, mara):
    ask_for(editors)
    client = signed_in()

    assert client.post("/admin/logout/").url == "/admin/login/"
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
