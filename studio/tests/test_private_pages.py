"""Pages that are not for everybody: their two doors, and where these lead."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html as lxml_html
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import PlainPage
from studio.tests import cast

LOGIN = reverse("wagtailcore_login")


@pytest.fixture
def private(home_page):
    return home_page.add_child(instance=PlainPage(title="For members", slug="members"))


def restrict(page, kind, **fields):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def tree(response):
    return lxml_html.fromstring(response.content)


def fields(page):
    """The labels of a form and the names of what they label."""
    return [
        (label.text, page.xpath("//input[@id=$id]/@name", id=label.get("for")))
        for label in page.xpath("//main//label")
    ]


def sign_in(client, page, **typed):
    """Fill the form in, and send it to where it leads."""
    form = page.xpath("//main//form[@method='post']")[0]
    hidden = {
        field.get("name"): field.get("value")
        for field in form.xpath(".//input[@type='hidden']")
        if field.get("name") != "csrfmiddlewaretoken"
    }
    return client.post(form.get("action"), hidden | typed)


def test_a_page_for_members_asks_in_our_own_design_who_one_is(client, private):
    restrict(private, PageViewRestriction.LOGIN)

    answer = client.get(private.url, follow=True)

    assert answer.redirect_chain == [(f"{LOGIN}?next={private.url}", 302)]
    page = tree(answer)
    assert page.xpath("//h1/text()") == ["A page for members of the house"]
    assert page.xpath("//title/text()") == ["A page for members of the house – Studio Elsewhere"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert fields(page) == [
        ("Username or e-mail address", ["username"]),
        ("Password", ["password"]),
    ]


def test_members_are_taken_to_the_page_they_asked_for(client, admin_user, private):
    restrict(private, PageViewRestriction.LOGIN)
    page = tree(client.get(private.url, follow=True))

    answer = sign_in(client, page, username="admin", password="studio")

    assert answer.url == private.url
    assert tree(client.get(private.url)).xpath("//h1/text()") == ["For members"]


def test_a_wrong_password_is_told_and_opens_nothing(client, admin_user, private):
    restrict(private, PageViewRestriction.LOGIN)
    page = tree(client.get(private.url, follow=True))

    answer = tree(sign_in(client, page, username="admin", password="wrong"))

    assert (
        "correct username and password"
        in answer.xpath("//main//*[@role='alert']")[0].text_content()
    )
    assert answer.xpath("//main//input[@name='next']/@value") == [private.url]
    assert client.get(private.url).status_code == 302


def test_somebody_signed_in_reads_that_the_page_is_not_open_to_them(client, private):
    restriction = restrict(private, PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Teachers"))
    client.force_login(cast.make_staff("mara"))

    page = tree(client.get(private.url, follow=True))

    assert "You are signed in, but this page is not open to you." in page.text_content()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", ""])
def test_signing_in_leads_to_the_front_door_and_never_to_another_site(
    client, admin_user, private, address
):
    form = {"username": "admin", "password": "studio", "next": address}

    assert client.post(LOGIN, form).url == "/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:0"])
def test_a_password_with_a_wrong_way_back_leads_to_the_front_door(client, private, address):
    restriction = restrict(private, PageViewRestriction.PASSWORD, password="juniper")
    door = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, private.pk])

    answer = client.post(door, {"password": "juniper", "return_url": address})

    assert (answer.status_code, answer.url) == (302, "/")


def test_a_wrong_word_for_a_page_is_told(client, private):
    restrict(private, PageViewRestriction.PASSWORD, password="juniper")
    page = tree(client.get(private.url))

    answer = tree(sign_in(client, page, password="rosemary"))

    assert (
        "not correct" in answer.xpath("//main//*[contains(@class, 'errorlist')]")[0].text_content()
    )
    assert fields(answer) == [("Password", ["password"])]


def test_a_password_may_be_wrong_ten_times_and_right_as_often_as_one_likes(client, private):
    restriction = restrict(private, PageViewRestriction.PASSWORD, password="juniper")
    door = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, private.pk])

    def knock(word, address="2001:db8:0:1::1"):
        form = {"password": word, "return_url": private.url}
        return client.post(door, form, REMOTE_ADDR=address)

    assert {knock("juniper").status_code for _ in range(20)} == {302}
    # a line has 2^64 addresses
    wrong = [knock(f"word {n}", f"2001:db8:0:1::{n:x}").status_code for n in range(12)]
    assert wrong == [200] * 10 + [429] * 2
    refused = knock("juniper")
    assert (refused.status_code, 0 < int(refused["Retry-After"]) <= 900) == (429, True)
    assert "In 15 minutes you can try again from here." in refused.text
    assert "choose a new one" not in refused.text
    assert tree(refused).xpath("//main//a/@href") == [private.url, "/"]
    assert knock("juniper", "2001:db8:0:2::1").status_code == 302, "other lines"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:0"])
def test_whoever_must_wait_is_led_to_no_other_site_and_not_to_the_cms(client, private, address):
    restriction = restrict(private, PageViewRestriction.PASSWORD, password="juniper")
    door = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, private.pk])
    form = {"password": "wrong", "return_url": address}

    refused = [client.post(door, form) for _ in range(11)][-1]

    assert refused.status_code == 429
    assert tree(refused).xpath("//main//a/@href") == ["/"]


def test_a_neighbourhood_guesses_sixty_times(client, private):
    restriction = restrict(private, PageViewRestriction.PASSWORD, password="juniper")
    door = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, private.pk])
    answers = [
        client.post(door, {"password": "no"}, REMOTE_ADDR=f"192.0.2.{n // 8}").status_code
        for n in range(62)
    ]
    assert answers == [200] * 60 + [429] * 2


def test_the_password_of_documents_is_guarded_alike(client, home_page):
    collection = Collection.get_first_root_node().add_child(name="Members")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="juniper"
    )
    door = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    answers = [client.post(door, {"password": "no"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    assert client.get(door).status_code == 200
