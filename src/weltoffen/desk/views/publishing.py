"""Publishing and withdrawing, on purpose: a page that says what follows, and a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from weltoffen.desk.kinds import kind_of
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.pages import RecordPage, is_seen
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import Refused
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation
from weltoffen.relations.selectors import shown_to_public
from weltoffen.sources.models import Passage, Source

WITH = "with"
"""Name of the boxes that publish further records together with this one."""


@dataclass(frozen=True, slots=True)
class Company:
    """Records that should be public too, because this one means little without them.

    ``remark`` says what the public misses otherwise. ``is_expected`` ticks the box beforehand.
    """

    name: str
    label: str
    remark: str
    records: tuple[Record, ...]
    is_expected: bool = True

    @property
    def token(self) -> str:
        """Return what the box sends: it stands for just the records that were shown with it."""
        shown = " ".join(sorted(record.identifier for record in self.records))
        return f"{self.name}:{fingerprint(shown)}"


def company_of(record: Record) -> list[Company]:
    """Return what is still internal around a record that is about to be published."""
    found: list[Company] = []
    if isinstance(record, Relation):
        found += [*_sides(record), *_acts(record)]
        found.append(_sources(citations__act__relation=record))
    elif isinstance(record, Act):
        found += [_relation(record.relation), _sources(citations__act=record)]
        found.append(_corrections(record))
    elif isinstance(record, Disagreement):
        found.append(_sources(pk__in=record.positions.values("passage")))
    return [each for each in found if each.records]


def _sides(relation: Relation) -> list[Company]:
    """Return the relation's two sides, as far as they are internal."""
    remark = gettext(
        "Noch intern. Eine Beziehung ist erst zu sehen, wenn beide Seiten öffentlich sind."
    )
    sides: tuple[tuple[str, str, Record], ...] = (
        ("counterpart", gettext("auch die andere Seite veröffentlichen"), relation.counterpart),
        ("home", gettext("auch diese Stadt veröffentlichen"), relation.home),
    )
    return [
        Company(name, label, remark, (side,))
        for name, label, side in sides
        if side.visibility != Visibility.PUBLIC
    ]


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


def _acts(relation: Relation) -> list[Company]:
    """Return the relation's internal acts, apart those that mend what is public already.

    A relation of which nothing is public yet says nothing without them, so they are expected then.
    """
    internal = relation.acts.exclude(visibility=Visibility.PUBLIC).order_by("earliest", "id")
    mending = [act for act in internal if _mends_what_is_public(act)]
    others = tuple(act for act in internal if act not in mending)
    label = ngettext(
        "auch %(count)d Akt veröffentlichen", "auch %(count)d Akte veröffentlichen", len(others)
    )
    remark = gettext("Ohne ihre Akte sagt die öffentliche Seite nicht, wie die Beziehung steht.")
    is_bare = not relation.acts.filter(visibility=Visibility.PUBLIC).exists()
    return [
        Company(
            "mending",
            gettext("auch veröffentlichen, was öffentliche Akte berichtigt"),
            gettext("Ohne die Berichtigung sagt die öffentliche Seite, was nicht stimmt."),
            tuple(mending),
        ),
        Company("acts", label % {"count": len(others)}, remark, others, is_expected=is_bare),
    ]


def _mends_what_is_public(act: Act) -> bool:
    before = act.corrects
    while before is not None:
        if before.visibility == Visibility.PUBLIC:
            return True
        before = before.corrects
    return False


def _corrections(act: Act) -> Company:
    """Return the acts that stand in an act's place, the last of them last."""
    found: list[Act] = []
    after = Act.objects.filter(corrects=act).first()
    while after is not None:
        if after.visibility != Visibility.PUBLIC:
            found.append(after)
        after = Act.objects.filter(corrects=after).first()
    return Company(
        "corrections",
        gettext("auch veröffentlichen, was an seiner Stelle steht"),
        gettext("Dieser Akt ist berichtigt. Ohne die Berichtigung stünde er öffentlich falsch da."),
        tuple(found),
    )


def _sources(**cited_by: Any) -> Company:
    passages = Passage.objects.filter(**cited_by)
    internal = Source.objects.exclude(visibility=Visibility.PUBLIC)
    records = tuple(internal.filter(snapshots__passages__in=passages).distinct())
    count = len(records)
    label = ngettext(
        "auch %(count)d Quelle veröffentlichen", "auch %(count)d Quellen veröffentlichen", count
    )
    remark = gettext("Von internen Quellen zeigt die öffentliche Seite keine Textstelle.")
    return Company("sources", label % {"count": count}, remark, records)


def _relation(relation: Relation) -> Company:
    is_internal = relation.visibility != Visibility.PUBLIC
    return Company(
        "relation",
        gettext("auch die Beziehung veröffentlichen"),
        gettext("Die Beziehung ist noch intern. Der Akt wird erst mit ihr öffentlich sichtbar."),
        (relation,) if is_internal else (),
        is_expected=False,
    )


class VisibilityPage(RecordPage, TemplateView):
    """Asks before it publishes or withdraws."""

    template_name = "desk/visibility.html"
    right = "change"
    verb: Any
    change: Callable[..., Record]

    def get_page_title(self) -> str:
        """Return what is asked."""
        return str(self.verb)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what follows from it."""
        return super().get_context_data(**kwargs) | {
            "verb": self.verb,
            "company": self.company(),
            "with": WITH,
            "consequences": self.consequences(),
        }

    def company(self) -> list[Company]:
        """Return what may go along."""
        return []

    def consequences(self) -> str:
        """Say what follows."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        chosen = set(request.POST.getlist(WITH))
        offered = {company.token: company for company in self.company()}
        if not chosen <= offered.keys():
            messages.error(
                request,
                gettext(
                    "Inzwischen hat sich geändert, was mit veröffentlicht würde. Sehen Sie die "
                    "Liste noch einmal durch und bestätigen Sie dann."
                ),
            )
            return self.get(request, *args, **kwargs)
        try:
            with transaction.atomic():
                for token in chosen:
                    # What stands in another's place goes before it, and was recorded later.
                    for record in sorted(offered[token].records, key=lambda r: -r.pk):
                        self._change(record)
                self._change(self.record)
        except Refused as refusal:
            self.record.refresh_from_db()
            for sentence in chain.from_iterable(refusal.by_field(gettext).values()):
                messages.error(request, sentence)
            return self.get(request, *args, **kwargs)
        messages.success(request, self.done())
        return HttpResponseRedirect(self.kind.url(self.record))

    def _change(self, record: Record) -> None:
        if kind_of(record).may(self.request.user, "change"):
            type(self).change(record=record, by=self.request.user)

    def done(self) -> str:
        """Say what was done."""
        raise NotImplementedError


class PublishPage(VisibilityPage):
    """Makes a record public."""

    verb = _("Veröffentlichen")
    change = staticmethod(publish)

    def company(self) -> list[Company]:
        """Offer to publish what is still internal around it."""
        return company_of(self.record)

    def consequences(self) -> str:
        """Say that everybody will see it."""
        if isinstance(self.record, Act) and self.record.corrects_id:
            return gettext(
                "Danach tritt dieser Akt auch öffentlich an die Stelle des berichtigten. Aus der "
                "Öffentlichkeit nehmen lässt er sich dann nur, wenn der berichtigte nicht wieder "
                "gelten würde."
            )
        return gettext(
            "Danach kann jeder diesen Eintrag sehen. Sie können ihn jederzeit wieder aus der "
            "Öffentlichkeit nehmen."
        )

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


class WithdrawPage(VisibilityPage):
    """Takes a record back from the public."""

    verb = _("Nicht mehr veröffentlichen")
    change = staticmethod(withdraw)

    def consequences(self) -> str:
        """Say that it stays in the register."""
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
