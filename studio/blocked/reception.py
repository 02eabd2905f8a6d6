"""The door for what browsers report. They send no token and no form: whatever comes is only counted."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from studio import limits
from studio.blocked import reports, services
from studio.models import Blockage
from studio.visitors import address_of, network_of

#: Of one neighbourhood. A page with many faults sends them together.
A_MINUTE = 20


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponseBase:
    """204 for what was read; 400, 413, 415 for what cannot be; 429 for too much, with Retry-After."""
    if request.content_type not in (reports.OLD, reports.NEW):
        return HttpResponse(status=415)
    stated = request.META.get("CONTENT_LENGTH") or ""
    if stated.isascii() and stated.isdigit() and int(stated) > reports.MOST_BYTES:
        return HttpResponse(status=413)
    connection = f"blocked {network_of(address_of(request))}"
    if wait := limits.take(connection, limit=A_MINUTE, period=timedelta(minutes=1)):
        return _later(wait)
    try:
        found = reports.read(
            request.body,
            request.content_type,
            host=request.get_host(),
            directives=set(Blockage.Directive.values),
        )
    except reports.Unreadable:
        return HttpResponse(status=400)
    if found and (wait := services.count(found)):
        return _later(wait)
    return HttpResponse(status=204)


def _later(wait: timedelta) -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": limits.seconds(wait)})
