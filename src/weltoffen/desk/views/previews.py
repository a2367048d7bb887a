"""The last step of a table's way in: the preview, taking its rows, and what became of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.kinds import RELATIONS, SOURCES
from weltoffen.desk.naming import first_of
from weltoffen.desk.preview_lines import Shown, faulty_lines, page_after, picks_in, shown
from weltoffen.desk.reviewing.rights import may_decide
from weltoffen.desk.reviewing.versions import received
from weltoffen.desk.views.jobs import shown as shown_job
from weltoffen.desk.views.tables import OfUpload
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import pick_places
from weltoffen.intake.models import Statement
from weltoffen.intake.newer_tables import replaced_by, since_before
from weltoffen.intake.selectors import count_open
from weltoffen.intake.sheets.extracting import MEDIA_TYPE
from weltoffen.intake.sheets.returning import as_csv, as_xlsx
from weltoffen.intake.tabling import Preview
from weltoffen.intake.taken_tables import may_go, rows_now
from weltoffen.intake.work import ask_to_take
from weltoffen.jobs.actions import cancel
from weltoffen.jobs.selectors import is_nobody_working

SECONDS = 6.0
"""So long one request accepts rows; then the person is asked to go on."""
AT_ONCE = 200
"""A table of up to so many rows is taken while the person waits; others in the background."""
MISSING_NAMED = 20
"""So many partners are named of those that a newer version does not name any more."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TablePreview(OfUpload):
    """What taking the table would do; afterwards what it did."""

    def get_page_title(self) -> Any:
        """Say whether it is still to be taken."""
        if self.is_being_taken:
            return _("Wird übernommen")
        return _("Vorschau") if self.upload.attempt_id is None else _("Übernommen")

    def get_template_names(self) -> list[str]:
        """Choose by whether it is taken."""
        if self.is_being_taken:
            return ["desk/tables/taking.html"]
        step = "preview" if self.upload.attempt_id is None else "taken"
        return [f"desk/tables/{step}.html"]

    @cached_property
    def preview(self) -> Preview:
        """Return what taking would do."""
        return tabling.preview(self.upload, timezone.localdate())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; a file of which no sheet can be read leads back."""
        if self.is_being_taken:
            return super().get(request, *args, **kwargs)
        if self.upload.attempt_id is None and not self.upload.is_described:
            messages.info(
                request, gettext("Sagen Sie zuerst, wessen Wort die Tabelle ist und was für eine "
                                 "Quelle."),
            )  # fmt: skip
            return self.to("table-columns")
        try:
            _ = self.preview
        except Refused as refusal:
            messages.error(request, refusal.problems[0].says(gettext))
            return self.to("table-columns")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is shown."""
        context = super().get_context_data(**kwargs) | {"upload": self.upload}
        job = self.job
        told = shown_job(job, self.person) if job is not None else None
        context |= {"told": told, "went_wrong": told.fault if told else ""}
        if self.is_being_taken:
            return context | {"is_nobody_working": is_nobody_working()}
        if self.upload.attempt_id is not None:
            return context | self._taken()
        query = self.request.POST if self.request.method == "POST" else self.request.GET
        home = self.upload.home.name
        page: Shown = shown(self.preview, query.dict(), home)
        return context | {
            "page": page,
            "seen": self.preview.seen,
            **self._source(),
            **self._since(),
        }

    def _since(self) -> dict[str, Any]:
        """Say what is new since the version before, and which version an older one replaces."""
        told: dict[str, Any] = {}
        if replaced := replaced_by(self.upload, self.preview):
            day, away = received(replaced.snapshot), replaced.falls_away
            told["replaced"] = {"day": day, "falls_away": away}
        if since := since_before(self.upload, self.preview):
            told["nothing_new"] = since.says_nothing_new and not replaced
            told["since"] = {
                "day": received(since.before),
                "fresh": since.fresh,
                "same": since.same,
                "missing": len(since.missing),
                "names": first_of(since.missing, MISSING_NAMED),
            }
        return told

    def _source(self) -> dict[str, Any]:
        """Say of which source the rows will be: one that is there, a newer version, or its own."""
        if self.preview.known is not None:
            source = self.preview.known.source
            return {"same": source, "same_url": SOURCES.url(source)}
        upload = self.upload
        if upload.revises is not None:
            said = gettext("Neue Fassung von „%(title)s“")
            return {"source_line": said % {"title": upload.revises.title}}
        values = {
            "title": upload.title,
            "kind": upload.get_source_kind_display(),
            "side": upload.get_publisher_side_display(),
            "who": upload.publisher,
        }
        said = gettext("Neue Quelle „%(title)s“ (%(kind)s). Wessen Wort: %(side)s")
        if upload.publisher:
            said = gettext("Neue Quelle „%(title)s“ (%(kind)s). Wessen Wort: %(side)s, %(who)s")
        return {"source_line": said % values}

    def _taken(self) -> dict[str, Any]:
        attempt = self.upload.attempt
        assert attempt is not None  # looked at before
        assert attempt.snapshot is not None  # held by a constraint
        stated = Statement.objects.filter(snapshot=attempt.snapshot, home=self.upload.home)
        return {
            "open": count_open(stated),
            "now": rows_now(self.upload),
            "may_decide": may_decide(self.request.user),
            "may_undo": may_go(attempt),
            "bench_url": reverse("desk:bench", args=[attempt.snapshot.pk]),
            "source_url": SOURCES.url(attempt.snapshot.source),
            "source": attempt.snapshot.source,
            "relations_url": RELATIONS.list_url,
            "rest": self.upload.planned,
            "faulty": self.preview.fates[tabling.Fate.FAULTY],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep which places were picked, then do what was asked for."""
        go = request.POST.get("go", "")
        if self.is_being_taken:
            return self._call_off() if go == "cancel" else self.to("table-preview")
        if self.upload.attempt_id is not None:
            if go == "drop":
                return self.to("table-drop")
            return self._go_on() if go == "on" else self.to("table-preview")
        self._keep_picks()
        if go == "drop":
            return self.to("table-drop")
        if go == "take":
            return self._take()
        return self.to("table-preview", urlencode(self._where(go)))

    def _where(self, go: str) -> dict[str, str]:
        """Return what is shown next: which rows, which page of them, and of the questions."""
        sent = self.request.POST.dict()
        where = {name: sent.get(name, "") for name in ("show", "p", "q")}
        what, _dash, value = go.partition("-")
        if what == "show":
            where |= {"show": value, "p": ""}
        elif what == "page":
            where["p"] = page_after(self.preview, where["show"], sent, value)
        elif what == "asked":
            where["q"] = value
        return {name: each for name, each in where.items() if each and each != "1"}

    def _keep_picks(self) -> None:
        picks = picks_in(self.request.POST.dict(), self.preview)
        changed = {
            row: pick for row, pick in picks.items() if self.upload.picks.get(row, "") != pick
        }
        if changed:
            pick_places(upload=self.upload, picks=changed, by=self.person)
            if hasattr(self, "preview"):
                del self.preview
            self.has_changed = True

    has_changed = False

    def _take(self) -> HttpResponse:
        """Take the good rows, if they are still those that the person saw."""
        seen = self.request.POST.get("seen", "")
        if self.has_changed or seen != self.preview.seen:
            told = (
                gettext("Ihre Auswahl ist gemerkt und die Vorschau danach neu gerechnet. Prüfen "
                        "Sie sie, und übernehmen Sie dann.")
                if self.has_changed
                else gettext("Das Register hat sich inzwischen geändert; die Vorschau ist neu "
                             "gerechnet. Prüfen Sie sie, und übernehmen Sie dann.")
            )  # fmt: skip
            messages.warning(self.request, told)
            return self.to("table-preview")
        if len(self.preview.lines) > AT_ONCE:
            ask_to_take(upload=self.upload, seen=seen, by=self.person)
            return self.to("table-preview")
        try:
            self.upload = tabling.take(self.upload, self.preview, by=self.person)
        except Refused as refusal:
            messages.error(self.request, refusal.problems[0].says(gettext))
            return self.to("table-preview")
        return self._go_on()

    def _call_off(self) -> HttpResponse:
        """Call the job off; what is taken stays."""
        try:
            if self.job is not None and shown_job(self.job, self.person).may_cancel:
                cancel(job=self.job, by=self.person)
        except Refused as refusal:  # it has just ended
            messages.warning(self.request, refusal.problems[0].says(gettext))
        return self.to("table-preview")

    def _go_on(self) -> HttpResponse:
        if len(self.upload.plan) > AT_ONCE:
            ask_to_take(upload=self.upload, seen="", by=self.person)
            return self.to("table-preview")
        try:
            tabling.go_on(self.upload, by=self.person, seconds=SECONDS)
        except Refused as refusal:
            messages.error(self.request, refusal.problems[0].says(gettext))
        return self.to("table-preview")


class FaultyRows(OfUpload):
    """The rows that are not taken, as a file to mend and hand in again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file."""
        lines = faulty_lines(tabling.preview(self.upload, timezone.localdate()))
        form = self.kwargs["form"]
        if form not in ("xlsx", "csv"):
            raise Http404
        is_xlsx = form == "xlsx"
        body = as_xlsx(lines, gettext("Nicht übernommen")) if is_xlsx else as_csv(lines)
        answer = HttpResponse(
            body, content_type=_XLSX if is_xlsx else f"{MEDIA_TYPE}; charset=utf-8"
        )
        name = gettext("nicht-uebernommen")
        answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return answer
