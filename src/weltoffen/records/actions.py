"""Writing down what was done, and making a record public or not.

All rooms' actions call :func:`log` inside their own transaction, so that an act of writing and its
entry in the history exist both or not at all. The history is Wagtail's own log: one history, shown
by the desk's own views.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from wagtail.log_actions import log as write_entry

from weltoffen.ground.identifiers import check_identifier
from weltoffen.ground.languages import LANGUAGES, LEADING, fingerprint
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.records.rules.promises import broken, promises_of
from weltoffen.records.rules.translations import translation_problems
from weltoffen.records.selectors import (
    leading_text,
    translated_fields,
    visibility_action,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

Texts = Mapping[str, str] | Mapping[str, str | None] | str | None
"""A wording: by language, or German alone. None, as a whole or in a language, says nothing."""
_LOG = logging.getLogger(__name__)
NOBODY = N_("Es fehlt, wer das tut. Melden Sie sich an und versuchen Sie es noch einmal.")


def log(
    action: str,
    instance: models.Model,
    *,
    by: AbstractBaseUser,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write one line of history: who did what to which record, with what.

    ``action`` is ``room.noun.verb``; ``data`` holds JSON values. Raises ``Refused`` without a
    person, because an entry that names nobody proves nothing.
    """
    if by is None or by.pk is None:
        raise Refused(Problem("by", NOBODY))
    write_entry(instance=instance, action=action, user=by, data=dict(data or {}))


@transaction.atomic
def publish(*, record: Record, by: AbstractBaseUser) -> Record:
    """Make a record public, on purpose; it can be withdrawn again at any time."""
    return set_visibility(record=record, visibility=Visibility.PUBLIC, by=by)


@transaction.atomic
def withdraw(*, record: Record, by: AbstractBaseUser) -> Record:
    """Take a record back from the public; it stays in the register.

    What is not public stays as it is: withdrawing never shows a record to more people. Refuses
    where the record's kind knows that something wrong would be public without it.
    """
    if record.visibility != Visibility.PUBLIC:
        return record
    return set_visibility(record=record, visibility=Visibility.INTERNAL, by=by)


@transaction.atomic
def set_visibility(*, record: Record, visibility: Visibility, by: AbstractBaseUser) -> Record:
    """Decide who may see a record. Writes and logs only if that changes anything.

    Refuses to show the public, or to take from it, what must not go alone: an act that is known to
    be wrong counts in public only as long as what stands in its place is not public yet.
    """
    # As it is now: whoever asks may have read the record a while ago.
    now = type(record)._default_manager.select_for_update().only("visibility").get(pk=record.pk)
    before = record.visibility = now.visibility
    if before == visibility:
        return record
    if before == Visibility.PUBLIC:
        refuse_if_any(record.problems_of_withdrawing())
    if visibility == Visibility.PUBLIC:
        refuse_if_any(record.problems_of_publishing())
    refuse_if_any(record.problems_of_showing(visibility))
    record.visibility = visibility
    with refusing(type(record)):
        record.save(update_fields=["visibility"])
    log(
        visibility_action(type(record)),
        record,
        by=by,
        data={"before": str(before), "after": str(visibility)},
    )
    return record


TAKEN = N_(
    "Die Kennung „%(identifier)s“ ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie "
    "den vorhandenen Eintrag."
)
AS_SAID = "%(message)s"
"""For a sentence that is whole already, in the language that is spoken."""
ZERO_CHARACTER = N_(
    "Der Text enthält ein unsichtbares Nullzeichen. Geben Sie ihn noch einmal von Hand ein."
)
UNKNOWN_LANGUAGE = N_(
    "In der Sprache „%(language)s“ führt das Register keine Texte. Geben Sie den Text in einer "
    "dieser Sprachen an: %(known)s."
)
NOT_KEPT = N_(
    "Die Datenbank hat den Eintrag nicht angenommen. Vielleicht hat jemand anderes gerade etwas "
    "geändert: Laden Sie die Seite neu und versuchen Sie es noch einmal. Gelingt es wieder nicht, "
    "sagen Sie der Administration Bescheid; der Grund steht im Protokoll des Servers."
)


def said_in(given: Texts) -> dict[str, str]:
    """Return a wording by language; a bare string is German, and None says nothing."""
    wording = {LEADING: given} if isinstance(given, str) or given is None else given
    return {language: text for language, text in wording.items() if text is not None}


def says_something(given: Texts, language: str = LEADING) -> bool:
    """Say whether a wording has a text in a language, German if none is named."""
    return bool(said_in(given).get(language, "").strip())


def _unspoken(field: str, given: Texts) -> list[Problem]:
    """Find languages that the register has no column for: their text would be lost."""
    known = ", ".join(LANGUAGES)
    return [
        Problem(field, UNKNOWN_LANGUAGE, {"language": language, "known": known})
        for language in said_in(given)
        if language not in LANGUAGES
    ]


def put_wording(instance: models.Model, **texts: Texts) -> None:
    """Set translated columns: ``put_wording(city, name={"de": "Mailand", "en": "Milan"})``.

    A bare string is German, None leaves the text as it is. A translation remembers the German text
    that it was made from, so that it is known to lag behind as soon as that text changes. Refuses a
    language that the register does not speak. Does not save.
    """
    refuse_if_any(problem for field, given in texts.items() for problem in _unspoken(field, given))
    for field, given in texts.items():
        said = said_in(given)
        for language in (code for code in LANGUAGES if code in said):  # German first
            setattr(instance, f"{field}_{language}", said[language].strip())
            made_from = getattr(instance, "made_from", None)
            if language != LEADING and made_from is not None:
                leading = getattr(instance, f"{field}_{LEADING}") or ""
                made_from[f"{field}_{language}"] = fingerprint(leading)


def keep(instance: models.Model, *, only: Sequence[str] | None = None) -> None:
    """Check a row against its fields and constraints, then save it; refuse what cannot be kept.

    The sentences of all faults come at once, each at its field. ``only`` names the columns to be
    written; the others are not touched, which the database of some rows would refuse.
    """
    refuse_if_any(
        _unwritable(instance)
    )  # the database is not even asked about what it cannot write
    of_identifier = _identifier_problems(instance)
    others = (p for p in _problems(instance) if not (of_identifier and p.where == "identifier"))
    refuse_if_any([*of_identifier, *others])
    with refusing(type(instance)):
        instance.save(update_fields=only)


def _identifier_problems(instance: models.Model) -> list[Problem]:
    """Judge how a row is identified: by what is allowed, and by nobody else."""
    identifier = getattr(instance, "identifier", None)
    if identifier is None:
        return []
    try:
        check_identifier(identifier)
    except Refused as refusal:
        return list(refusal.problems)
    others = type(instance)._default_manager.filter(identifier=identifier)
    if others.exclude(pk=instance.pk).exists():
        return [Problem("identifier", TAKEN, {"identifier": identifier})]
    return []


@contextmanager
def refusing(model: type[models.Model]) -> Iterator[None]:
    """Turn what the database refuses about a model's rows into a refusal with its sentence.

    The savepoint leaves the transaction around it usable. It speaks where somebody else was quicker
    between the look and the write, or where the database knows better.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        promise = broken(str(error), promises_of(model))
        if promise is None:  # a foreign key or a missing value: our fault, so it goes to the log
            _LOG.error("not kept: %s", error)
            raise Refused(Problem("", NOT_KEPT)) from error
        raise Refused(Problem(promise.field, AS_SAID, {"message": promise.sentence})) from error


def _unwritable(instance: models.Model) -> list[Problem]:
    """Find texts with a zero character: PostgreSQL has no place for it, and nobody types it."""
    return [
        Problem(field.name, ZERO_CHARACTER)
        for field in instance._meta.concrete_fields
        if not field.generated
        and isinstance(value := getattr(instance, field.attname), str)
        and "\x00" in value
    ]


def _problems(instance: models.Model) -> list[Problem]:
    """Judge a row by its fields, then by the constraints whose fields are right in themselves."""
    by_field: dict[str, list[str]] = {}
    try:
        instance.full_clean(validate_constraints=False)
    except ValidationError as error:
        by_field = dict(error.message_dict)
    faulty = set(by_field)
    for model, constraints in instance.get_constraints():
        for constraint in constraints:
            try:
                constraint.validate(model, instance, exclude=faulty)
            except ValidationError as error:
                field = str(constraint.violation_error_code or "")
                by_field.setdefault(field, []).extend(error.messages)
    return [
        Problem("" if field == NON_FIELD_ERRORS else field, AS_SAID, {"message": message})
        for field, messages in by_field.items()
        for message in messages
    ]


def amend(
    record: models.Model,
    *,
    action: str,
    by: AbstractBaseUser,
    wording: Mapping[str, Texts] | None = None,
    told_of: models.Model | None = None,
    **changes: Any,
) -> models.Model:
    """Change fields of a record that may change, and log what was there before.

    To be called inside the transaction of a room's own action, which decides what may change.
    Nothing is written when nothing differs. The entry keeps the old and the new value of each field
    that changed, so any earlier state can be told from the history; that of ``told_of``, where the
    row only belongs to a record.
    """
    columns = [*changes, *_columns(wording or {})]
    before = {name: _loggable(record, name) for name in columns}
    for name, value in changes.items():
        setattr(record, name, value)
    put_wording(record, **(wording or {}))
    after = {name: _loggable(record, name) for name in columns}
    changed = {name: [before[name], after[name]] for name in columns if before[name] != after[name]}
    if changed:
        keep(record)
        data: dict[str, Any] = {"changed": changed}
        if told_of is not None:
            data |= {"row": record._meta.label_lower, "pk": record.pk}
        log(action, told_of or record, by=by, data=data)
    return record


@transaction.atomic
def put_translations(
    *,
    record: models.Model,
    texts: Mapping[str, Mapping[str, str]],
    by: AbstractBaseUser,
    part: models.Model | None = None,
) -> None:
    """Set how a record is worded in further languages, also of records that never change.

    ``texts`` are per field and language; the German original is refused. ``part`` is the row that
    is translated where it only belongs to the record (a duty, an answer); the history is always
    the record's. The same text again says that it fits the German text as it is now. The entry
    keeps what was there before; nothing is written when nothing differs.
    """
    row = record if part is None else part
    originals = {field: leading_text(row, field) for field in translated_fields(type(row))}
    refuse_if_any(translation_problems(originals, texts))
    columns = [f"{field}_{language}" for field, wording in texts.items() for language in wording]
    made_from = dict(getattr(row, "made_from", {}))
    before = {column: getattr(row, column) or "" for column in columns}
    put_wording(row, **texts)
    after = {column: getattr(row, column) for column in columns}
    now = getattr(row, "made_from", {})
    changed = {
        column: [before[column], after[column]]
        for column in columns
        if before[column] != after[column]
        or (after[column] and now.get(column) != made_from.get(column))
    }
    if not changed:
        return
    keep(row, only=[*changed, *(["made_from"] if hasattr(row, "made_from") else [])])
    log(
        f"{record._meta.app_label}.{record._meta.model_name}.translate",
        record,
        by=by,
        data={
            "row": row._meta.label_lower,
            "pk": row.pk,
            "said": "" if part is None else max(originals.values(), key=len, default=""),
            "changed": changed,
        },
    )


def _columns(wording: Mapping[str, Texts]) -> list[str]:
    return [
        f"{field}_{language}"
        for field, texts in wording.items()
        for language in said_in(texts)
        if language in LANGUAGES  # others are refused as soon as the wording is put
    ]


def _loggable(record: models.Model, name: str) -> Any:
    value = getattr(record, name)
    if isinstance(value, models.Model):
        return getattr(value, "identifier", value.pk)
    return value if value is None or isinstance(value, bool | int | float) else str(value)
