"""Who looks at lists how, and what many changes said before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.lists.forgetting import (
    forget_named,
    forget_view,
    naming_somebody,
    views_naming,
)
from weltoffen.lists.models import BulkChange, SavedView
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.rows import about_of, values_of
from weltoffen.privacy.held.words import NAME_GOES
from weltoffen.privacy.types import IN_TEXT, Held, Kind, Room, Subject


def _find(subject: Subject) -> Iterator[Held]:
    found = (
        (
            SavedView.objects.filter(account_id__in=subject.accounts),
            ("name", "kind", "asked", "saved_at"),
        ),
        (BulkChange.objects.filter(by_id__in=subject.accounts), ("kind", "file_name", "begun_at")),
    )
    for rows, names in found:
        for row in rows:
            yield Held(
                key=about_of(row),
                title=str(row._meta.verbose_name),
                values=values_of(row, names),
                is_certain=True,
                fate=Then.KEPT,
                why=gettext("gehört zum Konto, das dann keinen Namen mehr hat."),
            )
    for view in views_naming(subject.names):
        if view.account_id not in subject.accounts:
            yield Held(
                key=about_of(view),
                title=str(view._meta.verbose_name),
                values=values_of(view, ("name", "kind", "asked", "saved_at")),
                is_certain=False,
                fate=Then.DELETED,
            )
    for bulk, count in naming_somebody(subject.names):
        yield Held(
            key=f"{about_of(bulk)}{IN_TEXT}",
            title=f"{bulk._meta.verbose_name}: {bulk}",
            values=(
                *values_of(bulk, ("begun_at",)),
                (
                    gettext("Fundstellen"),
                    ngettext("%(count)d Zelle", "%(count)d Zellen", count) % {"count": count},
                ),
            ),
            is_certain=False,
            fate=Then.ANONYMISED,
            why=str(NAME_GOES),
        )


def _forget(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    done = []
    for view in views_naming(subject.names):
        if about_of(view) in keys:
            done.append(about_of(view))
            forget_view(view=view, by=by)
    for bulk, _count in naming_somebody(subject.names):
        key = f"{about_of(bulk)}{IN_TEXT}"
        if key in keys:
            forget_named(bulk=bulk, names=subject.names, by=by)
            done.append(key)
    return done


LISTS = Kind(
    "lists",
    _("Gespeicherte Ansichten und Sammeländerungen"),
    Activity.ACCESS,
    (Affected.ACCOUNT_HOLDERS,),
    _("Listen wiederfinden; Änderungen vieler Einträge ansehen und zurücknehmen können"),
    Ground.EMPLOYMENT,
    _("das Büro"),
    Then.DELETED,
    {
        "lists.savedview": ("account", "name", "asked"),
        "lists.bulkchange": ("by", "file_name"),
        "lists.cellchange": ("before", "after", "typed", "problem"),
    },
    rule=_(
        "Sammeländerungen ein Jahr, nur angesehene 14 Tage, beides durch den Zeitplan; Ansichten, "
        "bis jemand sie löscht"
    ),
    find=_find,
    forget=_forget,
)
ROOM = Room(
    kinds=(LISTS,),
    nobody={
        "lists.bulkchange.ignored": "Überschriften einer Tabelle",
        "lists.cellchange.identifier": "die Kennung eines Eintrags",
        "lists.cellchange.field": "der Name einer Spalte",
        "lists.cellchange.letter": "die Spalte einer Tabelle",
    },
)
