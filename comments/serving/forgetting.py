"""A reader wants this device to forget who wrote from it."""

from django.http import HttpResponse

from comments import remembering
from comments.serving.posts import Post


class Forgetting(Post):
    """What the script of the form sends when “Remember me” is unticked; no page follows."""

    def answer(self) -> HttpResponse:
        response = HttpResponse(status=204)
        remembering.forget(self.request, response)
        return response
