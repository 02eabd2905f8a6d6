"""Every screen of the CMS that can be opened, found in the URLconf."""

from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RegexPattern
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents.models import Document
from wagtail.models import Collection, Page, Workflow

from studio.tests.fillings import FIRST, OWN, an_article, pk_of

#: Addresses that cannot be filled, and why.
UNFILLED = {
    "wagtailadmin_api:pages:action": "takes posts of a program",
    "wagtailadmin_editing_sessions:ping": "takes posts of the editor",
    "wagtailadmin_editing_sessions:release": "takes posts of the editor",
    "wagtailadmin_pages:confirm_workflow_cancellation": "asked by the editor while it publishes",
    "wagtaildocs:create_multiple_from_uploaded_document": "for an upload that was refused",
    "wagtaildocs:delete_upload_multiple": "for an upload that was refused",
    "wagtailimages:create_multiple_from_uploaded_image": "for an upload that was refused",
    "wagtailimages:delete_upload_multiple": "for an upload that was refused",
    "wagtailadmin_password_reset_confirm": "shown to those who forgot their password",
    "studio_guide_picture": "a picture",
}
#: Addresses that the furnished site has nothing for, and what stands for them.
EMPTY = {
    "mfa_remove_webauthn": "nobody has a passkey; the tests of the entrance add one",
    "references_report_check": "a button",
    "simple_translation:submit_snippet_translation": "no snippet is translated",
    "wagtailadmin_api:documents:detail": "for programs",
    "wagtailadmin_api:images:detail": "for programs",
    "wagtailadmin_api:pages:detail": "for programs",
    "wagtailadmin_pages:preview_on_add": "a page of visitors, in the editor's frame",
    "wagtailadmin_workflows:enable": "for a workflow that is switched off",
    "wagtaildocs_chooser:chosen": "an answer to a script",
    "wagtailimages:preview": "a picture",
    "wagtailsettings:preview_on_edit": "a page of visitors, in the editor's frame",
}


@dataclass
class Screens:
    """What the URLconf has under ``/admin/``, filled with what the database holds."""

    #: name → addresses
    found: dict[str, list[str]] = field(default_factory=dict)
    unfilled: set[str] = field(default_factory=set)

    def add(self, name, address):
        self.found.setdefault(name, []).append(address)


def stock():
    """What the furnished site has none of, and screens are about."""
    folder = Collection.get_first_root_node().add_child(name="Programmes")
    Document.objects.create(
        title="Autumn", file=ContentFile(b"In no hurry.", "autumn.txt"), collection=folder
    )
    article = Page.objects.get(pk=an_article())
    Redirect.objects.create(old_path="/spring", redirect_page=article)
    promoted = Query.get("feet")
    promoted.add_hit()
    promoted.editors_picks.create(page=article, description="Begin here.")
    article.create_alias(update_slug="again")
    asked = Page.objects.filter(pk__gt=article.pk, content_type=article.content_type).first()
    workflow = asked.get_workflow() or Workflow.objects.get()
    asked.specific.save_revision()
    workflow.start(asked.specific, get_user_model().objects.filter(is_superuser=True).first())


def find():
    """All addresses of the CMS, each with something that is there."""
    screens, taken = Screens(), set()
    for pattern, spaces in _cms():
        name = ":".join((*spaces, pattern.name or ""))
        if pattern.name is None or name in UNFILLED:
            continue
        parameters = _parameters(pattern)
        fillings = _fillings(name, pattern, parameters) if parameters else [{}]
        for filling in fillings:
            address = reverse(name, kwargs=filling)
            if address not in taken:  # by a view of ours, in the place of Wagtail's
                taken.add(address)
                screens.add(name, address + _question(name, filling))
        if not fillings and name not in screens.found:
            screens.unfilled.add(name)
    screens.unfilled -= set(screens.found)
    return screens


def _cms():
    """What stands below ``admin/``, ours before Wagtail's, as the URLconf asks it."""
    for one in get_resolver().url_patterns:
        if str(one.pattern) == "admin/":
            yield from _patterns(one, ())


def _patterns(resolver, spaces):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one, spaces
        else:
            yield from _patterns(one, (*spaces, one.namespace) if one.namespace else spaces)


def _question(name, filling):
    """What the address asks besides; a bulk action needs something to act on."""
    if name != "wagtail_bulk_action":
        return ""
    if filling["model_name"] == "page":
        return f"?id={an_article()}"
    model = apps.get_model(filling["app_label"], filling["model_name"])
    return f"?id={model._default_manager.order_by('-pk').values_list('pk', flat=True).first()}"


def _parameters(pattern):
    if isinstance(pattern.pattern, RegexPattern):
        return set(pattern.pattern.regex.groupindex)
    return set(pattern.pattern.converters)


def _fillings(name, pattern, parameters):
    """Ways to fill ``parameters``; none where nothing is there."""
    own = OWN.get(name)
    if own is not None:
        return own()
    if parameters == {"instance_pk"}:
        return [{"instance_pk": pk_of(apps.get_model("events.Registration"))}]
    if parameters == {"pk"}:
        model = _model(pattern)
        one = model._default_manager.order_by("-pk").first() if model else None
        return [{"pk": one.pk}] if one else []
    if parameters <= set(FIRST):
        values = {parameter: FIRST[parameter]() for parameter in parameters}
        return [values] if None not in values.values() else []
    return []


def _model(pattern):
    view = pattern.callback
    kwargs = getattr(view, "view_initkwargs", {})
    found = kwargs.get("model") or getattr(getattr(view, "view_class", None), "model", None)
    return found if isinstance(found, type) else None


def pages(client, *, part=0, parts=1):
    """Name and address of all that answers ``client`` with a whole page; of several parts, one."""
    addresses = [(name, one) for name, ones in find().found.items() for one in ones]
    for name, address in addresses[part::parts]:
        if is_page(client.get(address)):
            yield name, address


def is_page(response):
    """Whether a browser would show it as a page of its own."""
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return False
    return b"<html" in b"".join(response)
