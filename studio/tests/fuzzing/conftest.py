import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.users.models import UserProfile

from studio.models import User
from studio.tests.furnished import furnish_quietly
from studio.tests.in_two_languages import german_too


@pytest.fixture(scope="package")
def _furnished_once(django_db_setup, django_db_blocker):
    """The demo site in two languages, with a page behind a password; made once, it takes seconds."""
    with django_db_blocker.unblock(), german_too(), transaction.atomic():
        with transaction.atomic():
            furnish_quietly()
            Site.objects.update(hostname="testserver", port=80)
            closed = Page.objects.live().filter(depth=3).last()
            PageViewRestriction.objects.create(
                page=closed, restriction_type="password", password="juniper"
            )
            # Wagtail makes one when it is first asked, also by a request that it refuses
            UserProfile.get_for_user(User.objects.filter(is_superuser=True).first())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def furnished(_furnished_once, db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def visitor(furnished):
    return Client()


@pytest.fixture
def owner(furnished):
    """Signed in, and may do everything: nothing is refused for want of a right."""
    client = Client()
    client.force_login(User.objects.filter(is_superuser=True).first())
    return client
