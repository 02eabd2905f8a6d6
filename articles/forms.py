from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from articles import lint
from articles.citations import renew_repeated_keys, rich_texts
from articles.keys import new_key


class ArticlePageForm(WagtailAdminPageForm):
    """Keeps markers and references of an article in step.

    A draft may be half-finished; to publish, submit or schedule it, every
    marker must lead to a reference.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._tell_references_apart()
        self._renew_citation_keys(cleaned)
        if not self.is_deferred_validation:
            self._refuse_dangling_markers(cleaned)
        return cleaned

    def _reference_forms(self) -> list[Any]:
        formset = self.formsets.get("references")
        if formset is None:
            return []
        formset.is_valid()  # fills cleaned_data
        return [form for form in formset.forms if not formset._should_delete_form(form)]

    def _tell_references_apart(self) -> None:
        """Two references of one key would be one: the later gets a key of its own.

        Wagtail's autosave can post the same child twice; the unique constraint
        must not turn that into a failure.
        """
        seen: set[str] = set()
        for form in self._reference_forms():
            data = getattr(form, "cleaned_data", {})
            if not data.get("key") or data["key"] in seen:
                data["key"] = form.instance.key = new_key()
            seen.add(data["key"])

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
        known = {form.cleaned_data["key"] for form in self._reference_forms() if hasattr(form, "cleaned_data")}
        body = cleaned.get("body")
        if body is not None and (refusal := lint.refusal(body.stream_block, body, known)):
            self.add_error("body", refusal)
        for sentence in lint.dangling_markers(cleaned.get("postscript") or "", known):
            self.add_error("postscript", sentence)
