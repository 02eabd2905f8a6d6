"""Asks and sends until something breaks, and says by what."""

import re
from pathlib import Path

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from studio.settings.environment import PROJECT
from studio.tests.fuzzing import forms, routes, words
from studio.tests.fuzzing.sending import rows, send, text_of, undone

_ASKING = re.compile(r"""GET(?:\.get(?:list)?\(|\[)\s*["']([\w-]+)["']""")


def _asked_for():
    """Every name that our own code looks for behind the question mark, and Wagtail's usual."""
    names = set(settings.PAGE_QUESTIONS) | {"q", "p", "page", "next", "return_url", "ordering"}
    names |= {"fields", "limit", "offset", "order", "type", "child_of", "html_path", "locale"}
    names |= {"export", "is_searching", "search", "id", "tag", "collection_id", "multiple"}
    for room in routes.ROOMS:
        for file in Path(PROJECT / room).rglob("*.py"):
            if "tests" not in file.parts:
                names |= set(_ASKING.findall(file.read_text()))
    return names


NAMES = _asked_for()


def survives(client, path, **what):
    """The answer, which is none of a fault; whatever was written for it is taken back.

    What was refused has written nothing but that somebody tried.
    """
    with undone() as written:
        before = rows() if what.get("method") == "POST" else None
        answer = send(client, path, **what)
        assert answer.status_code < 500, (answer.status_code, path, what)
        if before is not None and answer.status_code >= 400 and written:
            assert rows() == before, (answer.status_code, path, what)
    return answer


def read(client, path, names=NAMES):
    """Ask for one path in many ways: with all that is known to hurt, and with what may."""
    for text in words.HURTFUL:
        survives(client, path, query=words.everywhere(names, text))
    ask(client, st.just(path), names)


def ask(client, paths, names=NAMES):
    """Ask for some of ``paths`` in ways that nobody has thought of."""

    @words.SETTINGS
    @given(paths, words.queries(names), words.HEADERS)
    def asked(path, query, headers):
        survives(client, path, query=query, headers=headers)

    asked()


def knock(client, route, good):
    """Ask for what stands at a route, and for what does not."""
    hurt(client, route, good)
    ask(client, route.filled(good))


def hurt(client, route, good, hurtful=words.HURTFUL):
    """Of that only what is known to hurt; where nobody may ask at all, no more than once."""
    path = route.opened(good)
    plainly = (b"", words.everywhere(NAMES, "1"))
    is_closed = {survives(client, path, query=query).status_code for query in plainly} <= {404, 405}
    for number, text in enumerate(hurtful):
        if not (number and is_closed):
            survives(client, path, query=words.everywhere(NAMES, text))
        if route.parameters and route.takes(text):
            survives(client, route.broken(text))


def misuse(client, paths):
    """Send there what nobody asked for, by methods that are not meant."""
    some = forms.Form("", (("text", "A thought"), ("email", "rosa@reader.example")))

    @words.SETTINGS
    @given(paths, st.sampled_from(("POST", "POST", *words.METHODS)), forms.bodies(some))
    def sent(path, method, body):
        survives(client, path, method=method, body=body[0], content_type=body[1])

    sent()


def fill(client, form):
    """Send a form with something done to it: to each field by itself, and to any."""
    hurt_form(client, form)
    make_up(client, form)


def hurt_form(client, form):
    """Of that what is known to hurt, and each field missing."""
    for number, text in enumerate(words.HURTFUL):
        fields = [list(one) for one in form.fields]
        if fields:
            fields[number % len(fields)][1] = text
        body, kind = forms.urlencoded(fields)
        survives(client, form.action, method="POST", body=body, content_type=kind)
    for number in range(len(form.fields)):
        body, kind = forms.urlencoded([*form.fields[:number], *form.fields[number + 1 :]])
        survives(client, form.action, method="POST", body=body, content_type=kind)


def make_up(client, form):
    """Of that what nobody has thought of."""

    @words.SETTINGS
    @given(forms.bodies(form), words.HEADERS)
    def sent(body, headers):
        survives(
            client,
            form.action,
            method="POST",
            body=body[0],
            content_type=body[1],
            headers=headers,
        )

    sent()


def forms_at(client, address):
    """The forms that stand at an address, which may have a question mark."""
    path, _, query = address.partition("?")
    return forms.of(text_of(send(client, path, query=query.encode())), path)
