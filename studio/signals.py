from typing import Any

from django.dispatch import receiver
from wagtail.models import Page, WorkflowState
from wagtail.signals import page_published, workflow_submitted

from studio import pictures


@receiver(page_published)
def prepare_pictures(instance: Page, **_: Any) -> None:
    """A published page gets its pictures made ahead."""
    pictures.prepare(instance)


@receiver(
    workflow_submitted,
    sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)
def tell_owners_once(**_: Any) -> None:
    """Stands where Wagtail's letter to owners would; they get that of the task, as all who approve."""
