"""Said by ``weltoffen check`` before the first request fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext as _

from weltoffen.ground.problems import N_

_UNUSABLE = N_(
    "Die Datei %(file)s mit zusätzlichen Zertifizierungsstellen ist nicht zu gebrauchen (%(why)s)."
)
_HINT = N_("Berichtigen Sie WELTOFFEN_AUTHORITIES; gebraucht wird eine Datei im Format PEM.")


@register()
def authorities_are_usable(**_options: Any) -> list[CheckMessage]:
    """Say whether the file of added authorities can be used, if one is set."""
    if not settings.WELTOFFEN_AUTHORITIES:
        return []
    # Not above: each start of the command would load what fetches, which takes a tenth of a second.
    from weltoffen.intake.fetching.trust import NoAuthorities, trusting

    try:
        trusting(Path(settings.WELTOFFEN_AUTHORITIES))
    except NoAuthorities as error:
        told = _(_UNUSABLE) % {"file": error.file, "why": error.why}
        return [Error(told, hint=_(_HINT), id="intake.E001")]
    return []
