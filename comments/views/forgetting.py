"""The button by which a device forgets who commented from it; see ``comments/privacy.html``."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from comments import remembering
from studio.doors import guarded

SEE_OTHER = 303


@guarded
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take the cookie back, and say so on the page with the button."""
    response = HttpResponseRedirect(f"{reverse('comments:privacy')}?forgotten", status=SEE_OTHER)
    remembering.forget(request, response)
    return response
