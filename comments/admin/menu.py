"""The way to the queue, with the number of comments that wait."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.permissions import policy_registry

from comments.models import Comment
from comments.permissions import moderatable


class QueueMenuItem(MenuItem):
    """Shown to those who moderate something; one query for the number, another for the right."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Comment)
        return policy.user_has_permission(request.user, "view")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        item: Any = super().render_component(request)
        waiting = moderatable(request.user).waiting().count()
        if waiting:
            spoken = _("Reader comments, waiting: %(count)s") % {"count": waiting}
            # shown by comments/admin/menu.css
            item.attrs = {**item.attrs, "data-waiting": waiting, "aria-label": spoken}
        return item
