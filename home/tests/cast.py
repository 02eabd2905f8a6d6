"""The contact page of the tests, and what a browser sends to it."""

from articles.tests.sent import tree, visible
from comments.models import CommentRules
from home import tokens
from home.models import ContactPage, Message
from studio.models import SiteSettings

ROSA = {
    "name": "Rosa Reader",
    "email": "rosa@reader.example",
    "subject": "My feet",
    "text": "They thank you.\n\nMay they come on Tuesday?",
}
STUDIO = "hello@studio.example"


def make_contact(home_page, *, address=STUDIO, **fields):
    """A contact page with its form; the studio has an e-mail address."""
    SiteSettings.objects.update(email=address)
    fields = {"title": "Contact", "slug": "contact", "has_form": True} | fields
    return home_page.add_child(instance=ContactPage(**fields))


def rule(**fields):
    """Let the rules of comments say this."""
    rules = CommentRules.for_site(ContactPage.objects.get().get_site())
    for name, value in fields.items():
        setattr(rules, name, value)
    rules.save()


def sent(page, **changes):
    """What the form of ``page`` sends; None leaves a field out."""
    fields = {"key": tokens.page_key(page.pk), "website": "", "seconds": "40", **ROSA, **changes}
    return {name: value for name, value in fields.items() if value is not None}


def write(client, page, headers=None, **changes):
    """Send a message."""
    return client.post(page.url, sent(page, **changes), headers=headers)


def refused(response, status):
    """Nothing was written, and the answer is for one reader."""
    assert response.status_code == status
    assert not Message.objects.exists()
    assert response["Cache-Control"] == "private, no-store"
    return response


def part(response):
    """The part of the page that is about writing; None where there is none."""
    found = tree(response).cssselect("#message-form")
    return found[0] if found else None


def errors(response):
    """The sentences of the summary of a refused form."""
    return [visible(line) for line in part(response).cssselect(".errors li")]


def error_beside(response, field):
    found = part(response).cssselect(f".field--{field} .errorlist")
    return visible(found[0]) if found else ""


def typed(response):
    """What stands in the form, by name."""
    return {
        element.get("name"): (element.text or "").removeprefix("\n")
        if element.tag == "textarea"
        else element.get("value", "")
        for element in part(response).cssselect("[name]")
    }
