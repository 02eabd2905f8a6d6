"""A widget that shows colours."""

from typing import Any

from django import forms

from studio.look import PALETTES


class PaletteSelect(forms.RadioSelect):
    """Palettes to choose from, each with its colours beside its name."""

    option_template_name = "studio/admin/palette_option.html"

    class Media:
        css = {"all": ["studio/admin/look.css"]}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if palette := PALETTES.get(value):
            option["colours"] = list(vars(palette).values())
        return option
