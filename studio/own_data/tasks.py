"""Work done behind the asker's back, by ``manage.py worker``."""

from django_tasks import task
from wagtail.models import Site

from studio.own_data import services
from studio.tasks import forget_arguments


@task()
def send_own_data_link(email: str, site_id: int) -> None:
    """Write to ``email`` where to see what is kept about it, if anything is."""
    forget_arguments(send_own_data_link)
    site = Site.objects.filter(pk=site_id).first()
    if site:
        services.send_link(email=email, site=site)
