"""Pieces that say the same to all visitors."""

import json
from typing import Any

from studio import sites


class SharedMixin:
    """For a block, before its base: its HTML, made of nothing but its value, is made once."""

    def render(self, value: Any, context: Any = None) -> str:
        request = context.get("request") if context else None
        if request is None or "page" not in context:
            return super().render(value, context)
        stored = json.dumps(self.get_prep_value(value))

        def make(other: Any) -> str:
            if other is request:
                return self._render(value, context)
            return self._render(
                self.to_python(json.loads(stored)), {"request": other, "page": None}
            )

        return sites.shared(request, (type(self).__name__, stored), make)

    def _render(self, value: Any, context: Any) -> str:
        return super().render(value, context)
