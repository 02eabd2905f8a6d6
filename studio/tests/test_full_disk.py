"""A disk that is nearly full, and one that is full: nothing new, nothing half, everything readable."""

import os
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from comments.models import Comment
from comments.tests.cast import approve, say
from home.models import Message
from home.tests.cast import make_contact, write
from studio.models import StudioImage
from studio.tests import served
from studio.tests.cast import make_article
from studio.tests.served import ARTICLE


@pytest.fixture
def nearly_full(settings):
    """More has to be free than any disk has."""
    settings.LEAST_FREE_PERCENT = 101
    return settings


def picture():
    buffer = BytesIO()
    Image.new("RGB", (60, 40), "#b9472b").save(buffer, "PNG")
    return buffer.getvalue()


def files(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def test_a_message_is_refused_in_plain_words_and_nothing_of_it_is_kept(
    client, home_page, nearly_full
):
    answer = write(client, make_contact(home_page))

    assert (answer.status_code, answer["Retry-After"]) == (507, "3600")
    assert "We cannot take anything new just now" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not Message.objects.exists()


def test_a_picture_is_refused_before_a_byte_of_it_is_written(admin_client, home_page, nearly_full):
    before = files(django_settings.MEDIA_ROOT)
    client = admin_client
    client.raise_request_exception = False
    upload = SimpleUploadedFile("arcs.png", picture(), "image/png")
    answer = client.post(reverse("wagtailimages:add"), {"title": "Arcs", "file": upload})

    assert answer.status_code == 507
    assert "nothing of what you sent was kept" in answer.text
    assert not StudioImage.objects.exists()
    assert files(django_settings.MEDIA_ROOT) == before


def test_what_is_there_is_read_corrected_and_deleted(admin_client, client, index, nearly_full):
    article = make_article(index)
    comment = approve(say(article, "Thank you."))

    assert client.get(article.url).status_code == 200
    deleted = admin_client.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
    assert deleted.status_code == 302
    assert not Comment.objects.filter(pk=comment.pk, page__isnull=False).exists()


def test_with_room_again_all_goes_on(client, home_page, settings):
    settings.LEAST_FREE_PERCENT = 101
    contact = make_contact(home_page)
    assert write(client, contact).status_code == 507
    settings.LEAST_FREE_PERCENT = 0
    assert write(client, contact).status_code == 303
    assert Message.objects.count() == 1


# --- really full -----------------------------------------------------------------------------


def may_mount():
    """Whether this machine lets us have a small disk of our own."""
    if os.geteuid() != 0:
        return False
    done = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


SIGN_IN = (
    "from django.test import Client;"
    "from studio.tests.cast import make_admin;"
    "c = Client(); c.force_login(make_admin()); print(c.session.session_key)"
)


def fill(folder):
    """Take the last byte."""
    with (folder / "rubbish").open("wb", buffering=0) as rubbish:
        try:
            while True:
                rubbish.write(b"x" * 65536)
        except OSError:
            pass
        try:
            while True:
                rubbish.write(b"x")
        except OSError:
            pass


if may_mount():  # where it does not, the tests above are what there is

    @pytest.mark.own_database
    def test_on_a_disk_without_a_byte_left_everything_is_read_and_nothing_left_half_done(
        small_disk, furnished, tmp_path
    ):
        served.copy(furnished, small_disk)
        done = served.manage(small_disk, "shell", "--no-imports", "--command", SIGN_IN)
        key = done.stdout.strip()
        token = "0123456789abcdef0123456789abcdef"
        cookies = f"sessionid={key}; csrftoken={token}"
        site = served.Served(small_disk, workers=2, threads=2, log=tmp_path / "log")
        try:
            assert site.ask(ARTICLE).status == 200
            assert site.ask("/admin/", Cookie=cookies).status == 200
            fill(small_disk)
            before = files(small_disk / "media")

            read = {
                path: {site.ask(path, Cookie=cookie).status for _ in range(8)}
                for path, cookie in (
                    ("/", ""),
                    (ARTICLE, ""),
                    ("/articles/", ""),
                    ("/search/?q=trunk", ""),
                    ("/admin/", cookies),
                    ("/admin/images/", cookies),
                )
            }
            border = "of-the-upload"
            body = (
                (
                    f'--{border}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
                    f'--{border}\r\nContent-Disposition: form-data; name="title"\r\n\r\nArcs\r\n'
                    f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="arcs.png"\r\n'
                    "Content-Type: image/png\r\n\r\n"
                ).encode()
                + picture()
                + f"\r\n--{border}--\r\n".encode()
            )
            refused = site.ask(
                "/admin/images/add/",
                method="POST",
                body=body,
                Cookie=cookies,
                Origin="https://studio.example",
                Content_Type=f"multipart/form-data; boundary={border}",
            )
            after = files(small_disk / "media")
            (small_disk / "rubbish").unlink()
            again = site.ask(
                "/admin/images/add/",
                method="POST",
                body=body,
                Cookie=cookies,
                Origin="https://studio.example",
                Content_Type=f"multipart/form-data; boundary={border}",
            )
        finally:
            site.stop()

        assert set().union(*read.values()) == {200}, read
        assert refused.status == 507
        assert after == before
        assert again.status == 302
