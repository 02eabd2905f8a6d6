"""The form of the rules, and what they would have said about past comments."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic
from wagtail.contrib.settings.forms import SitePermissionForm, SiteSwitchForm
from wagtail.models import Site
from wagtail.permissions import policy_registry

from comments import policies
from comments.models import CommentRules
from comments.models.comments import CommentQuerySet
from comments.permissions import EVERYTHING, moderatable
from comments.services.trying import Changes, what_would_change

URL_NAME = "reader_comments_rules"
ICON = "clipboard-list"
#: Of a period, the latest so many: a web server waits half a minute, and these take a few seconds.
MOST_TRIED = 10_000


class SampleForm(forms.Form):
    """On which past comments the rules are tried."""

    sample = forms.ChoiceField(
        label=_("Try them on"),
        choices=[
            ("latest-100", _("the latest 100 comments")),
            ("latest-1000", _("the latest 1,000 comments")),
            ("latest-10000", _("the latest 10,000 comments")),
            ("days-7", _("the comments of the last 7 days")),
            ("days-30", _("the comments of the last 30 days")),
            ("days-365", _("the comments of the last year")),
        ],
        initial="latest-1000",
        help_text=_("Of a period, at most the latest 10,000."),
    )

    def take(self, comments: CommentQuerySet) -> tuple[CommentQuerySet, int]:
        """The ``comments`` that are meant, and how many of them at most."""
        kind, _dash, number = self.cleaned_data["sample"].partition("-")
        if kind == "latest":
            return comments, int(number)
        since = timezone.now() - timedelta(days=int(number))
        return comments.filter(posted_at__gte=since), MOST_TRIED


class RulesSwitchForm(SiteSwitchForm):
    """To the rules of another site."""

    @classmethod
    def get_change_url(cls, site: Site, model: type[CommentRules]) -> str:
        return reverse(URL_NAME, args=[site.pk])


class RulesView(generic.EditView):
    """Changes the rules of a site, or only shows what they would change."""

    model = CommentRules
    permission_required = "change"
    template_name = "comments/admin/rules.html"
    edit_url_name = URL_NAME
    header_icon = ICON
    success_message = _("The rules are saved. They hold for what is posted from now on.")
    error_message = _("The rules could not be saved due to errors.")
    changes: Changes | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.site = get_object_or_404(Site, pk=kwargs["pk"])
        self.sample_form = SampleForm(request.POST if self.is_trying else None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # before the rules are looked for, which writes those of a site that had none
        if not self.user_has_permission_for_instance("change", self.site):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_trying(self) -> bool:
        """Whether the second button was pressed."""
        return "try" in self.request.POST

    def get_object(self, queryset: Any = None) -> CommentRules:
        return CommentRules.for_site(self.site)

    def get_panel(self) -> ObjectList:
        return ObjectList(CommentRules.panels).bind_to_model(CommentRules)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_trying:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        form = self.get_form()
        if not self.is_valid(form):
            return self.form_invalid(form)
        self.form = form
        self.changes = self._try(form.instance)
        return self.render_to_response(self.get_context_data())

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):
            return False
        if self.is_trying and not self.sample_form.is_valid():
            self.produced_error_message = self.get_error_message()
            return False
        return True

    def _try(self, rules: CommentRules) -> Changes:
        """What ``rules``, which are not saved, would change."""
        past = moderatable(self.request.user).on_site(self.site)
        comments, most = self.sample_form.take(past)
        before = policies.policy_of(CommentRules.for_site(self.site))
        return what_would_change(before, policies.policy_of(rules), comments, most=most)

    def get_error_message(self) -> str:
        if self.is_trying:
            return gettext("The rules could not be tried due to errors.")
        return super().get_error_message()

    def get_edit_url(self) -> str:
        return reverse(URL_NAME, args=[self.site.pk])

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_buttons(self) -> None:
        return None

    def get_page_subtitle(self) -> str:
        return capfirst(CommentRules._meta.verbose_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sites = self.permission_policy.sites_user_has_permission_for(self.request.user, "change")
        switcher = RulesSwitchForm(self.site, self.model, sites=sites) if len(sites) > 1 else None
        if switcher:
            context["media"] += switcher.media
        return {
            **context,
            "site_switcher": switcher,
            "site_for_header": self.site if Site.objects.count() > 1 else None,
            # a list in another script is three times as long when it is escaped for an address
            "form_is_multipart": True,
            "sample_form": self.sample_form,
            "changes": self.changes,
            # the address of the answer ends in the name of its panel, which takes the focus
            "changes_attrs": {"tabindex": "-1"},
            "sees_everything": self.request.user.has_perm(EVERYTHING),
        }


def redirect_to_rules(request: HttpRequest) -> HttpResponse:
    """To the rules of the site at whose address the admin is open, else of one that may be changed."""
    policy = policy_registry.get_by_type(CommentRules)
    site = Site.find_for_request(request)
    if site is None or not policy.user_has_permission_for_instance(request.user, "change", site):
        site = policy.sites_user_has_permission_for(request.user, "change").first()
    if site is None:
        raise PermissionDenied
    return redirect(URL_NAME, site.pk)


class RulesMenuItem(MenuItem):
    """For those who may change the rules of some site."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(CommentRules)
        return policy.user_has_permission(request.user, "change")


class RulesURLFinder(ModelAdminURLFinder):
    """Where reports lead whoever wants to see what was changed."""

    def construct_edit_url(self, instance: CommentRules) -> str:
        return reverse(URL_NAME, args=[instance.site_id])


class RulesPermissionForm(SitePermissionForm):
    """In the form of a group: of which sites it may change the rules."""

    settings_model = CommentRules
    icon = ICON
