"""Every address of the site, from the URLconf, with something real in its place of arguments.

An address is called by its name, as ``reverse`` knows it; one without a name by its pattern.
Where it matters whose the thing is, there are several of a name, each with a word behind it.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

#: Beginning of a name → word → thing of the world whose number the address takes. The first
#: that fits is taken. An empty word: it is the same for whatever is asked.
THINGS: list[tuple[str, dict[str, str]]] = [
    ("wagtailadmin_api:pages", {"live": "article", "draft": "draft"}),
    ("wagtailapi:pages", {"live": "article", "draft": "draft", "private": "private"}),
    ("wagtailadmin_api:documents", {"open": "document", "private": "private_document"}),
    ("wagtailadmin_api:images", {"": "image"}),
    ("wagtailadmin_explore", {"article": "index", "event": "events"}),
    ("wagtailadmin_choose_page_child", {"": "home"}),
    ("wagtailadmin_pages:workflow", {"": "submitted"}),
    ("wagtailadmin_pages:collect_workflow", {"": "submitted"}),
    ("wagtailadmin_pages:confirm_workflow", {"": "submitted"}),
    ("wagtailadmin_pages:convert_alias", {"": "alias"}),
    ("wagtailadmin_pages:add", {"article": "index", "event": "events"}),
    ("wagtailadmin_pages:preview_on_add", {"article": "index", "event": "events"}),
    ("wagtailadmin_pages:", {"article": "article", "event": "other_event", "draft": "draft"}),
    ("wagtailadmin_collections:", {"": "drawer"}),
    ("wagtailadmin_workflows:remove", {"": "article"}),
    ("wagtailadmin_workflows:edit_task", {"": "task"}),
    ("wagtailadmin_workflows:disable_task", {"": "task"}),
    ("wagtailadmin_workflows:enable_task", {"": "task"}),
    ("wagtailadmin_workflows:", {"": "workflow"}),
    ("registrations_modeladmin_", {"own": "registration", "other": "other_registration"}),
    ("events_", {"own": "event", "other": "other_event"}),
    ("reader_comments_rules", {"": "site"}),
    ("reader_comments:", {"own": "comment", "other": "other_comment"}),
    ("references_report", {"": "source"}),
    ("wagtailredirects:", {"": "redirect"}),
    ("wagtailforms:", {"": "contact"}),
    ("wagtailsearchpromotions:", {"": "query"}),
    ("simple_translation:submit_page", {"": "article"}),
    ("admin/translation/submit/page/", {"": "article"}),
    ("wagtaildocs_chooser:", {"": "private_document"}),
    ("wagtaildocs:", {"": "private_document"}),
    ("wagtailimages", {"": "image"}),
    ("messages:", {"": "message"}),
    ("letters:", {"": "letter"}),
    ("wagtailsnippets_articles_topic:", {"": "topic"}),
    ("wagtailsnippetchoosers_articles_topic:", {"": "topic"}),
    ("sources:", {"": "source"}),
    ("source_chooser:", {"": "source"}),
    ("wagtailsnippets_studio_person:", {"": "person"}),
    ("wagtailsnippetchoosers_studio_person:", {"": "person"}),
    ("places:", {"": "place"}),
    ("place_chooser:", {"": "place"}),
    ("consents:", {"": "consent"}),
    ("wagtaillocales:", {"": "locale"}),
    ("wagtailsites:", {"": "site"}),
    ("wagtailusers_users:", {"member": "member", "owner": "owner"}),
    ("wagtailusers_groups:", {"": "group"}),
    ("comments:page_feed", {"live": "article", "private": "private"}),
    ("events:page_feed", {"": "event"}),
]

#: Names of arguments that hold the number of that thing.
_NUMBERS = {
    *("pk", "page_id", "parent_page_id", "page_to_move_id", "instance_pk", "page_pk", "doc_id"),
    *("document_id", "image_id", "redirect_id", "query_id", "collection_id", "object_id"),
}

#: What is asked for besides: nothing is found without it.
QUESTIONS = {
    "registrations_modeladmin_write": "?id={}",
    "registrations_modeladmin_together": "?do=cancel&id={}",
}


def every_name(patterns: Any = None, spaces: str = "", above: str = "") -> Iterator[Any]:
    """Name or pattern, and the names of the arguments, of each address there is."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        written = above + str(one.pattern)
        if hasattr(one, "url_patterns"):
            space = f"{spaces}{one.namespace}:" if one.namespace else spaces
            yield from every_name(one.url_patterns, space, written)
        else:
            groups = one.pattern.regex.groupindex
            yield (f"{spaces}{one.name}" if one.name else written), written, list(groups)


def every_address(w: Any) -> dict[str, str]:
    """Name with its word → path, of all addresses with the things of this world."""
    found: dict[str, str] = {}
    done = set()
    for name, written, arguments in every_name():
        if name in SPECIAL and name in done:
            continue  # said at once for all addresses of the name
        done.add(name)
        for word, path in _paths(name, written, arguments, w):
            called = " ".join(filter(None, (name, word)))
            while called in found:  # two addresses of a name, which take different arguments
                called += " +"
            found[called] = path
    return found


def _paths(name: str, written: str, arguments: list[str], w: Any) -> Iterator[tuple[str, str]]:
    if name in SPECIAL:
        yield from SPECIAL[name](w)
        return
    if not arguments:
        question = QUESTIONS.get(name, "").format(w.registration.pk)
        yield "", (reverse(name) if name != written else f"/{written}") + question
        return
    things = next((words for start, words in THINGS if name.startswith(start)), {"": "article"})
    if not _NUMBERS & set(arguments):
        things = dict([next(iter(things.items()))])
    for word, attribute in things.items():
        thing = getattr(w, attribute)
        given = {one: _value(one, name, thing, w) for one in arguments}
        if name == written:  # it has no name: the pattern itself
            yield word, f"/{written.replace('<int:page_id>', str(thing.pk))}"
        else:
            yield word, reverse(name, kwargs=given)


def _value(argument: str, name: str, thing: Any, w: Any) -> Any:
    if argument in _NUMBERS:
        return thing.pk
    if argument in {"content_type_app_name", "app_label", "app_name", "content_type_model_name"} | {
        "model_name"
    }:
        meta = _model(name, thing, w)
        return meta.app_label if "app" in argument else meta.model_name
    return {
        "action_name": "approve" if "workflow" in name else "publish",
        "destination_id": w.index.pk,
        "digest": "0123456789abcdef",
        "filter_spec": "width-100",
        "name": "articles",
        "occurrence_id": w.occurrence.pk,
        "page_view_restriction_id": w.restriction.pk,
        "restriction_id": w.safe_restriction.pk,
        "revision_id": getattr(getattr(thing, "latest_revision", None), "pk", 1),
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "section": "pages",
        "session_id": w.session.pk,
        "status": "cancelled",
        "task_id": w.task.pk,
        "task_state_id": w.task_state.pk,
        "uploaded_file_id": w.upload.pk,
        "user_id": w.member.pk,
        "workflow_pk": w.workflow.pk,
        "workflow_state_id": w.workflow_state.pk,
    }[argument]


def _model(name: str, thing: Any, w: Any) -> Any:
    """Of what kind the address is about."""
    if name == "wagtailadmin_workflows:add_task":
        return w.task.specific_deferred._meta
    if name.startswith("wagtailadmin_pages:") and thing in (w.index, w.events):
        return (w.article if thing == w.index else w.other_event)._meta
    if "tag" in name:
        return type(w.image).tags.through.tag_model()._meta
    if "editing_sessions" in name or "simple_translation" in name:
        return w.topic._meta if "snippet" in name else w.home.page_ptr._meta
    return thing._meta


def _bulk(w: Any) -> Iterator[tuple[str, str]]:
    """Each action with many, for each kind of thing that has some."""
    things = {
        "page": {"article": w.article, "event": w.other_event},
        "comment": {"own": w.comment, "other": w.other_comment},
        "user": {"member": w.member, "owner": w.owner},
        "topic": {"": w.topic},
        "person": {"": w.person},
        "source": {"": w.source},
        "message": {"": w.message},
        "document": {"": w.private_document},
        "image": {"": w.image},
        "studioimage": {"": w.image},
    }
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in sorted(bulk_action_registry.actions.items()):
        for model, actions in sorted(models.items()):
            for action in sorted(actions):
                for word, thing in things[model].items():
                    address = reverse("wagtail_bulk_action", args=[app, model, action])
                    called = " ".join(filter(None, (model, action, word)))
                    yield called, f"{address}?id={thing.pk}"


def _settings(w: Any) -> Iterator[tuple[str, str]]:
    for model in w.settings:
        label = (model._meta.app_label, model._meta.model_name)
        yield label[1], reverse("wagtailsettings:edit", args=[*label, w.site.pk])
        yield f"{label[1]} of the site", reverse("wagtailsettings:edit", args=label)


def _pages(w: Any) -> Iterator[tuple[str, str]]:
    """What visitors see, and what they do not."""
    for name in ("article", "event", "contact", "private", "locked", "draft"):
        yield name, getattr(w, name).get_url()


def _documents(w: Any) -> Iterator[tuple[str, str]]:
    for name in ("document", "private_document", "safe_document"):
        yield name, getattr(w, name).url


def _snippet_usage(w: Any) -> Iterator[tuple[str, str]]:
    args = ["articles", "topic", w.topic.pk]
    yield "", reverse("simple_translation:submit_snippet_translation", args=args)


def _editing(w: Any) -> Iterator[tuple[str, str]]:
    name = "wagtailadmin_editing_sessions:ping"
    for word, label, thing in (
        ("article", ("wagtailcore", "page"), w.article),
        ("event", ("wagtailcore", "page"), w.other_event),
        ("topic", ("articles", "topic"), w.topic),
    ):
        yield word, reverse(name, args=[*label, thing.pk, w.session.pk])


def _tags(w: Any) -> Iterator[tuple[str, str]]:
    yield "", f"{reverse('wagtailadmin_tag_autocomplete')}?term=a"


def _manage(name: str) -> Any:
    def find(w: Any) -> Iterator[tuple[str, str]]:
        yield "right", reverse(name, args=[w.manage_token])
        yield "wrong", reverse(name, args=["wrong"])

    return find


def _mailed(verb: str) -> Any:
    def find(w: Any) -> Iterator[tuple[str, str]]:
        yield "right", reverse(f"comments:{verb}", args=[w.reader_tokens[verb]])
        yield "wrong", reverse(f"comments:{verb}", args=["wrong"])

    return find


def _own_data(w: Any) -> Iterator[tuple[str, str]]:
    yield "right", reverse("own_data", args=[w.own_data_token])
    yield "wrong", reverse("own_data", args=["wrong"])


def _reset(w: Any) -> Iterator[tuple[str, str]]:
    number = urlsafe_base64_encode(force_bytes(w.owner.pk))
    yield "", reverse("wagtailadmin_password_reset_confirm", args=[number, "wrong-token"])


def _chosen_multiple(name: str, attribute: str) -> Any:
    return lambda w: iter([("", f"{reverse(name)}?{urlencode({'id': getattr(w, attribute).pk})}")])


SPECIAL: dict[str, Any] = {
    "wagtail_bulk_action": _bulk,
    "wagtailsettings:edit": _settings,
    "wagtail_serve": _pages,
    "wagtaildocs_serve": _documents,
    "simple_translation:submit_snippet_translation": _snippet_usage,
    "wagtailadmin_editing_sessions:ping": _editing,
    "wagtailadmin_tag_autocomplete": _tags,
    "wagtailadmin_tag_model_autocomplete": lambda w: iter(
        [("", f"{reverse('wagtailadmin_tag_model_autocomplete', args=['taggit', 'tag'])}?term=a")]
    ),
    "events:manage": _manage("events:manage"),
    "events:registration_calendar": _manage("events:registration_calendar"),
    **{f"comments:{verb}": _mailed(verb) for verb in ("confirm", "unsubscribe", "decide")},
    "own_data": _own_data,
    # our view stands before Wagtail's, whose name leads to it
    **dict.fromkeys(
        ("wagtailadmin_password_reset_confirm", "admin/password_reset/confirm/<uidb64>/<token>/"),
        _reset,
    ),
    "wagtailadmin_choose_page_chosen_multiple": _chosen_multiple(
        "wagtailadmin_choose_page_chosen_multiple", "draft"
    ),
    "wagtaildocs_chooser:chosen_multiple": _chosen_multiple(
        "wagtaildocs_chooser:chosen_multiple", "private_document"
    ),
    "wagtailimages_chooser:chosen_multiple": _chosen_multiple(
        "wagtailimages_chooser:chosen_multiple", "image"
    ),
    "source_chooser:chosen_multiple": _chosen_multiple("source_chooser:chosen_multiple", "source"),
    "place_chooser:chosen_multiple": _chosen_multiple("place_chooser:chosen_multiple", "place"),
    "wagtailsnippetchoosers_articles_topic:chosen_multiple": _chosen_multiple(
        "wagtailsnippetchoosers_articles_topic:chosen_multiple", "topic"
    ),
    "wagtailsnippetchoosers_studio_person:chosen_multiple": _chosen_multiple(
        "wagtailsnippetchoosers_studio_person:chosen_multiple", "person"
    ),
    "studio_guide_picture": lambda w: iter([("", "/admin/guide/pictures/none.png")]),
    "admin/^.*/$": lambda w: iter([("", "/admin/nowhere/")]),
}
