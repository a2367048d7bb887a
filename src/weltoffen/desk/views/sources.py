"""Pages of sources, of what was received of them, and of passages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.evidence import passage_of
from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.forms.sources import FACTS, PassageForm, SnapshotForm, SourceForm
from weltoffen.desk.kinds import ACTS, SOURCES
from weltoffen.desk.naming import language
from weltoffen.desk.questions import Question, about_snapshot, about_source
from weltoffen.desk.views.editing import AmendPage, FormPage, RecordFormPage
from weltoffen.desk.views.pages import SheetPage
from weltoffen.desk.views.sheets import Fact, proof_of, record_facts
from weltoffen.ground.dates import parse_date
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.spoken import say_date, say_day
from weltoffen.records.selectors import free_identifier
from weltoffen.sources.actions import amend_source, receive_snapshot, record_source
from weltoffen.sources.models import Passage, Rendering, Snapshot, Source
from weltoffen.sources.selectors import newest_first, where_text_is_known


class SourceSheet(SheetPage):
    """A source, what was received of it, and the passages with what they prove."""

    kind = SOURCES
    template_name = "desk/source.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts, versions and passages."""
        source: Source = self.record
        return super().get_context_data(**kwargs) | {
            "facts": _facts(source),
            "passages": _passages(source),
            "snapshots": _snapshots(source),
            "passage_url": SOURCES.url(source, "passage"),
            "snapshot_url": SOURCES.url(source, "snapshot"),
        }


def _facts(source: Source) -> list[Fact]:
    address = source.address if source.address.startswith(("http://", "https://")) else ""
    return [
        Fact(_("Titel"), source.title, language=source.language),
        Fact(_("Herausgeber"), source.publisher),
        Fact(_("Wessen Wort"), source.get_publisher_side_display()),
        Fact(_("Art"), source.get_kind_display()),
        Fact(_("Kenntnis"), source.get_standing_display()),
        Fact(_("Adresse"), source.address, address),
        Fact(_("Drucksachennummer"), source.paper_number),
        Fact(_("Stand des Inhalts"), say_date(parse_date(source.content_date), language())),
        Fact(_("Bemerkung zum Stand"), source.content_note),
        *record_facts(source),
    ]


def _passages(source: Source) -> list[dict[str, Any]]:
    passages = (
        where_text_is_known(Passage.objects.filter(snapshot__source=source))
        .select_related("snapshot__source")
        .prefetch_related("citations__act")
        .order_by("snapshot", "start", "pk")
    )
    return [
        {
            "proof": proof_of(passage),
            "acts": [
                (citation.act.title, ACTS.url(citation.act)) for citation in passage.citations.all()
            ],
        }
        for passage in passages
    ]


def _snapshots(source: Source) -> list[dict[str, Any]]:
    found = list(newest_first(source.snapshots.defer("body")))
    rendered = set(Rendering.objects.filter(snapshot__in=found).values_list("snapshot", flat=True))
    return [
        {
            "received_on": say_day(snapshot.received_on, language()),
            "seen_on": (
                say_day(snapshot.last_seen_on, language())
                if snapshot.last_seen_on != snapshot.received_on
                else ""
            ),
            "kept": _kept(snapshot),
            "sha256": snapshot.sha256,
            "text_url": (
                reverse("desk:snapshot", args=[snapshot.pk])
                if snapshot.has_body or snapshot.pk in rendered
                else ""
            ),
            "compare_url": (
                reverse("desk:snapshot-compare", args=[snapshot.pk]) if snapshot.follows_id else ""
            ),
        }
        for snapshot in found
    ]


def _kept(snapshot: Snapshot) -> str:
    if snapshot.has_body:
        return gettext("Wortlaut liegt hier vor")
    if snapshot.sha256:
        return gettext("Wortlaut liegt anderswo, Prüfsumme ist bekannt")
    return gettext("Wortlaut liegt hier nicht vor")


def _typed(form: Any, of: Any = None) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in (*FACTS, "content_date")} | {
        "content_note": form.texts("content_note", of)
    }


_TOLD_APART_BY = ("title", "content_date", "address")


def _known_already(form: Any, besides: Source | None = None) -> list[Question]:
    typed = {name: form.cleaned_data[name] for name in _TOLD_APART_BY}
    return list(about_source(**typed, besides=besides))


class AddSource(FormPage):
    """A new source."""

    kind = SOURCES
    page_title = _("Quelle anlegen")
    form_class = SourceForm
    initial = {"owner": "coordination", "language": "de"}

    def get_form(self, form_class: Any = None) -> Any:
        """Leave out what is only said of a source that there is."""
        form = super().get_form(form_class)
        for name in ("owner", "review_by"):
            del form.fields[name]
        form.groups = (*form.groups[:-1], (form.groups[-1][0], ("identifier",)))
        return form

    def questions(self, form: Any) -> list[Question]:
        """Ask about a source that the register has already."""
        return _known_already(form)

    def act(self, form: Any) -> Source:
        """Record it."""
        typed = form.cleaned_data
        suggested = identifier_from(typed["publisher"], typed["title"])
        return record_source(
            identifier=typed["identifier"] or free_identifier(Source, suggested),
            by=self.person,
            **_typed(form),
        )


class AmendSource(AmendPage):
    """How a source is described; what was received of it never changes."""

    kind = SOURCES
    form_class = SourceForm

    def get_form(self, form_class: Any = None) -> Any:
        """Leave out the identifier, which never changes."""
        form = super().get_form(form_class)
        del form.fields["identifier"]
        form.groups = (*form.groups[:-1], (form.groups[-1][0], ("owner", "review_by")))
        return form

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        names = (*FACTS, "content_note_de", "content_note_en", "owner", "review_by")
        said = {"content_date": spoken(record.content_date)}
        return {name: getattr(record, name) for name in names} | said

    def questions(self, form: Any) -> list[Question]:
        """Ask about another source like it, where it is now told apart by something else."""
        typed = form.cleaned_data
        if all(typed[name] == getattr(self.record, name) for name in _TOLD_APART_BY):
            return []
        return _known_already(form, besides=self.record)

    def amend(self, record: Any, form: Any) -> Source:
        """Amend it."""
        managed = {name: form.cleaned_data[name] for name in ("owner", "review_by")}
        return amend_source(source=record, by=self.person, **_typed(form, record), **managed)


class AddPassage(RecordFormPage):
    """Words of a source."""

    kind = SOURCES
    page_title = _("Textstelle hinzufügen")
    form_class = PassageForm

    @property
    def intro(self) -> str:
        """Say beforehand where nobody but the person can compare a quote."""
        if self.record.snapshots.filter(has_body=True).exists():
            return ""
        return gettext(
            "Der Text dieser Quelle liegt nicht hier: Ein Zitat kann nicht mit ihm verglichen "
            "werden. Vergleichen Sie es selbst genau, oder fügen Sie zuerst eine Fassung mit Text "
            "hinzu."
        )

    def act(self, form: Any) -> Source:
        """Record the passage in the newest version that has it."""
        typed = form.cleaned_data
        passage_of(
            self.record,
            quote=typed["quote"],
            gist=form.texts("gist"),
            locator=typed["locator"],
            by=self.person,
        )
        return self.record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that the passage is there."""
        return gettext("Die Textstelle ist erfasst und kann Akte belegen.")


class AddSnapshot(RecordFormPage):
    """What was received of a source on a day."""

    kind = SOURCES
    page_title = _("Fassung hinzufügen")
    form_class = SnapshotForm
    intro = _("Eine Fassung hält fest, was an einem Tag dastand. Sie ändert sich nie mehr.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"received_on": timezone.localdate()}

    def questions(self, form: Any) -> list[Question]:
        """Ask about another source with the same text."""
        return list(about_snapshot(self.record, form.body()))

    def act(self, form: Any) -> Source:
        """Keep what was received."""
        receive_snapshot(
            source=self.record,
            received_on=form.cleaned_data["received_on"],
            media_type="text/plain" if form.body() else "",
            body=form.body(),
            by=self.person,
        )
        return self.record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Die Fassung ist aufbewahrt.")
