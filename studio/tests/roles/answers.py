"""What kind of answer an address gives to somebody, in one letter."""

from typing import Any

from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from studio.tests.roles.table import (
    ASKED,
    ELSEWHERE,
    FAILED,
    METHOD,
    MISSING,
    OPEN,
    REFUSED,
    SIGN_IN,
)

_STATUSES = {
    200: OPEN,
    202: OPEN,
    204: OPEN,
    304: OPEN,
    400: ASKED,
    403: REFUSED,
    404: MISSING,
    405: METHOD,
    406: ASKED,
    409: ASKED,
    410: MISSING,
    415: ASKED,
    422: ASKED,
    429: REFUSED,
}


def ask(client: Client, method: str, path: str) -> str:
    """The letter of the answer; nothing that was done by asking stays done."""
    fields = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value} if method == "post" else {}
    with transaction.atomic():
        answer = getattr(client, method)(path, fields) if fields else getattr(client, method)(path)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return kind_of(answer)


def kind_of(answer: Any) -> str:
    """In one letter, as in :data:`studio.tests.roles.table.MEANING`."""
    status = answer.status_code
    if status in {301, 302, 303, 307, 308}:
        if "login/" in answer.url or "authenticate_with_password" in answer.url:
            return SIGN_IN
        # Wagtail leads whoever is refused to the first page, with a sentence
        said = [one.level_tag for one in get_messages(answer.wsgi_request)]
        at_home = answer.url == reverse("wagtailadmin_home")
        return REFUSED if at_home and "error" in said else ELSEWHERE
    if status == 200 and _asks_for_password(answer):
        return SIGN_IN
    return _STATUSES.get(status, FAILED)


def _asks_for_password(answer: Any) -> bool:
    names = {template.name for template in getattr(answer, "templates", None) or []}
    return bool(
        names & {"wagtailcore/password_required.html", "wagtaildocs/password_required.html"}
    )
