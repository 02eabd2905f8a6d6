"""Work done behind the asker's back, by ``manage.py worker``."""

from django.conf import settings
from django.utils import translation
from django_tasks import task
from wagtail.models import Site

from studio.own_data import services
from studio.tasks import forget_arguments


@task()
def send_own_data_link(email: str, site_id: int, language: str = "") -> None:
    """Write to ``email`` where to see what is kept about it, if anything is.

    In the language in which somebody asked; in that of the site where none is told.
    """
    forget_arguments(send_own_data_link)
    site = Site.objects.filter(pk=site_id).first()
    if site:
        with translation.override(language or settings.LANGUAGE_CODE):
            services.send_link(email=email, site=site)
