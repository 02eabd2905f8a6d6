"""What the room keeps of readers, for everybody to read, and the button by which a device forgets."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from comments import personal_data, remembering
from comments.models import CommentSettings
from studio.doors import guarded
from studio.visitors import has_session

SEE_OTHER = 303


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of readers, why, and how long; as this site is set up."""
    settings = CommentSettings.for_request(request)
    facts = {
        "comment_settings": settings,
        "kept": personal_data.of_readers(settings),
        "has_session": has_session(request),
        "is_forgotten": "forgotten" in request.GET and not request.COOKIES.get(remembering.NAME),
    }
    return render(request, "comments/privacy.html", facts)


@guarded
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take the cookie back, and say so on the page with the button."""
    response = HttpResponseRedirect(f"{reverse('comments:privacy')}?forgotten", status=SEE_OTHER)
    remembering.forget(request, response)
    return response
