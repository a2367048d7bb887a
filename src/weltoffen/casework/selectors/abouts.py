"""What notes, comments and tasks are about: from a name to the record and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from weltoffen.casework.models.about import model_of, referred
from weltoffen.casework.types import Reference
from weltoffen.records.models import Record
from weltoffen.relations.models import Relation


def about_of(record: Record) -> str:
    """Return the name under which a record is spoken of: ``room.model:identifier``."""
    return str(Reference(record._meta.label_lower, record.identifier))


def record_of(about: str) -> Record | None:
    """Return the record that is spoken of, None where the name leads nowhere."""
    return records_of([about]).get(about)


def records_of(abouts: Iterable[str]) -> dict[str, Record]:
    """Return the records that are spoken of by their names, in one query per kind."""
    wanted: dict[type[Record], dict[str, str]] = defaultdict(dict)
    for about in abouts:
        reference = referred(about)
        model = model_of(reference) if reference is not None else None
        if reference is not None and model is not None:
            wanted[model][reference.identifier] = about
    return {
        names[record.identifier]: record
        for model, names in wanted.items()
        for record in model._default_manager.filter(identifier__in=names)
    }


def relation_of(record: Record | None) -> Relation | None:
    """Return the one relation that a record belongs to; None for none or several."""
    if record is None or isinstance(record, Relation):
        return record
    path = type(record).RELATION_PATH
    if not path:
        return None
    rows = type(record)._default_manager.filter(pk=record.pk)
    found = {each for each in rows.values_list(path, flat=True) if each}
    return Relation.objects.get(identifier=found.pop()) if len(found) == 1 else None
