"""Typing in themes, and which themes a relation has."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.acts import CitedForm
from weltoffen.desk.forms.fields import choice, long_text, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.relations.enums import ThemeKind
from weltoffen.relations.models import Theme


class ThemeForm(RefusableForm):
    """A field of cooperation or one of the 17 goals."""

    kind = choice(_("Art"), ThemeKind, missing=_("Es fehlt die Art. Wählen Sie sie aus."))
    number = text(_("Nummer"), _("Nur bei den Zielen: 1 bis 17."), longest=2)
    label_de = text(
        _("Bezeichnung (deutsch)"),
        missing=_(
            "Es fehlt, wie das Thema heißt. Schreiben Sie es so, wie es öffentlich stehen soll."
        ),
        longest=120,
    )
    label_en = text(_("Bezeichnung (englisch)"), longest=120)
    description_de = long_text(_("Worum es geht (deutsch)"))
    description_en = long_text(_("Worum es geht (englisch)"))

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Thema"), ("kind", "number", "label_de", "label_en")),
        (_("Inhalt"), ("description_de", "description_en")),
    )

    def clean_number(self) -> int | None:
        """Return the number, None where nothing was typed."""
        typed = self.cleaned_data["number"]
        if not typed:
            return None
        if not typed.isdecimal():
            raise ValidationError(
                gettext("„%(typed)s“ ist keine Zahl. Geben Sie eine Zahl von 1 bis 17 an.")
                % {"typed": typed}
            )
        return int(typed)


class NewThemeForm(ThemeForm):
    """A new theme."""

    identifier = text(
        _("Kennung"),
        _("Leer lassen: Sie wird aus der Bezeichnung gebildet. Sie bleibt für immer gleich."),
        longest=96,
    )

    groups = (*ThemeForm.groups, (_("Verwaltung"), ("identifier",)))
    folded = ("description_de", "identifier")


class RelationThemesForm(CitedForm):
    """Which themes a relation keeps, and which one it gets, with the passage that says so."""

    aliases = CitedForm.aliases | {"passage": "passages"}

    kept: Any = forms.ModelMultipleChoiceField(
        label=_("Zugeordnete Themen"),
        help_text=_("Ein Thema ohne Haken wird weggenommen; der Verlauf behält es."),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    theme: Any = forms.ModelChoiceField(
        label=_("Weiteres Thema"),
        queryset=Theme.objects.all(),
        required=False,
        empty_label=_("keines"),
        help_text=_("Dazu gehört ein Beleg: eine Textstelle, die das Thema nennt."),
    )

    def __init__(self, *args: Any, relation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kept"]
        field.queryset = Theme.objects.filter(relation_links__relation=relation).distinct()
        if not field.queryset.exists():
            del self.fields["kept"]

    @property
    def groups(self) -> tuple[tuple[object, tuple[str, ...]], ...]:
        """Return the fields that there are."""
        names = ("kept", "theme") if "kept" in self.fields else ("theme",)
        return ((_("Themen"), names),)

    def taken_away(self, shown: Collection[str]) -> list[Theme]:
        """Return the themes whose tick was removed.

        ``shown`` are the keys of those that stood on the page when it was opened: one that somebody
        else added meanwhile had no tick to remove.
        """
        if "kept" not in self.fields:
            return []
        offered: Any = self.fields["kept"]
        kept = set(self.cleaned_data["kept"])
        return [t for t in offered.queryset if str(t.pk) in shown and t not in kept]
