"""What staff upload as a picture is measured by its head, before anything unpacks it."""

import warnings
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail's, which unpacks a picture to learn its size, and fails over one that is cut off."""

    def to_python(self, data: Any) -> File | None:
        """Raises ``ValidationError`` for what has too many pixels or is no whole picture."""
        if data not in self.empty_values:
            self._measure(data)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # each format has its own for what is broken
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def _measure(self, file: File) -> None:
        if self.max_image_pixels is None:
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                picture = Image.open(file)  # reads the head alone
                pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
        except Image.DecompressionBombError:
            pixels = None
        except Exception:  # no picture: Wagtail says so in its own words
            return
        finally:
            file.seek(0)
        if pixels is None or pixels > self.max_image_pixels:
            raise ValidationError(
                self.error_messages["file_too_many_pixels"]
                % {"num_pixels": pixels or "?", "max_pixels_count": self.max_image_pixels},
                code="file_too_many_pixels",
            )


class ImageForm(BaseImageForm):
    """Wagtail's, with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
