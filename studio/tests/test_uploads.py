"""What may be uploaded, and which way it leaves again."""

import importlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import clear_url_caches
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from studio import urls
from studio.tests import cast

pytestmark = pytest.mark.django_db

PAGE = b"<script>alert(1)</script>"


@pytest.fixture
def development(settings):
    """The addresses there are while developing."""

    def read_again(debug):
        settings.DEBUG = debug
        importlib.reload(urls)
        clear_url_caches()

    read_again(True)
    yield
    read_again(False)


def make_document(name="hours.txt", content=b"Always"):
    return get_document_model().objects.create(title=name, file=ContentFile(content, name))


@pytest.mark.parametrize(
    "name", ["page.html", "page.HTML", "drawing.svg", "data.xml", "page.xhtml", "run.js", "none"]
)
def test_what_a_browser_would_run_is_no_document(admin_client, home_page, name):
    file = SimpleUploadedFile(name, PAGE, "text/plain")

    one = admin_client.post(
        "/admin/documents/add/",
        {"title": "A page", "file": file, "collection": Collection.objects.first().pk},
    )
    file.seek(0)
    many = admin_client.post(
        "/admin/documents/multiple/add/",
        {"title": "A page", "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert "is not allowed" in one.content.decode()
    assert many.json()["success"] is False
    assert not get_document_model().objects.exists()


def test_a_plain_document_is_taken_and_handed_out_with_sound_headers(
    admin_client, client, home_page
):
    file = SimpleUploadedFile("hours.txt", b"Always", "text/plain")
    collection = Collection.objects.first().pk
    admin_client.post(
        "/admin/documents/add/", {"title": "Hours", "file": file, "collection": collection}
    )
    document = get_document_model().objects.get()
    client.logout()

    response = client.get(document.url)

    assert b"".join(response.streaming_content) == b"Always"
    assert "Content-Encoding" not in response
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Length"] == "6"
    assert response["Content-Disposition"].startswith("attachment")
    again = client.get(document.url, headers={"if-modified-since": response["Last-Modified"]})
    assert (again.status_code, "Content-Encoding" in again) == (304, False)


def test_an_encoding_that_a_document_has_is_told(client, home_page):
    response = client.get(make_document("hours.csv.gz", b"\x1f\x8b").url)

    assert response["Content-Encoding"] == "gzip"


def test_a_document_has_no_address_but_that_which_asks_who_may_have_it(
    client, home_page, development
):
    document = make_document()
    assert client.get(document.url).status_code == 200
    CollectionViewRestriction.objects.create(
        collection=document.collection,
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="juniper",
    )

    asked = client.get(document.url)

    assert b'type="password"' in asked.content
    assert document.file.url.startswith("/media/documents/hours")
    assert client.get(document.file.url).status_code == 404
    for way in ("images/../documents", "images/%2e%2e/documents", "images//documents"):
        assert client.get(f"/media/{way}/{document.filename}").status_code in {400, 404}


def test_pictures_have_addresses_and_may_be_shown_by_others(client, home_page, development):
    image = cast.make_image()
    small = image.get_rendition("width-100")

    for file in (image.file, small.file):
        response = client.get(file.url)
        assert response.status_code == 200
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/")["Cross-Origin-Resource-Policy"] == "same-origin"
