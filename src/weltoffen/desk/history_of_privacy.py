"""What the history tells of terms: for how long personal data are kept."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OF_PRIVACY: dict[str, tuple[Any, Any]] = {
    "privacy.term.choose": (
        _("Frist festgelegt"),
        _("Die Frist ist jetzt %(months)s Monate (%(reason)s)."),
    ),
}
"""Per action its name in lists of actions and its sentence."""

AMENDED_IN_PRIVACY: dict[str, Any] = {"privacy.term.amend": _("Frist geändert")}
"""Actions whose entry keeps, per changed field, what was there before and after."""
