"""Three addresses for those who watch over the site.

``/health/live/`` says that the process answers, ``/health/ready/`` that it can
do its work: reach the database. ``/metrics`` tells figures to whoever knows
``METRICS_TOKEN``, and that there is no such page to all others. They stand before
what could fail, since a probe asks by address, over plain HTTP, without a host name.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from studio.watching import database, metrics

#: Seconds that a database has to answer a probe.
PATIENCE = 2.0


def _database_answers() -> bool:
    try:
        with database.patient_for(PATIENCE), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


class HealthMiddleware:
    """Answers these addresses before anything else can fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/health/live/":
            response: HttpResponse = JsonResponse({"status": "ok"})
        elif request.path_info == "/health/ready/":
            answers = _database_answers()
            response = JsonResponse(
                {"status": "ok" if answers else "failing", "database": answers},
                status=200 if answers else 503,
            )
        elif request.path_info == "/metrics":
            if not metrics.may_read(request.META.get("HTTP_AUTHORIZATION", "")):
                # as a page that there is not, to which nobody is led by a slash either
                request.path = request.path_info = "/metrics/"
                return self.get_response(request)
            with database.patient_for(PATIENCE):
                told, kind = metrics.exposition()
            response = HttpResponse(told, content_type=kind)
        else:
            return self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
