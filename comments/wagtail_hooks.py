from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from comments import figures as comment_figures
from comments.admin import dashboard, deletions, log
from comments.admin.areas import AreaFormSet
from comments.admin.bulk import ApproveInBulk, RejectInBulk, SpamInBulk, TrashInBulk
from comments.admin.deletions import DeletePagesBulkAction
from comments.admin.report import ICON as REPORT_ICON
from comments.admin.report import URL_NAME as REPORT_URL_NAME
from comments.admin.report import ReportMenuItem, WorkloadView
from comments.admin.rights import CommentPermissionPolicy
from comments.admin.rules import ICON as RULES_ICON
from comments.admin.rules import URL_NAME as RULES_URL_NAME
from comments.admin.rules import (
    RulesMenuItem,
    RulesPermissionForm,
    RulesURLFinder,
    RulesView,
    redirect_to_rules,
)
from comments.models import Comment, CommentRules
from comments.own_data import holding
from comments.personal_data import declare
from comments.viewsets import CommentViewSet
from studio import own_data, personal_data, today
from studio.watching import figures

# before anything asks for the policy of comments
register_permission_policy(Comment, CommentPermissionPolicy(Comment))

register_snippet(CommentViewSet)

# after Wagtail's own, whose "delete" ours takes the place of
for action in (ApproveInBulk, RejectInBulk, SpamInBulk, TrashInBulk):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("insert_global_admin_css")
def insert_menu_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("comments/admin/menu.css"))


# --- what is not the queue: rules, sections, dashboard, report, history, deletions -----


register_permission_policy(CommentRules, CommentRules.get_permission_policy())
register_admin_url_finder(CommentRules, RulesURLFinder)


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLPattern]:
    report, rules = "reports/reader-comments/", "reader-comments/rules/"
    return [
        path(rules, redirect_to_rules, name=RULES_URL_NAME),
        path(f"{rules}<int:pk>/", RulesView.as_view(), name=RULES_URL_NAME),
        path(report, WorkloadView.as_view(), name=REPORT_URL_NAME),
        path(
            f"{report}results/",
            WorkloadView.as_view(results_only=True),
            name=f"{REPORT_URL_NAME}_results",
        ),
    ]


@hooks.register("register_settings_menu_item")
def register_rules_menu_item() -> RulesMenuItem:
    label, url = _("Comment rules"), reverse(RULES_URL_NAME)
    return RulesMenuItem(label, url, name="comment-rules", icon_name=RULES_ICON, order=301)


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> ReportMenuItem:
    label, url = _("Comments: load and reaction time"), reverse(REPORT_URL_NAME)
    return ReportMenuItem(label, url, name="comments", icon_name=REPORT_ICON, order=650)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    codenames = ("moderate_comment", "moderate_own_comment", "change_commentrules")
    return Permission.objects.filter(content_type__app_label="comments", codename__in=codenames)


@hooks.register("register_group_permission_panel")
def register_areas_panel() -> type:
    return AreaFormSet


@hooks.register("register_group_permission_panel")
def register_rules_permission_panel() -> type:
    return RulesPermissionForm


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    log.register(actions)


hooks.register(today.HOOK, dashboard.lines, order=30)
hooks.register(figures.HOOK, comment_figures.figures)
hooks.register(personal_data.HOOK, declare, order=30)
hooks.register(own_data.HOOK, holding, order=30)


@hooks.register("before_delete_page")
def tell_of_comments_below(request: HttpRequest, page: Page) -> None:
    deletions.tell(request, [page])


# after Wagtail's own of the same name, whose place it takes
hooks.register("register_bulk_action", DeletePagesBulkAction, order=1)
