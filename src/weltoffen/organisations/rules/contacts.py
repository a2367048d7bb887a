"""Judging contacts: whether one can be reached by what was typed, and until when it may stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from weltoffen.ground.problems import N_, Problem, Refused

_NO_PHONE = N_(
    "„%(value)s“ ist keine Telefonnummer. Schreiben Sie sie mit Ziffern, am besten mit "
    "Landesvorwahl, zum Beispiel +49 231 500."
)
_NO_EMAIL = N_(
    "„%(value)s“ ist keine E-Mail-Adresse. Schreiben Sie sie vollständig, zum Beispiel "
    "buero@stadt.example."
)
_NO_WEB = N_(
    "„%(value)s“ ist keine Webadresse. Beginnen Sie mit https://, zum Beispiel "
    "https://stadt.example."
)
_NO_POST = N_(
    "„%(value)s“ ist zu kurz für eine Anschrift. Geben Sie Straße oder Postfach und den Ort an."
)
_MISSING = N_("Es fehlt, wie man jemanden erreicht. Geben Sie es an.")
_WITHDRAWN_EARLY = N_(
    "Widerrufen wurde am %(withdrawn)s, eingewilligt erst am %(given)s. Berichtigen Sie einen der "
    "beiden Tage."
)
_NO_CONSENT = N_(
    "Dieser Kontakt beruht nicht auf einer Einwilligung, also lässt sie sich nicht widerrufen. "
    "Löschen Sie den Kontakt, wenn er nicht mehr gebraucht wird."
)

_PHONE: Final = re.compile(r"\+?[\d ()/.\-]{3,40}", re.ASCII)
_EMAIL: Final = re.compile(
    r"[^\s@<>,;:\"()\[\]]{1,64}@[^\s@<>,;:\"()\[\]]{1,190}\.[^\s@<>.,;:]{2,63}"
)
_WEB: Final = re.compile(r"https?://[^\s/?#.@]+(?:\.[^\s/?#.@]+)+(?::\d{1,5})?(?:[/?#]\S*)?", re.I)


def _phone(value: str) -> str | None:
    digits = sum(sign.isdigit() for sign in value)
    return value if _PHONE.fullmatch(value) and 3 <= digits <= 17 else None


def _email(value: str) -> str | None:
    if not _EMAIL.fullmatch(value) or ".." in value:
        return None
    local, _at, domain = value.rpartition("@")
    return f"{local}@{domain.lower()}"


def _web(value: str) -> str | None:
    return value if _WEB.fullmatch(value) else None


def _post(value: str) -> str | None:
    return value if len(value) >= 5 else None


_JUDGES: Final[Mapping[str, tuple[Callable[[str], str | None], str]]] = {
    "phone": (_phone, _NO_PHONE),
    "mobile": (_phone, _NO_PHONE),
    "email": (_email, _NO_EMAIL),
    "web": (_web, _NO_WEB),
    "post": (_post, _NO_POST),
}


def checked_value(kind: str, value: str) -> str:
    """Return a contact's value as it is kept, blanks tidied; raises ``Refused`` at ``value``.

    It judges the form only: whether anybody is there, nobody knows before trying.
    """
    if kind == "post":
        lines = (" ".join(line.split()) for line in value.splitlines())
        tidy = "\n".join(line for line in lines if line)
    else:
        tidy = " ".join(value.split())
    if not tidy:
        raise Refused(Problem("value", _MISSING))
    judge, sentence = _JUDGES[kind]
    found = judge(tidy)
    if found is None:
        raise Refused(Problem("value", sentence, {"value": tidy}))
    return found


def withdrawal_problems(*, by_consent: bool, given: date | None, withdrawn: date) -> list[Problem]:
    """Return why a consent cannot have been withdrawn on a day."""
    if not by_consent or given is None:
        return [Problem("consent_withdrawn_on", _NO_CONSENT)]
    if withdrawn < given:
        values = {"withdrawn": withdrawn.strftime("%d.%m.%Y"), "given": given.strftime("%d.%m.%Y")}
        return [Problem("consent_withdrawn_on", _WITHDRAWN_EARLY, values)]
    return []


def may_be_used(*, latest: date, withdrawn: date | None, delete_by: date | None, on: date) -> bool:
    """Say whether a contact may be used on a day: valid, not withdrawn, not due to be deleted."""
    return (
        latest >= on
        and (withdrawn is None or withdrawn > on)
        and (delete_by is None or delete_by > on)
    )
