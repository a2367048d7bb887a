"""Typing in relations and charters."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import IdentifierField, WebAddressField
from weltoffen.desk.forms.fields import (
    DayField,
    RecordField,
    choice,
    long_text,
    text,
)
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import CHARTERS, MUNICIPALITIES, ORGANISATIONS, RELATIONS
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.records.enums import Role
from weltoffen.relations.enums import InstrumentKind


class RelationForm(RefusableForm):
    """What may change of a relation; everything else is told by its acts."""

    lead = RecordField(
        ORGANISATIONS,
        label=_("Federführend"),
        required=False,
        help_text=_("Welches Büro oder Amt die Beziehung führt."),
    )
    summary_de = long_text(
        _("Kurzbeschreibung (deutsch)"), _("Ein bis drei Sätze für die Öffentlichkeit.")
    )
    summary_en = long_text(_("Kurzbeschreibung (englisch)"))
    open_question = long_text(
        _("Offene Frage"), _("Was das Büro noch klären muss. Wird nie veröffentlicht.")
    )
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Worum es geht"), ("summary_de", "summary_en", "lead")),
        (_("Verwaltung"), ("open_question", "owner", "review_by")),
    )


class NewRelationForm(RefusableForm):
    """A new relation: its two sides. Form and state are told by the acts that follow."""

    home = RecordField(
        MUNICIPALITIES,
        label=_("Diese Stadt"),
        missing=_("Es fehlt, für welche Stadt die Beziehung geführt wird."),
        related=("country",),
    )
    municipality = RecordField(
        MUNICIPALITIES,
        label=_("Partnerort"),
        required=False,
        related=("country",),
        help_text=_("Bei einer Partnerschaft zwischen Städten."),
    )
    network = RecordField(
        ORGANISATIONS,
        label=_("oder Netzwerk"),
        required=False,
        only=Q(kind=OrganisationKind.NETWORK) | Q(kind=OrganisationKind.ASSOCIATION),
        help_text=_("Bei einer Mitgliedschaft."),
    )
    instrument = RecordField(
        CHARTERS,
        label=_("oder Charta"),
        required=False,
        help_text=_("Bei einem Beitritt oder einer Selbstverpflichtung."),
    )
    lead = RecordField(ORGANISATIONS, label=_("Federführend"), required=False)
    summary_de = long_text(
        _("Kurzbeschreibung (deutsch)"), _("Ein bis drei Sätze für die Öffentlichkeit.")
    )
    summary_en = long_text(_("Kurzbeschreibung (englisch)"))
    open_question = long_text(
        _("Offene Frage"), _("Was das Büro noch klären muss. Wird nie veröffentlicht.")
    )
    identifier = IdentifierField(
        RELATIONS,
        _("Leer lassen: Sie wird aus beiden Seiten gebildet. Sie bleibt für immer gleich."),
    )

    groups = (
        (_("Die beiden Seiten"), ("home", "municipality", "network", "instrument")),
        (_("Worum es geht"), ("summary_de", "summary_en", "lead")),
        (_("Verwaltung"), ("open_question", "identifier")),
    )

    @property
    def counterparts(self) -> list[Any]:
        """Return the other sides that were chosen."""
        names = ("municipality", "network", "instrument")
        return [self.cleaned_data[n] for n in names if self.cleaned_data.get(n) is not None]

    def clean_municipality(self) -> Any:
        """Refuse a relation of a city with itself, in words."""
        chosen = self.cleaned_data["municipality"]
        if chosen is not None and chosen == self.cleaned_data.get("home"):
            raise ValidationError(
                gettext("Eine Stadt kann keine Beziehung mit sich selbst haben. Wählen Sie den "
                        "Ort, mit dem sie verbunden ist.")
            )  # fmt: skip
        return chosen


class CharterForm(RefusableForm):
    """A new charter, pledge or resolution."""

    name_de = text(_("Name (deutsch)"), missing=_("Es fehlt der Name der Charta."), longest=200)
    name_en = text(_("Name (englisch)"), longest=200)
    kind = choice(_("Art"), InstrumentKind, missing=_("Es fehlt die Art. Wählen Sie sie aus."))
    description_de = long_text(_("Worum es geht (deutsch)"))
    description_en = long_text(_("Worum es geht (englisch)"))
    issuer = RecordField(ORGANISATIONS, label=_("Getragen von"), required=False)
    website = WebAddressField(
        label=_("Webadresse"), help_text=_("Mit https:// am Anfang."), max_length=200
    )
    identifier = IdentifierField(
        CHARTERS,
        _("Leer lassen: Sie wird aus dem Namen gebildet. Sie bleibt für immer gleich."),
    )

    groups = (
        (_("Charta"), ("name_de", "name_en", "kind", "issuer", "website")),
        (_("Inhalt"), ("description_de", "description_en")),
        (_("Verwaltung"), ("identifier",)),
    )
