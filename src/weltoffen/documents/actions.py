"""Filing what was received, describing it, and taking it away for good where the law asks it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.documents.enums import FileKind
from weltoffen.documents.models import Document, Filed, Picture, Version
from weltoffen.documents.receiving import fingerprint_of
from weltoffen.documents.selectors import named_files, same_document, same_picture
from weltoffen.documents.storing import is_there, take_away
from weltoffen.documents.types import Received
from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

OfKind = TypeVar("OfKind", bound=Filed)
_SAME = N_(
    "Dieselbe Datei ist schon da als „%(title)s“ (%(identifier)s). Öffnen Sie diesen Eintrag, oder "
    "wählen Sie eine andere Datei."
)
_SAME_UNSEEN = N_(
    "Dieselbe Datei ist schon da, in einem eingeschränkten Eintrag. Fragen Sie die Koordination, "
    "oder wählen Sie eine andere Datei."
)
_GONE = N_(
    "Die hochgeladene Datei liegt nicht mehr bereit. Wählen Sie die Datei noch einmal aus; was Sie "
    "getippt haben, ist noch da."
)
_NO_REASON = N_("Es fehlt, warum die Datei gelöscht werden muss. Schreiben Sie einen kurzen Satz.")
_STILL_PUBLIC = N_(
    "„%(title)s“ ist öffentlich. Nehmen Sie den Eintrag zuerst aus der Öffentlichkeit; danach "
    "können Sie ihn löschen."
)
_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_CHANGEABLE = {"title", "kind", "on", "language", "author", "licence"}


@transaction.atomic
def file_document(
    *,
    identifier: str,
    received: Received,
    title: str,
    by: AbstractBaseUser,
    kind: FileKind = FileKind.OTHER,
    on: str = "XXXX",
    language: str = "",
    summary: Texts = None,
    author: str = "",
    licence: str = "",
    visibility: Visibility = Visibility.INTERNAL,
) -> Document:
    """File what was received as a document with its first version.

    ``on`` is the EDTF date of the document. Refuses a file that is there already.
    """
    _judge_received(received, same_document(received))
    document = Document(
        identifier=identifier, title=title, kind=kind, on=parse_date(on, "on").text,
        language=language, author=author, licence=licence, visibility=visibility,
        uploaded_by_user=cast(Any, by), **_of_file(received),
    )  # fmt: skip
    put_wording(document, summary=summary)
    keep(document)
    _add_version(document, received, number=1)
    log("documents.document.file", document, by=by, data=_told(received, title))
    return document


@transaction.atomic
def file_picture(
    *,
    identifier: str,
    received: Received,
    title: str,
    by: AbstractBaseUser,
    kind: FileKind = FileKind.PHOTO,
    on: str = "XXXX",
    language: str = "",
    summary: Texts = None,
    alt: Texts = None,
    author: str = "",
    licence: str = "",
    visibility: Visibility = Visibility.INTERNAL,
) -> Picture:
    """File a picture that was received for web pages. Refuses one that is there already."""
    _judge_received(received, same_picture(received))
    picture = Picture(
        identifier=identifier, title=title, kind=kind, on=parse_date(on, "on").text,
        language=language, author=author, licence=licence, visibility=visibility,
        uploaded_by_user=cast(Any, by), width=received.width, height=received.height,
        **_of_file(received),
    )  # fmt: skip
    put_wording(picture, summary=summary, alt=alt)
    keep(picture)
    log("documents.picture.file", picture, by=by, data=_told(received, title))
    return picture


@transaction.atomic
def add_version(
    *, document: Document, received: Received, by: AbstractBaseUser, note: str = ""
) -> Version:
    """Put a newer file in the place of a document's; the earlier ones stay."""
    locked = Document.objects.select_for_update().get(pk=document.pk)
    _judge_received(received, same_document(received))
    last = locked.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = _add_version(locked, received, number=last + 1, note=note)
    for target in (locked, document):
        for name, value in _of_file(received).items():
            setattr(target, name, value)
    keep(locked)
    data = _told(received, note) | {"number": version.number}
    log("documents.document.version", locked, by=by, data=data)
    return version


@transaction.atomic
def describe(
    *,
    record: OfKind,
    by: AbstractBaseUser,
    summary: Texts = None,
    alt: Texts = None,
    **facts: Any,
) -> OfKind:
    """Change what is said of a document or a picture; its file stays.

    ``facts`` are what filing takes, but the identifier.
    """
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
    if "on" in facts:
        facts["on"] = parse_date(facts["on"], "on").text
    wording: dict[str, Texts] = {"summary": summary}
    if isinstance(record, Picture):
        wording["alt"] = alt
    amend(record, action=f"documents.{_noun(record)}.describe", by=by, wording=wording, **facts)
    return record


@transaction.atomic
def erase(*, record: Filed, reason: str, by: AbstractBaseUser) -> None:
    """Delete a document or a picture with all its files, for good.

    For what must not be kept, as personal data that nobody may hold. The entry in the history says
    that something was deleted, by whom and why, and no more: neither title nor file name nor
    fingerprint. What was said of the record before goes with it.
    """
    if not reason.strip():
        raise Refused(Problem("reason", _NO_REASON))
    locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if locked.visibility == Visibility.PUBLIC:
        raise Refused(Problem("", _STILL_PUBLIC, {"title": locked.title}))
    files = set(_files_of(locked))
    data = {"reason": reason.strip(), "kind": locked.kind}
    _forget_history(locked)
    log(f"documents.{_noun(locked)}.erase", _nameless(locked), by=by, data=data)
    locked.delete()
    note(EventName.ERASED, by=by, data={"kind": data["kind"]})
    transaction.on_commit(partial(take_away, sorted(files - named_files())))


def _judge_received(received: Received, same: Record | None) -> None:
    if same is not None:
        is_hidden = same.visibility == Visibility.RESTRICTED
        values = {"title": str(same), "identifier": same.identifier}
        raise Refused(Problem("file", _SAME_UNSEEN if is_hidden else _SAME, values))
    if not is_there(received.stored):
        raise Refused(Problem("file", _GONE))


def _of_file(received: Received) -> dict[str, Any]:
    """Return the columns that tell of the file as it is now."""
    return {
        "file": received.stored,
        "file_size": received.size,
        "media_type": received.media_type,
        "sha256": received.sha256,
        "received_sha256": received.received_sha256,
        "received_name": received.name,
        "is_shown": received.is_shown,
        "active": [*received.active],
    }


def _add_version(document: Document, received: Received, *, number: int, note: str = "") -> Version:
    version = Version(
        document=document, number=number, file=received.stored, original=received.original,
        sha256=received.sha256, received_sha256=received.received_sha256,
        received_name=received.name, media_type=received.media_type, size=received.size,
        is_shown=received.is_shown, active=[*received.active], note=note,
    )  # fmt: skip
    keep(version)
    return version


def _told(received: Received, title: str) -> dict[str, Any]:
    return {"title": title, "sha256": received.sha256, "file": received.name}


def _noun(record: Filed) -> str:
    return str(record._meta.model_name)


def _files_of(record: Filed) -> Iterable[str]:
    yield record.file.name
    if isinstance(record, Document):
        for version in record.versions.all():
            yield from filter(None, (version.file, version.original))
    if isinstance(record, Picture):
        yield from record.renditions.values_list("file", flat=True)


def _forget_history(record: Filed) -> None:
    """Delete what the history quotes of a record: titles and names would outlive it there."""
    from wagtail.models import ModelLogEntry

    ModelLogEntry.objects.for_instance(record).delete()


def _nameless(record: Filed) -> Filed:
    """Return a stand-in for a record that the entry of its deletion is about, without its title."""
    mark = fingerprint_of(f"{record.pk} {timezone.now()}".encode())[:8]
    model: Any = type(record)
    stand_in: Filed = model(pk=record.pk, title=f"#{mark}")
    return stand_in
