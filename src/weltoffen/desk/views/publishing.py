"""Publishing and withdrawing, on purpose: a page that says what follows, and a button."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from weltoffen.desk.accompanying import Accompanying, Line, accompanying_of, line_of
from weltoffen.desk.kinds import kind_of
from weltoffen.desk.naming import title_of
from weltoffen.desk.quoting import Quoted, quoted
from weltoffen.desk.views.pages import RecordPage, is_seen
from weltoffen.desk.withdrawing import around
from weltoffen.documents.models import Filed
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Instrument, Relation
from weltoffen.relations.selectors import dropped, shown_to_public
from weltoffen.sources.models import Passage, Source

WITH = "with"
"""Name of the boxes that publish or withdraw further records together with this one."""


def _seen_relations(side: Record) -> int:
    """Return how many relations the public sees with a record as one of their sides."""
    if isinstance(side, Municipality):
        of_side = Q(home=side) | Q(municipality=side)
    elif isinstance(side, Organisation):
        of_side = Q(network=side)
    elif isinstance(side, Instrument):
        of_side = Q(instrument=side)
    else:
        return 0
    return Relation.objects.filter(shown_to_public(), of_side).count()


class VisibilityPage(RecordPage, TemplateView):
    """Asks before it publishes or withdraws."""

    template_name = "desk/visibility.html"
    right = "publish"
    verb: Any
    change: Callable[..., Record]
    changed_meanwhile: str
    newest_first: bool

    def get_page_title(self) -> str:
        """Return what is asked."""
        return str(self.verb)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what follows from it."""
        accompanying, staying = self.around()
        return super().get_context_data(**kwargs) | {
            "verb": self.verb,
            "accompanying": accompanying,
            "with": WITH,
            "consequences": self.consequences(),
            "quotes": self.quotes(),
            "line": line_of(self.record) if isinstance(self.record, Act) else None,
            "staying": staying,
            "becoming": self.becoming(),
        }

    def becoming(self) -> list[tuple[str, str]]:
        """Return the fields that everybody sees then, with what stands in them."""
        return []

    def around(self) -> tuple[list[Accompanying], list[Line]]:
        """Return what may go along, and what stays public whatever is ticked."""
        return [], []

    def quotes(self) -> list[Quoted]:
        """Return the words that everybody sees then, of the record itself."""
        return []

    def consequences(self) -> str:
        """Say what follows."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, unless what was ticked is no longer what it was when the page was shown."""
        try:
            with transaction.atomic():
                self._do(set(request.POST.getlist(WITH)))
        except Refused as refusal:
            self.record.refresh_from_db()
            for sentence in chain.from_iterable(refusal.by_field(gettext).values()):
                messages.error(request, sentence)
            return self.get(request, *args, **kwargs)
        messages.success(request, self.done())
        return HttpResponseRedirect(self.kind.url(self.record))

    def _do(self, chosen: set[str]) -> None:
        """Change what was ticked, then the record; what may be ticked is looked up just before."""
        accompanying, _staying = self.around()
        offered = {each.token: each for each in accompanying}
        if not chosen <= offered.keys():
            raise Refused(Problem("", self.changed_meanwhile))
        records = chain.from_iterable(offered[token].records for token in chosen)
        for record in sorted(records, key=lambda r: r.pk, reverse=self.newest_first):
            self._change(record)
        self._change(self.record)

    def _change(self, record: Record) -> None:
        if kind_of(record).may(self.request.user, "publish", record):
            type(self).change(record=record, by=self.request.user)

    def done(self) -> str:
        """Say what was done."""
        raise NotImplementedError


class PublishPage(VisibilityPage):
    """Makes a record public."""

    verb = _("Veröffentlichen")
    change = staticmethod(publish)
    changed_meanwhile = N_(
        "Inzwischen hat sich geändert, was mit veröffentlicht würde. Sehen Sie die Liste noch "
        "einmal durch und bestätigen Sie dann."
    )
    newest_first = True
    """What stands in another's place is published before it, and was recorded later."""

    def around(self) -> tuple[list[Accompanying], list[Line]]:
        """Offer to publish what is still internal around it."""
        return accompanying_of(self.record), []

    def becoming(self) -> list[tuple[str, str]]:
        """Return what is published field by field, where no chain of acts tells it."""
        if isinstance(self.record, Act | Relation | Filed) or not self.kind.is_told:
            return []
        return list(_public_fields(self.record))

    def quotes(self) -> list[Quoted]:
        """Return of a source the words that prove something public already."""
        if not isinstance(self.record, Source):
            return []
        return list(quoted([self.record], Passage.objects.none(), self.record))

    def consequences(self) -> str:
        """Say that everybody will see it."""
        if isinstance(self.record, Act) and self.record.corrects_id:
            return gettext(
                "Danach tritt dieser Akt auch öffentlich an die Stelle des berichtigten. Aus der "
                "Öffentlichkeit nehmen lässt er sich dann nur, wenn der berichtigte nicht wieder "
                "gelten würde."
            )
        if isinstance(self.record, Filed):
            return gettext(
                "Danach kann jeder die Datei unter ihrer Adresse abrufen; eine Seite, die sie "
                "nennt, gibt es noch nicht. Sie können sie jederzeit wieder aus der Öffentlichkeit "
                "nehmen."
            )
        if not self.kind.is_told:
            return gettext(
                "Danach darf dieser Eintrag öffentlich genannt werden; eine öffentliche Seite "
                "zeigt ihn noch nicht. Sie können das jederzeit zurücknehmen."
            )
        said = gettext(
            "Danach kann jeder diesen Eintrag sehen. Sie können ihn jederzeit wieder aus der "
            "Öffentlichkeit nehmen."
        )
        if isinstance(self.record, Relation) and self.record.pk in dropped([self.record.pk]):
            nothing = gettext(
                "Von dieser Beziehung gilt aber kein Akt mehr: Auf ihrer Seite stünde nur, dass "
                "keine Form festgehalten ist."
            )
            said = f"{said} {nothing}"
        return said

    def done(self) -> str:
        """Say that it is public, or that its relation still hides it."""
        title = {"title": title_of(self.record)}
        if isinstance(self.record, Act):
            self.record.relation.refresh_from_db()
            if self.record.relation.visibility != Visibility.PUBLIC:
                return gettext(
                    "„%(title)s“ ist freigegeben, aber noch nicht zu sehen: Die Beziehung ist "
                    "intern. Veröffentlichen Sie auch sie."
                ) % title  # fmt: skip
        relation = self.record.relation if isinstance(self.record, Act) else self.record
        if isinstance(relation, Relation) and not is_seen(relation):
            return gettext(
                "„%(title)s“ ist freigegeben, aber noch nicht zu sehen: Eine Seite der Beziehung "
                "ist intern. Veröffentlichen Sie auch sie."
            ) % title  # fmt: skip
        return gettext("„%(title)s“ ist jetzt öffentlich.") % title


def _public_fields(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that are classified as public and say something."""
    for field in type(record)._meta.concrete_fields:
        if field.name not in type(record).PUBLIC_FIELDS:
            continue
        shown = getattr(record, f"get_{field.name}_display", None)
        said = shown() if shown else getattr(record, field.name)
        if said not in (None, ""):
            yield capfirst(str(field.verbose_name)), str(said)


class WithdrawPage(VisibilityPage):
    """Takes a record back from the public."""

    verb = _("Nicht mehr veröffentlichen")
    change = staticmethod(withdraw)
    changed_meanwhile = N_(
        "Inzwischen hat sich geändert, was mit zurückgenommen würde. Sehen Sie die Liste noch "
        "einmal durch und bestätigen Sie dann."
    )
    newest_first = False
    """What stands in another's place is withdrawn after it: nothing mistaken counts meanwhile."""

    def around(self) -> tuple[list[Accompanying], list[Line]]:
        """Offer to withdraw what is public for this relation's sake only."""
        return around(self.record) if isinstance(self.record, Relation) else ([], [])

    def consequences(self) -> str:
        """Say that it stays in the register."""
        if isinstance(self.record, Relation):
            return gettext(
                "Danach ist diese Beziehung öffentlich nicht mehr zu sehen und zählt nicht mehr "
                "mit, und mit ihr ist kein Akt und kein Widerspruch zu sehen, der zu ihr gehört. "
                "Orte und Organisationen, die in den Akten vorkommen, bleiben, wie sie sind. Im "
                "Register bleibt alles und gilt dort weiter. Was nur für diese Beziehung "
                "öffentlich ist, folgt unten: Mit Haken wird es zurückgenommen, ohne "
                "Haken bleibt es freigegeben."
            )
        if isinstance(self.record, Act):
            return gettext(
                "Danach zählt dieser Akt öffentlich nicht mehr mit: Stand und Zählungen auf den "
                "öffentlichen Seiten können sich ändern. Im Register bleibt er und gilt dort "
                "weiter. Hat er gar nicht stattgefunden, kennzeichnen Sie ihn stattdessen als "
                "Irrtum."
            )
        said = gettext(
            "Danach ist dieser Eintrag öffentlich nicht mehr zu sehen. Im Register bleibt er und "
            "gilt dort weiter."
        )
        count = _seen_relations(self.record)
        if not count:
            return said
        also = ngettext(
            "Mit ihm verschwindet %(count)d Beziehung von den öffentlichen Seiten.",
            "Mit ihm verschwinden %(count)d Beziehungen von den öffentlichen Seiten.",
            count,
        )
        return f"{said} {also % {'count': count}}"

    def done(self) -> str:
        """Say that it is internal."""
        return gettext("„%(title)s“ ist nicht mehr öffentlich und nur noch intern zu sehen.") % {
            "title": title_of(self.record)
        }
