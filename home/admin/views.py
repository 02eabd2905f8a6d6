"""What staff see of messages: the list, one message, and what becomes of it."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views.snippets import DeleteView, IndexView

from comments import rules
from home import services
from home.admin import filters
from home.models import Message, MessageQuerySet, MessageStatus
from studio import accesses
from studio.lessons import TeachingMixin

LIST = accesses.subject("messages", gettext_lazy("List of messages"))
MESSAGE = accesses.subject("message", gettext_lazy("Message from the contact page"))

#: What a button says that marks a message, in the order in which they stand.
_VERBS = {
    MessageStatus.ANSWERED: gettext_lazy("Mark as answered"),
    MessageStatus.SPAM: gettext_lazy("Mark as spam"),
    MessageStatus.WAITING: gettext_lazy("Let it wait again"),
}
_DONE = {
    MessageStatus.ANSWERED: gettext_lazy("The message is marked as answered."),
    MessageStatus.SPAM: gettext_lazy("The message is marked as spam."),
    MessageStatus.WAITING: gettext_lazy("The message waits again."),
}


class MessageIndexView(accesses.SeenMixin, TeachingMixin, IndexView):
    """The list, the newest first. Its number of queries does not grow with the messages."""

    any_permission_required = ["view"]
    seen_as = LIST
    seen_filters = ("status",)
    is_searchable = True
    lesson = gettext_lazy(
        "What visitors write on the contact page comes here, and by mail to the address of the"
        " studio. Nobody has written yet."
    )

    def search_queryset(self, queryset: MessageQuerySet) -> MessageQuerySet:
        return filters.search(queryset, self.search_query) if self.is_searching else queryset


class MessageView(accesses.SeenMixin, generic.InspectView):
    """One message, with what can be done about it."""

    any_permission_required = ["view"]
    seen_as = MESSAGE
    page_title = gettext_lazy("Message")
    template_name = "home/admin/message.html"

    def get_object(self, queryset: Any = None) -> Message:
        return super().get_object(Message.objects.select_related("page", "decided_by"))

    @cached_property
    def verbs(self) -> list[tuple[str, Any]]:
        """States it can be given, with the words of their buttons."""
        if not self.user_has_permission("change"):
            return []
        return [(state, words) for state, words in _VERBS.items() if state != self.object.status]

    @property
    def answer_url(self) -> str:
        """A letter to whoever wrote, for the mail program of whoever answers."""
        subject = quote(_("Re: %s") % (self.object.subject or _("Your message to us")))
        return f"mailto:{quote(self.object.email, safe='@')}?subject={subject}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "message": self.object,
            "verbs": self.verbs,
            "answer_url": self.answer_url,
            "reasons": [
                rules.explain(reason) for reason in self.object.why if reason.rule != "all"
            ],
            "delete_url": self.get_delete_url(),
        }


class MarkForm(forms.Form):
    """Which button was pressed."""

    status = forms.ChoiceField(choices=MessageStatus.choices)


class MarkView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Marks a message. Only by POST."""

    http_method_names = ["post", "options"]
    model = Message
    permission_required = "change"
    index_url_name = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MarkForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        status = form.cleaned_data["status"]
        services.mark([self.object.pk], status=status, by=request.user)
        messages.success(request, _DONE[MessageStatus(status)])
        return redirect(get_valid_next_url_from_request(request) or reverse(self.index_url_name))


class EraseView(accesses.SeenMixin, DeleteView):
    """GET asks, POST erases, with the letter that told of it."""

    seen_as = MESSAGE

    def delete_action(self) -> None:
        number = self.object.pk
        services.erase([number], by=self.request.user)
        accesses.erased(MESSAGE, by=self.request.user, about=f"#{number}")
