"""Pages of themes, and the themes of a relation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Count, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.desk.columns import title
from weltoffen.desk.forms.themes import NewThemeForm, RelationThemesForm, ThemeForm
from weltoffen.desk.kinds import RELATIONS, THEMES
from weltoffen.desk.views.editing import AmendPage, CitingPage, FormPage, RecordFormPage
from weltoffen.desk.views.pages import RELATED, RecordPage
from weltoffen.desk.views.record_list import RecordList
from weltoffen.desk.views.sheets import Fact, Listed, linked
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import amend_theme, record_theme, tag_relation, untag_relation
from weltoffen.relations.enums import ThemeKind
from weltoffen.relations.models import Relation, Theme
from weltoffen.sources.models import Passage

_NO_THEME = N_("Sie haben einen Beleg angegeben, aber kein Thema. Wählen Sie, welches er belegt.")
_NO_PROOF = N_(
    "Zu einem Thema gehört ein Beleg. Haken Sie eine Textstelle an, oder geben Sie eine ein."
)

SHOWN = "shown"
"""Hidden field: a theme that the relation had when the page was opened."""


class ThemeList(RecordList):
    """Fields of cooperation and goals, with how many relations have each."""

    kind = THEMES
    nothing = _("Noch ist kein Thema erfasst.")
    default_ordering = ("kind", "number", "label_de")
    columns = [
        title(THEMES, "label_de"),
        Column("number", label=_("Nummer"), sort_key="number"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        Column("relations_count", label=_("Beziehungen"), sort_key="relations_count"),
    ]
    further = [
        Column("label_de", label=_("Name (Deutsch)"), sort_key="label_de"),
        Column("label_en", label=_("Name (Englisch)"), sort_key="label_en"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Count the relations too."""
        found = super().get_base_queryset()
        counted = Count("relation_links__relation", distinct=True)
        return cast(QuerySet[Any], found.annotate(relations_count=counted))


class ThemeSheet(RecordPage, TemplateView):
    """A theme and the relations that have it."""

    kind = THEMES
    template_name = "desk/theme.html"

    def get_page_title(self) -> str:
        """Return the theme's name."""
        return self.record_title

    def way(self) -> list[dict[str, Any]]:
        """Return nothing: the list is what lies before."""
        return []

    def get_header_buttons(self) -> list[Any]:
        """Return the buttons beside the heading."""
        verbs = [(_("Verlauf"), "history", "history")]
        if self.may("change"):
            verbs = [
                (_("Bearbeiten"), "edit", "edit"),
                (_("Übersetzung"), "translate", "globe"),
                *verbs,
            ]
        return [
            HeaderButton(label, THEMES.url(self.record, verb), icon_name=icon, priority=order)
            for order, (label, verb, icon) in enumerate(verbs)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts and relations."""
        theme: Theme = self.record
        return super().get_context_data(**kwargs) | {
            "facts": _facts(theme),
            "lists": [_relations_with(theme, self.request.user)],
        }


def _facts(theme: Any) -> list[Fact]:
    return [
        Fact(_("Bezeichnung (deutsch)"), theme.label_de, language="de"),
        Fact(_("Bezeichnung (englisch)"), theme.label_en or "", language="en"),
        Fact(_("Art"), theme.get_kind_display()),
        Fact(_("Nummer"), theme.number or ""),
        Fact(_("Worum es geht"), theme.description),
        Fact(_("Allgemein gesagt von"), theme.get_said_of_display()),
        Fact(_("Kennung"), theme.identifier),
    ]


def _relations_with(theme: Theme, user: Any) -> Listed:
    among = RELATIONS.seen_by(user).select_related(*RELATED["relations"])
    found = among.filter(theme_links__theme=theme).distinct()
    return Listed(
        _("Beziehungen"), linked(RELATIONS, list(found[:200])), _("Noch keine Beziehung hat es.")
    )


class AddTheme(FormPage):
    """A new theme."""

    kind = THEMES
    page_title = _("Thema anlegen")
    form_class = NewThemeForm
    intro = _("Themen sind für alle da: Sie sind öffentlich, sobald es sie gibt.")

    def act(self, form: Any) -> Any:
        """Record it."""
        typed = form.cleaned_data
        return record_theme(
            identifier=typed["identifier"]
            or free_identifier(Theme, identifier_from(typed["label_de"])),
            kind=ThemeKind(typed["kind"]),
            number=typed["number"],
            label=form.texts("label"),
            description=form.texts("description"),
            by=self.person,
        )


class AmendTheme(AmendPage):
    """How a theme is called."""

    kind = THEMES
    form_class = ThemeForm

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        names = ("kind", "number", "label_de", "label_en", "description_de", "description_en")
        return {name: getattr(record, name) for name in names}

    def amend(self, record: Any, form: Any) -> Any:
        """Amend it."""
        return amend_theme(
            theme=record,
            kind=ThemeKind(form.cleaned_data["kind"]),
            number=form.cleaned_data["number"],
            label=form.texts("label", record),
            description=form.texts("description", record),
            by=self.person,
        )


class RelationThemes(RecordFormPage, CitingPage):
    """The themes of a relation: take some away, add one with the passage that names it."""

    kind = RELATIONS
    page_title = _("Themen")
    form_class = RelationThemesForm
    one_row = True
    evidence_heading = _("Beleg für das weitere Thema")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the passages that the relation has, for acts and for themes."""
        relation: Relation = self.record
        cited = Passage.objects.filter(citations__act__relation=relation)
        linked_to = Passage.objects.filter(pk__in=relation.theme_links.values("passage"))
        keys = (cited | linked_to).values_list("pk", flat=True).distinct()
        return super().get_form_kwargs() | {"passages": keys, "relation": relation}

    def get_initial(self) -> dict[str, Any]:
        """Begin with all themes ticked."""
        return {"kept": list(self.record.themes.values_list("pk", flat=True).distinct())}

    def act(self, form: Any) -> Any:
        """Take away and add."""
        passages = self.citations(form)
        theme = form.cleaned_data["theme"]
        self._judge(theme, passages)
        for gone in form.taken_away(self.shown()):
            untag_relation(relation=self.record, theme=gone, by=self.person)
        for passage in passages:
            tag_relation(relation=self.record, theme=theme, passage=passage, by=self.person)
        return self.record

    def shown(self) -> list[str]:
        """Return the keys of the themes that the page showed when it was opened."""
        if self.request.method == "POST":
            return self.request.POST.getlist(SHOWN)
        return [str(pk) for pk in self.get_initial()["kept"]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Remember what was shown, so that nothing is taken away unseen."""
        context = super().get_context_data(**kwargs)
        shown = [(SHOWN, key) for key in self.shown()]
        return context | {"hidden": [*context["hidden"], *shown]}

    def _judge(self, theme: Theme | None, passages: Sequence[Passage]) -> None:
        if passages and theme is None:
            raise Refused(Problem("theme", _NO_THEME))
        if theme is not None and not passages:
            raise Refused(Problem("evidence", _NO_PROOF))

    def success(self, record: Any) -> str:
        """Say that they are set."""
        return gettext("Die Themen sind gespeichert.")
