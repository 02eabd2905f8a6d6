"""Whoever owes a second factor has given a password alone: nobody, among comments."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import Client

from comments.models import ModerationArea, Status, Voice
from comments.permissions import may_moderate, may_moderate_page, may_moderate_something
from comments.tests.cast import say
from comments.tests.letterbox import only_comment, section, typed, write
from studio.models import SecondFactorRule
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(home_page):
    return SecondFactorRule.load()


@pytest.fixture
def desk(home_page):
    """A group that moderates the whole site, without a permission of its own."""
    group = Group.objects.create(name="The desk")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    ModerationArea.objects.create(group=group, page=home_page.page_ptr)
    return group


@pytest.fixture
def mara(client, desk):
    user = cast.make_staff("mara")
    user.groups.add(desk)
    client.force_login(user)
    return user


def of_session(client):
    return client.get("/").wsgi_request.user


def test_what_waits_is_not_shown_to_them(client, article, mara, desk, rule):
    waiting = say(article, "Let me in.", status=Status.WAITING)
    assert "Let me in." in section(client.get(article.url)).text_content()
    assert may_moderate_something(of_session(client))

    rule.groups.set([desk])

    assert "Let me in." not in client.get(article.url).content.decode()
    user = of_session(client)
    assert user == mara
    assert not may_moderate_something(user)
    assert not may_moderate(user, waiting)
    assert not may_moderate_page(user, article)


def test_nobody_may_nothing(article):
    assert not may_moderate_something(AnonymousUser())
    assert not may_moderate_page(AnonymousUser(), article)


def test_they_speak_in_nobodys_name(index, mara, desk, rule):
    person = cast.make_person()
    person.account = mara
    person.save()
    article = cast.make_article(index, authors=[person])
    rule.groups.set([desk])
    client = Client(enforce_csrf_checks=True)
    client.force_login(mara)

    form = typed(client.get(article.url))
    assert "name" in form
    assert write(client, article).status_code == 403
    token = form["csrfmiddlewaretoken"]
    assert write(client, article, csrfmiddlewaretoken=token).status_code == 303

    comment = only_comment()
    assert (comment.user, comment.voice, comment.name) == (None, Voice.VISITOR, "Rosa Reader")
    assert comment.status == Status.WAITING
