"""A site to begin with: the pages no studio does without, its address, its roles."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from articles.models import ArticleIndexPage
from events.pages import EventIndexPage
from home.models import ContactPage, HomePage
from studio.furnishing.roles import make_roles, make_workflow
from studio.models import Navigation, SiteSettings


def is_empty() -> bool:
    """Whether nobody has begun a site here."""
    return not HomePage.objects.exists()


@transaction.atomic
def begin(name: str) -> None:
    """An empty studio called ``name``: home page, articles, events, contact, menus, roles."""
    home = make_home(title=name, hero_heading=name)
    index = home.add_child(instance=ArticleIndexPage(title=gettext("Articles"), slug="articles"))
    events = home.add_child(instance=EventIndexPage(title=gettext("Events"), slug="events"))
    contact = home.add_child(
        instance=ContactPage(title=gettext("Contact"), slug="contact", has_form=True)
    )
    for page in (home, index, events, contact):
        page.save_revision().publish()
    site = Site.objects.get(is_default_site=True)
    studio = SiteSettings.for_site(site)
    studio.name = name
    studio.save()
    navigation = Navigation.for_site(site)
    for page in (index, events, contact):
        navigation.main_menu.create(page=page)
    navigation.save()
    make_order(home, index)


def make_home(**fields: Any) -> HomePage:
    """The front door, in the place of Wagtail's welcome page, at the address of ``BASE_URL``."""
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    locale, _created = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(locale=locale, slug="home", **fields))
    address = urlsplit(settings.BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": fields["title"],
        },
    )
    return home


def make_order(home: HomePage, index: ArticleIndexPage) -> None:
    """Who may do what, and who approves what others wrote."""
    root = home.get_parent()
    make_roles({"Editors": root, "Authors": index})
    make_workflow(root)
