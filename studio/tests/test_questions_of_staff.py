"""What staff look for and choose: each of these was a 500, found by studio/tests/fuzzing/."""

import pytest

from articles.models import Topic
from events.tests import cast as events_cast
from studio.tests import cast

pytestmark = pytest.mark.django_db
HUGE = "9" * 30


@pytest.mark.parametrize("order", ["", "&ordering=name", "&ordering=-name"])
def test_a_topic_is_found_by_its_name_in_any_order(admin_client, home_page, order):
    Topic.objects.create(name="Breathing", slug="breathing")
    Topic.objects.create(name="Sleep", slug="sleep")

    page = admin_client.get(f"/admin/snippets/articles/topic/?q=breath{order}").content.decode()

    assert "Breathing" in page
    assert "Sleep" not in page


@pytest.mark.parametrize("order", ["name", "-name"])
def test_places_are_sorted_while_they_are_searched(admin_client, home_page, order):
    assert admin_client.get(f"/admin/places/?q=hall&ordering={order}").status_code == 200


def test_a_picture_of_a_tag_is_found_by_a_word(admin_client, home_page):
    image = cast.make_image("Lighthouse")
    image.tags.add("sea")
    image.save()

    page = admin_client.get("/admin/images/chooser/results/?q=lighthouse&tag=sea")

    assert page.status_code == 200
    assert "Lighthouse" in page.content.decode()


@pytest.mark.parametrize(
    "chooser",
    ["sources/choose", "snippets/choose/studio/person", "place_chooser", "images/chooser"],
)
@pytest.mark.parametrize("key", ["%00", "%C2%B2", ":", HUGE])
def test_what_cannot_be_a_key_is_no_choice(admin_client, home_page, chooser, key):
    for address in (f"chosen/{key}/", f"chosen-multiple/?id={key}"):
        answer = admin_client.get(f"/admin/{chooser}/{address}")
        assert answer.status_code in {400, 404} or answer.json()["step"], address


@pytest.mark.parametrize("path", [f"{HUGE}/changes/", f"{HUGE}/cancel/", f"{HUGE}/publish/1/"])
def test_an_event_with_a_number_that_none_can_have_is_none(admin_client, home_page, path):
    assert admin_client.get(f"/admin/events/{path}").status_code in {400, 404}


@pytest.mark.parametrize("way", ["%EF%BF%BD", "nowhere", "studio_guide", "//evil.example", "%00"])
def test_a_way_back_that_is_none_leads_home_and_to_no_other_site(admin_client, home_page, way):
    event = events_cast.make_event(home_page)

    for address in (
        f"/admin/registrations/write/?next={way}",
        f"/admin/registrations/together/?next={way}",
        f"/admin/events/{event.pk}/cancel/?next={way}",
    ):
        answer = admin_client.get(address)
        assert answer.status_code < 500, address
        assert "evil.example" not in answer.get("Location", ""), address
