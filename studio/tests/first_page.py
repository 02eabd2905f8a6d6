"""The first page of the CMS, as somebody reads it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html

HOME = reverse("wagtailadmin_home")


def make_member(name, *groups):
    """Somebody who signs in, in groups that are there already."""
    user = get_user_model().objects.create_user(name, f"{name}@studio.example", "studio")
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


def said(element):
    return " ".join(element.text_content().split())


def today(client):
    """{line: where it leads} of the panel “Today”, in its order."""
    page = html.fromstring(client.get(HOME).text)
    return {
        said(line): line.cssselect("a")[0].get("href") for line in page.cssselect(".today__line")
    }


def panel(client, name):
    """The panel of that name, or None."""
    found = html.fromstring(client.get(HOME).text).cssselect(f"#{name}-section")
    return found[0] if found else None


def rows(client, url):
    """How many rows the list has to which a line leads."""
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    body = html.fromstring(answer.text).cssselect("table.listing tbody tr")
    return len(body) or len(html.fromstring(answer.text).cssselect("tbody tr"))
