"""Wagtail's list of keyboard shortcuts, under “?” and in the menu Help."""

from django.urls import reverse
from lxml import html


def test_the_list_of_keyboard_shortcuts_ends_with_that_of_the_footnote(admin_client, home_page):
    page = html.fromstring(admin_client.get(reverse("wagtailadmin_home")).content)
    rows = [
        " ".join(row.text_content().split())
        for row in page.xpath("//tbody[starts-with(@id, 'keyboard-short')]/tr")
    ]

    assert rows[0] == "Application"
    assert rows[-2:] == [
        "Footnotes",
        "Insert a footnote, or change the one at the caret Ctrl + Alt + f",
    ]
