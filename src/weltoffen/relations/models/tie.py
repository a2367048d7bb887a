"""Which organisations take part in a relation, in what role, from when until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.organisations.models import Organisation
from weltoffen.relations.enums import TieRole
from weltoffen.relations.models.relation import Relation
from weltoffen.sources.models import Passage


class OrganisationTie(models.Model):
    """That an organisation of either side takes part in a relation.

    ``valid`` is an EDTF interval; ``earliest`` and ``latest`` follow from it. One organisation may
    have several roles, and the same one again later.
    """

    SAME_BY: ClassVar = ("relation_id", "role", "valid")

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "relation", "organisation", "role", "valid", "earliest", "latest", "passage",
            "remark", "recorded_at",
        }
    )  # fmt: skip

    relation = models.ForeignKey(
        Relation, models.PROTECT, verbose_name=_("Beziehung"), related_name="ties"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("Organisation"), related_name="ties"
    )
    role = models.CharField(_("Rolle"), max_length=12, choices=TieRole)
    valid = models.CharField(_("gültig"), max_length=80, default="../..")
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)
    passage = models.ForeignKey(
        Passage, models.PROTECT, verbose_name=_("Beleg"), null=True, blank=True, related_name="+"
    )
    remark = models.CharField(_("Bemerkung"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Mitwirkung")
        verbose_name_plural = _("Mitwirkungen")
        ordering = ("-latest", "-earliest", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")),
                name="a_tie_ends_after_it_begins",
                violation_error_code="valid",
                violation_error_message=_(
                    "Die Mitwirkung endet, bevor sie beginnt. Berichtigen Sie Anfang oder Ende."
                ),
            ),
            models.UniqueConstraint(
                fields=["relation", "organisation", "role", "valid"],
                name="a_tie_is_recorded_once",
                violation_error_code="role",
                violation_error_message=_(
                    "Diese Organisation ist mit dieser Rolle und Zeit schon vermerkt. Öffnen Sie "
                    "den vorhandenen Eintrag und ergänzen Sie ihn."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.get_role_display()}"
