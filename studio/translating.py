"""A page once more in another language: Wagtail copies it, this sees to what it leaves behind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import GroupPagePermission, Page, Site


class TranslatePageView(SubmitPageTranslationView):
    """Wagtail's, in whose place it stands, for pages that can be translated."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._refused() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._refused() or super().post(request, *args, **kwargs)

    def _refused(self) -> HttpResponse | None:
        if getattr(self.object, "is_translatable", True):
            return None
        messages.error(
            self.request,
            _(
                "An event is written in one language, since its places are counted once."
                " The lists of events show it in every language."
            ),
        )
        return redirect("wagtailadmin_pages:edit", self.object.pk)


def settle(source: Page, translation: Page) -> None:
    """After Wagtail has copied ``source`` and who may see it: who may edit it may edit the copy.

    Of a page that was taken with all below it, what is not translated goes again.
    """
    Site.clear_site_root_paths_cache()  # a front door in another language is none yet
    if not getattr(translation.specific_class, "is_translatable", True):
        translation.delete()
        return
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(
            group_id=one.group_id, permission_id=one.permission_id, page=translation
        )
        for one in GroupPagePermission.objects.filter(page=source)
    )
