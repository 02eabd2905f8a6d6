"""A site with faults, to see that they are found."""

from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from studio.models import Person
from studio.urls import *  # noqa: F403
from studio.urls import urlpatterns as sound


def counts(request):
    """Takes for a number what merely looks like one: ``"²".isdigit()``."""
    asked = request.GET.get("page", "1")
    return HttpResponse(str(int(asked)) if asked.isdigit() else "none")


def tells(request, word):
    """Writes what was typed into a header as it is."""
    return HttpResponse("told", headers={"X-Word": word})


@csrf_exempt
def keeps(request):
    """Writes a row and refuses afterwards."""
    if request.method == "POST":
        Person.objects.create(name="Nobody", slug=f"nobody-{Person.objects.count()}")
        return HttpResponse("no", status=422)
    return HttpResponse("what?")


@csrf_exempt
def asks(request):
    """Hands what was typed to the database, NUL and half characters and all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS INTEGER)", [len(request.POST["text"])])
    return HttpResponse("asked")


urlpatterns = [
    path("planted/counts/", counts),
    path("planted/tells/<str:word>/", tells),
    path("planted/keeps/", keeps),
    path("planted/asks/", asks),
    *sound,
]
