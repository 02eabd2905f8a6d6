"""Who teaches, as a piece of other pages."""

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from home.blocks.teachers import TeachersBlock
from home.tests.teachers import get, make_person, make_teachers, texts
from studio.models import Person
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def block():
    return TeachersBlock()


def drawn(block, value, rf, page):
    request = rf.get("/")
    html = block.render(block.to_python(value), {"page": page, "request": request})
    return html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)


def strip(page):
    return [
        (" ".join(li.xpath("string(.//p[1])").split()), li.xpath(".//a/@href"))
        for li in page.xpath("//li[contains(@class, 'strip__one')]")
    ]


def test_the_block_shows_all_teachers_unless_some_are_chosen(rf, block, home_page, juno, pia):
    make_teachers(home_page, [juno, pia])
    mina = make_person("Mina Figment")

    all_of_them = drawn(block, {"heading": "Ask them", "people": []}, rf, home_page)
    chosen = drawn(block, {"heading": "", "people": [mina.pk, juno.pk, 9999]}, rf, home_page)

    assert all_of_them.xpath("//h2/text()") == ["Ask them"]
    assert all_of_them.xpath("//a[@class='more']/@href") == ["/teachers/"]
    assert strip(all_of_them) == [
        ("Juno Fable", ["/teachers/juno-fable/"]),
        ("Pia Lore", ["/teachers/pia-lore/"]),
    ]
    assert chosen.xpath("//h2/text()") == ["Who teaches"]
    assert strip(chosen) == [
        ("Mina Figment", []),
        ("Juno Fable", ["/teachers/juno-fable/"]),
    ]


@pytest.mark.parametrize("hide", ["absent", "draft", "private"])
def test_the_block_leads_nowhere_that_is_not_open_to_all(rf, block, home_page, juno, hide):
    if hide != "absent":
        page = make_teachers(home_page, [juno], publish=hide != "draft")
    if hide == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert (
        drawn(block, {"heading": "Who teaches", "people": []}, rf, home_page).xpath("//body/*")
        == []
    )
    chosen = drawn(block, {"heading": "", "people": [juno.pk]}, rf, home_page)
    assert strip(chosen) == [("Juno Fable", [])]
    assert chosen.xpath("//a") == []


#: The page, who may read it and who stands there; people and their photos, the site.
QUERIES_OF_A_BLOCK = {"all": 6, "chosen": 9}


@pytest.mark.parametrize("which", QUERIES_OF_A_BLOCK)
def test_a_block_of_one_and_of_ten_asks_the_same(rf, block, home_page, which):
    people = [
        make_person(f"Juno {number}", photo=cast.make_image(f"Juno {number}", (80, 100)))
        for number in range(10)
    ]
    asked = []
    for number in (1, 10):
        make_teachers(home_page, people[:number])
        chosen = [person.pk for person in people[:number]] if which == "chosen" else []
        value = {"heading": "", "people": chosen}
        drawn(block, value, rf, home_page)
        with CaptureQueriesContext(connection) as captured:
            assert len(strip(drawn(block, value, rf, home_page))) == number
        asked.append(len(captured))
    assert asked == [QUERIES_OF_A_BLOCK[which]] * 2


def test_the_preview_of_the_block_shows_people_who_need_not_be_there(admin_client, block):
    url = reverse("wagtailadmin_block_preview")
    page = get(admin_client, f"{url}?id={block.definition_prefix}")
    assert strip(page) == [("Juno Fable", []), ("Mina Figment", []), ("Otis Storey", [])]
    assert texts(page, "main h2") == ["Who teaches"]
    assert not Person.objects.exists()
    assert len(block.get_description()) <= 80
