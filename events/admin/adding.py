"""Somebody who called, or stands at the desk, is put on the list by hand."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail_modeladmin.views import WMABaseView

from events import services
from events.admin import words
from events.admin.buttons import INDEX_URL, INSPECT_URL
from events.admin.forms import AddForm
from events.admin.frames import Framed
from events.choices import Status


class AddView(Framed, FormView, WMABaseView):
    """The event is chosen already where the list was narrowed down to it."""

    page_title = gettext_lazy("Add by hand")
    template_name = "events/admin/add.html"
    form_class = AddForm

    def check_action_permitted(self, user: Any) -> bool:
        return self.permission_helper.user_can_create(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.check_action_permitted(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        event = self.request.GET.get("event", "")
        return {"event": event} if event.isdecimal() else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(index_url=reverse(INDEX_URL), **kwargs)

    def form_invalid(self, form: AddForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: AddForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            added = services.add_by_hand(
                data["event"],
                form.application,
                by=self.request.user,
                reason=data["reason"],
                overbook=data["overbook"],
                tells=data["tells"],
                key=form.key,
            )
        except services.NotPossible:
            form.add_error("event", _("It is over by now, or people do not register here."))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except services.Refusal as refused:
            form.add_error(words.field_of(refused, form.fields), words.refusal(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        waits = added.status == Status.WAITLISTED
        said = _("%(name)s is on the waiting list.") if waits else _("%(name)s has a place.")
        messages.success(self.request, said % {"name": added.name})
        return redirect(reverse(INSPECT_URL, args=[added.pk]))
