"""The style guide: every component on one page, drawn by the templates that draw the site.

A room brings its own through the hook ``register_specimens``: a function of the
request that gives :class:`Specimen` objects. What it shows is of this site, so an
empty site has less to show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail import hooks
from wagtail.admin.auth import require_admin_access

from studio.block_samples import SAMPLES
from studio.blocks import prose_blocks
from studio.structured_data import Crumb

#: The name of the hook; its ``order`` is that of the specimens.
HOOK = "register_specimens"
#: Tokens that are shown as a patch, in groups: on which ground, what stands there.
GROUNDS = ("paper", "paper-deep", "paper-raised", "teal", "night", "closing", "mark", "button")
SIGNS = ("ink", "ink-soft", "link", "accent", "line-strong", "line")
POSTER = ("terracotta", "ochre", "blush", "teal", "night")


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """One component as visitors see it.

    ``name`` is its anchor; ``template`` draws it from ``context``, with the request;
    ``styles`` are the stylesheets it needs, as for ``{% static %}``; ``note`` says when
    it is used.
    """

    name: str
    heading: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    styles: tuple[str, ...] = ()


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=20)
    words = forms.CharField(
        label=gettext_lazy("A few words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Said in a sentence below the label."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Your level"),
        choices=[("new", gettext_lazy("Quite new")), ("used", gettext_lazy("Used to it"))],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read what happens to my answers"))


def specimens(request: HttpRequest) -> Iterator[Specimen]:
    """What the ground itself draws, and then what the rooms do."""
    yield from _of_the_ground()
    for register in hooks.get_hooks(HOOK):
        yield from register(request)


def _of_the_ground() -> Iterator[Specimen]:
    yield Specimen(
        name="colours",
        heading=_("Colours"),
        template="studio/styleguide/colours.html",
        context={"grounds": GROUNDS, "signs": SIGNS, "poster": POSTER},
        note=_("Tokens have names and no others are used. They are chosen in the settings."),
    )
    yield Specimen(
        name="type",
        heading=_("Type"),
        template="studio/styleguide/type.html",
        note=_("Sizes grow with the screen, between a telephone's and a desk's."),
    )
    yield Specimen(
        name="actions",
        heading=_("Buttons and links"),
        template="studio/styleguide/actions.html",
        note=_("One button a view, for what the visitor came for; everything else is a link."),
    )
    crumbs = [Crumb(_("Home"), "/"), Crumb(_("Articles"), "#"), Crumb(_("Here"), "#")]
    yield Specimen(
        name="head",
        heading=_("Head of a page"),
        template="studio/styleguide/head.html",
        context={"crumbs": crumbs},
        styles=("studio/css/page_head.css",),
    )
    refused = SampleForm({"name": "", "words": _("Kept as typed.")}, prefix="refused")
    refused.is_valid()
    yield Specimen(
        name="forms",
        heading=_("Forms"),
        template="studio/styleguide/forms.html",
        context={"forms": [SampleForm(prefix="sample"), refused]},
        note=_("Labels above, help below them, errors beside the field and summed up on top."),
        styles=("studio/css/form.css",),
    )
    yield Specimen(
        name="pagination",
        heading=_("Pages of a list"),
        template="includes/pagination.html",
        context={"listed": Paginator(range(90), 10).page(4)},
        styles=("studio/css/pagination.css",),
    )
    blocks = [block for name, block in prose_blocks() if not SAMPLES[name].template]
    shown = [block.bind(block.get_preview_value()) for block in blocks]
    quote = dict(prose_blocks())["quote"]
    sentence = _("A sentence to stop at.")
    pulled = quote.normalize({"text": f"<p>{sentence}</p>", "form": "pull"})
    yield Specimen(
        name="text",
        heading=_("Running text"),
        template="studio/styleguide/text.html",
        context={"blocks": [*shown, quote.bind(pulled)]},
        note=_("What editors compose pages of."),
        styles=("studio/css/flow.css", "studio/css/media.css"),
    )


@never_cache
@require_admin_access
def styleguide(request: HttpRequest) -> HttpResponse:
    """All of it, for those who work at the site."""
    found = list(specimens(request))
    styles = dict.fromkeys(style for specimen in found for style in specimen.styles)
    context = {"specimens": found, "styles": [*styles, "studio/css/styleguide.css"]}
    return render(request, "studio/styleguide.html", context)
