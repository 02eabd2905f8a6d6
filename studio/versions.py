"""Which versions of a page are compared."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.models import Page, Revision
from wagtail.utils.timestamps import render_timestamp


class CompareView(RevisionsCompareView):
    """Says which versions are compared, above what became of them."""

    template_name = "studio/admin/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = (self.revision_id_a, self.revision_id_b)
        return super().get_context_data(versions=[self._version(one) for one in asked], **kwargs)

    def _version(self, asked: str) -> str:
        revisions = self.object.revisions.select_related("user").order_by("created_at", "id")
        if asked == "live":
            found = self.object.live_revision
        elif asked in ("earliest", "latest"):
            found = revisions.first() if asked == "earliest" else revisions.last()
        else:
            found = revisions.filter(pk=asked).first()
        return in_words(self.object, found) if found else _("The live version")


def in_words(page: Page, version: Revision) -> str:
    """When and by whom a version was written, and whether readers see it."""
    facts = {"date": render_timestamp(version.created_at)}
    if version.user:
        facts["name"] = get_user_display_name(version.user)
        said = _("Version of %(date)s by %(name)s") % facts
    else:
        said = _("Version of %(date)s") % facts
    if page.live and version.pk == page.live_revision_id:
        return said + ", " + _("which is live")
    if version.pk == page.latest_revision_id:
        return said + ", " + _("the newest draft")
    return said
