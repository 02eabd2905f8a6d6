"""What browser tests of the page editor do again and again."""

from studio.tests.watching import open_watched

open_editor = open_watched


def asks_to_save(request):
    """Whether the page asks, by itself, to be saved."""
    is_post = request.method == "POST" and "/admin/pages/" in request.url
    return (
        is_post
        and not request.url.endswith("/preview/")
        and request.headers.get("accept", "").startswith("application/json")
    )


def is_autosave(response):
    """Whether the autosave was answered."""
    return asks_to_save(response.request)


def type_and_save(page, locator, text):
    """Type, and wait until the autosave has seen the last of it."""
    with page.expect_response(is_autosave) as answered:
        locator.press_sequentially(text)
    while text not in (answered.value.request.post_data or ""):
        with page.expect_response(is_autosave) as answered:
            pass
    assert answered.value.json()["success"] is True


def publish(page):
    page.locator("footer").get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
