"""A page once more in another language: Wagtail copies it, this sees to what it leaves behind."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import GroupPagePermission, Page, Site, WorkflowPage


class TranslatePageView(SubmitPageTranslationView):
    """Wagtail's, in whose place it stands, for pages that can be translated."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._refused() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self._refused() or super().post(request, *args, **kwargs)
        except ParentNotTranslatedError:
            return self._led_back(
                _("Translate the page above this one first: each stands below its own.")
            )

    def _refused(self) -> HttpResponse | None:
        if getattr(self.object, "is_translatable", True):
            return None
        return self._led_back(
            _(
                "An event is written in one language, since its places are counted once."
                " The lists of events show it in every language."
            )
        )

    def _led_back(self, words: str) -> HttpResponse:
        messages.error(self.request, words)
        return redirect("wagtailadmin_pages:edit", self.object.pk)


def settle(source: Page, translation: Page) -> None:
    """After Wagtail has copied ``source`` and who may see it: who may edit and approve it.

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
    if approved := WorkflowPage.objects.filter(page=source).first():
        WorkflowPage.objects.get_or_create(
            page=translation, defaults={"workflow": approved.workflow}
        )


def take_language_of_parent(page: Page) -> None:
    """After ``page`` was moved or copied: it is in the language of the part of the site it stands in.

    What is there already in that language stays a page of its own.
    """
    parent = page.get_parent()
    if parent.is_root() or page.locale_id == parent.locale_id:
        return
    for one in page.get_descendants(inclusive=True).exclude(locale=parent.locale_id):
        if one.has_translation(parent.locale_id):
            one.translation_key = uuid4()
        one.locale_id = parent.locale_id
        one.save(update_fields=["locale", "translation_key"])
