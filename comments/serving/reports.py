"""A reader wants a moderator to look at what another one said."""

from datetime import timedelta

from django.http import Http404, HttpResponse

from comments import services
from comments.forms import ReportForm
from comments.serving.posts import HOUR, Post
from studio import limits

#: Of one connection.
REPORTS_AN_HOUR = 10


class ReportPost(Post):
    """A report. Who reports the same again gets the same answer, which tells nothing."""

    def answer(self) -> HttpResponse:
        comment = self.section.find_readable(self.typed.get("comment"))
        if comment is None or comment.is_by_us or not self.section.is_shown:
            raise Http404
        form = ReportForm(self.typed)
        shown = {"reported": comment, "report_form": form}
        if not self.has_key:
            return self.refuse_forged(form, **shown)
        if not form.is_valid():
            return self.again(422, **shown)
        if wait := self._wait():
            return self.refuse_for(wait, form, **shown)
        # asked before, as enough reports take it from the page, and the same whether they do
        address = self.section.address_of(
            comment, done="reported", comment=comment.pk, anchor="comment-notice"
        )
        try:
            services.report(
                comment,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                reporter=self.visitor.reporter,
                user=self.visitor.user,
            )
        except services.NotReportable:
            raise Http404 from None
        except services.AlreadyReported:
            pass
        return self.see(address)

    def _wait(self) -> timedelta | None:
        key = f"comments.report:{self.visitor.connection}"
        return limits.take(key, limit=REPORTS_AN_HOUR, period=HOUR)
