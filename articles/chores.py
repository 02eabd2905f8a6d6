"""Periodic work of the room (see ``studio/chores.py``)."""

from datetime import timedelta

from django.conf import settings

from articles import inspecting, tasks
from articles.models import LinkCheck
from studio.chores import every


@every(timedelta(minutes=1))
def check_links() -> None:
    """Look whether links lead somewhere, where any is due."""
    if settings.CHECK_LINKS and LinkCheck.objects.due().exists():
        tasks.check_links.enqueue()


@every(timedelta(days=1))
def inspect_everything() -> None:
    """Look for what is wrong in all articles and sources, whatever was missed on the way."""
    inspecting.forget()
    tasks.inspect_all_articles.enqueue()
    tasks.inspect_all_sources.enqueue()
