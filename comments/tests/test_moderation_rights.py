"""Who may do what about comments: the groups of a fresh site, sections, own articles."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from comments.models import ModerationArea, Status
from comments.permissions import moderators_of
from comments.tests.attempts import (
    ABOUT_A_COMMENT,
    ALLOWED,
    AWAY,
    DASHBOARD,
    ELSEWHERE,
    NO,
    NOTHING,
    QUEUE,
    SEEN,
    SITE_WIDE,
    decide,
    follow_letter,
    see_queue,
    see_report,
    see_rules,
    see_settings,
    see_why,
    status_of,
)
from comments.tests.cast import said, say
from studio.furnishing.roles import make_roles
from studio.tests.cast import make_article, make_person, make_staff

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def roles(home_page, index):
    """The groups as a fresh site has them."""
    make_roles({"Editors": home_page.get_parent(), "Authors": index})


def member(group, name="mara"):
    user = get_user_model().objects.create_user(name, f"{name}@studio.example", "studio")
    user.groups.add(Group.objects.get(name=group))
    return user


# --- the groups of a fresh site ---------------------------------------------------

EVERYTHING = ["Editors", "Moderators"]
OWN = ["Authors", "Teachers"]
RULES, SETTINGS = ["Editors", "Moderators"], ["Editors"]
GROUPS = [*EVERYTHING, *OWN, "Event staff"]


@pytest.mark.parametrize("attempt", ABOUT_A_COMMENT)
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("whose", ["own", "another's"])
def test_each_group_does_just_what_it_may(client, index, roles, group, whose, attempt):
    user = member(group)
    article = make_article(index, owner=user if whose == "own" else None)
    comment = say(article, "A thought about feet")
    client.force_login(user)
    if group in EVERYTHING or (group in OWN and whose == "own"):
        expected = ALLOWED[attempt]
    else:
        expected = (ELSEWHERE if group in OWN else NOTHING)[attempt]

    assert attempt(client, user, comment) == expected


@pytest.mark.parametrize("attempt", SITE_WIDE)
@pytest.mark.parametrize("group", GROUPS)
def test_rules_settings_and_report_are_for_some(client, article, roles, group, attempt):
    allowed = {see_rules: RULES, see_settings: SETTINGS, see_report: [*EVERYTHING, *OWN]}[attempt]
    user = member(group)
    client.force_login(user)
    outcome_for_group = attempt(client, user, say(article))
    assert outcome_for_group == (SEEN if group in allowed else AWAY)


@pytest.mark.parametrize("attempt", [*ABOUT_A_COMMENT, *SITE_WIDE])
def test_the_owner_may_do_all(client, admin_user, article, attempt):
    client.force_login(admin_user)
    assert attempt(client, admin_user, say(article, "A thought about feet")) == ALLOWED[attempt]


@pytest.mark.parametrize("attempt", [*ABOUT_A_COMMENT, *SITE_WIDE])
def test_a_reader_with_an_account_may_do_nothing(client, article, attempt):
    reader = get_user_model().objects.create_user("rosa", "rosa@reader.example", "studio")
    client.force_login(reader)
    comment = say(article, "A thought about feet")
    expected = NO if attempt is follow_letter else AWAY
    assert attempt(client, reader, comment) == expected
    assert status_of(comment) == Status.WAITING


@pytest.mark.parametrize("attempt", [*ABOUT_A_COMMENT, *SITE_WIDE])
def test_whoever_left_may_do_nothing_any_more(client, roles, article, attempt):
    user = member("Moderators")
    client.force_login(user)
    get_user_model().objects.update(is_active=False)
    comment = say(article, "A thought about feet", user=None)
    expected = NO if attempt is follow_letter else AWAY
    assert attempt(client, user, comment) == expected


@pytest.mark.parametrize(
    ("group", "sees"),
    [
        ("Editors", ["queue", "rules", "settings", "report"]),
        ("Moderators", ["queue", "rules", "report"]),
        ("Authors", ["queue", "report"]),
        ("Teachers", ["queue", "report"]),
        ("Event staff", []),
    ],
)
def test_the_menu_shows_what_one_may(client, roles, article, group, sees):
    client.force_login(member(group))
    text = client.get(DASHBOARD).text
    urls = {
        "queue": QUEUE,
        "rules": reverse("reader_comments_rules"),
        "settings": reverse("wagtailsettings:edit", args=["comments", "commentsettings"]),
        "report": reverse("reader_comments_report"),
    }
    assert [name for name, url in urls.items() if f'"{url}"' in text] == sees


# --- sections ---------------------------------------------------------------------


@pytest.fixture
def section(index, article):
    """Somebody whose group moderates below one page: (user, a comment there, one elsewhere)."""
    user, group = make_staff("otis"), Group.objects.create(name="Section")
    user.email = "otis@studio.example"
    user.save()
    user.groups.add(group)
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    elsewhere = make_article(index, title="Elsewhere")
    return user, say(article, "A thought about feet"), say(elsewhere, "A thought about arms")


@pytest.mark.parametrize("attempt", ABOUT_A_COMMENT)
def test_a_section_is_moderated_and_nothing_beside_it(client, section, attempt):
    user, here, elsewhere = section
    client.force_login(user)
    assert attempt(client, user, elsewhere) == ELSEWHERE[attempt]
    client.force_login(user)
    assert attempt(client, user, here) == ALLOWED[attempt]


@pytest.mark.parametrize("attempt", [see_queue, see_why, decide])
def test_a_section_holds_what_is_below_its_page(client, index, section, attempt):
    user, here, elsewhere = section
    ModerationArea.objects.update(page=index.page_ptr)
    client.force_login(user)
    for comment in (here, elsewhere):
        assert attempt(client, user, comment) == ALLOWED[attempt]


def test_letters_go_to_those_whose_section_it_is(section):
    user, here, elsewhere = section
    assert moderators_of(here.page) == [user]
    assert moderators_of(elsewhere.page) == []


# --- own articles -----------------------------------------------------------------


@pytest.mark.parametrize("attempt", ABOUT_A_COMMENT)
def test_an_author_by_name_moderates_like_one_who_made_the_page(client, index, roles, attempt):
    user = member("Teachers")
    juno = make_person()
    juno.account = user
    juno.save()
    hers = make_article(index, authors=[juno])
    his = make_article(index, title="His", authors=[make_person("Otis Storey", "otis-storey")])
    client.force_login(user)
    assert attempt(client, user, say(his, "A thought about arms")) == ELSEWHERE[attempt]
    client.force_login(user)
    assert attempt(client, user, say(hers, "A thought about feet")) == ALLOWED[attempt]


def test_an_author_without_the_permission_moderates_nothing(client, index):
    user = make_staff("ida")
    comment = say(make_article(index, owner=user), "A thought about feet")
    client.force_login(user)
    assert see_queue(client, user, comment) == AWAY
    assert decide(client, user, comment) == AWAY


def test_what_readers_see_needs_no_right(client, article):
    said(article, "A thought about feet")
    assert client.get(article.url).status_code == 200
