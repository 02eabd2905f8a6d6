"""How an editor says who stands on the page of the teachers, and what is said of them."""

import pytest
from django.urls import reverse

from articles.tests.sent import tree, visible
from events.tests import editing
from home.models import TeachersPage
from home.tests.teachers import get, make_teachers, texts
from studio.tests import cast

pytestmark = pytest.mark.django_db


def names(page):
    return [str(one) for one in page.listed_teachers.all()]


def test_an_editor_chooses_who_stands_there_and_in_which_order(
    admin_client, client, home_page, juno, pia
):
    page = make_teachers(home_page, [juno])
    form = editing.form_of(admin_client, page)
    editing.add_row(form, "listed_teachers", person=pia.pk)
    editing.add_row(form, "listed_teachers", person="")  # not filled in yet
    form["listed_teachers-0-ORDER"] = "9"

    assert editing.post(admin_client, page, form, action="publish").status_code == 302

    assert texts(get(client, page.url), ".teacher h2") == ["Pia Lore", "Juno Fable"]


def test_whoever_writes_down_a_person_is_led_to_the_page_of_the_teachers(
    client, admin_client, home_page
):
    page, add = make_teachers(home_page, []), reverse("wagtailsnippets_studio_person:add")
    rows = {f"links-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}

    def told(client, name):
        answer = client.post(add, {"name": name, "slug": name, "more": "null", **rows}, follow=True)
        return {
            " ".join(one.text_content().split()): one.xpath(".//a/@href")
            for one in tree(answer).cssselect(".messages li.info")
        }

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert told(admin_client, "tilda") == {
        f"tilda does not stand among the teachers yet. Edit “{page.title}”": [edit]
    }
    client.force_login(cast.make_staff("ida", "add_person", "change_person", "view_person"))
    assert told(client, "otto") == {}


def test_nobody_is_named_twice(admin_client, home_page, juno):
    page = make_teachers(home_page, [juno])
    form = editing.form_of(admin_client, page)
    editing.add_row(form, "listed_teachers", person=juno.pk)

    refused = editing.refused(editing.post(admin_client, page, form, action="publish"))

    assert refused["listed_teachers-1-person"] == ["This teacher is named above already."]


@pytest.mark.parametrize("hears", [True, False], ids=["ids-heard", "ids-lost"])
@pytest.mark.parametrize("live", [True, False], ids=["published", "never-published"])
def test_a_row_is_one_row_however_often_the_autosave_sends_it(
    admin_client, home_page, juno, pia, live, hears
):
    page = make_teachers(home_page, [juno], publish=live)
    form = editing.form_of(admin_client, page)
    editing.add_row(form, "listed_teachers", person=pia.pk)
    for _time in range(3):
        answer = editing.autosave(admin_client, page, form)
        assert answer["success"] is True
        form = form | answer["field_updates"] if hears else form

    assert editing.post(admin_client, page, form, action="publish").status_code == 302
    assert names(TeachersPage.objects.get()) == ["Juno Fable", "Pia Lore"]


def test_the_longer_text_is_written_in_the_form_of_the_person(admin_client, juno):
    edit = reverse("wagtailsnippets_studio_person:edit", args=[juno.pk])
    page = tree(admin_client.get(edit))
    assert page.xpath("//textarea[@name='more'] | //input[@name='more']")
    assert "For the page of a teacher alone" in page.text_content()


def test_the_box_of_an_author_keeps_to_two_or_three_sentences(client, index, juno):
    cast.make_article(index, authors=[juno])
    author = get(client, "/articles/author/juno-fable/").cssselect("main")[0]
    assert "second opinion" in author.text_content()
    assert "nobody runs in front" not in visible(author)
