"""What the addresses of the CMS are filled with: the first of each thing that is there."""

from django.apps import apps
from django.contrib.auth import get_user_model
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import (
    Collection,
    Page,
    Revision,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
    get_page_models,
)


def pk_of(model, **where):
    one = model.objects.filter(**where).order_by("pk").first()
    return one and one.pk


def an_article():
    """A page with people, text and history."""
    return pk_of(apps.get_model("articles.ArticlePage"), live=True)


def _event():
    return pk_of(apps.get_model("events.EventPage"), live=True)


FIRST = {
    "page_id": an_article,
    "page_pk": an_article,
    "page_to_move_id": an_article,
    "parent_page_id": lambda: pk_of(Page, depth=2),
    "revision_id": lambda: pk_of(Revision, object_id=str(an_article())),
    "destination_id": lambda: pk_of(Page, depth=2),
    "image_id": lambda: pk_of(apps.get_model("studio.StudioImage")),
    "document_id": lambda: pk_of(apps.get_model("wagtaildocs.Document")),
    "doc_id": lambda: pk_of(apps.get_model("wagtaildocs.Document")),
    "redirect_id": lambda: pk_of(apps.get_model("wagtailredirects.Redirect")),
    "query_id": lambda: pk_of(apps.get_model("wagtailsearchpromotions.Query")),
    "collection_id": lambda: pk_of(Collection, depth=2),
    "task_id": lambda: pk_of(Task),
    "workflow_pk": lambda: pk_of(Workflow),
    "task_state_id": lambda: pk_of(TaskState),
}


def _each_page(**where):
    """One page of each type that there is."""
    firsts = {}
    for page in Page.objects.filter(depth__gt=1, **where).order_by("pk"):
        firsts.setdefault(page.content_type_id, page)
    return list(firsts.values())


def _add_pages():
    ways = []
    for model in get_page_models():
        if not model.is_creatable or model.max_count == 1:
            continue
        parents = [one.specific for one in _each_page() if model.can_create_at(one.specific)]
        if parents:
            app, name = model._meta.app_label, model._meta.model_name
            ways.append(
                {
                    "content_type_app_name": app,
                    "content_type_model_name": name,
                    "parent_page_id": parents[0].pk,
                }
            )
    return ways


def _types(app="content_type_app_name", name="content_type_model_name"):
    return lambda: [
        {app: model._meta.app_label, name: model._meta.model_name}
        for model in get_page_models()
        if model.is_creatable
    ]


def _settings():
    return [
        {"app_name": one._meta.app_label, "model_name": one._meta.model_name}
        | ({"pk": pk_of(Site)} if hasattr(one, "for_site") else {})
        for one in settings_registry
    ]


def _bulk_actions():
    bulk_action_registry._scan_for_bulk_actions()
    return [
        {"app_label": app, "model_name": model, "action": action}
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def _in_workflow():
    state = WorkflowState.objects.filter(status="in_progress").first()
    if state is None:
        return None
    return {"page_id": int(state.object_id)}, state


def _workflow_action():
    if not (found := _in_workflow()):
        return []
    page, state = found
    return [page | {"action_name": "reject", "task_state_id": state.current_task_state_id}]


def _workflow_detail():
    if not (found := _in_workflow()):
        return []
    page, state = found
    return [page | {"workflow_state_id": state.pk}]


OWN = {
    "wagtailadmin_pages:edit": lambda: [{"page_id": page.pk} for page in _each_page()],
    "wagtailadmin_pages:add": _add_pages,
    "wagtailadmin_pages:preview_on_add": lambda: [],
    "wagtailadmin_pages:type_use": _types(),
    "wagtailadmin_pages:type_use_results": lambda: _types()()[:1],
    "wagtailadmin_pages:choose_parent": _types("app_label", "model_name"),
    "wagtailadmin_pages:workflow_action": _workflow_action,
    "wagtailadmin_pages:collect_workflow_action_data": _workflow_action,
    "wagtailadmin_pages:workflow_history_detail": _workflow_detail,
    "wagtailadmin_pages:revisions_compare": lambda: [
        {"pk": an_article(), "revision_id_a": "earliest", "revision_id_b": "latest"}
    ],
    "wagtailsettings:edit": _settings,
    "wagtail_bulk_action": _bulk_actions,
    "wagtailadmin_tag_model_autocomplete": lambda: [{"app_name": "taggit", "model_name": "tag"}],
    "wagtailadmin_workflows:add_task": lambda: [
        {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}
    ],
    "wagtailadmin_pages:convert_alias": lambda: [{"page_id": pk_of(Page, alias_of__isnull=False)}],
    "wagtailadmin_collections:edit": lambda: [{"pk": pk_of(Collection, depth=2)}],
    "wagtailadmin_collections:delete": lambda: [{"pk": pk_of(Collection, depth=2)}],
    "wagtailadmin_workflows:usage_results": lambda: [{"pk": pk_of(Workflow)}],
    "wagtailadmin_workflows:edit_task": lambda: [{"pk": pk_of(Task)}],
    "wagtailadmin_workflows:disable_task": lambda: [{"pk": pk_of(Task)}],
    "wagtailadmin_workflows:enable_task": lambda: [{"pk": pk_of(Task)}],
    "wagtailadmin_workflows:edit": lambda: [{"pk": pk_of(Workflow)}],
    "wagtailadmin_workflows:usage": lambda: [{"pk": pk_of(Workflow)}],
    "events_tell": lambda: [
        {"page_id": _event(), "revision_id": pk_of(Revision, object_id=str(_event()))}
    ],
    "events_changes": lambda: [{"page_id": _event()}],
    "events_cancel": lambda: [{"page_id": _event()}],
    "events_change_date": lambda: [
        {"occurrence_id": pk_of(apps.get_model("events.Occurrence")), "status": "cancelled"}
    ],
    "studio_guide": lambda: [{}],
    "devices_of": lambda: [{"user_id": pk_of(get_user_model(), is_superuser=True)}],
}
