"""Forms that show many things at once and write only those that somebody touched."""

from __future__ import annotations

import json
from typing import Any

from weltoffen.desk.both_wrote import (
    BASE,
    brought_together,
    clashes_in,
    read_base,
    sent_by,
    shown_by,
)
from weltoffen.desk.views.editing import RecordFormPage
from weltoffen.ground.problems import Refused


class BasedPage(RecordFormPage):
    """Shows what there is, field by field, and writes only what the person touched."""

    told_of_change = False

    def untouched(self, form: Any) -> set[str]:
        """Return the fields that say what they said when the page was opened.

        Refuses where both this person and somebody else changed a field, with what is there now.
        """
        base = read_base(self.request.POST.get(BASE, ""))
        sent = sent_by(form)
        both = brought_together(base, sent, shown_by(self._fresh_form()))
        if both.clashing:
            self.told_of_change = True
            raise Refused(*clashes_in(both.clashing))
        return {name for name, said in sent.items() if base.get(name) == said}

    def _fresh_form(self) -> Any:
        given = self.get_form_kwargs()
        return self.get_form_class()(
            **{name: value for name, value in given.items() if name not in ("data", "files")}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the fields showed when the page was opened, or show now after a clash."""
        context = super().get_context_data(**kwargs)
        base = "" if self.told_of_change else self.request.POST.get(BASE, "")
        shown = base or json.dumps(shown_by(self._fresh_form()))
        return context | {"hidden": [*context["hidden"], (BASE, shown)]}
