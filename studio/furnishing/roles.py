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
]

#: Group → permissions. Those that read ``page:`` hold below the page the group is given,
#: those that read ``collection:`` for all pictures and documents.
ROLES: dict[str, list[str]] = {
    "Editors": [
        *(ENTER, *WORDS),
        *("studio.change_sitesettings", "studio.change_navigation"),
        *("studio.view_letter", "studio.resend_letter"),
        *("page:add_page", "page:change_page", "page:publish_page", "page:lock_page"),
        *("page:unlock_page", "page:bulk_delete_page"),
        *("collection:add_image", "collection:change_image", "collection:choose_image"),
        *("collection:add_document", "collection:change_document", "collection:choose_document"),
    ],
    "Authors": [
        ENTER,
        *("page:add_page", "page:change_page"),
        *("collection:add_image", "collection:choose_image"),
        *("collection:add_document", "collection:choose_document"),
    ],
    "Moderators": [ENTER],
    "Event staff": [ENTER, "studio.view_letter", "studio.resend_letter"],
    "Teachers": [ENTER],
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
