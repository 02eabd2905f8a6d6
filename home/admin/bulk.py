"""The same about many messages at once, as Wagtail's bulk actions.

Wagtail asks about each object; here all are asked about in one statement, so the number
of queries is the same for 1 and for hundreds.
"""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from home import services
from home.admin.filters import chosen
from home.admin.views import LIST
from home.models import Message, MessageStatus
from studio import accesses

#: Messages that one action is about.
MOST_AT_ONCE = 500
_NUMBER = re.compile("[0-9]{1,18}")


class MessageBulkAction(SnippetBulkAction):
    """What all have in common: GET asks, POST acts."""

    models = [Message]
    template_name = "home/admin/messages_in_bulk.html"
    permission = "home.change_message"
    #: What is said when it is done, by ``count``.
    done: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def found(self) -> list[Message]:
        """The messages that are meant; one query."""
        asked = self.request.GET.getlist("id")
        if "all" in asked:
            return list(chosen(self.request)[:MOST_AT_ONCE])
        numbers = {int(number) for number in asked[:MOST_AT_ONCE] if _NUMBER.fullmatch(number)}
        found = list(Message.objects.filter(pk__in=numbers)) if numbers else []
        if not found:
            raise Http404
        return found

    def get_actionable_objects(self) -> tuple[list[Message], dict[str, Any]]:
        return self.found, {"items_with_no_access": []}

    def object_context(self, obj: Message) -> dict[str, Any]:
        return {"item": obj}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"title": self.aria_label, "verb": self.display_name}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        return accesses.saw(self.request, answer, LIST, rows=len(self.found), asked="marked")

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": self.request.user}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return self.done % {"count": num_parent_objects}


class _MarkInBulk(MessageBulkAction):
    status: MessageStatus

    @classmethod
    def execute_action(cls, objects: list[Message], *, by: Any, **kwargs: Any) -> tuple[int, int]:
        services.mark([one.pk for one in objects], status=cls.status, by=by)
        return len(objects), 0


class AnsweredInBulk(_MarkInBulk):
    """Nothing is left to do about them."""

    display_name = _("Answered")
    aria_label = _("Mark the chosen messages as answered")
    action_type = "answered"
    action_priority = 10
    status = MessageStatus.ANSWERED
    done = ngettext_lazy(
        "%(count)d message is marked as answered.",
        "%(count)d messages are marked as answered.",
        "count",
    )


class SpamInBulk(_MarkInBulk):
    """Nobody has to answer them."""

    display_name = _("Spam")
    aria_label = _("Mark the chosen messages as spam")
    action_type = "spam"
    action_priority = 20
    status = MessageStatus.SPAM
    done = ngettext_lazy(
        "%(count)d message is marked as spam.", "%(count)d messages are marked as spam.", "count"
    )


class WaitingInBulk(_MarkInBulk):
    """Somebody has to answer them after all."""

    display_name = _("Waiting")
    aria_label = _("Let the chosen messages wait again")
    action_type = "waiting"
    action_priority = 30
    status = MessageStatus.WAITING
    done = ngettext_lazy(
        "%(count)d message waits again.", "%(count)d messages wait again.", "count"
    )


class EraseInBulk(MessageBulkAction):
    """Under the name of Wagtail's own action, whose place it takes: letters go as well."""

    display_name = _("Delete")
    aria_label = _("Delete the chosen messages for good")
    action_type = "delete"
    action_priority = 40
    classes = {"serious"}
    permission = "home.delete_message"
    done = ngettext_lazy(
        "%(count)d message is deleted.", "%(count)d messages are deleted.", "count"
    )

    @classmethod
    def execute_action(cls, objects: list[Message], *, by: Any, **kwargs: Any) -> tuple[int, int]:
        number = services.erase([one.pk for one in objects], by=by)
        accesses.erased(LIST, by=by, rows=number)
        return number, 0
