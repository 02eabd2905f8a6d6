from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from home import own_pages as pages_of_home
from home import services
from home.admin import arrivals, dashboard
from home.admin.bulk import AnsweredInBulk, EraseInBulk, SpamInBulk, WaitingInBulk
from home.first_steps import steps
from home.own_data import holding
from home.personal_data import declare
from home.specimens import specimens
from home.viewsets import MessageViewSet
from studio import first_steps, own_data, own_pages, personal_data, styleguide, today

hooks.register(first_steps.HOOK, steps, order=20)
hooks.register(styleguide.HOOK, specimens, order=40)
hooks.register(personal_data.HOOK, declare, order=20)
hooks.register(own_data.HOOK, holding, order=40)

hooks.register(own_pages.HOOK, pages_of_home.of_teachers)
hooks.register("after_create_snippet", arrivals.lead_to_the_teachers)

# --- messages ----------------------------------------------------------------------

register_snippet(MessageViewSet)

# after Wagtail's own, whose "delete" ours takes the place of
for action in (AnsweredInBulk, SpamInBulk, WaitingInBulk, EraseInBulk):
    hooks.register("register_bulk_action", action, order=100)

hooks.register(today.HOOK, dashboard.lines, order=25)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    codenames = ("view_message", "change_message", "delete_message")
    return Permission.objects.filter(content_type__app_label="home", codename__in=codenames)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(services.MARKED, _("Mark a message"), _("Marked"))
    actions.register_action(services.ERASED, _("Delete a message"), _("Deleted for good"))
