"""What a load has at hand: records by the names that the files give them.

Passages have no name of their own in the register, so they are written when an entry first needs
them; the same words again give the passage that is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from weltoffen.accounts.models import User
from weltoffen.demo.field_readers import Reference
from weltoffen.demo.types import ActEntry, Register
from weltoffen.relations.models import Relation
from weltoffen.sources.actions import receive_snapshot, record_passage
from weltoffen.sources.models import Passage, Snapshot


class Shelf:
    """Records by kind and name, while a register is loaded; ``by`` is who loads it."""

    def __init__(self, register: Register, *, by: User) -> None:
        self.by = by
        self._records: dict[str, dict[str, models.Model]] = {}
        self._sources = {said.identifier: said for said in register.sources}
        self._passages = {said.key: said for said in register.passages}
        self._relation_of_act = {
            act.identifier: relation.identifier
            for relation in register.relations
            for act in relation.acts
        }
        self._snapshots: dict[str, Snapshot] = {}
        self._written: dict[str, Passage] = {}

    def put(self, kind: str, records: Mapping[str, models.Model]) -> None:
        """Put records of a kind at hand, by name."""
        self._records.setdefault(kind, {}).update(records)

    def get(self, reference: Reference | None) -> Any:
        """Return the record or passage that an entry names; None where it names none.

        Raises ``KeyError`` for a name that is not there, which the judging of the files excludes.
        """
        if reference is None:
            return None
        if reference.to == "passage":
            return self._passage(reference.name)
        return self._records[reference.to][reference.name]

    def relation_of(self, act: ActEntry) -> Relation:
        """Return the relation under which an act stands in the files."""
        relation = self._records["relation"][self._relation_of_act[act.identifier]]
        assert isinstance(relation, Relation)
        return relation

    def snapshot(self, source: str) -> Snapshot:
        """Return what was received of a source, kept on first use."""
        if source not in self._snapshots:
            received = self._sources[source].snapshot
            self._snapshots[source] = receive_snapshot(
                source=self._records["source"][source],  # type: ignore[arg-type]
                received_on=received.received_on,
                media_type=received.media_type,
                sha256=received.sha256,
                by=self.by,
            )
        return self._snapshots[source]

    def _passage(self, key: str) -> Passage:
        if key not in self._written:
            said = self._passages[key]
            self._written[key] = record_passage(
                snapshot=self.snapshot(said.source.name),
                quote=said.quote,
                start=said.start,
                gist=said.gist,
                locator=said.locator,
                by=self.by,
            )
        return self._written[key]
