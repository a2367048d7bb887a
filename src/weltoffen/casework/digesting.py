"""What the daily mail says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from weltoffen.casework.rules.due import SOON
from weltoffen.casework.selectors.due import my_dues
from weltoffen.casework.types import Due, DueKind, Nearness
from weltoffen.ground.spoken import say_day

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

ADDRESSES = {DueKind.TASK: "desk:tasks-sheet", DueKind.REQUEST: "desk:requests-sheet"}


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail: how many lines it tells, and its words."""

    count: int
    subject: str
    body: str


def language_of(account: User) -> str:
    """Return the language that an account chose for the desk, else the house's."""
    profile = getattr(account, "wagtail_userprofile", None)
    return str(profile.get_preferred_language()) if profile else settings.LANGUAGE_CODE


def digest_for(account: User, today: date) -> Digest:
    """Return the mail of a day: what is overdue, due today and within a week, in this order.

    A mail may be read on its way; what is restricted is told without its title.
    """
    dues = my_dues(account, today, today + timedelta(days=SOON))
    with translation.override(language_of(account)):
        return Digest(len(dues), _subject(dues, today), _body(dues, today))


def _subject(dues: list[Due], today: date) -> str:
    overdue = sum(1 for due in dues if due.nearness is Nearness.OVERDUE)
    values = {"day": say_day(today, _language()), "count": len(dues), "overdue": overdue}
    said = ngettext("%(count)d Termin", "%(count)d Termine", len(dues)) % values
    if overdue:
        said += gettext(", davon %(overdue)d überfällig") % values
    return gettext("weltoffen am %(day)s: %(said)s") % {**values, "said": said}


def _body(dues: list[Due], today: date) -> str:
    headings = (
        (Nearness.OVERDUE, gettext("Überfällig")),
        (Nearness.TODAY, gettext("Heute fällig")),
        (Nearness.SOON, gettext("In den nächsten sieben Tagen")),
    )
    parts = []
    for near, heading in headings:
        lines = [_line(due) for due in dues if due.nearness is near]
        if lines:
            parts.append("\n".join([heading, "", *lines]))
    account = settings.WELTOFFEN_ADDRESS + reverse("wagtailadmin_account")
    parts.append(
        gettext("Diese E-Mail haben Sie selbst bestellt. Abbestellen können Sie sie hier: %(url)s")
        % {"url": account}
    )
    return "\n\n".join(parts) + "\n"


def _line(due: Due) -> str:
    title = gettext("eingeschränkter Eintrag") if due.is_restricted else due.title
    kind = gettext("Aufgabe") if due.kind is DueKind.TASK else gettext("Anfrage")
    assert due.day is not None  # only what has a day is told
    url = settings.WELTOFFEN_ADDRESS + reverse(ADDRESSES[due.kind], args=[due.identifier])
    return f"- {say_day(due.day, _language())}: {title} ({kind})\n  {url}"


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE
