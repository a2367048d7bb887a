"""Typing in municipalities."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import IdentifierField
from weltoffen.desk.forms.fields import DayField, choice, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import MUNICIPALITIES
from weltoffen.ground.problems import Refused
from weltoffen.places.gazetteer import country_code
from weltoffen.places.models import Country
from weltoffen.records.enums import Role

LOOK_UP = "look-up"
"""Name of the button that fills empty fields from the packaged gazetteer."""
CHOSEN = "chosen-place"
"""Name of the buttons that each choose one place of the gazetteer."""
FACTS = (
    "endonym", "script", "region", "geonames_id", "wikidata_id", "ags", "latitude", "longitude",
    "is_named",
)  # fmt: skip
NUMBERS = ("geonames_id", "wikidata_id", "ags")
"""Fields that say the same of one place only; a refusal names the place that has it."""

NOWHERE = "ZZ"
"""ISO's code for no country: stands in for one that could not be read while the rest is judged."""


class CountryInput(forms.TextInput):
    """A line that suggests the countries that the register has."""

    template_name = "desk/widgets/record_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the countries."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{attrs.get('id', name)}-list"
        context["options"] = [country.label for country in Country.objects.order_by("label_de")]
        return context


LONGEST_NAME = 100
"""Characters of a country's name, with room to spare."""


class CountryField(forms.Field):
    """A country by the city's label, by its name or its ISO code.

    Gives the country that the register has, or the ISO code of one that it does not have yet.
    """

    widget = CountryInput

    def prepare_value(self, value: Any) -> Any:
        """Show a country by its label."""
        return value.label if isinstance(value, Country) else value

    def to_python(self, value: Any) -> Country | str | None:
        """Return the country typed, or its code."""
        typed = " ".join(str(value or "").split())
        if not typed:
            return None
        if len(typed) > LONGEST_NAME:
            raise ValidationError(
                gettext("Das ist länger als jeder Name eines Landes (%(count)d Zeichen). Schreiben "
                        "Sie nur den Namen oder den ISO-Code, etwa GH.") % {"count": len(typed)}
            )  # fmt: skip
        labels = Country.objects.filter(label_de__iexact=typed) | Country.objects.filter(
            label_en__iexact=typed
        )
        known = labels.first() or Country.objects.filter(code=typed.upper()).first()
        if known is not None:
            return known
        code = country_code(typed) or country_code(typed.upper())
        if code is None:
            raise ValidationError(
                gettext("Ein Land „%(typed)s“ kennen wir nicht. Schreiben Sie seinen deutschen "
                        "oder englischen Namen aus, oder geben Sie seinen ISO-Code an, etwa GH.")
                % {"typed": typed}
            )  # fmt: skip
        return Country.objects.filter(code=code).first() or code


def _degrees(label: Any, most: int, help_text: Any, beyond: Any) -> forms.FloatField:
    """Return a field for one side of a position; ``beyond`` is said of what is not on earth."""
    return forms.FloatField(
        label=label,
        required=False,
        localize=True,
        help_text=help_text,
        min_value=-most,
        max_value=most,
        error_messages={
            "min_value": beyond,
            "max_value": beyond,
            "invalid": _("Das ist keine Zahl. Geben Sie die Lage in Grad an, etwa 51,514, oder "
                         "lassen Sie Breite und Länge leer."),
        },
    )  # fmt: skip


class MunicipalityForm(RefusableForm):
    """What is known of a municipality."""

    stand_ins = {"country": NOWHERE}

    name_de = text(
        _("Name (deutsch)"), missing=_("Es fehlt der Name. Schreiben Sie ihn, wie er auf Deutsch "
                                       "üblich ist."), longest=120,
    )  # fmt: skip
    name_en = text(_("Name (englisch)"), _("Leer lassen, wenn er gleich lautet."), longest=120)
    country = CountryField(
        label=_("Land"),
        error_messages={"required": _("Es fehlt das Land. Tippen Sie seinen Namen.")},
        help_text=_("Die Bezeichnung folgt der Regel der Stadt, wo es eine gibt."),
    )
    endonym = text(_("Eigenname"), _("Wie der Ort sich selbst schreibt."), longest=120)
    script = text(
        _("Sprache des Eigennamens"),
        _("Kürzel, etwa uk, tr oder zh-Hans; Vorleseprogramme brauchen es."),
        longest=12,
    )
    region = text(_("Region oder Bundesstaat"), longest=80)
    is_named = forms.BooleanField(
        label=_("Der Ort ist benannt"),
        required=False,
        initial=True,
        help_text=_("Häkchen entfernen, wenn nur das Land feststeht und noch keine Stadt."),
    )
    latitude = _degrees(
        _("Breite"),
        90,
        _("In Grad, etwa 51,514."),
        _("Die geografische Breite liegt zwischen -90 und 90 Grad. Prüfen Sie die Zahl und ihr "
          "Komma."),
    )  # fmt: skip
    longitude = _degrees(
        _("Länge"),
        180,
        _("In Grad, etwa 7,466."),
        _("Die geografische Länge liegt zwischen -180 und 180 Grad. Prüfen Sie die Zahl und ihr "
          "Komma."),
    )  # fmt: skip
    geonames_id = forms.IntegerField(
        label="GeoNames",
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Eine GeoNames-Kennung ist eine ganze Zahl, etwa 2935517. Lassen Sie das Feld leer, "
              "wenn Sie sie nicht kennen."),
        ),
    )  # fmt: skip
    wikidata_id = text("Wikidata", _("Zum Beispiel Q1295."), longest=16)
    ags = text(_("Gemeindeschlüssel (AGS)"), _("Nur für Orte in Deutschland."), longest=8)
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))
    identifier = IdentifierField(
        MUNICIPALITIES,
        _("Leer lassen: Sie wird aus dem Namen gebildet. Sie bleibt für immer gleich."),
    )

    groups = (
        (_("Ort"), ("name_de", "name_en", "country", "region", "endonym", "script", "is_named")),
        (_("Lage und Kennungen"), ("latitude", "longitude", "geonames_id", "wikidata_id", "ags")),
        (_("Verwaltung"), ("owner", "review_by", "identifier")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders: set[str] = set()
        """Identifiers of other places that have a number typed here."""

    def refuse(self, refusal: Refused, besides: Collection[str] = ()) -> None:
        """Remember also which places have a number already, so that the page leads to them."""
        super().refuse(refusal, besides)
        named = (p.values.get("identifier") for p in refusal.problems if p.where in NUMBERS)
        self.holders |= {identifier for identifier in named if identifier}

    def clean(self) -> dict[str, Any]:
        """Refuse half a coordinate where the missing half is."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        sides = ("latitude", "longitude")
        given = [side for side in sides if typed.get(side) is not None]
        if len(given) == 1 and not any(side in self.errors for side in sides):
            missing = next(side for side in sides if side not in given)
            self.add_error(
                missing,
                gettext("Es fehlt die andere Hälfte der Lage. Geben Sie Breite und Länge an, oder "
                        "lassen Sie beide leer."),
            )  # fmt: skip
        return typed

    def stand_in(self) -> None:
        """Leave a position out as a whole where half of it is faulty; the rest is judged."""
        sides = ("latitude", "longitude")
        if any(side in self.errors for side in sides):
            self.cleaned_data |= dict.fromkeys(sides)
        super().stand_in()
