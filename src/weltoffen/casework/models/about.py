"""What notes, comments and tasks are about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from weltoffen.relations.models import Relation


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
