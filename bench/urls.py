"""What the site is compared with."""

from django.urls import path

from bench.articles import bare
from bench.kept import hello

urlpatterns = [path("bare/", bare), path("hello/", hello)]
