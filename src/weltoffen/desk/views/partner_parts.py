"""What a relation's sheet tells beside its acts: who is in office, what the public sees, where on
the page things stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.busy_with import ANCHOR
from weltoffen.desk.kinds import PEOPLE, RELATIONS
from weltoffen.desk.naming import person_title, title_of
from weltoffen.desk.standing import ActRow
from weltoffen.desk.views.sheets import Listed
from weltoffen.organisations.rules.spans import When
from weltoffen.organisations.selectors import by_time, offices_in
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Relation, RelationDocument


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a relation the public sees. ``lines`` are sentences; ``url`` is the public page."""

    lines: Sequence[str]
    url: str


def in_office(relation: Relation, user: Any, on: date) -> Listed | None:
    """Return who holds an office of either city on a day; None for those who see no people."""
    if not PEOPLE.may(user, "see"):
        return None
    bodies: list[Municipality] = [
        body for body in (relation.home, relation.municipality) if body is not None
    ]
    among = PEOPLE.seen_by(user).filter(offices__municipality__in=bodies)
    seen = set(among.values_list("pk", flat=True))
    items = []
    for body in bodies:
        for office in by_time(offices_in(body), on)[When.NOW]:
            if office.person_id in seen:
                name = person_title(office.person)
                words = {"name": name, "office": office.title, "body": title_of(body)}
                said = gettext("%(name)s, %(office)s (%(body)s)") % words
                items.append((said, PEOPLE.url(office.person)))
    may_add = PEOPLE.may(user, "add")
    return Listed(
        _("Im Amt"),
        items,
        _("Von keiner der beiden Städte ist festgehalten, wer heute im Amt ist."),
        PEOPLE.add_url if may_add else "",
        PEOPLE.adding,
    )


def shown_to_public(relation: Relation, rows: Sequence[ActRow]) -> Shown:
    """Return what the public sees of a relation, in sentences."""
    is_public = relation.visibility == Visibility.PUBLIC
    if not is_public:
        return Shown([gettext("Nichts: Die Beziehung ist nicht veröffentlicht.")], "")
    acts = sum(row.is_public for row in rows if row.holds)
    kept_back = sum(not row.is_public for row in rows if row.holds)
    documents = RelationDocument.objects.filter(
        relation=relation, document__visibility=Visibility.PUBLIC
    ).count()
    lines = [ngettext("%(n)d Akt", "%(n)d Akte", acts) % {"n": acts}]
    if kept_back:
        lines.append(
            ngettext("%(n)d weiterer Akt ist intern", "%(n)d weitere Akte sind intern", kept_back)
            % {"n": kept_back}
        )
    if documents:
        lines.append(
            ngettext(
                "%(n)d Dokument unter eigener Adresse; die Seite nennt es noch nicht",
                "%(n)d Dokumente unter eigener Adresse; die Seite nennt sie noch nicht",
                documents,
            )
            % {"n": documents}
        )
    if not relation.summary:
        lines.append(gettext("noch keine Kurzbeschreibung"))
    return Shown(lines, RELATIONS.public_url(relation))


def jumps(
    lists: Sequence[Listed], *, has_casework: bool, is_of_the_office: bool
) -> list[tuple[str, Any]]:
    """Return the parts of the page, each with its anchor."""
    found: list[tuple[str, Any]] = [
        ("#standing-section", _("Stand heute")),
        ("#acts-section", _("Akte")),
    ]
    if is_of_the_office:
        found.append(("#shown-section", _("Was die Öffentlichkeit sieht")))
    found.append(("#ties-section", _("Wer mitwirkt")))
    found += [
        (f"#list-{number}-section", each.heading) for number, each in enumerate(lists, start=1)
    ]
    if has_casework:
        found.append((ANCHOR, _("Aufgaben, Notizen, Kommentare")))
    return found
