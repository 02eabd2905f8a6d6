from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.faults.thrown.models import Row


def alive(request: HttpRequest) -> HttpResponse:
    """That the process answers."""
    return HttpResponse("ok")


def read(request: HttpRequest) -> HttpResponse:
    """The newest row."""
    return HttpResponse(Row.objects.order_by("-pk").values_list("text", flat=True).first() or "")


def write(request: HttpRequest) -> HttpResponse:
    """A row more."""
    return HttpResponse(Row.objects.create(text="written under load").pk)


urlpatterns = [path("health/live/", alive), path("read/", read), path("write/", write)]
