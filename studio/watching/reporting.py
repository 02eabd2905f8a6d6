"""Errors are told to a Sentry, where ``SENTRY_DSN`` names one, and nothing about people with them.

Of what the library gathers only what is named here leaves: a list of what may be told, not of
what may not. No cookies, no bodies, no queries, no headers, no values of variables, no trail of
what happened before, no names of machines or people.
"""

import importlib
from typing import Any

from django.conf import settings

from studio import VERSION
from studio.masks import impersonal, masked
from studio.watching import doing

_OF_EVENT = (
    "event_id",
    "timestamp",
    "level",
    "platform",
    "release",
    "environment",
    "logger",
    "sdk",
)
_OF_FRAME = ("filename", "function", "module", "lineno", "in_app", "context_line")


def begin(dsn: str) -> None:
    """Tell ``dsn`` of errors from now on; nothing where it is empty."""
    if not dsn:
        return
    sentry_sdk = importlib.import_module("sentry_sdk")
    sentry_sdk.init(
        dsn=dsn,
        release=f"studio@{VERSION}",
        environment="development" if settings.DEBUG else "production",
        server_name="",
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=told,
    )
    # told of by the exception itself, with its traceback
    for name in ("django.request", "studio.requests"):
        sentry_sdk.integrations.logging.ignore_logger(name)


def told(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """What leaves of ``event``."""
    leaves = {name: event[name] for name in _OF_EVENT if name in event}
    if "sdk" in leaves:
        leaves["sdk"] = {name: leaves["sdk"].get(name) for name in ("name", "version")}
    if transaction := event.get("transaction"):
        leaves["transaction"] = masked(transaction)
    said = event.get("logentry") or {}
    if message := said.get("formatted") or said.get("message") or event.get("message"):
        leaves["logentry"] = {"message": impersonal(str(message))}
    values = (event.get("exception") or {}).get("values") or ()
    if values:
        leaves["exception"] = {"values": [_exception(one) for one in values]}
    if method := (event.get("request") or {}).get("method"):
        leaves["request"] = {"method": method}
    tags = {"request": doing.request_id.get(), "task": doing.task_id.get()}
    leaves["tags"] = {name: value for name, value in tags.items() if value}
    return leaves


def _exception(one: dict[str, Any]) -> dict[str, Any]:
    leaves = {name: one[name] for name in ("type", "module") if name in one}
    leaves["value"] = impersonal(str(one.get("value") or ""))
    frames = (one.get("stacktrace") or {}).get("frames") or ()
    leaves["stacktrace"] = {
        "frames": [{name: frame[name] for name in _OF_FRAME if name in frame} for frame in frames]
    }
    return leaves
