"""What notes, comments and tasks are about."""

from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.rules.showing import showing_problems
from weltoffen.casework.types import Reference
from weltoffen.ground.problems import Problem
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Relation


def referred(about: str) -> Reference | None:
    """Return what a name consists of, None where it is none."""
    model, colon, identifier = about.partition(":")
    return Reference(model, identifier) if colon and "." in model and identifier else None


def model_of(reference: Reference) -> type[Record] | None:
    """Return the model of a record that is spoken of, None where there is no such one."""
    try:
        model: type[models.Model] = apps.get_model(reference.model)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Record) else None


class About(models.Model):
    """Names one record, of whatever room: ``room.model:identifier``.

    A name and no foreign key, because the record may lie in a room on the same floor or in one that
    comes later; records are never deleted and keep their identifier for ever, so the name leads
    there as long as the register lives. The actions make it from the record itself, so it never
    leads nowhere. Where the record belongs to a relation, ``relation`` is a real key: rights follow
    it, and all that concerns a partner is one query.
    """

    RELATION_PATH: ClassVar[str] = "relation__identifier"

    about = models.CharField(
        _("betrifft"), max_length=160, blank=True, default="", db_index=True, editable=False
    )
    relation = models.ForeignKey(
        Relation,
        models.PROTECT,
        verbose_name=_("Beziehung"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def problems_of_showing(self, to: Visibility) -> list[Problem]:
        """Say if more people would see this than see the record that it is about."""
        reference = referred(self.about)
        model = model_of(reference) if reference is not None else None
        if reference is None or model is None:
            return []
        found = model._default_manager.filter(identifier=reference.identifier)
        return showing_problems(to, found.values_list("visibility", flat=True).first() or "")
