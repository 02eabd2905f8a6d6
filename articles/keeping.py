"""A work that was typed in an article comes into the library."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from articles.importing import Shelf, queue_up
from articles.models import Source


@transaction.atomic
def keep(source: Source, *, by: AbstractBaseUser) -> Source:
    """Put ``source`` into the library, or give the one there that means the same work.

    Asked once more under the lock of the imports, so that a work sent twice, even
    at once, is kept once.
    """
    queue_up()
    if twin := Shelf(Source.objects.like([source]).order_by("pk")).find(source):
        return twin
    source.save()
    log(source, "wagtail.create", user=by, content_changed=True)
    return source
