"""The first steps at the front door."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from home.models import HomePage
from studio.first_steps import Step


def steps(request: HttpRequest) -> Iterator[Step]:
    """What the front door does not say or show yet, for whoever may change it."""
    home = HomePage.objects.order_by("pk").first()
    if home is None or not home.permissions_for_user(request.user).can_publish():
        return
    url = reverse("wagtailadmin_pages:edit", args=[home.pk])
    yield Step(
        words=_("Say at the front door what the studio does"),
        url=url,
        is_done=bool(home.hero_text),
        why=_("Two sentences below the first words, and publish them."),
    )
    yield Step(
        words=_("Hang a picture at the front door"), url=url, is_done=bool(home.hero_image_id)
    )
