"""How much may be sent: the same at every address, and more only for whom the CMS knows."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from studio.bodies import LARGEST_POST, LARGEST_UPLOAD
from studio.tests import cast
from studio.tests.fuzzing import routes, samples
from studio.wsgi import application

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


class Unread(BytesIO):
    """A body that must not be read."""

    def read(self, *_args):
        raise AssertionError("the body was read")


class Pieces(BytesIO):
    """A body whose pieces are none."""

    def read(self, *_args):
        raise RuntimeError("Invalid chunk size")


def announce(client, address, length, body=None, **more):
    """Post a body that says it is so long."""
    return client.request(
        **{
            "PATH_INFO": address,
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(length),
            "wsgi.input": body if body is not None else Unread(),
            **more,
        }
    )


def in_pieces(client, address, body):
    """Post a body without a length, as gunicorn hands it on."""
    return announce(client, address, "", body, HTTP_TRANSFER_ENCODING="chunked")


@pytest.mark.parametrize("length", [LARGEST_POST + 1, 400 * 1024 * 1024, 10**30])
def test_too_much_is_refused_at_every_address_without_a_look_at_it(client, home_page, length):
    for route in routes.public():
        answer = announce(client, route.opened({}).replace("<", "").replace(">", ""), length)

        assert answer.status_code == 413, route.text
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", "application/json", ""])
def test_too_much_is_refused_whatever_it_is(client, home_page, kind):
    assert announce(client, "/", LARGEST_POST + 1, CONTENT_TYPE=kind).status_code == 413


def test_too_much_is_refused_to_strangers_in_the_cms_as_well(client, home_page):
    for address in ("/admin/login/", "/admin/images/add/", "/admin/nowhere/"):
        assert announce(client, address, LARGEST_POST + 1).status_code == 413, address

    client.cookies["sessionid"] = "x" * 32
    assert announce(client, "/admin/images/add/", LARGEST_POST + 1).status_code == 413


def test_whoever_is_signed_in_may_send_no_more_outside_the_cms(admin_client, letterbox):
    assert announce(admin_client, letterbox.url, LARGEST_POST + 1).status_code == 413


def test_whoever_may_use_the_cms_may_upload_there(admin_client, home_page):
    file = SimpleUploadedFile("hours.txt", b"x" * (LARGEST_POST + 1), "text/plain")
    title = {"title": "Hours", "collection": "1"}

    assert admin_client.post("/admin/documents/add/", {**title, "file": file}).status_code == 302
    assert announce(admin_client, "/admin/documents/add/", LARGEST_UPLOAD + 1).status_code == 413


@pytest.mark.parametrize(("size", "status"), [(0, 0), (100, 100), (LARGEST_POST, LARGEST_POST)])
def test_what_comes_in_pieces_is_read_like_anything_else(client, letterbox, size, status):
    answer = in_pieces(client, letterbox.url, BytesIO(b"x" * size))

    assert answer.status_code == 200
    assert answer.wsgi_request.META["CONTENT_LENGTH"] == str(status)


def test_a_form_that_comes_in_pieces_loses_nothing(client, letterbox):
    answer = in_pieces(client, letterbox.url, BytesIO(b"text=Hello&text=World"))

    assert answer.wsgi_request.POST.getlist("text") == ["Hello", "World"]


def test_too_much_in_pieces_is_refused_one_byte_too_late(client, letterbox):
    body = BytesIO(b"x" * 1_000_000)

    assert in_pieces(client, letterbox.url, body).status_code == 413
    assert body.tell() == LARGEST_POST + 1


def test_pieces_that_are_none_are_a_bad_request(client, letterbox):
    assert in_pieces(client, letterbox.url, Pieces()).status_code == 400


def test_a_length_counts_before_pieces_do(client, letterbox):
    answer = announce(
        client, letterbox.url, 5, BytesIO(b"a=b&c=d"), HTTP_TRANSFER_ENCODING="chunked"
    )

    assert dict(answer.wsgi_request.POST.items()) == {"a": "b", "c": ""}


@pytest.mark.parametrize("codec", ["undefined", "rot13", "idna", "hex", "utf-16", "nonsense"])
def test_everything_is_read_as_utf_8_whatever_it_says(codec):
    said = []
    for method, kind in (("GET", "text/plain"), ("POST", FORM)):
        environ = RequestFactory().generic(method, "/health/live/?q=gr%C3%BC", "text=Grüße").environ
        environ["CONTENT_TYPE"] = f"{kind}; Charset={codec}; x=y"
        b"".join(application(environ, lambda status, _headers: said.append(status)))

    assert said == ["200 OK", "200 OK"]


def test_the_charset_is_taken_off_in_tests_as_it_is_under_a_server(client, letterbox):
    answer = client.generic("POST", letterbox.url, "text=Gr%C3%BC%C3%9Fe", f"{FORM}; charset=idna")

    assert answer.wsgi_request.content_type == FORM
    assert answer.wsgi_request.POST["text"] == "Grüße"


def test_questions_without_end_are_a_bad_request(client, home_page):
    for query in ("&".join(f"x{number}=1" for number in range(100_000)), "&" * 100_000):
        assert client.get(f"/?{query}").status_code in {200, 400}

    index = cast.make_index(home_page)
    assert client.get(f"{index.url}?" + "page=2&" * 100_000).status_code == 400


def test_a_key_that_a_test_needs_is_no_key_of_ours(client, home_page):
    assert set(samples.KEYS) <= {route.text for route in routes.public()}
