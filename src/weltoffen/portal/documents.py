"""Published values as JSON documents, under the permanent addresses.

Every document has ``id`` (an absolute address) and ``type``. Dates come as
``{"edtf": "1977-07-04", "words": "4. Juli 1977"}``; texts as ``{"text", "language"}``, because a
text may be in another language than the one asked for. A passage stands once, under ``passages``
of the document, and is referred to by its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from weltoffen.ground.dates import Certainty, EdtfDate
from weltoffen.ground.languages import Wording
from weltoffen.publication.types import (
    PublishedAct,
    PublishedCount,
    PublishedDisagreement,
    PublishedOrganisation,
    PublishedPassage,
    PublishedRelation,
    PublishedRow,
    PublishedSince,
    PublishedSource,
    PublishedSourceSheet,
    PublishedStatus,
    PublishedTheme,
    PublishedThemeSheet,
    PublishedUse,
)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Documents:
    """Makes documents whose addresses begin with ``address`` (no slash at its end)."""

    address: str
    language: str

    def uri(self, identifier: str) -> str:
        """Return the permanent address of what an identifier names."""
        return f"{self.address}/id/{identifier}"

    def _head(self, identifier: str, kind: str, on: date | None = None) -> Document:
        head: Document = {
            "id": self.uri(identifier),
            "identifier": identifier,
            "type": kind,
            "language": self.language,
        }
        return head | ({"on": on.isoformat()} if on else {})

    def problem(self, status: int, identifier: str, sentence: str) -> Document:
        """Return what is said instead of a document (members as in RFC 9457)."""
        return {"status": status, "title": sentence, "instance": self.uri(identifier)}

    def relation(self, found: PublishedRelation) -> Document:
        """Return a relation as it stands on a day, with its acts and their passages."""
        row = found.row
        return {
            **self._head(found.identifier, "relation", found.on),
            "home": {"id": self.uri(row.home), "name": _worded(row.home_name)},
            "counterpart": _counterpart(found),
            "sentence": found.sentence,
            "summary": _worded(found.summary),
            "phase": {"value": row.phase, "label": row.phase_label},
            "status": {status.axis: self._status(status) for status in row.statuses},
            "since": [self._since(answer) for answer in found.since],
            "evidence_class": _labelled(found.evidence_class, found.evidence_class_label),
            "lead": _worded(found.lead),
            "acts": [self._act(act) for act in found.acts],
            "duties": [
                {
                    "code": duty.code,
                    "role": _worded(duty.role),
                    "duty": _worded(duty.wording),
                    "passages": [duty.passage.number] if duty.passage else [],
                    "evidence": [
                        {"measure": _worded(measure), "passages": [passage.number]}
                        for measure, passage in duty.evidence
                    ],
                }
                for duty in found.duties
            ],
            "themes": [self._theme(theme) for theme in found.themes],
            "disagreements": [self.uri(d.identifier) for d in found.disagreements],
            "passages": self._passages(found.passages),
        }

    def act(self, found: PublishedRelation, act: PublishedAct) -> Document:
        """Return one act of a relation."""
        return {
            **self._head(act.identifier, "act"),
            "relation": self.uri(found.identifier),
            **self._act(act),
            "passages": self._passages(act.citations),
        }

    def source(self, sheet: PublishedSourceSheet) -> Document:
        """Return a source with its snapshots and passages, and what each passage is used for."""
        return {
            **self._head(sheet.source.identifier, "source"),
            **self._source(sheet.source),
            "snapshots": [
                {
                    "received_on": snapshot.received_on.isoformat(),
                    "media_type": snapshot.media_type,
                    "sha256": snapshot.sha256,
                    "text_kept_here": snapshot.has_body,
                }
                for snapshot in sheet.snapshots
            ],
            "passages": [
                _passage(passage)
                | {"used_for": [self._use(u) for u in sheet.uses if u.passage == passage.number]}
                for passage in sheet.passages
            ],
        }

    def disagreement(self, found: PublishedDisagreement) -> Document:
        """Return a disagreement with all answers."""
        return {
            **self._head(found.identifier, "disagreement"),
            "question": _worded(found.question),
            "relation": self.uri(found.relation) if found.relation else None,
            "settled": found.is_settled,
            "reason": _worded(found.reason),
            "answers": [
                {
                    "answer": _worded(answer.answer),
                    "used_by_the_city": answer.is_used,
                    "passages": [answer.passage.number],
                }
                for answer in found.answers
            ],
            "passages": self._passages(answer.passage for answer in found.answers),
        }

    def organisation(self, found: PublishedOrganisation) -> Document:
        """Return an organisation with its names over time."""
        proofs = [name.passage for name in found.names if name.passage]
        return {
            **self._head(found.identifier, "organisation"),
            "name": _worded(found.name),
            "kind": _labelled(found.kind, found.kind_label),
            "task": _worded(found.task),
            "website": found.website,
            "address": {
                "street": found.street,
                "postal_code": found.postal_code,
                "locality": found.locality,
            },
            "names": [
                {
                    "name": _worded(name.name),
                    "valid": name.valid_words,
                    "passages": [name.passage.number] if name.passage else [],
                }
                for name in found.names
            ],
            "passages": self._passages(proofs),
        }

    def theme(self, sheet: PublishedThemeSheet, on: date) -> Document:
        """Return a theme with the relations tagged with it."""
        proofs = [passage for _row, passages in sheet.tagged for passage in passages]
        if sheet.theme.passage:
            proofs.append(sheet.theme.passage)
        return {
            **self._head(sheet.theme.identifier, "theme", on),
            **self._theme(sheet.theme),
            "description": _worded(sheet.theme.description),
            "relations": [
                self._row(row) | {"passages": [passage.number for passage in passages]}
                for row, passages in sheet.tagged
            ],
            "said_of": {
                "phase": _labelled(sheet.theme.said_of, sheet.theme.said_of_label),
                "relations": [self._row(row) for row in sheet.said_of],
            },
            "passages": self._passages(proofs),
        }

    def count(self, found: PublishedCount) -> Document:
        """Return a count with its rule and members; equal numbers mean that nothing is in doubt."""
        return {
            **self._head(found.rule, "count", found.on),
            "rule": found.rule,
            "title": found.title,
            "meaning": found.meaning,
            "count": found.count,
            "possible": found.possible,
            "members": [
                self._row(row) | {"certain": row.certainty is Certainty.CERTAIN}
                for row in found.members
            ],
        }

    def home(
        self, identifier: str, name: Wording, on: date, rows: Iterable[PublishedRow]
    ) -> Document:
        """Return the city whose register this is, with its relations."""
        return {
            **self._head(identifier, "municipality", on),
            "name": _worded(name),
            "relations": [self._row(row) for row in rows],
        }

    def _row(self, row: PublishedRow) -> Document:
        return {
            "id": self.uri(row.identifier),
            "name": _worded(row.name),
            "country": row.country_code,
            "phase": _labelled(row.phase, row.phase_label),
            "since": _date(row.since, row.since_words) if row.since else None,
        }

    def _status(self, status: PublishedStatus) -> Document:
        return {
            "value": status.value,
            "possible_values": list(status.values),
            "label": status.label,
            "sentence": status.sentence,
            "wording": _worded(status.wording),
            "acts": [self.uri(act) for act in status.acts],
        }

    def _since(self, answer: PublishedSince) -> Document:
        return {
            "rule": answer.rule,
            "title": answer.title,
            "on": _date(answer.on, answer.words) if answer.on else None,
            "acts": [self.uri(act) for act in answer.acts],
        }

    def _act(self, act: PublishedAct) -> Document:
        return {
            "id": self.uri(act.identifier),
            "kind": _labelled(act.kind, act.kind_label),
            "on": _date(act.on, act.on_words),
            "known_by": act.known_by.isoformat() if act.known_by else None,
            "side": _labelled(act.side, act.side_label),
            "title": _worded(act.title),
            "note": _worded(act.note),
            "wording": _worded(act.wording),
            "body": _worded(act.body),
            "place": _worded(act.place),
            "paper_number": act.paper_number,
            "signatories": [_worded(office) for office in act.signatories],
            "changes": {
                change.axis: _labelled(change.value, change.value_label) for change in act.changes
            },
            "term_until": act.term_until.isoformat() if act.term_until else None,
            "planned_for": _date(act.planned_for, act.planned_for_words)
            if act.planned_for
            else None,
            "corrects": self.uri(act.corrects) if act.corrects else None,
            "corrected_by": self.uri(act.corrected_by) if act.corrected_by else None,
            "recorded_on": act.recorded_on.isoformat(),
            "passages": [passage.number for passage in act.citations],
        }

    def _theme(self, theme: PublishedTheme) -> Document:
        return {
            "id": self.uri(theme.identifier),
            "kind": theme.kind,
            "number": theme.number,
            "label": _worded(theme.label),
        } | ({"passages": [theme.passage.number]} if theme.passage else {})

    def _use(self, use: PublishedUse) -> Document:
        return {
            "type": use.kind,
            "id": self.uri(use.identifier),
            "title": _worded(use.title),
            "relation": self.uri(use.relation) if use.relation else None,
        }

    def _source(self, source: PublishedSource) -> Document:
        return {
            "id": self.uri(source.identifier),
            "title": source.title,
            "publisher": source.publisher,
            "kind": _labelled(source.kind, source.kind_label),
            "wording_at_hand": source.is_read,
            "address": source.address,
            "paper_number": source.paper_number,
            "content_date": _date(source.content_date, source.content_date_words),
            "content_note": _worded(source.content_note),
            "source_language": source.language,
        }

    def _passages(self, passages: Iterable[PublishedPassage]) -> list[Document]:
        """Return passages with their sources, each once."""
        once = {passage.number: passage for passage in passages}
        return [
            _passage(passage) | {"source": self._source(passage.source)}
            for passage in once.values()
        ]


def _worded(wording: Wording) -> Document | None:
    if not wording:
        return None
    return {"text": wording.text, "language": wording.language} | (
        {"stale": True} if wording.stale else {}
    )


def _date(on: EdtfDate, words: str) -> Document:
    return {"edtf": on.text, "words": words}


def _labelled(value: str, label: str) -> Document | None:
    return {"value": value, "label": label} if value else None


def _passage(passage: PublishedPassage) -> Document:
    return {
        "number": passage.number,
        "quote": passage.quote or None,
        "gist": _worded(passage.gist),
        "locator": passage.locator or None,
        "start": passage.start,
        "received_on": passage.received_on.isoformat(),
        "sha256": passage.sha256 or None,
        "quote_checked": passage.is_checked if passage.quote else None,
    }


def _counterpart(found: PublishedRelation) -> Document:
    row = found.row
    counterpart: Document = {"kind": row.kind, "name": _worded(row.name)}
    if row.kind == "municipality":
        counterpart |= {
            "endonym": found.endonym or None,
            "country": {"code": row.country_code, "label": _worded(row.country)},
            "latitude": row.latitude,
            "longitude": row.longitude,
            "geonames_id": found.geonames_id,
            "wikidata_id": found.wikidata_id or None,
        }
    elif found.website:
        counterpart["website"] = found.website
    return counterpart
