"""What staff upload as a document is looked at, not believed by its name."""

from copy import deepcopy
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from studio.document_kinds import LOOKED_AT, is_what_it_says


class DocumentForm(BaseDocumentForm):
    """Wagtail's, which looks at the ending alone."""

    def clean_file(self) -> File | None:
        """Raises ``ValidationError`` where the content is of another kind than the name says."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file.seek(0)
            beginning = file.read(LOOKED_AT)
            file.seek(0)
            ending = PurePath(file.name).suffix.lower().removeprefix(".")
            # of an ending that nobody takes Wagtail says so, and which ones are taken
            is_taken = ending in settings.WAGTAILDOCS_EXTENSIONS
            if is_taken and not is_what_it_says(ending, beginning):
                said = _(
                    "This is not what its name says: a file that ends in .%(ending)s begins otherwise."
                )
                raise ValidationError(said % {"ending": ending}, code="another_kind")
        return file

    def _post_clean(self) -> None:
        """Without what Wagtail's model then says of a file that has no name."""
        told = deepcopy(self.errors.get("file"))
        super()._post_clean()
        if told:
            self.errors["file"] = told
