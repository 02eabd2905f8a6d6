"""What the button below a page's form offers whoever reviews it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem

#: What a reviewer decides, the likeliest first: (action, whether it asks for a comment) → its words.
_DECISIONS = {
    ("approve", False): _("Approve and publish"),
    ("reject", True): _("Request changes"),
    ("approve", True): _("Publish with a comment"),
}
#: Publishing past a review tells the author nothing.
_PAST_THE_REVIEW = "action-publish"
#: What ending the review and submitting again do as well.
_ANEW = "action-restart-workflow"


class WithdrawMenuItem(CancelWorkflowMenuItem):
    """Ends the review without a decision, in words that name no machinery."""

    label = _("End the review, keep the draft")


def put_the_decision_first(
    items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]
) -> None:
    """Offer a reviewer the decision, not ways around it; what else there is stands below."""
    items[:] = [
        WithdrawMenuItem() if item.name == CancelWorkflowMenuItem.name else item
        for item in items
        if item.name != _ANEW
    ]
    found = {(item.name, getattr(item, "launch_modal", None)): item for item in items}
    page = context.get("page")
    if ("approve", False) not in found or not page.current_workflow_state.is_at_final_task:
        return
    decisions = []
    for key, label in _DECISIONS.items():
        if item := found.get(key):
            item.label = label
            decisions.append(item)
    rest = [item for item in items if item not in decisions and item.name != _PAST_THE_REVIEW]
    items[:] = [*decisions, *rest]
