"""Pictures and documents in a bucket: shown from there, handed out by us, and no loss without it."""

import socket
import urllib.request
from io import BytesIO
from urllib.error import HTTPError

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.tasks import delete_file_from_storage_task

from home.models import PlainPage
from studio.models import StudioImage
from studio.pictures import render_ahead
from studio.storage import CommonStorage
from studio.tests import cast

pytestmark = [pytest.mark.django_db(transaction=True)]
Document = get_document_model()
SENTENCE = "The place where pictures and documents are kept does not answer at the moment."


def picture(name="arcs.png"):
    file = BytesIO()
    PillowImage.new("RGB", (900, 600), "#b9472b").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def upload(client, file, kind="images"):
    return client.post(
        f"/admin/{kind}/multiple/add/",
        {"title": "Arcs", "files[]": file, "collection": Collection.objects.first().pk},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def ask(url, **headers):
    """The answer a stranger gets."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers=named), timeout=10)
    except HTTPError as error:
        return error


@pytest.fixture
def image(bucket, home_page, admin_client):
    assert upload(admin_client, picture()).json()["success"]
    return StudioImage.objects.get()


@pytest.fixture
def shown(home_page, image):
    """A page that shows the picture, whose sizes are all made."""
    page = home_page.add_child(instance=PlainPage(title="One", slug="one", hero_image=image))

    render_ahead.call(page.pk)
    return page


def test_a_picture_that_is_uploaded_is_shown_from_the_bucket(bucket, shown, client):
    text = client.get(shown.url).text

    names = [name for name in bucket.names() if name.startswith("images/")]
    assert names
    assert all(f"{bucket.origin}/studio/{name}" in text for name in names if "width-480" in name)
    assert "/media/" not in text
    for name in bucket.names():
        answer = ask(f"{bucket.origin}/studio/{name}")
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_feeds_show_pictures_from_the_bucket(bucket, index, client):
    cast.make_full_article(index)

    text = client.get(f"{index.url}feed/").text

    assert f"{bucket.origin}/studio/images/" in text
    assert "/media/" not in text


def test_a_part_of_a_picture_can_be_asked_for(bucket, image):
    answer = ask(image.file.url, Range="bytes=0-7")

    assert (answer.status, answer.read()) == (206, b"\x89PNG\r\n\x1a\n")


def test_browsers_may_show_pictures_of_that_origin_and_no_other(bucket, home_page, admin_client):
    def sources(answer):
        policy = answer["Content-Security-Policy"].split(";")
        [line] = [part.split() for part in policy if part.split()[:1] == ["img-src"]]
        return set(line[1:])

    admin = sources(admin_client.get("/admin/images/"))
    admin_client.logout()

    assert sources(admin_client.get("/")) == {"'self'", bucket.origin}
    assert bucket.origin in admin


def test_two_pictures_of_one_name_are_two_files(bucket, image, admin_client):
    assert upload(admin_client, picture()).json()["success"]

    assert len({each.file.name for each in StudioImage.objects.all()}) == 2
    assert len([name for name in bucket.names() if name.startswith("original_images/")]) == 2


def test_a_picture_that_is_deleted_leaves_nothing(bucket, shown, image, admin_client):
    assert len(bucket.names()) > 1
    shown.delete()

    admin_client.post(f"/admin/images/{image.pk}/delete/")

    assert not StudioImage.objects.exists()
    assert bucket.names() == []


# --- documents ------------------------------------------------------------------------


@pytest.fixture
def document(bucket, home_page, admin_client):
    file = SimpleUploadedFile("hours.txt", b"Always", "text/plain")
    assert upload(admin_client, file, "documents").json()["success"]
    admin_client.logout()
    return Document.objects.get()


def test_a_document_is_handed_out_by_the_site_under_its_own_name(document, client):
    answer = client.get(document.url)

    assert document.url.startswith("/documents/")
    assert document.filename == "hours.txt"
    assert b"".join(answer.streaming_content) == b"Always"
    assert answer["Content-Length"] == "6"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_private_document_is_refused_here_and_in_the_bucket(bucket, document, client):
    CollectionViewRestriction.objects.create(
        collection=document.collection,
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="juniper",
    )

    answer = client.get(document.url)

    assert b'type="password"' in answer.content
    assert bucket.origin not in answer.text
    assert ask(f"{bucket.origin}/studio/{document.file.name}").status == 403


# --- without it ------------------------------------------------------------------------


def test_pages_are_shown_without_it(bucket, shown, client):
    before = client.get(shown.url).text
    bucket.close()

    answer = client.get(shown.url)

    assert (answer.status_code, answer.text) == (200, before)


def test_a_page_whose_pictures_were_never_made_is_shown_as_well(bucket, image, home_page, client):
    page = home_page.add_child(instance=PlainPage(title="Two", slug="two", hero_image=image))
    image.renditions.all().delete()
    bucket.close()

    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_an_upload_is_refused_with_a_sentence_and_leaves_nothing(
    bucket, home_page, admin_client, no_worker, kind
):
    bucket.close()
    file = picture() if kind == "images" else SimpleUploadedFile("a.txt", b"A", "text/plain")

    told = upload(admin_client, file, kind).json()
    one = admin_client.post(
        f"/admin/{kind}/add/",
        {
            "title": "Arcs",
            "file": picture("b.png")
            if kind == "images"
            else SimpleUploadedFile("b.txt", b"B", "text/plain"),
            "collection": Collection.objects.first().pk,
        },
    )

    assert told["success"] is False
    assert told["error_message"].startswith(SENTENCE)
    assert (one.status_code, one["Retry-After"]) == (503, "60")
    assert SENTENCE in one.text
    assert not StudioImage.objects.exists()
    assert not Document.objects.exists()
    bucket.open()


def test_a_document_is_asked_for_again_later(bucket, document, client):
    bucket.close()

    answer = client.get(document.url)

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (
        503,
        "60",
        "no-store",
    )


def test_what_may_have_arrived_though_nobody_said_so_is_deleted_later(
    bucket, home_page, admin_client, wire, settings, no_worker, monkeypatch
):
    there = settings.MEDIA_OPTIONS

    def swallow(_wire, line):
        line.recv(65536)
        line.shutdown(socket.SHUT_RDWR)

    endpoint = wire(swallow).rstrip("/")
    settings.MEDIA_OPTIONS = there | {"endpoint_url": endpoint}
    settings.STORAGES = dict(settings.STORAGES)  # makes it anew
    assert upload(admin_client, picture()).json()["success"] is False

    [task] = DBTaskResult.objects.filter(task_path=delete_file_from_storage_task.module_path)
    storage, name = task.args_kwargs["args"]
    assert "s3cret" not in str(task.args_kwargs)
    assert task.run_after is not None
    settings.MEDIA_OPTIONS = there
    settings.STORAGES = dict(settings.STORAGES)
    bucket.client.put_object(Bucket="studio", Key=name, Body=b"late")
    monkeypatch.setattr(CommonStorage, "_away_until", 0.0)
    delete_file_from_storage_task.call(storage, name)
    assert bucket.names() == []


def test_what_cannot_be_deleted_now_is_deleted_later(bucket, home_page, no_worker):
    document = Document.objects.create(title="A", file=ContentFile(b"A", "a.txt"))
    bucket.close()

    document.file.storage.delete(document.file.name)

    [task] = DBTaskResult.objects.filter(task_path=delete_file_from_storage_task.module_path)
    assert task.args_kwargs["args"][1] == document.file.name
    assert task.run_after is not None
