"""Words of the studio to one, to those who are marked, or to all of a list.

First the letter as the first of them gets it, then the sending; a letter that was seen is
the letter that is sent.
"""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from events import services, wording
from events.admin import log, words
from events.admin.buttons import INDEX_URL
from events.admin.forms import WordsForm
from events.admin.frames import Framed
from events.admin.seen import LIST
from events.admin.selection import MOST, Selection, selection_of
from events.choices import ENDED
from events.ledger import Registration, SeatPool
from events.ledger.registrations import RegistrationQuerySet
from events.permissions import CHANGE, may
from events.services import writing
from studio import accesses
from studio.drafts import Draft, LetterRefused


class WriteView(Framed, FormView):
    """Subject and text, a look at the first letter, and how many get it."""

    http_method_names = ["get", "head", "options", "post"]
    page_title = gettext_lazy("Write a letter")
    template_name = "events/admin/write.html"
    form_class = WordsForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, CHANGE):
            raise PermissionDenied
        if not self.people.exists():
            messages.warning(request, _("None is marked that has an address."))
            return HttpResponseRedirect(self.next_url)
        return super().dispatch(request, *args, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        rows = len(self.selection.numbers)
        return accesses.saw(self.request, answer, LIST, rows=rows, asked="marked")

    @cached_property
    def selection(self) -> Selection:
        return selection_of(self.request)

    @cached_property
    def people(self) -> RegistrationQuerySet:
        """Those who can be written to, in the order in which they registered."""
        asked = Registration.objects.filter(pk__in=self.selection.numbers)
        return writing.reachable(asked).order_by("created_at", "pk")

    @property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse(INDEX_URL)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = self.people.order_by().aggregate(
            people=Count("pk"),
            ended=Count("pk", filter=Q(status__in=sorted(ENDED))),
            events=Count("pool", distinct=True),
        )
        first = self.people.select_related("pool").first()
        return super().get_context_data(
            **counts,
            ids=self.selection.as_text,
            left=len(self.selection.numbers) - counts["people"],
            are_too_many=self.selection.are_too_many,
            most=MOST,
            first=first,
            names=[(f"{{{name}}}", label) for name, label in wording.NAMES.items()],
            next_url=self.next_url,
            **kwargs,
        )

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: WordsForm) -> HttpResponse:
        digest = _digest(form)
        if "send" in self.request.POST and self.request.POST.get("seen") == digest:
            return self._send(form)
        try:
            draft = self._preview(form)
        except LetterRefused:
            form.add_error(None, _("This cannot be a letter: please look at the subject."))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, draft=draft, digest=digest))

    def _preview(self, form: WordsForm) -> Draft:
        first = self.people.select_related("pool__site").first()
        data = form.cleaned_data
        return writing.preview(first, subject=data["subject"], text=data["text"])

    def _send(self, form: WordsForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            written = writing.write(self.selection.numbers, by=self.request.user, **data)
        except services.Refusal as refused:
            form.add_error(None, words.refusal(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if not written.told:
            messages.info(self.request, _("These letters are written already."))
            return HttpResponseRedirect(self.next_url)
        log.wrote(written.told, self._pool(), by=self.request.user)
        accesses.wrote(LIST, by=self.request.user, rows=written.told)
        said = ngettext(
            "%(n)d letter leaves within a minute.",
            "%(n)d letters leave within a minute.",
            written.told,
        )
        messages.success(self.request, said % {"n": written.told})
        return HttpResponseRedirect(self.next_url)

    def _pool(self) -> SeatPool | None:
        """The event they are all on; None where there are several."""
        pools = list(
            SeatPool.objects.filter(registrations__in=self.people.order_by()).distinct()[:2]
        )
        return pools[0] if len(pools) == 1 else None


def _digest(form: WordsForm) -> str:
    """Names these words: what was looked at is what is sent."""
    said = "\n\n".join(form.cleaned_data[name] for name in ("subject", "text"))
    return hashlib.sha256(said.encode()).hexdigest()
