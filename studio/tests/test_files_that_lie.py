"""Pictures and documents are what they are, not what they are called; refused ones leave nothing."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents import get_document_model

from studio.document_kinds import is_what_it_says
from studio.models import StudioImage
from studio.settings.environment import PROJECT

pytestmark = pytest.mark.django_db

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(width, height, body=b""):
    """The head of a picture of any size, with as much of it as is given."""

    def chunk(kind, data):
        told = kind + data
        return struct.pack(">I", len(data)) + told + struct.pack(">I", zlib.crc32(told))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bomb(width, height):
    """A picture of one colour that is small on disk and vast in memory."""
    packer = zlib.compressobj(9)
    row = b"\x00" * (3 * width + 1)
    return png(
        width, height, b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    )


def film(frames, size=(100, 100)):
    shots = [Image.new("L", size, number % 200) for number in range(frames)]
    file = BytesIO()
    shots[0].save(file, "GIF", save_all=True, append_images=shots[1:], duration=20)
    return file.getvalue()


def sound(kind="PNG"):
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind)
    return file.getvalue()


def kept():
    """Every file that lies where uploads lie."""
    return {one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()}


def upload(client, what, name, content):
    file = SimpleUploadedFile("x", content, "image/png")
    file._name = name  # as it is sent, which the class would clean
    return client.post(f"/admin/{what}/add/", {"title": "It", "file": file, "collection": 1})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", HTML),
        ("drawing.svg", SVG),
        ("drawing.png", SVG),
        ("page.html", sound()),
        ("photo.jpg", sound("PNG")),
        ("photo.png", sound("JPEG")),
        ("photo.tiff", sound("TIFF")),
        ("photo.png", sound()[:20]),
        ("photo.png", b""),
        ("vast.png", png(50_000, 50_000)),
        ("beyond.png", png(2**31 - 1, 2**31 - 1)),
        ("flat.png", png(0, 0)),
        ("film.gif", film(3001)),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_and_nothing_of_it_stays(
    admin_client, home_page, name, content
):
    before = kept()

    answer = upload(admin_client, "images", name, content)

    assert answer.status_code == 200
    assert not StudioImage.objects.exists()
    assert kept() == before


@pytest.mark.parametrize(
    "name",
    [
        *("../../evil.png", "..\\evil.png", "/etc/evil.png", "a\x00b.png", "\u202egnp.evil.png"),
        *("a" * 300 + ".png", "CON.png", "🙂.png", ".png.png", "a b;c.png", "a\r\nb.png"),
    ],
)
def test_a_name_harms_nothing(admin_client, home_page, name):
    before = kept()

    answer = upload(admin_client, "images", name, sound())

    assert answer.status_code in {200, 302}
    new = {one.relative_to(settings.MEDIA_ROOT) for one in kept() - before}
    assert {one.parts[0] for one in new} <= {"original_images", "images"}
    assert all(one.name.isascii() and len(one.name) < 110 for one in new)
    assert bool(new) == StudioImage.objects.exists()


@pytest.mark.parametrize(
    ("ending", "beginning", "is_it"),
    [
        ("pdf", b"%PDF-1.7", True),
        ("pdf", b"MZ\x90\x00", False),
        ("pdf", HTML, False),
        ("docx", b"PK\x03\x04rest", True),
        ("docx", HTML, False),
        ("zip", b"PK\x05\x06", True),
        ("mp4", b"\x00\x00\x00\x18ftypmp42", True),
        ("mp4", b"\x7fELF", False),
        ("mp3", b"ID3\x03", True),
        ("txt", b"Always", True),
        ("txt", "Grüße".encode("latin-1"), True),
        ("txt", "Always".encode("utf-16"), True),
        ("txt", b"\xef\xbb\xbf  <HTML>", False),
        ("txt", b"\x7fELF\x02", False),
        ("csv", b"a,b\x00c", False),
        ("csv", b"", True),
        ("gpx", b'<?xml version="1.0"?><gpx>', True),
        ("gpx", SVG, False),
        ("ics", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", True),
    ],
)
def test_a_document_is_known_by_how_it_begins(ending, beginning, is_it):
    assert is_what_it_says(ending, beginning) is is_it


@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.pdf", b"MZ" + b"\x00" * 80), ("plan.pdf", HTML), ("a.txt", HTML), ("a.zip", HTML)],
)
def test_a_document_that_lies_is_refused_and_nothing_of_it_stays(
    admin_client, home_page, name, content
):
    before = kept()

    one = upload(admin_client, "documents", name, content)
    many = admin_client.post(
        "/admin/documents/multiple/add/",
        {"title": "It", "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert "This is not what its name says" in one.content.decode()
    assert many.json()["success"] is False
    assert many.json()["error_message"].count("\n") == 0
    assert "is not allowed" not in many.json()["error_message"] + one.text
    assert not get_document_model().objects.exists()
    assert kept() == before


def test_an_archive_is_never_unpacked_and_is_handed_out_to_be_saved(
    admin_client, client, home_page
):
    bomb_in_a_zip = b"PK\x03\x04" + b"\xff" * 1000  # no archive at all behind its beginning
    upload(admin_client, "documents", "plans.zip", bomb_in_a_zip)
    document = get_document_model().objects.get()
    client.logout()

    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == bomb_in_a_zip
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


MEASURED = r"""
import re, sys
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from studio.image_forms import PictureField
file = SimpleUploadedFile("it.png", open(sys.argv[1], "rb").read(), "image/png")
try:
    PictureField().clean(file)
    said = "taken"
except ValidationError as error:
    said = error.code
# of this program alone: what getrusage says begins with what its parent held
most = re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1]
print(said, int(most) // 1024)
"""


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [(16_000, 8_000, "file_too_many_pixels"), (6_000, 4_900, "taken")],
)
def test_a_vast_picture_is_refused_within_300_megabytes(tmp_path, width, height, said):
    file = tmp_path / "it.png"
    file.write_bytes(bomb(width, height))
    assert file.stat().st_size < 500_000

    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)],
        cwd=PROJECT,
        env={"DJANGO_SETTINGS_MODULE": "studio.settings.test", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    answer, megabytes = done.stdout.split()
    assert answer == said, done.stderr
    assert int(megabytes) <= 300


def test_of_an_ending_that_nobody_takes_is_told_which_are_taken(admin_client, home_page):
    answer = upload(admin_client, "documents", "tool.exe", b"MZ")
    assert "File extension “exe” is not allowed. Allowed extensions are: " in answer.text
    assert "This is not what its name says" not in answer.text
