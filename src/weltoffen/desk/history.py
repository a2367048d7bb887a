"""The history in words: every action that any room logs, with the sentence that tells it.

Wagtail refuses to write an entry whose action nobody registered, so a name missing here would stop
the action itself; ``tests/desk/test_history.py`` reads every name out of the source code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from weltoffen.desk.differing import cut, cut_apart
from weltoffen.desk.history_of_accounts import OF_ACCOUNTS, ROLES_TOLD
from weltoffen.desk.history_of_casework import AMENDED_IN_CASEWORK, CASEWORK_TOLD, OF_CASEWORK
from weltoffen.desk.history_of_documents import DESCRIBED, OF_DOCUMENTS
from weltoffen.desk.history_of_encounters import (
    AMENDED_ENCOUNTERS,
    OF_ENCOUNTERS,
    UNTOLD_PARTICIPANTS,
)
from weltoffen.desk.history_of_intake import OF_INTAKE
from weltoffen.desk.history_of_lists import OF_LISTS
from weltoffen.desk.history_of_people import OF_PEOPLE, UNTOLD_VALUES
from weltoffen.desk.history_of_privacy import AMENDED_IN_PRIVACY, OF_PRIVACY
from weltoffen.desk.history_of_tables import OF_TABLES
from weltoffen.ground.dates import parse_interval
from weltoffen.ground.spoken import say_interval
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.records.rules.redacting import REDACTED
from weltoffen.records.selectors import entrusting_action, visibility_action
from weltoffen.relations.models import Theme

SENTENCES: dict[str, tuple[Any, Any]] = {
    "places.country.record": (
        _("Land erfasst"),
        _("Das Land mit dem Code %(code)s wurde erfasst oder neu bezeichnet."),
    ),
    "places.municipality.record": (_("Ort erfasst"), _("Der Ort wurde erfasst.")),
    "organisations.organisation.record": (
        _("Organisation erfasst"),
        _("Die Organisation wurde erfasst."),
    ),
    "organisations.organisation.name": (
        _("Name ergänzt"),
        _("Der Name „%(name)s“ wurde ergänzt."),
    ),
    "sources.source.record": (_("Quelle erfasst"), _("Die Quelle „%(title)s“ wurde erfasst.")),
    "sources.snapshot.receive": (_("Fassung erhalten"), _("Eine Fassung der Quelle kam hinzu.")),
    "sources.snapshot.render": (
        _("Text einer Fassung"),
        _("Der Text der Fassung wurde gelesen: %(characters)s Zeichen."),
    ),
    "sources.passage.record": (_("Textstelle erfasst"), _("Eine Textstelle wurde erfasst.")),
    "relations.relation.record": (_("Beziehung erfasst"), _("Die Beziehung wurde erfasst.")),
    "relations.relation.record-act": (
        _("Akt hinzugefügt"),
        _("Der Akt „%(title)s“ kam hinzu."),
    ),
    "relations.relation.correct-act": (
        _("Akt berichtigt"),
        _("Der Akt „%(title)s“ tritt an die Stelle von „%(corrected)s“."),
    ),
    "relations.relation.retract-act": (
        _("Akt zurückgenommen"),
        _("Der Akt „%(corrected)s“ gilt nicht mehr: %(title)s."),
    ),
    "relations.relation.follow-name": (
        _("Nach dem Namen eingeordnet"),
        _("Die andere Seite trägt einen anderen Namen; in Listen steht die Beziehung nun dort."),
    ),
    "relations.relation.tag": (
        _("Thema zugeordnet"),
        _("Das Thema „%(theme)s“ wurde zugeordnet."),
    ),
    "relations.relation.untag": (
        _("Thema weggenommen"),
        _("Das Thema „%(theme)s“ wurde weggenommen."),
    ),
    "relations.relation.duty-evidence": (
        _("Nachweis zu einer Pflicht"),
        _("Zur Pflicht %(duty)s wurde festgehalten, was getan wurde."),
    ),
    "relations.act.record": (_("Akt erfasst"), _("Der Akt „%(title)s“ wurde erfasst.")),
    "relations.act.correct": (
        _("als Berichtigung erfasst"),
        _("Der Akt „%(title)s“ wurde erfasst; er tritt an die Stelle von „%(corrected)s“."),
    ),
    "relations.act.retract": (
        _("Zurücknahme erfasst"),
        _("Der Akt „%(corrected)s“ gilt nicht mehr: %(title)s."),
    ),
    "relations.instrument.record": (
        _("Charta erfasst"),
        _("Die Charta oder Selbstverpflichtung wurde erfasst."),
    ),
    "relations.instrument.version": (
        _("Textfassung erfasst"),
        _("Die Textfassung „%(label)s“ wurde erfasst."),
    ),
    "relations.instrument.duty": (
        _("Pflicht erfasst"),
        _("Die Pflicht %(code)s wurde erfasst."),
    ),
    "relations.theme.record": (_("Thema erfasst"), _("Das Thema wurde erfasst.")),
    "relations.act.cite": (
        _("Beleg ergänzt"),
        _("Zum Akt „%(title)s“ kam ein Beleg hinzu."),
    ),
    "relations.relation.cite-act": (
        _("Beleg ergänzt"),
        _("Zum Akt „%(title)s“ kam ein Beleg hinzu."),
    ),
    "relations.disagreement.answer": (
        _("Antwort ergänzt"),
        _("Eine weitere Antwort kam hinzu: „%(answer)s“."),
    ),
    "relations.disagreement.withdraw-answer": (
        _("Antwort zurückgenommen"),
        _("Die Antwort „%(answer)s“ ist zurückgenommen und zählt nicht mehr."),
    ),
    **OF_INTAKE,
    **OF_ACCOUNTS,
    **OF_TABLES,
    **OF_LISTS,
    **OF_PEOPLE,
    **OF_DOCUMENTS,
    **OF_CASEWORK,
    **OF_ENCOUNTERS,
    **OF_PRIVACY,
    "relations.disagreement.record": (
        _("Widerspruch erfasst"),
        _("Der Widerspruch wurde mit allen Antworten erfasst."),
    ),
}
"""Per action its name in lists of actions and its sentence; ``%(key)s`` takes the entry's data."""

AMENDED: dict[str, Any] = {
    "places.municipality.amend": _("Ort geändert"),
    "organisations.organisation.amend": _("Organisation geändert"),
    "sources.source.amend": _("Quelle geändert"),
    "relations.relation.amend": _("Beziehung geändert"),
    "relations.disagreement.amend": _("Widerspruch geändert"),
    "relations.theme.amend": _("Thema geändert"),
    "organisations.organisation.amend-name": _("Name geändert"),
    "organisations.organisation.sign-of-life": _("Lebenszeichen vermerkt"),
    "organisations.person.amend-office": _("Amt geändert"),
    "relations.relation.amend-tie": _("Mitwirkung geändert"),
    **DESCRIBED,
    **AMENDED_IN_CASEWORK,
    **AMENDED_ENCOUNTERS,
    **AMENDED_IN_PRIVACY,
}
"""Actions whose entry keeps, per changed field, what was there before and after."""

NAMED: dict[str, Any] = {"used_answer": _("Antwort, die die Stadt verwendet")}
"""What an entry tells of a record that is no column of it."""
UNTOLD = frozenset({"used_row"})
"""What an entry keeps for machines; beside it the same stands in words."""


class _Values(dict[str, Any]):
    """Data of an entry; what an old entry does not have is shown as a question mark.

    Old entries name a corrected act by its identifier only.
    """

    def __missing__(self, key: str) -> str:
        if key in self.get(REDACTED, ()):
            return gettext("gelöscht")
        return str(self.get("corrects", "?")) if key == "corrected" else "?"


class Sentence(LogFormatter):
    """Tells an entry by a fixed sentence, filled with the entry's data."""

    sentence = ""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return the sentence; what the entry knows by name is told by name."""
        data = log_entry.data
        names = {key: data[f"{key}_name"] for key in data if data.get(f"{key}_name")}
        return str(self.sentence) % _Values(data | names)


class Changes(LogFormatter):
    """Tells which fields changed, from what to what."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return one sentence per changed field."""
        changed = log_entry.data.get("changed", {})
        model = _model_of(log_entry)
        told = [*_changes(model, changed), *_taken_out(model, log_entry.data)]
        return " ".join(told) or str(self.label)


class Fields(LogFormatter):
    """Tells which fields changed, never what stands in them: personal data is not kept here."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return one sentence that names the fields."""
        model = _model_of(log_entry)
        names = [name for name in log_entry.data.get("fields", ()) if not _is_derived(model, name)]
        told = ", ".join(_label(model, name) for name in names)
        return gettext("Geändert: %(fields)s. Was darin stand, hält der Verlauf nicht fest.") % {
            "fields": told or "?"
        }


class NewTranslation(LogFormatter):
    """Tells which translations were set, in the record itself or in a row that belongs to it."""

    label = _("Übersetzung geändert")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return one sentence per translated field."""
        model = _model_of(log_entry)
        changed = log_entry.data.get("changed", {})
        kept = {name: pair for name, pair in changed.items() if pair[0] == pair[1]}
        told = [*_changes(model, {k: v for k, v in changed.items() if k not in kept})]
        told += [
            gettext("%(field)s: geprüft, passt zum deutschen Wortlaut.")
            % {"field": _label(model, name)}
            for name in kept
        ]
        what = str(model._meta.verbose_name) if model else "?"
        if said := log_entry.data.get("said"):
            what = f"{what} „{cut(said)}“"
        return gettext("Übersetzung (%(what)s): %(changes)s") % {
            "what": what,
            "changes": " ".join(told),
        }


class FollowedMerge(LogFormatter):
    """Tells that a record points at another entry now, because two were found to be one."""

    label = _("Nach einer Zusammenführung umgestellt")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return the sentence."""
        field = _label(_model_of(log_entry), str(log_entry.data.get("field", "?")))
        return gettext(
            "%(field)s: jetzt %(to)s, nach einer Zusammenführung oder ihrer Rücknahme."
        ) % {
            "field": field,
            "to": log_entry.data.get("to", "?"),
        }


class NewVisibility(LogFormatter):
    """Tells who may see the record from now on."""

    label = _("Sichtbarkeit geändert")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence that says whether it was published, withdrawn or else."""
        before, after = (log_entry.data.get(key, "") for key in ("before", "after"))
        if after == Visibility.PUBLIC:
            return gettext("Veröffentlicht.")
        if before == Visibility.PUBLIC and after == Visibility.INTERNAL:
            return gettext("Aus der Öffentlichkeit genommen.")
        labels = dict(Visibility.choices)
        return gettext("Sichtbarkeit geändert: %(before)s → %(after)s.") % {
            "before": labels.get(before, before),
            "after": labels.get(after, after),
        }


def _model_of(log_entry: ModelLogEntry) -> type[models.Model] | None:
    """Return what was changed: the record, or the row of it that the entry names."""
    row = log_entry.data.get("row")
    try:
        if row:
            return apps.get_model(str(row))
    except (LookupError, ValueError):
        return None
    return log_entry.content_type.model_class() if log_entry.content_type else None


def _changes(
    model: type[models.Model] | None, changed: Mapping[str, tuple[Any, Any]]
) -> Iterator[str]:
    for name, (before, after) in changed.items():
        if name in UNTOLD or _is_derived(model, name):
            continue
        told = cut_apart(_said(name, before), _said(name, after))
        values = {"field": _label(model, name), "before": told[0], "after": told[1]}
        if values["before"] == values["after"] == "":
            continue
        if not values["before"]:
            yield gettext("%(field)s: „%(after)s“ ergänzt.") % values
        elif not values["after"]:
            yield gettext("%(field)s: „%(before)s“ entfernt.") % values
        else:
            yield gettext("%(field)s: „%(before)s“ → „%(after)s“.") % values


def _taken_out(model: type[models.Model] | None, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sentence for fields of which the entry no longer says what stood in them."""
    names = [_label(model, name) for name in data.get(REDACTED, ()) if not _is_derived(model, name)]
    if names:
        yield gettext("%(fields)s: geändert; was darin stand, ist gelöscht.") % {
            "fields": ", ".join(names)
        }


def _is_derived(model: type[models.Model] | None, name: str) -> bool:
    """Say whether a column only follows from another, which is told."""
    try:
        field: Any = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return False
    return field is not None and not field.editable


def _said(name: str, value: Any) -> Any:
    """Say yes, no and an interval in words; other values are words already."""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nein")
    if name != "valid" or not value:
        return value
    return say_interval(parse_interval(value), translation.get_language() or "de")


def _label(model: type[models.Model] | None, name: str) -> str:
    if name in NAMED:
        return str(NAMED[name])
    try:
        field: Any = model._meta.get_field(name) if model else None
        return str(field.verbose_name) if field else name
    except FieldDoesNotExist:
        return name


def register_actions(registry: LogActionRegistry) -> None:
    """Make every action known to Wagtail's log, those on visibility for every kind of record."""
    for action, (label, sentence) in SENTENCES.items():
        _register(registry, action, Sentence, label=label, sentence=sentence)
    for action, formatter in (ROLES_TOLD | CASEWORK_TOLD).items():
        _register(registry, action, formatter)
    for action, label in AMENDED.items():
        _register(registry, action, Changes, label=label)
    for action, label in (UNTOLD_VALUES | UNTOLD_PARTICIPANTS).items():
        _register(registry, action, Fields, label=label)
    for model in apps.get_models():
        if issubclass(model, Record):
            _register(registry, follow_action(model), FollowedMerge)
            _register(registry, visibility_action(model), NewVisibility)
            _register(registry, entrusting_action(model), Changes, label=_("Neu zugeordnet"))
        if issubclass(model, Record | Theme):
            _register(registry, translation_action(model), NewTranslation)


def follow_action(model: type[models.Model]) -> str:
    """Return the name under which is logged that such a record followed a merge."""
    return f"{model._meta.app_label}.{model._meta.model_name}.follow-merge"


def translation_action(model: type[models.Model]) -> str:
    """Return the name under which translations of this kind of record are logged."""
    return f"{model._meta.app_label}.{model._meta.model_name}.translate"


def _register(
    registry: LogActionRegistry, action: str, formatter: type[LogFormatter], **attributes: Any
) -> None:
    registry.register_action(action)(type(formatter.__name__, (formatter,), attributes))
