"""What there is to find: each kind of record, and how its texts are read.

A room above offers its kind in its ``apps.ready``, in five lines::

    offer(Kind("people", Person, read_people, place=45,
               follows={"people.office": lambda keys: Office.objects.filter(pk__in=keys)
                                                         .values_list("person_id", flat=True)}))

``read_people`` takes primary keys and yields a :class:`~weltoffen.finding.types.Document` for each
record that is to be found; what it leaves out is found no more. A record's own entries in the
history are followed anyway; ``follows`` names, for the other models whose words it contains, which
records say something else once one of those has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models

from weltoffen.finding.types import Document

Read = Callable[[Collection[int]], Iterable[Document]]
Follow = Callable[[Collection[int]], Iterable[int]]
"""From primary keys of another model to those of the records that contain its words."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record that can be found.

    ``name`` is what the desk calls it in its addresses. ``place`` is its place among all kinds
    where records fit equally well. ``follows`` has model labels (``room.model``) for keys.
    """

    name: str
    model: type[models.Model]
    read: Read
    place: int
    follows: Mapping[str, Follow] = field(default_factory=dict)

    def touched_by(self, label: str, keys: Collection[int]) -> Iterable[int]:
        """Return which records of this kind to read again when others have changed."""
        if label == self.model._meta.label_lower:
            return keys
        follow = self.follows.get(label)
        return follow(keys) if follow else ()


KINDS: dict[str, Kind] = {}
"""Every kind by its name."""


def offer(kind: Kind) -> None:
    """Let records of a kind be found."""
    KINDS[kind.name] = kind
