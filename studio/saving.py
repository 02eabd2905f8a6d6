"""One save of a page after the other, whoever sends them.

The editor saves by itself, and its request may still be on its way when somebody
presses *Publish*. Wagtail reads the page, looks at its form and then writes all of it:
the slower of two requests would write what it has read before the other one, so that
a published article is a draft again, or a marker is gone.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Page


class OneAtATimeMixin:
    """For the view of a page's form: nobody reads what another is about to write.

    The row of a page is the lock, taken before anything is read. Comments that point at
    the page pass it. On SQLite the transaction itself is the lock.
    """

    #: Which argument of the address names the page that is locked.
    locked = "page_id"

    def dispatch(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, **kwargs)
        with transaction.atomic():
            page = Page.objects.select_for_update(no_key=True).filter(pk=kwargs[self.locked])
            page.values("pk").first()
            return super().dispatch(request, **kwargs)


class OneAtATimeCreateView(OneAtATimeMixin, CreateView):
    """The form of a new page: of two at once with one address below one page, one is refused.

    Wagtail's form finds the address free for both, and the second save fails.
    """

    locked = "parent_page_id"
