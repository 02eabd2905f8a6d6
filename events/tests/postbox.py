"""What a browser sends to an event's page, and what it reads there."""

import re
from urllib.parse import parse_qs, urlsplit

from django.urls import reverse

from articles.tests.sent import tree, visible
from events.ledger import ManageLink, Registration
from events.tests import cast
from studio.models import Letter

ADA = {"name": "Ada Arc", "email": "ada@reader.example"}
_KEY = re.compile(r"/registration/([^/\s]+)/")


def envelope(client, page):
    """The hidden fields of the form as the page is served, whoever it is served to."""
    hidden = tree(client.get(page.url)).cssselect(".registration form input[type=hidden]")
    return {one.get("name"): one.get("value") for one in hidden}


def typed_by_ada(page, **changes):
    """What Ada types: her name and address, a tick in each consent; None leaves a field out."""
    ticks = {f"consent_{one.document.current_id}": "on" for one in page.event_consents.all()}
    fields = {**ADA, **ticks, **changes}
    return {name: value for name, value in fields.items() if value is not None}


def send(client, page, /, headers=None, **changes):
    """Read the page, fill in its form and send it."""
    typed = typed_by_ada(page, **changes)
    return client.post(page.url, envelope(client, page) | typed, headers=headers)


def question(page, label):
    """The name of the field that asks ``label``."""
    return f"q_{page.form_fields.get(label=label).key}"


def asked(response):
    """The address a redirect leads to, taken apart: path, query, fragment."""
    assert response.status_code == 303, response.status_code
    parts = urlsplit(response["Location"])
    return parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}, parts.fragment


def followed(client, response):
    """The page a redirect leads to."""
    assert response.status_code == 303, response.status_code
    return client.get(response["Location"].partition("#")[0])


def refused(response, status):
    """Nothing was written, nobody was written to, and the page says so."""
    assert response.status_code == status
    assert not Registration.objects.exists()
    assert not Letter.objects.exists()
    assert response["Cache-Control"] == "private, no-store"
    assert title(response).startswith("Error: ")
    return response


def title(response):
    return visible(tree(response).cssselect("title")[0])


def errors(response):
    """What is said first when a post was refused: sentences, in order. It has the focus."""
    (summary,) = tree(response).cssselect(".errors")
    assert "autofocus" in summary.attrib
    assert summary.get("tabindex") == "-1"
    for label in summary.cssselect(".errors__field"):
        label.drop_tree()
    return [visible(one) for one in summary.cssselect("li")] or [
        visible(summary.cssselect(".errors__heading")[0])
    ]


def typed(response):
    """What stands in the form of the page, by name; of several boxes or buttons the ticked values."""
    (form,) = tree(response).cssselect(".registration form")
    return _typed(form)


def _typed(form):
    found = {}
    for one in form.cssselect("[name]"):
        name, kind = one.get("name"), one.get("type", "")
        if one.tag == "button" or kind == "hidden":
            continue
        if one.tag == "textarea":
            found[name] = (one.text or "").removeprefix("\n")
        elif one.tag == "select":
            found[name] = [opt.get("value") for opt in one if "selected" in opt.attrib]
        elif kind in ("checkbox", "radio"):
            found.setdefault(name, [])
            if "checked" in one.attrib:
                found[name].append(one.get("value", "on"))
        else:
            found[name] = one.get("value", "")
    return found


def only_registration():
    return Registration.objects.get()


def letters():
    """What was written to whom: (kind of telling, address), in order."""
    return [
        (one.kind.removeprefix("registration: "), one.to) for one in Letter.objects.order_by("pk")
    ]


def key_in(letter):
    """The key of the link in a letter."""
    return _KEY.search(letter.text)[1]


def link_to(registration):
    """An address that opens it, as another letter would have."""
    link, token = ManageLink.new(registration)
    link.save()
    return reverse("events:manage", args=[token])


def act(client, address, action, **fields):
    """Press a button on the page of a registration."""
    return client.post(address, {"action": action, **fields})


def version_in(client, address):
    """The hidden field that says which questions the page asks."""
    (found,) = tree(client.get(address)).cssselect("input[name=version]")
    return found.get("value")


def with_questions(home, *questions, **fields):
    """An event whose form asks: each (label, kind of answer) or the fields of a question."""
    made = [
        one if isinstance(one, dict) else {"label": one[0], "field_type": one[1]}
        for one in questions
    ]
    return cast.make_event(home, questions=made, **fields)
