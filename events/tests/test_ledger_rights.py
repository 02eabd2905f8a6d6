"""Who sees and does what with registrations: groups × views (E16), and what guessing tells."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page

from events import services
from events.admin.rights import CountsPolicy
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.tests import cast, desk
from studio.furnishing.roles import make_roles
from studio.models import Person
from studio.tests.cast import make_admin, make_staff

pytestmark = pytest.mark.django_db

CONSENTS, PLACES = reverse("consents:index"), reverse("places:index")
VERBS = ["approve", "decline", "give", "cancel", "move", "note", "pay", "change"]


@pytest.fixture
def groups(home_page):
    make_roles({"Editors": Page.objects.get(depth=1), "Authors": home_page})


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, "Trunk training", sign_up="approval", price=45)


@pytest.fixture
def ada(event):
    return cast.register(event, "Ada Colophon", email="ada@reader.example")


def status(client, method, url, **fields):
    """What a browser is answered, and what a script is: Wagtail leads the one to the dashboard."""
    browser = getattr(client, method)(url, fields)
    script = getattr(client, method)(url, fields, headers={"X-Requested-With": "XMLHttpRequest"})
    if browser.status_code == 302 and browser.url == reverse("wagtailadmin_home"):
        assert script.status_code == 403
        return 403
    return browser.status_code


def views(ada):
    """Method, address and fields of each view, by name. Nothing here changes anything."""
    return {
        "list": ("get", desk.INDEX, {}),
        "inspect": ("get", desk.url("inspect", ada), {}),
        "counts": ("get", desk.COUNTS, {}),
        "add": ("get", desk.ADD, {}),
        "approve": ("get", desk.url("approve", ada), {}),
        "cancel": ("get", desk.url("cancel", ada), {}),
        "change": ("get", desk.url("change", ada), {}),
        "move": ("get", desk.url("move", ada), {}),
        "note": ("get", desk.url("note", ada), {}),
        "pay": ("get", desk.url("pay", ada), {}),
        "write": ("get", f"{desk.WRITE}?id={ada.pk}", {}),
        "together": ("get", f"{desk.TOGETHER}?do=cancel&id={ada.pk}", {}),
        "export": ("post", desk.EXPORT, {"format": "csv"}),
        "erase": ("get", desk.url("erase", ada), {}),
        "consents": ("get", CONSENTS, {}),
        "places": ("get", PLACES, {}),
    }


LOOK = {"list", "inspect", "counts"}
WORK = {"approve", "cancel", "change", "move", "note", "pay", "write", "together"}


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("Event staff", LOOK | WORK | {"add"}),
        ("Registrars", LOOK | WORK | {"add", "export"}),
        ("Privacy officers", LOOK | {"erase"}),
        ("Editors", {"counts", "consents", "places"}),
        ("Authors", {"counts"}),
        ("Moderators", set()),
        ("Teachers", {"list", "counts"}),
    ],
)
def test_each_group_does_what_is_its_own(client, groups, ada, group, allowed):
    client.force_login(desk.make_member("somebody", group))
    answers = {
        name: status(client, method, url, **fields)
        for name, (method, url, fields) in views(ada).items()
    }
    # a teacher may open the list; nobody in it is theirs, and a number is nobody's
    refused = {"inspect", *VERBS, "erase"} if group == "Teachers" else set()
    assert answers == {
        name: 200 if name in allowed else 404 if name in refused else 403 for name in answers
    }


def test_the_owner_does_everything_and_visitors_nothing(admin_client, client, ada):
    client.logout()
    for method, url, fields in views(ada).values():
        answer = getattr(client, method)(url, fields)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("group", ["Privacy officers", "Editors", "Teachers", "Moderators"])
def test_posts_without_the_right_change_nothing(client, groups, ada, group):
    client.force_login(desk.make_member("somebody", group))
    before = Registration.objects.values().get()
    for verb in VERBS:
        fields = {"name": "X", "text": "X", "amount": "5", "tells": "on", "reason": "X"}
        client.post(desk.url(verb, ada), fields)
    client.post(desk.TOGETHER, {"do": "cancel", "ids": str(ada.pk)})
    client.post(
        desk.WRITE, {"ids": str(ada.pk), "subject": "X", "text": "X", "token": "0" * 32, "send": 1}
    )
    client.post(desk.ADD, {"event": ada.pool_id, "name": "X", "seats": 1})
    if group != "Privacy officers":
        client.post(desk.url("erase", ada), {"sure": "on"})
    assert Registration.objects.values().get() == before


@pytest.mark.parametrize(
    "permission",
    ["change_registration", "add_registration", "export_registration", "erase_registration"],
)
def test_whoever_may_not_see_people_does_nothing_with_them(client, ada, permission):
    client.force_login(make_staff("odd", permission))
    answers = {status(client, *view[:2], **view[2]) for view in views(ada).values()}
    assert answers == {403}


def test_one_without_the_admin_sees_nothing(client, ada):
    user = make_staff("plain", "view_registration")
    user.user_permissions.remove(user.user_permissions.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(desk.INDEX).status_code == 302


# --- editors see numbers and nobody --------------------------------------------------------


def test_editors_see_how_many_and_nobody(client, groups, home_page, ada):
    client.force_login(desk.make_member("eddie", "Editors"))
    index = home_page.get_children().get(slug="events")
    for url in (
        desk.COUNTS,
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[ada.pool.page_id]),
        reverse("wagtailadmin_explore", args=[index.pk]),
        CONSENTS,
        PLACES,
    ):
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert "Colophon" not in answer.text
        assert "ada@reader" not in answer.text
        assert desk.INDEX not in answer.text
    assert "1 of 12" in desk.words_of(client.get(desk.COUNTS))
    assert status(client, "get", reverse("letters:index")) == 403


# --- teachers see their own, and learn nothing by guessing ----------------------------------


@pytest.fixture
def taught(home_page):
    """An event that Mina teaches, with somebody on it and another who came along."""
    user, mina = desk.make_teacher()
    question = {"label": "Shoe size"}
    page = cast.make_event(
        home_page, "Her own", teachers=[mina], questions=[question], price=45, largest_party=2
    )
    key = cast.pool_of(page).form.questions[0]["key"]
    bo = cast.register(page, "Bo Serif", email="bo@reader.example", answers={key: "41"}, seats=2)
    services.note(bo, "Owes us a mat", by=user)
    return user, page, bo


def test_a_teacher_sees_names_and_answers_of_their_own(client, taught, ada):
    user, _page, bo = taught
    client.force_login(user)
    assert desk.listed(client) == ["Bo Serif"]
    shown = desk.words_of(client.get(desk.url("inspect", bo)))
    assert "Shoe size 41" in shown
    for hidden in ("bo@reader.example", "Owes us", "45.00", "What happened", "Letters"):
        assert hidden not in shown, hidden
    assert "bo@reader" not in client.get(desk.INDEX).text
    assert "45.00" not in client.get(desk.INDEX).text
    assert 'type="checkbox" name="id"' not in client.get(desk.INDEX).text
    assert desk.EXPORT not in client.get(desk.INDEX).text


def test_a_teacher_learns_nothing_of_others_by_guessing(client, taught, ada):
    user, _page, _bo = taught
    client.force_login(user)
    assert client.get(desk.url("inspect", ada)).status_code == 404
    assert client.get(desk.url("inspect", 99999)).status_code == 404
    assert desk.listed(client, event=ada.pool_id) == []
    assert desk.listed(client, q="Colophon") == []
    # addresses are not seen, so they are not found either
    assert desk.listed(client, q="bo@reader.example") == []
    assert desk.listed(client, q="serif") == ["Bo Serif"]
    assert desk.listed(client, email__startswith="zz") == ["Bo Serif"]
    assert ada.pool.title not in client.get(desk.INDEX).text
    assert ada.pool.title not in client.get(desk.COUNTS).text
    assert ada.pool.title not in client.get(reverse("wagtailadmin_home")).text


def test_a_teacher_does_nothing_with_their_own(client, taught):
    user, _page, bo = taught
    client.force_login(user)
    for verb in (*VERBS, "erase"):
        url = desk.url(verb, bo)
        assert status(client, "get", url) == 403, verb
        assert status(client, "post", url, sure="on") == 403, verb
    for url in (f"{desk.TOGETHER}?do=cancel&all=1", f"{desk.WRITE}?all=1", desk.ADD):
        assert status(client, "get", url) == 403
    assert status(client, "post", desk.EXPORT, format="csv", event=bo.pool_id) == 403
    assert cast.status_of(bo) == Status.CONFIRMED


def test_rights_that_a_teacher_was_given_besides_reach_nobody(client, taught, ada):
    user, _page, bo = taught
    more = make_staff("more", "change_registration", "export_registration")
    user.user_permissions.add(*more.user_permissions.all())
    client.force_login(user.__class__.objects.get(pk=user.pk))
    assert status(client, "get", desk.url("cancel", bo)) == 403
    assert status(client, "post", desk.EXPORT, format="csv") == 403


def test_a_teacher_who_teaches_it_no_more_sees_it_no_more(client, taught):
    user, page, bo = taught
    page.event_teachers.set([])
    page.save_revision().publish()
    client.force_login(user)
    assert desk.listed(client) == []
    assert client.get(desk.url("inspect", bo)).status_code == 404


def test_a_draft_with_another_teacher_shows_nobody(client, home_page, event, ada):
    user, mina = desk.make_teacher()
    client.force_login(user)
    event.event_teachers.create(person=Person.objects.get(pk=mina.pk))
    event.save_revision()
    assert desk.listed(client) == []


def test_a_form_names_nobody_whom_its_sender_does_not_see(client, taught, ada, groups):
    user, _page, bo = taught
    user.groups.clear()
    client.force_login(user)
    client.post(desk.TOGETHER, {"do": "cancel", "ids": f"{ada.pk},{bo.pk}"})
    assert cast.status_of(ada) == Status.PENDING_APPROVAL


def test_the_menu_leads_to_what_is_allowed(client, groups, ada):
    client.force_login(desk.make_member("eddie", "Editors"))
    menu = client.get(reverse("wagtailadmin_home")).text
    assert desk.COUNTS in menu
    assert desk.INDEX not in menu
    client.force_login(desk.make_member("fred", "Event staff"))
    menu = client.get(reverse("wagtailadmin_home")).text
    assert (desk.COUNTS in menu, desk.INDEX in menu) == (True, True)
    assert CONSENTS not in menu


def test_groups_can_be_given_each_right(admin_client):
    form = admin_client.get(reverse("wagtailusers_groups:add")).text
    for words in (
        "Can see who comes to the events they teach",
        "Can export registrations",
        "Can check people in",
        "Can erase personal data of registrations",
    ):
        assert words in form


@pytest.mark.usefixtures("groups")
def test_who_counts_events_is_found_in_one_query(home_page, django_assert_num_queries):
    cast.make_event(home_page)
    teacher, _person = desk.make_teacher()
    seeing = [make_admin("boss"), desk.make_front_desk(), teacher]
    seeing += [desk.make_member("eda", "Editors"), desk.make_member("rita", "Registrars")]
    make_staff("nobody")
    gone = desk.make_front_desk("gone")
    gone.is_active = False
    gone.save()
    policy = CountsPolicy(SeatPool)
    with django_assert_num_queries(1):
        found = set(policy.users_with_any_permission(["view"]))
    assert found == set(seeing)
    everybody = get_user_model().objects.all()
    assert found == {user for user in everybody if policy.user_has_permission(user, "view")}
    assert not policy.users_with_any_permission(["change"]).exists()
