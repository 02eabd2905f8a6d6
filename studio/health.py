"""Two addresses for those who watch over the site.

``/health/live/`` says that the process answers, ``/health/ready/`` that it can
do its work: reach the database. They stand before every other middleware, since
a probe asks by address, over plain HTTP, without a host name.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


class HealthMiddleware:
    """Answers the two health addresses before anything else can fail."""

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
        else:
            return self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
