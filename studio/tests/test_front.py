"""What every visitor's page keeps to, asked through the front door."""

import json
import re

import html5lib
import pytest
from django.test import Client
from lxml import html as lxml_html
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from home.models import ContactPage, PlainPage
from home.tests.teachers import make_teachers
from studio.models import Navigation, SiteSettings
from studio.models.navigation import MainMenuItem
from studio.templatetags.studio_tags import json_ld
from studio.tests import cast


@pytest.fixture
def furnished(home_page, index):
    """A page of each kind; their addresses."""
    article = cast.make_trunk_article(index, topics=[cast.make_topic()])
    plain = home_page.add_child(instance=PlainPage(title="About us", slug="about"))
    contact = home_page.add_child(instance=ContactPage(title="Contact", slug="contact"))
    teachers = make_teachers(home_page, [cast.make_person()])
    SiteSettings.objects.update(address="12 Example Lane\n00000 Elsewhere", hours="Always")
    navigation = Navigation.objects.get_or_create(site=home_page.get_site())[0]
    for page in (index, plain):
        MainMenuItem.objects.create(navigation=navigation, page=page)
    return {
        "home": home_page.url,
        "list": index.url,
        "topic": f"{index.url}topic/running/",
        "author": f"{index.url}author/juno-fable/",
        "article": article.url,
        "plain": plain.url,
        "contact": contact.url,
        "teachers": teachers.url,
        "teacher": f"{teachers.url}juno-fable/",
        "search": "/search/?q=trunk",
        "nothing found": "/search/?q=zebra",
        "lost": "/no-such-page/",
    }


def pages(client, furnished):
    return {name: client.get(url) for name, url in furnished.items()}


def tree(response):
    return lxml_html.fromstring(response.content)


def test_a_visitor_gets_no_cookie_and_no_page_varies_by_one(client, furnished):
    for name, response in pages(client, furnished).items():
        assert not response.cookies, name
        assert "Cookie" not in response.get("Vary", ""), name


def test_what_machines_read_and_refusals_have_no_cookie_either(client, furnished):
    plain = PlainPage.objects.get()
    PageViewRestriction.objects.create(
        page=plain, restriction_type=PageViewRestriction.PASSWORD, password="juniper"
    )
    addresses = {
        "/api/v2/pages/": 200,
        "/api/v2/pages/?type=articles.ArticlePage&fields=*": 200,
        f"/api/v2/pages/{ArticlePage.objects.get().pk}/": 200,
        "/api/v2/pages/?search=%22": 200,
        "/api/v2/pages/?type=x": 400,
        "/api/v2/pages/99999/": 404,
        f"{furnished['list']}feed/": 200,
        "/sitemap.xml": 200,
        "/robots.txt": 200,
        "/no-such-page/": 404,
        "/search/?q=trunk": 200,
    }
    for address, status in addresses.items():
        response = client.get(address)
        assert response.status_code == status, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_a_refusal_sets_no_cookie(furnished):
    refusing = Client(enforce_csrf_checks=True)

    refused = [
        refusing.post("/_util/login/", {"username": "x"}),
        refusing.post(furnished["home"], headers={"Origin": "https://evil.example"}),
    ]

    for response in refused:
        assert response.status_code == 403
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_every_page_says_the_strict_policy_and_needs_nothing_more(client, furnished):
    for name, response in pages(client, furnished).items():
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy, name
        page = tree(response)
        assert page.xpath("//style | //@style") == [], name
        assert page.xpath("//script[not(@src)][not(@type='application/ld+json')]") == [], name
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], name
        assert all(script.get("type") == "module" for script in page.xpath("//script[@src]")), name


def test_every_page_is_valid_html(client, furnished):
    for name, response in pages(client, furnished).items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(response.content.decode())
        assert parser.errors == [], name
        ids = tree(response).xpath("//@id")
        assert len(ids) == len(set(ids)), name


def test_every_page_has_one_heading_a_language_and_a_way_past_the_menu(client, furnished):
    for name, response in pages(client, furnished).items():
        page = tree(response)
        assert len(page.xpath("//h1")) == 1, name
        assert page.get("lang") == "en-gb", name
        assert page.xpath("//body/a[1]/@href") == ["#main"], name
        assert page.xpath("//main/@id") == ["main"], name
        assert page.xpath("//title")[0].text.endswith(" – Studio Elsewhere"), name


def test_every_page_names_its_own_address_and_those_without_one_are_not_indexed(client, furnished):
    canonical = {
        name: tree(response).xpath("//link[@rel='canonical']/@href")
        for name, response in pages(client, furnished).items()
    }
    unlisted = {"search", "nothing found", "lost"}
    assert canonical == {
        name: [] if name in unlisted else [f"http://testserver{url}"]
        for name, url in furnished.items()
    }
    for name in unlisted:
        robots = tree(client.get(furnished[name])).xpath("//meta[@name='robots']/@content")
        assert robots == ["noindex"]


def test_the_second_page_of_a_list_has_an_address_of_its_own(client, index):
    for number in range(14):
        cast.make_article(index, title=f"Article {number}", slug=f"article-{number}")
    first, second = tree(client.get(index.url)), tree(client.get(index.url + "?page=2"))
    assert second.xpath("//link[@rel='canonical']/@href") == ["http://testserver/articles/?page=2"]
    assert first.xpath("//a[@rel='next']/@href") == ["?page=2"]
    assert second.xpath("//a[@rel='prev']/@href") == ["?"]


def test_leafing_through_answers_keeps_the_question(client, index):
    for number in range(11):
        cast.make_article(index, title=f'Article {number} "a&b"', slug=f"article-{number}")
    page = tree(client.get("/search/", {"q": "article", "type": "articles"}))
    assert page.xpath("//a[@rel='next']/@href") == ["?q=article&type=articles&page=2"]


def test_the_menu_says_where_one_is_and_leaves_out_what_is_unpublished(client, furnished):
    menu = "//nav[@aria-label='Main menu']//a"
    here = tree(client.get(furnished["list"])).xpath(menu)
    below = tree(client.get(furnished["article"])).xpath(menu)
    assert [(a.text, a.get("aria-current")) for a in here] == [
        ("Articles", "page"),
        ("About us", None),
    ]
    assert below[0].get("aria-current") == "true"

    PlainPage.objects.get().unpublish()

    assert [a.text for a in tree(client.get(furnished["list"])).xpath(menu)] == ["Articles"]


def test_a_menu_of_more_than_eight_entries_opens_on_demand(client, home_page):
    navigation = Navigation.objects.get_or_create(site=home_page.get_site())[0]
    folds = []
    for number in range(9):
        MainMenuItem.objects.create(navigation=navigation, address=f"/{number}/", label=str(number))
        folds.append(len(tree(client.get(home_page.url)).cssselect("header details")))
    assert folds == [0] * 8 + [1]


def test_the_breadcrumb_leads_from_the_front_door_and_machines_read_the_same(client, furnished):
    page = tree(client.get(furnished["article"]))
    crumbs = [(a.text, a.get("href")) for a in page.xpath("//nav[@aria-label='Breadcrumb']//a")]
    assert crumbs == [
        ("Home", "/"),
        ("Articles", "/articles/"),
        ("Training the trunk in spring", "/articles/training-the-trunk-in-spring/"),
    ]
    data = [json.loads(script) for script in page.xpath("//script[@type]/text()")]
    listed = next(d for d in data if d["@type"] == "BreadcrumbList")["itemListElement"]
    assert [(item["name"], item["item"]) for item in listed] == [
        (text, f"http://testserver{href}") for text, href in crumbs
    ]
    assert tree(client.get("/")).xpath("//nav[@aria-label='Breadcrumb']") == []


def test_machine_data_cannot_end_the_script_it_stands_in():
    said = {"name": "</script><!-- & “quotes”"}
    script = json_ld(said)
    inside = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', script)[1]
    assert not set("<>&") & set(inside)
    assert json.loads(inside) == said


def test_what_is_typed_into_the_search_stands_there_again_and_runs_nowhere(client, home_page):
    typed = '"><script>alert(1)</script>'
    page = tree(client.get("/search/", {"q": typed}))
    assert page.xpath("//input[@name='q']/@value") == [typed]
    assert page.xpath("//script[contains(., 'alert')]") == []


def test_a_bad_request_and_a_broken_page_are_told_without_the_database(
    client, home_page, django_assert_num_queries
):
    from studio import views

    with django_assert_num_queries(0):
        answers = [views.bad_request(None), views.server_error(None)]
    for answer, status in zip(answers, (400, 500), strict=True):
        assert answer.status_code == status
        parser = html5lib.HTMLParser()
        parser.parse(answer.content.decode())
        assert parser.errors == []
        assert len(tree(answer).xpath("//h1")) == 1


def test_a_page_with_a_password_asks_for_it_and_opens(client, furnished):
    plain = PlainPage.objects.get()
    PageViewRestriction.objects.create(
        page=plain, restriction_type=PageViewRestriction.PASSWORD, password="juniper"
    )
    asked = tree(client.get(plain.url))
    form = asked.xpath("//main//form")[0]
    assert asked.xpath("//main//label/text()") == ["Password"]
    assert "A page with a password" in asked.xpath("//h1/text()")[0]

    answer = client.post(form.get("action"), {"password": "juniper", "return_url": plain.url})

    assert answer.url == plain.url
    assert tree(client.get(plain.url)).xpath("//h1/text()") == ["About us"]


def test_staff_see_the_bar_and_visitors_do_not(admin_client, client, furnished):
    assert b"<wagtail-userbar" in admin_client.get(furnished["article"]).content
    client.logout()
    assert b"wagtail-userbar" not in client.get(furnished["article"]).content


def test_no_page_asks_anybody_else_for_anything(page, live_site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    index = cast.make_index(cast.HomePage.objects.get())
    article = cast.make_article(index, hero_image=cast.make_image())
    for url in ("/", index.url, article.url, "/search/?q=trunk", "/no-such-page/"):
        page.goto(live_site + url, wait_until="networkidle")
    elsewhere = [url for url in asked if not url.startswith(live_site)]
    assert [text for text in elsewhere if "404" not in text] == []
    assert page.context.cookies() == []
