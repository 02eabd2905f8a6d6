"""The first steps of the studio itself: who and where it is, its menus, its mail, its people."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Site

from studio import mail
from studio.first_steps import TRIAL_URL, Step
from studio.models import Letter, Navigation, SiteSettings

#: The kind of a letter that staff write to themselves, to see whether mail leaves.
TRIAL = "trial"
_PRINTING = "django.core.mail.backends.console.EmailBackend"


def steps(request: HttpRequest) -> Iterator[Step]:
    """What of the studio is not yet told, for whoever may change it. Five queries."""
    user, site = request.user, Site.find_for_request(request)
    if site and user.has_perm("studio.change_sitesettings"):
        yield from _of_the_studio(SiteSettings.for_site(site))
    if site and user.has_perm("studio.change_navigation"):
        yield Step(
            words=_("Fill the menus"),
            url=_settings_url(Navigation, site),
            is_done=Navigation.for_site(site).main_menu.exists(),
        )
    if user.has_perm("studio.resend_letter"):
        yield Step(
            words=_("Write yourself a letter"),
            url=reverse(TRIAL_URL),
            is_done=not prints_letters() and Letter.objects.filter(sent_at__isnull=False).exists(),
            why=_("Letters are printed where the site runs, and sent to nobody.")
            if prints_letters()
            else _("To see that mail leaves."),
        )
    if user.has_perm("studio.add_user"):
        yield Step(
            words=_("Give somebody else an account"),
            url=reverse("wagtailusers_users:add"),
            is_done=get_user_model().objects.filter(is_active=True).exclude(pk=user.pk).exists(),
            why=_("One who reads what you write, and gets in when you cannot."),
        )


def _of_the_studio(studio: SiteSettings) -> Iterator[Step]:
    url = _settings_url(SiteSettings, studio.site)
    yield Step(
        words=_("Say what the studio is called and where it is"),
        url=url,
        is_done=bool(studio.name and studio.address),
    )
    yield Step(
        words=_("Say how the studio is reached"),
        url=url,
        is_done=bool(studio.email or studio.phone),
        why=_("An e-mail address or a telephone number, for the contact page."),
    )


def _settings_url(model: type, site: Site) -> str:
    args = [model._meta.app_label, model._meta.model_name, site.pk]
    return reverse("wagtailsettings:edit", args=args)


def prints_letters() -> bool:
    """Whether mail is not set up, so that letters reach nobody."""
    return settings.EMAIL_BACKEND == _PRINTING


class TrialLetterView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET asks, POST writes a letter to whoever is signed in."""

    http_method_names = ["get", "head", "options", "post"]
    page_title = gettext_lazy("Write yourself a letter")
    header_icon = "mail"
    template_name = "studio/admin/trial_letter.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def user_has_permission(self, permission: str) -> bool:
        return self.request.user.has_perm(permission)

    permission_required = "studio.resend_letter"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            to=self.request.user.email,
            prints_letters=prints_letters(),
            account_url=reverse("wagtailadmin_account"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.email:
            messages.error(request, _("Your account has no e-mail address."))
            return redirect(TRIAL_URL)
        # twice within a minute is a double click
        minute = timezone.now().strftime("%Y-%m-%d-%H-%M")
        mail.write(
            kind=TRIAL,
            dedupe_key=f"trial-{user.pk}-{minute}",
            to=user.email,
            subject=_("Mail leaves"),
            text=_("You wrote this letter to yourself, from the site. It has arrived.\n"),
        )
        messages.success(request, _("The letter will leave within a minute."))
        return redirect("wagtailadmin_home")
