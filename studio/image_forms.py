"""What staff upload as a picture is measured by its head, before anything unpacks it, and tells no place."""

import warnings
from io import BytesIO
from typing import Any

import willow
from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from studio.photo_places import tells_place, without_place


class PictureField(WagtailImageField):
    """Wagtail's, which unpacks a picture to learn its size, and fails over one that is cut off."""

    def to_python(self, data: Any) -> File | None:
        """Raises ``ValidationError`` for too many pixels, no whole picture, a place that stays in."""
        if data not in self.empty_values:
            _measure(data, self.max_image_pixels, self.error_messages["file_too_many_pixels"])
        try:
            file = super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # each format has its own for what is broken
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        return file and _without_place(file)


class ProfilePictureField(forms.ImageField):
    """Django's, for the pictures of accounts, with the same limit of pixels."""

    def to_python(self, data: Any) -> File | None:
        """Raises ``ValidationError`` as that of other pictures does."""
        if data not in self.empty_values:
            wagtails = WagtailImageField()
            told = wagtails.error_messages["file_too_many_pixels"]
            _measure(data, wagtails.max_image_pixels, told)
        file = super().to_python(data)
        return file and _without_place(file)


def _measure(file: File, most: int | None, told: Any) -> None:
    if most is None:
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
    if pixels is None or pixels > most:
        raise ValidationError(
            told % {"num_pixels": pixels or "?", "max_pixels_count": most},
            code="file_too_many_pixels",
        )


def _without_place(file: File) -> File:
    file.seek(0)
    taken = file.read()
    file.seek(0)
    photo = without_place(taken)
    if tells_place(photo):
        raise ValidationError(
            _("This picture says where it was taken. Save it as JPEG and upload that."),
            code="tells_place",
        )
    if photo == taken:
        return file
    other = InMemoryUploadedFile(
        BytesIO(photo), None, file.name, file.content_type, len(photo), None
    )
    if isinstance(file.image, willow.Image):
        other.image = willow.Image.open(BytesIO(photo))
    return other


class ImageForm(BaseImageForm):
    """Wagtail's, with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )


def measure_profile_pictures() -> None:
    """Give Wagtail's form of the own account our field."""
    fields = AvatarPreferencesForm.base_fields
    fields["avatar"] = ProfilePictureField(label=fields["avatar"].label, required=False)
