"""Where a photo was taken is in no file that the site gives away; the picture is what it was."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, PngImagePlugin
from wagtail.users.models import UserProfile

from studio.models import StudioImage
from studio.photo_places import tells_place, without_place
from studio.tests.test_files_that_lie import png

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r exif:GPSLatitude="48,8.25N"/></x:xmpmeta>'
GPS = {1: "N", 2: (48.0, 8.0, 15.0), 3: "E", 4: (11.0, 34.0, 30.0)}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}


def photo(kind="JPEG", *, place=True, **options):
    """As a telephone writes one: turned, with a name in it and the time."""
    picture = Image.effect_noise((90, 60), 60).convert("RGB")
    exif = picture.getexif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Artist] = 6, "Quillon"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:01 10:00:00"
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    file = BytesIO()
    picture.save(file, kind, exif=exif.tobytes(), **options)
    return file.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


def upload(client, content, name, address="/admin/images/add/"):
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"title": "It", "file": file, "collection": 1})


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_neither_the_file_nor_what_is_made_of_it_tells_the_place(admin_client, home_page, kind):
    before = photo(kind)
    assert tells_place(before)

    upload(admin_client, before, f"it.{ENDINGS[kind]}")

    (image,) = StudioImage.objects.all()
    stored = image.file.open().read()
    made = image.get_rendition(f"width-40|format-{kind.lower()}").file.open().read()
    assert [tells_place(one) for one in (stored, made)] == [False, False]
    assert opened(made).size == (40, 60), "it stands upright"
    assert image.file_size == len(stored)


@pytest.mark.django_db
def test_one_that_tells_it_in_a_way_we_cannot_take_out_is_refused_with_what_to_do(
    admin_client, home_page
):
    answer = upload(admin_client, photo("AVIF"), "it.avif")

    words = "This picture says where it was taken. Save it as JPEG and upload that."
    assert words in answer.text
    assert not StudioImage.objects.exists()
    assert upload(admin_client, photo("AVIF", place=False), "it.avif").status_code == 302


@pytest.mark.django_db
def test_of_several_at_once_none_tells_it(admin_client, home_page):
    answer = admin_client.post(
        "/admin/images/multiple/add/",
        {"title": "It", "files[]": SimpleUploadedFile("it.jpg", photo()), "collection": 1},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is True
    assert not tells_place(StudioImage.objects.get().file.open().read())


@pytest.mark.django_db
def test_nor_does_the_picture_of_an_account(admin_client, admin_user, home_page):
    admin_user.first_name, admin_user.last_name = "Ada", "Quillon"
    admin_user.save()
    panels = admin_client.get("/admin/account/").context["panels_by_tab"].values()
    bound = [field for tab in panels for panel in tab for field in panel.get_form()]
    fields = {field.html_name: field.value() or "" for field in bound if field.name != "avatar"}

    def send(content, name="me.jpg"):
        picture = SimpleUploadedFile(name, content)
        return admin_client.post("/admin/account/", fields | {"avatar-avatar": picture})

    assert send(photo()).status_code == 302
    stored = Path(settings.MEDIA_ROOT, UserProfile.objects.get(user=admin_user).avatar.name)
    assert not tells_place(stored.read_bytes())

    answer = send(png(50_000, 50_000), "me.png")
    assert "This file has too many pixels (?). Maximum pixels 30000000." in answer.text


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"xmp": XMP}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True, "xmp": XMP}),
    ],
)
def test_the_picture_and_all_other_words_are_as_they_were(kind, options):
    before = photo(kind, **options)
    after = without_place(before)

    assert (tells_place(before), tells_place(after)) == (True, False)
    assert b"GPS" not in after
    assert opened(after).tobytes() == opened(before).tobytes()
    exif = opened(after).getexif()
    assert (exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Artist]) == (6, "Quillon")
    taken = exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
    assert taken == "2026:03:01 10:00:00"


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_file_that_tells_no_place_stays_as_it_is_to_the_byte(kind):
    content = photo(kind, place=False)
    assert without_place(content) == content


def test_texts_that_pack_all_of_it_go_with_it():
    packed = PngImagePlugin.PngInfo()
    packed.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    packed.add_text("Raw profile type exif", "\nexif\n8\n4578696600004d4d", zip=True)
    packed.add_text("Author", "Quillon")
    kept = opened(without_place(photo("PNG", place=False, pnginfo=packed)))
    kept.load()
    assert kept.text == {"Author": "Quillon"}


def test_a_film_behind_a_photo_goes():
    content = photo(place=False)
    film = b"\x00\x00\x00\x18ftypmp42 \xa9xyz+48.1375+011.5755/"
    assert without_place(content + photo() + film) == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_one_that_is_cut_off_anywhere_does_no_harm(kind, recwarn):
    content = photo(kind)
    for end in range(0, len(content), 7):
        without_place(content[:end])
        without_place(content[:end] + b"\xff" * 9 + content[end:])
