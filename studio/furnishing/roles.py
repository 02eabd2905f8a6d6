"""What each group of the demo site may do, and who approves what an author submits."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

ENTER = "wagtailadmin.access_admin"
WORDS = [
    *(f"articles.{verb}_topic" for verb in ("add", "change", "delete")),
    *(f"studio.{verb}_person" for verb in ("add", "change", "delete")),
    *(f"articles.{verb}_source" for verb in ("add", "change", "delete")),
]
#: Whoever writes puts into the library what it lacks; to delete and to merge moves others' notes.
LIBRARY = [f"articles.{verb}_source" for verb in ("add", "change")]
#: What the front desk does with people who registered.
DESK = ("view", "add", "change", "check_in")

#: What whoever answers does with messages from the contact page; to delete one is to erase it.
MESSAGES = ("view", "change", "delete")

#: Group → permissions. Those that read ``page:`` hold below the page the group is given,
#: those that read ``collection:`` for all pictures and documents.
ROLES: dict[str, list[str]] = {
    "Editors": [
        *(ENTER, *WORDS, "simple_translation.submit_translation"),
        # no letters: the outbox shows who registered for what
        *("studio.change_sitesettings", "studio.change_navigation"),
        *("comments.moderate_comment", "comments.change_commentrules"),
        "comments.change_commentsettings",
        *(f"home.{verb}_message" for verb in MESSAGES),
        # events as pages, with their places, consents and settings; nobody who registered
        *(f"events.{verb}_place" for verb in ("add", "change")),
        *(f"events.{verb}_consentdocument" for verb in ("add", "change")),
        "events.change_eventsettings",
        *("page:add_page", "page:change_page", "page:publish_page", "page:lock_page"),
        *("page:unlock_page", "page:bulk_delete_page"),
        *("collection:add_image", "collection:change_image", "collection:choose_image"),
        *("collection:add_document", "collection:change_document", "collection:choose_document"),
    ],
    "Authors": [
        *(ENTER, *LIBRARY, "comments.moderate_own_comment"),
        *("page:add_page", "page:change_page"),
        *("collection:add_image", "collection:choose_image"),
        *("collection:add_document", "collection:choose_document"),
    ],
    # The rules are a moderator's tool: whoever sees what they let through mends them, and
    # may look first what would change. The settings are not: they say who may speak at all
    # and how long personal data is kept, which is for whoever answers for the studio.
    "Moderators": [
        *(ENTER, "comments.moderate_comment", "comments.change_commentrules"),
        *(f"home.{verb}_message" for verb in MESSAGES),
    ],
    "Event staff": [
        *(ENTER, "studio.view_letter", "studio.resend_letter"),
        *(f"events.{verb}_registration" for verb in DESK),
    ],
    # Files leave the site, and nobody can call them back: to take one is a right of its own.
    "Registrars": [
        *(ENTER, "studio.view_letter", "studio.resend_letter"),
        *(f"events.{verb}_registration" for verb in (*DESK, "export")),
    ],
    "Privacy officers": [ENTER, "events.view_registration", "events.erase_registration"],
    "Teachers": [ENTER, "comments.moderate_own_comment", "events.view_own_registration"],
}


def make_roles(pages: dict[str, Page]) -> None:
    """Give each group just what it needs; ``pages`` tells below which page it works."""
    everything = Collection.get_first_root_node()
    for name, permissions in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.clear()
        group.page_permissions.all().delete()
        group.collection_permissions.all().delete()
        for permission in permissions:
            scope, _colon, codename = permission.rpartition(":")
            if scope == "page":
                GroupPagePermission.objects.create(
                    group=group, page=pages[name], permission=_find("wagtailcore", codename)
                )
            elif scope == "collection":
                # of Wagtail's own models, also where ours take their place
                app = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
                GroupCollectionPermission.objects.create(
                    group=group, collection=everything, permission=_find(app, codename)
                )
            else:
                group.permissions.add(_find(*codename.split(".")))


def make_workflow(root: Page) -> None:
    """What an author submits, an editor approves: for all pages below ``root``.

    It takes the place of the workflow that Wagtail's migrations wrote, whose
    Moderators may not publish here.
    """
    written = Workflow.objects.filter(workflow_pages__page=root)
    Task.objects.filter(workflow_tasks__workflow__in=written).delete()
    written.delete()
    workflow = Workflow.objects.create(name=gettext("Editors"))
    task = GroupApprovalTask.objects.create(name=gettext("Approval by an editor"))
    task.groups.add(Group.objects.get(name="Editors"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)


def _find(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
