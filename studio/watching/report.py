"""The page in the CMS that says how the site is; for superusers, and whoever was given the right."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from studio.watching import condition, database

URL_NAME = "studio_condition"
PERMISSION = "studio.view_condition"
ICON = "info-circle"
#: Seconds that one question may take.
PATIENCE = 3.0


class ConditionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A line for each thing; nothing to press."""

    http_method_names = ["get", "head", "options"]
    page_title = _("How is my site")
    header_icon = ICON
    template_name = "studio/admin/condition.html"

    def user_has_permission(self, permission: str) -> bool:
        return self.request.user.has_perm(permission)

    permission_required = PERMISSION

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with database.patient_for(PATIENCE):
            found = condition.findings()
        return super().get_context_data(findings=found, worst=condition.worst(found), **kwargs)


class ConditionMenuItem(MenuItem):
    """For those who may look; it asks no database."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)
