from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from articles import lint
from articles.citations import renew_repeated_keys, rich_texts
from articles.keys import new_key
from articles.models.library import Source
from articles.rows import lost_links, mend_rows
from studio.rows import forget_lost_ids, leave_out_empty

#: The inline panel of the references.
_RELATION = "references"
#: The inline panel of the authors.
_AUTHORS = "article_authors"
#: Inline panels whose rows are one choice each, and its field.
_CHOICES = ((_AUTHORS, "person"), ("related_articles", "article"))


class ArticlePageForm(WagtailAdminPageForm):
    """Keeps markers and references of an article in step.

    A draft may be half-finished; to publish, submit or schedule it, every
    marker must lead to a reference, and somebody must have written it.
    """

    class Media:
        js = ["articles/admin/autofocus.js"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self._mended: dict[str, str] = {}
        instance = kwargs.get("instance")
        if instance is not None:
            forget_lost_ids(instance, self.__class__.formsets)
            Source.objects.refresh(instance.references.get_object_list())
        if data is not None:
            for relation, name in _CHOICES:
                data = leave_out_empty(data, relation, name)
            stored = {
                reference.key: reference.pk
                for reference in (instance.references.all() if instance else [])
                if reference.pk
            }
            data, self._mended = mend_rows(data, _RELATION, stored)
            lost = lost_links(data, _RELATION, "source", Source.objects.all())
            if lost:
                data = data.copy()
                data.update(lost)
                self._mended |= lost
        super().__init__(data, *args, **kwargs)
        if _RELATION in self.formsets:
            for form in self.formsets[_RELATION].forms:
                # Else a row of nothing but its key counts as untouched and is
                # dropped, and the markers that lead to it are lost.
                form.fields["key"].show_hidden_initial = False
        if "title" in self.fields and not self.is_bound and self.instance.pk is None:
            self.fields["title"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._renew_citation_keys(cleaned)
        self._take_facts_from_the_library()
        if not self._may_be_unfinished():
            self._refuse_dangling_markers(cleaned)
            self._insist_on_an_author()
        return cleaned

    def save(self, commit: bool = True) -> Any:
        unseen = self._unseen_references()
        page = super().save(commit)
        if unseen:
            page.references.add(*unseen)
            if commit:
                page.references.commit()
        return page

    def _unseen_references(self) -> list[Any]:
        """References that another tab has stored since this form was opened.

        Where they live in a draft alone they have no id, and saving a formset
        drops whatever has none and is not posted. Whoever goes back to an old
        version means to lose them.
        """
        formset = self.formsets.get(_RELATION)
        if formset is None or self.data.get("revision"):
            return []
        posted = {form["key"].value() for form in formset.forms}
        drafted = self.instance.references.get_object_list()
        return [each for each in drafted if each.pk is None and each.key not in posted]

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Also what was mended, so that the open editor posts it next time."""
        return [*self._mended.items(), *super().get_field_updates_for_resave()]

    def _may_be_unfinished(self) -> bool:
        """Whether this saves a draft, or sends it back to its author.

        Whoever claims the latter to publish is refused by the page itself.
        """
        sends_back = self.data.get("workflow-action-name") == "reject"
        return self.is_deferred_validation or sends_back or "action-cancel-workflow" in self.data

    def _rows(self, relation: str) -> list[dict[str, Any]]:
        """What was typed into each row of an inline panel that stays."""
        formset = self.formsets.get(relation)
        if formset is None:
            return []
        formset.is_valid()  # fills cleaned_data
        return [
            form.cleaned_data for form in formset.forms if not formset._should_delete_form(form)
        ]

    def _reference_keys(self) -> set[str]:
        return {row["key"] for row in self._rows(_RELATION) if row.get("key")}

    def _take_facts_from_the_library(self) -> None:
        """A reference that leads to a source says what the source says, whatever was posted."""
        if self._rows(_RELATION):
            Source.objects.refresh(form.instance for form in self.formsets[_RELATION].forms)

    def _insist_on_an_author(self) -> None:
        # Not ``min_num`` of the panel: it shows an empty row, and no draft could
        # be saved, not even by the autosave, until that row is filled.
        if _AUTHORS in self.formsets and not any(row.get("person") for row in self._rows(_AUTHORS)):
            self.add_error(
                None, _("An article needs an author: choose one under “About the article”.")
            )

    def _renew_citation_keys(self, cleaned: dict[str, Any]) -> None:
        seen: set[str] = set()
        keys = iter(new_key, None)
        body = cleaned.get("body")
        if body is not None:
            for _path, rich_text in rich_texts(body.stream_block, body):
                rich_text.source = renew_repeated_keys(rich_text.source, seen, keys)
        if cleaned.get("postscript"):
            cleaned["postscript"] = renew_repeated_keys(cleaned["postscript"], seen, keys)

    def _refuse_dangling_markers(self, cleaned: dict[str, Any]) -> None:
        known = self._reference_keys()
        body = cleaned.get("body")
        refusal = lint.refusal(body.stream_block, body, known) if body is not None else None
        if refusal:
            self.add_error("body", refusal)
        sentences = lint.dangling_markers(cleaned.get("postscript") or "", known)
        for sentence in sentences:
            self.add_error("postscript", sentence)
        if refusal or sentences:
            # Wagtail lists the reasons above the form once there is one of no single field
            self.add_error(None, _("An article is published once every marker has a reference."))
