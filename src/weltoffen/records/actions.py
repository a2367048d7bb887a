"""Writing down what was done, and making a record public or not.

All rooms' actions call :func:`log` inside their own transaction, so that an act of writing and its
entry in the history exist both or not at all. The history is Wagtail's own log: one history, shown
by the desk's own views.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from wagtail.log_actions import log as write_entry

from weltoffen.ground.identifiers import check_identifier
from weltoffen.ground.languages import LEADING, fingerprint
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

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

    Refuses to take from the public what must not be taken alone; see ``withdraw``.
    """
    before = record.visibility
    if before == visibility:
        return record
    if before == Visibility.PUBLIC:
        refuse_if_any(record.problems_of_withdrawing())
    record.visibility = visibility
    record.save(update_fields=["visibility"])
    log(
        f"{record._meta.app_label}.{record._meta.model_name}.visibility",
        record,
        by=by,
        data={"before": str(before), "after": str(visibility)},
    )
    return record


TAKEN = N_(
    "Die Kennung „%(identifier)s“ ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie "
    "den vorhandenen Eintrag."
)
_AS_SAID = "%(message)s"
ZERO_CHARACTER = N_(
    "Der Text enthält ein unsichtbares Nullzeichen. Geben Sie ihn noch einmal von Hand ein."
)
NOT_KEPT = N_(
    "Die Datenbank hat den Eintrag nicht angenommen (%(reason)s). Vielleicht hat ihn jemand "
    "anderes gerade angelegt: Laden Sie die Seite neu und versuchen Sie es noch einmal."
)


def put_wording(instance: models.Model, **texts: Mapping[str, str] | str | None) -> None:
    """Set translated columns: ``put_wording(city, name={"de": "Mailand", "en": "Milan"})``.

    A bare string is German. A translation remembers the German text that it was made from, so that
    it is known to lag behind as soon as that text changes. Does not save.
    """
    for field, given in texts.items():
        if given is None:
            continue
        wording = {LEADING: given} if isinstance(given, str) else given
        for language, text in wording.items():
            setattr(instance, f"{field}_{language}", text.strip())
            made_from = getattr(instance, "made_from", None)
            if language != LEADING and made_from is not None:
                leading = getattr(instance, f"{field}_{LEADING}") or ""
                made_from[f"{field}_{language}"] = fingerprint(leading)


def keep(instance: models.Model) -> None:
    """Check a row against its fields and constraints, then save it; refuse what cannot be kept.

    The sentences of all faults come at once, each at its field.
    """
    identifier = getattr(instance, "identifier", None)
    if identifier is not None:
        check_identifier(identifier)
        others = type(instance)._default_manager.filter(identifier=identifier)
        if others.exclude(pk=instance.pk).exists():
            raise Refused(Problem("identifier", TAKEN, {"identifier": identifier}))
    refuse_if_any(_unwritable(instance))
    try:
        instance.full_clean()
    except ValidationError as error:
        raise Refused(*_problems(error)) from error
    try:
        with transaction.atomic():  # a savepoint: the refusal leaves the outer one usable
            instance.save()
    except IntegrityError as error:
        # Somebody else was quicker between the look and the write, or the database knows better.
        raise Refused(Problem("", NOT_KEPT, {"reason": str(error)})) from error


def _unwritable(instance: models.Model) -> list[Problem]:
    """Find texts with a zero character: PostgreSQL has no place for it, and nobody types it."""
    return [
        Problem(field.name, ZERO_CHARACTER)
        for field in instance._meta.concrete_fields
        if isinstance(value := getattr(instance, field.attname), str) and "\x00" in value
    ]


def _problems(error: ValidationError) -> list[Problem]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        Problem("" if field == NON_FIELD_ERRORS else field, _AS_SAID, {"message": message})
        for field, messages in by_field.items()
        for message in messages
    ]


def amend(
    record: Record,
    *,
    action: str,
    by: AbstractBaseUser,
    wording: Mapping[str, Mapping[str, str] | str | None] | None = None,
    **changes: Any,
) -> Record:
    """Change fields of a record that may change, and log what was there before.

    To be called inside the transaction of a room's own action, which decides what may change.
    Nothing is written when nothing differs. The entry keeps the old and the new value of each field
    that changed, so any earlier state can be told from the history.
    """
    columns = [*changes, *_columns(record, wording or {})]
    before = {name: _loggable(record, name) for name in columns}
    for name, value in changes.items():
        setattr(record, name, value)
    put_wording(record, **(wording or {}))
    after = {name: _loggable(record, name) for name in columns}
    changed = {name: [before[name], after[name]] for name in columns if before[name] != after[name]}
    if changed:
        keep(record)
        log(action, record, by=by, data={"changed": changed})
    return record


def _columns(record: Record, wording: Mapping[str, Mapping[str, str] | str | None]) -> list[str]:
    return [
        f"{field}_{language}"
        for field, texts in wording.items()
        if texts is not None
        for language in ([LEADING] if isinstance(texts, str) else texts)
    ]


def _loggable(record: Record, name: str) -> Any:
    value = getattr(record, name)
    if isinstance(value, models.Model):
        return getattr(value, "identifier", value.pk)
    return value if value is None or isinstance(value, bool | int | float) else str(value)
