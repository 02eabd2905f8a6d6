"""One of everything there is, so that every address can be asked about something real."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)

from articles.models import Source
from articles.tests.works import KER
from comments import tokens as comment_tokens
from comments.models import CommentRules, CommentSettings, Status, Subscription
from comments.tests import cast as readers
from events.ledger import ManageLink
from events.models import EventSettings
from events.tests import cast as guests
from home.models import Message, PlainPage
from home.tests.cast import make_contact
from studio.furnishing.people import SIGN_INS
from studio.furnishing.roles import make_roles, make_workflow
from studio.models import Navigation, Person, SiteSettings
from studio.own_data import links
from studio.tests import cast
from studio.tests.roles.table import ACCOUNTS, ADMIN, ANONYMOUS, DEACTIVATED, NOBODY, ROLES

assert {*ROLES} >= {*filter(None, SIGN_INS.values())}, "a group has no place in the table"


def make_user(role: str) -> Any:
    """Somebody with just this role."""
    users = get_user_model().objects
    name = role.lower().replace(" ", "-")
    if role == ADMIN:
        return users.create_superuser(name, f"{name}@studio.example", "studio")
    user = users.create_user(name, f"{name}@studio.example", "studio")
    if role == ACCOUNTS:
        codenames = ["access_admin", "add_user", "change_user", "delete_user"]
        codenames += ["add_group", "change_group", "delete_group"]
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    elif role not in {NOBODY, DEACTIVATED}:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_world(home: Page) -> SimpleNamespace:
    """A site in the middle of its work. Teachers teach ``event``, and wrote ``article``."""
    root = home.get_parent()
    index = cast.make_index(home)
    make_roles({"Editors": root, "Authors": index})
    make_workflow(root)
    users = {role: make_user(role) for role in ROLES if role != ANONYMOUS}
    teacher = Person.objects.create(name="Mina", slug="mina", account=users["Teachers"])
    w = SimpleNamespace(users=users, home=home, index=index, person=teacher, root=root)
    _write_articles(w)
    _fill_events(w)
    _let_readers_speak(w)
    _close_some_pages(w)
    _furnish_the_rest(w)
    return w


def _write_articles(w: Any) -> None:
    w.topic = cast.make_topic()
    w.image = cast.make_image()
    w.article = cast.make_article(w.index, authors=[w.person], topics=[w.topic], slug="trunk")
    w.article.owner = w.users["Authors"]
    w.article.save()
    w.article.save_revision(user=w.users["Authors"])
    w.revision = w.article.latest_revision
    # submitted by its author, and waiting for an editor
    w.submitted = cast.make_article(w.index, title="Quiet feet", authors=[w.person], publish=False)
    w.submitted.save_revision(user=w.users["Authors"])
    w.workflow = Workflow.objects.get(name="Editors")
    w.workflow_state = w.workflow.start(w.submitted, w.users["Authors"])
    w.task_state = w.workflow_state.current_task_state
    w.task = Task.objects.get()
    w.source = Source.objects.create(**KER)


def _fill_events(w: Any) -> None:
    """Somebody is on the teacher's own event, and somebody on that of somebody else."""
    w.consent = guests.make_consent().document
    fields = {"sign_up": "approval", "price": 45}
    w.event = guests.make_event(w.home, "Trunk training", teachers=[w.person], **fields)
    w.other_event = guests.make_event(w.home, "Long exhale", **fields)
    w.events = w.event.get_parent()
    w.registration = guests.register(w.event, "Ada Colophon")
    w.other_registration = guests.register(w.other_event, "Ida Italic")
    w.place = w.event.place
    w.occurrence = guests.pool_of(w.other_event).occurrences.first()
    link, w.manage_token = ManageLink.new(w.registration)
    link.save()


def _let_readers_speak(w: Any) -> None:
    w.comment = readers.say(w.article, "Mine begin at the ankle.", wants_letters=True)
    w.other_comment = readers.say(w.other_event, "Is there a mat?", name="Nina Nib")
    w.rules = CommentRules.for_site(Site.objects.get(is_default_site=True))
    by = w.users["Editors"].pk
    decision = comment_tokens.Decision(w.comment.pk, w.comment.turn, by, Status.APPROVED)
    subscription = Subscription.objects.get()
    w.reader_tokens = {
        "confirm": comment_tokens.of_proof(subscription.pk),
        "unsubscribe": comment_tokens.of_unsubscribing(subscription.pk),
        "decide": comment_tokens.of_decision(decision),
    }
    w.contact = make_contact(w.home)
    w.message = Message.objects.create(
        page=w.contact, name="Rosa Reader", email="rosa@reader.example", text="Hello."
    )
    w.letter = cast.write_letter()
    key, w.own_data_token = links.new()
    cast.write_letter(dedupe_key=key, to="rosa@reader.example")


def _close_some_pages(w: Any) -> None:
    login, password = PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD
    w.private = w.home.add_child(instance=PlainPage(title="For members", slug="members"))
    PageViewRestriction.objects.create(page=w.private, restriction_type=login)
    w.locked = w.home.add_child(instance=PlainPage(title="For friends", slug="friends"))
    w.restriction = PageViewRestriction.objects.create(
        page=w.locked, restriction_type=password, password="salt"
    )
    w.draft = w.home.add_child(instance=PlainPage(title="Not yet", slug="not-yet", live=False))
    w.draft.save_revision()
    w.alias = w.article.create_alias(parent=w.home, update_slug="trunk-again")


def _furnish_the_rest(w: Any) -> None:
    everything = Collection.get_first_root_node()
    w.drawer = everything.add_child(name="Drawer")
    login, password = CollectionViewRestriction.LOGIN, CollectionViewRestriction.PASSWORD
    CollectionViewRestriction.objects.create(collection=w.drawer, restriction_type=login)
    w.safe = everything.add_child(name="Safe")
    w.safe_restriction = CollectionViewRestriction.objects.create(
        collection=w.safe, restriction_type=password, password="salt"
    )
    w.document = _document("handout", everything)
    w.private_document = _document("minutes", w.drawer)
    w.safe_document = _document("letters", w.safe)
    site = Site.objects.get(is_default_site=True)
    w.site, w.locale = site, Locale.get_default()
    w.settings = [SiteSettings, Navigation, CommentSettings, EventSettings]
    w.redirect = Redirect.objects.create(old_path="/old", redirect_page=w.article)
    w.query = Query.get("trunk")
    SearchPromotion.objects.create(query=w.query, page=w.article, sort_order=0)
    w.upload = UploadedFile.objects.create(
        file=ContentFile(b"a", "a.txt"), for_content_type=None, uploaded_by_user=w.users[ADMIN]
    )
    w.group = Group.objects.get(name="Registrars")
    w.member = get_user_model().objects.create_user("paul", "paul@studio.example", "studio")
    w.owner = cast.make_admin("owner")
    w.session = EditingSession.objects.create(
        user=w.owner,
        content_object=w.article,
        last_seen_at=w.article.latest_revision_created_at + timedelta(seconds=1),
    )


def _document(title: str, collection: Collection) -> Document:
    file = ContentFile(title.encode(), f"{title}.txt")
    return Document.objects.create(title=title, collection=collection, file=file)
