"""What an editor is told who has just written somebody down: where that is shown."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from home.models import TeachersPage
from studio.models import Person


def lead_to_the_teachers(request: HttpRequest, instance: Any) -> None:
    """A new person stands on no page yet; whoever may write the teachers' page is led there."""
    if not isinstance(instance, Person):
        return
    page = TeachersPage.objects.order_by("pk").first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        return
    told = _("%(name)s does not stand among the teachers yet.") % {"name": instance.name}
    label = _("Edit “%(page)s”") % {"page": page.title}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    messages.info(request, told, buttons=[messages.button(url, label)])
