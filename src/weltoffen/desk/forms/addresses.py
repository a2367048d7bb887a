"""Fields for what must be well formed to be of use: identifiers and web addresses."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.kinds import Kind
from weltoffen.ground.identifiers import LONGEST, check_identifier
from weltoffen.ground.problems import Problem, Refused
from weltoffen.records.actions import TAKEN

_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.[^\W\d_][\w-]*[^\W_]\.?")
"""A name with at least one dot and an ending that begins with a letter."""


class IdentifierField(forms.CharField):
    """The permanent name of a new record: rightly formed and free, or left to be suggested."""

    def __init__(self, kind: Kind, help_text: Any) -> None:
        super().__init__(
            label=_("Kennung"), help_text=help_text, required=False, max_length=LONGEST
        )
        self.kind = kind

    def clean(self, value: Any) -> str:
        """Return what was typed; refuses what has the wrong form or is taken."""
        typed: str = super().clean(value)
        try:
            if typed and self.kind.has(check_identifier(typed)):
                raise Refused(Problem("identifier", TAKEN, {"identifier": typed}))
        except Refused as refusal:
            raise ValidationError([p.says(gettext) for p in refusal.problems]) from refusal
        return typed


class WebAddressField(forms.CharField):
    """An address on the web, complete with its beginning; or nothing.

    ``or_place`` takes the words for a place in an archive as well: what has gaps between words and
    does not look like an address.
    """

    def __init__(self, *, or_place: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.or_place = or_place

    def clean(self, value: Any) -> str:
        """Return what was typed; refuses what no browser could open."""
        typed: str = super().clean(value)
        if not typed or leads_somewhere(typed) or (self.or_place and _is_place(typed)):
            return typed
        raise ValidationError(
            gettext("„%(typed)s“ ist keine Webadresse. Kopieren Sie sie ganz aus dem Browser, zum "
                    "Beispiel https://www.dortmund.de/seite, oder lassen Sie das Feld leer.")
            % {"typed": typed[:80]}
        )  # fmt: skip


def leads_somewhere(address: str) -> bool:
    """Say whether an address is http or https, names a host that can exist, and has no gaps."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False
    is_web = parts.scheme in ("http", "https") and not re.search(r"\s", address)
    return is_web and _HOST.fullmatch(host) is not None


def _is_place(typed: str) -> bool:
    looks_like_an_address = "://" in typed or typed.casefold().startswith(("www.", "http"))
    return " " in typed and not looks_like_an_address
