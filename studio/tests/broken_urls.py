"""Addresses of which one always fails."""

from django.urls import path

from studio.urls import handler500 as handler500


def broken(request):
    raise ZeroDivisionError


urlpatterns = [path("broken/", broken)]
