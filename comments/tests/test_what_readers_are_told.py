"""What everybody may read about what comments keep."""

from django.urls import reverse

from comments.tests import cast


def test_the_privacy_page_tells_the_sites_own_numbers(home_page, client):
    cast.arrange(network_days=17, email_days=401, unwanted_days=23)
    page = client.get("/comments/privacy/").content.decode()
    for told in ("17 days.", "401 days after the comment", "23 days after the decision."):
        assert told in page
    cast.arrange(network_days=1, email_days=0, offers_remembering=False)
    page = client.get("/comments/privacy/").content.decode()
    assert "1 day." in page
    assert "As long as the comment; where you want letters" in page
    assert "cookie with your name" not in page
    assert client.cookies == {}


def test_the_privacy_page_takes_no_posts(home_page, client):
    assert client.post("/comments/privacy/").status_code == 405


def test_who_sets_the_days_is_led_to_what_readers_are_told(home_page, admin_client):
    site = home_page.get_site()
    edit = reverse("wagtailsettings:edit", args=["comments", "commentsettings", site.pk])
    assert 'href="/comments/privacy/"' in admin_client.get(edit).content.decode()
