"""What lists can be narrowed to."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from weltoffen.accounts.selectors import within_reach
from weltoffen.desk.standing import states_seen_by
from weltoffen.documents.enums import FileKind
from weltoffen.documents.models import Document, Picture
from weltoffen.documents.rules.formats import FORMATS
from weltoffen.intake.still_said import outlived
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Office, Organisation, Person
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind, InstrumentKind, Phase, Status
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation, RelationDocument
from weltoffen.relations.selectors import IsOneOf, tells_something, to_be_published
from weltoffen.sources.enums import Publisher, SourceKind, Standing
from weltoffen.sources.models import Source

ALL = _("alle")
MOST_HOMES = 100
KEPT_SECONDS = 60
"""For so long the homes to choose among are kept: every list of relations offers them."""


def one_of(label: Any, choices: Any, **options: Any) -> django_filters.ChoiceFilter:
    """Return a filter for one of some values."""
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=ALL, widget=forms.RadioSelect, **options
    )


def visibility() -> django_filters.ChoiceFilter:
    """Return the filter by who may see the record."""
    return one_of(_("Sichtbarkeit"), Visibility.choices)


def review() -> django_filters.ChoiceFilter:
    """Return the filter by whether a record is to be looked at again."""
    return one_of(_("Prüfung"), [("due", _("fällig"))], method=review_due)


def review_due(records: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """Keep the records whose review day has come."""
    return records.filter(review_by__lte=timezone.localdate())


def homes(**options: Any) -> django_filters.ChoiceFilter:
    """Return the filter by home: only municipalities for which relations are kept."""
    return django_filters.ChoiceFilter(
        label=_("Diese Stadt"), choices=(), empty_label=ALL, widget=forms.Select, **options
    )


class OfHomes(WagtailFilterSet):
    """Narrowing by home, where there are several and not too many to choose among.

    In a register of the world's twinnings one searches for the home's name instead.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key, asked = f"desk-homes-{get_language()}", self.data.get("home")
        choices = cache.get_or_set(key, _choices_of_homes, KEPT_SECONDS) or []
        if asked and asked not in dict(choices):  # perhaps one that was kept a moment ago
            choices = _choices_of_homes()
            cache.set(key, choices, KEPT_SECONDS)
        if choices:
            self.filters["home"].extra["choices"] = choices
        else:
            del self.filters["home"]


def _choices_of_homes() -> list[tuple[str, str]]:
    """Return the homes to choose among; none where there is one, or too many."""
    kept = Municipality.objects.filter(Exists(Relation.objects.filter(home=OuterRef("pk"))))
    found = list(kept.order_by()[: MOST_HOMES + 1])
    if not 1 < len(found) <= MOST_HOMES:
        return []
    found.sort(key=lambda home: home.identifier)
    return [(str(home.pk), str(home.name)) for home in found]


UNTOLD = Status.UNKNOWN.value
"""The value by which relations are found of which nothing is recorded, or that nothing is known."""
_STANDS = [
    *(pair for pair in Status.choices if pair[0] != UNTOLD),
    (UNTOLD, _("unbekannt oder nicht festgehalten")),
]


class RelationFilters(OfHomes):
    """Narrowing relations; the form is that of today, computed from the acts."""

    home = homes()
    counterpart = one_of(
        _("Andere Seite"),
        [
            ("municipality", _("Ort")),
            ("network", _("Netzwerk")),
            ("instrument", _("Charta oder Selbstverpflichtung")),
        ],
        method="with_counterpart",
    )
    phase = one_of(
        _("Form heute"),
        [*Phase.choices, (UNTOLD, _("ohne festgehaltene Form"))],
        method="in_state",
    )
    bond = one_of(_("Bindung heute"), _STANDS, method="in_state")
    channel = one_of(_("Amtlicher Kontakt heute"), _STANDS, method="in_state")
    exchange = one_of(_("Austausch heute"), _STANDS, method="in_state")
    civil = one_of(_("Zivilgesellschaft heute"), _STANDS, method="in_state")
    visibility = visibility()
    review = review()
    todo = one_of(
        _("Zu tun"),
        [("no-acts", _("ohne Akte")), ("question", _("mit offener Frage")),
         ("publish", _("noch nicht veröffentlicht"))],
        method="to_do",
    )  # fmt: skip

    class Meta:
        model = Relation
        fields = (
            "home", "counterpart", "phase", "bond", "channel", "exchange", "civil", "visibility",
            "review", "todo",
        )  # fmt: skip

    def with_counterpart(self, relations: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the relations with one kind of other side."""
        return relations.filter(**{f"{value}__isnull": False})

    def in_state(self, relations: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the relations that have, or may have, a form today, or stand so on an axis."""
        found = states_seen_by(self.request.user, relations)
        wanted = {value, ""} if value == UNTOLD else {value}
        fitting = [pk for pk, stands in found.items() if wanted & getattr(stands, name)]
        fits = Q(IsOneOf(fitting))
        if value == UNTOLD:  # of these, no act says anything
            fits |= ~Q(IsOneOf(found))
        return relations.filter(fits)

    def to_do(self, relations: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the relations on which there is something to do."""
        if value == "no-acts":
            return relations.filter(acts__isnull=True)
        if value == "question":
            return relations.exclude(open_question="")
        return relations.filter(pk__in=to_be_published().values("pk"))


class ActFilters(OfHomes):
    """Narrowing acts."""

    home = homes(field_name="relation__home")
    kind = one_of(_("Art"), ActKind.choices)
    visibility = visibility()
    review = review()
    holds = one_of(_("Gilt"), [("yes", _("ja")), ("no", _("nein, berichtigt"))], method="that_hold")

    class Meta:
        model = Act
        fields = ("home", "kind", "visibility", "review", "holds")

    def that_hold(self, acts: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the acts that hold and tell something, or those that were corrected."""
        return acts.filter(tells_something() if value == "yes" else Q(corrected_by__isnull=False))


class MunicipalityFilters(WagtailFilterSet):
    """Narrowing municipalities."""

    country = django_filters.ModelChoiceFilter(
        label=_("Land"), queryset=lambda request: Country.objects.all(), empty_label=ALL
    )
    visibility = visibility()
    review = review()

    class Meta:
        model = Municipality
        fields = ("country", "visibility", "review")


MERGED = "merged"
"""The value by which a list shows the entries that only lead to another one."""


def entries() -> django_filters.ChoiceFilter:
    """Return the filter for entries that were merged with others; lists leave them out else."""
    return one_of(_("Einträge"), [(MERGED, _("nur zusammengeführte"))], method="led_away")


class OfMergeable(WagtailFilterSet):
    """Narrowing a kind of which two records may be found to be one."""

    def led_away(self, records: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the entries that lead to another one."""
        return records.filter(merged_into__isnull=False)


def _towns_of_organisations(request: Any) -> QuerySet[Municipality]:
    of_town = Organisation.objects.filter(municipality=OuterRef("pk"))
    towns = Municipality.objects.filter(Exists(of_town)).order_by("name_de")
    return within_reach(towns, request.user)


class OrganisationFilters(OfMergeable):
    """Narrowing organisations."""

    kind = one_of(_("Art"), OrganisationKind.choices)
    municipality = django_filters.ModelChoiceFilter(
        label=_("Stadt"), queryset=_towns_of_organisations, empty_label=ALL
    )
    silent = one_of(
        _("Kein Lebenszeichen"),
        [
            ("1", _("seit über 1 Jahr")),
            ("2", _("seit über 2 Jahren")),
            ("5", _("seit über 5 Jahren")),
            ("never", _("nie eines vermerkt")),
        ],
        method="that_are_silent",
    )
    visibility = visibility()
    entries = entries()
    review = review()

    class Meta:
        model = Organisation
        fields = ("kind", "municipality", "silent", "visibility", "entries", "review")

    def that_are_silent(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those whose last sign certainly lies so long back, or that never gave one."""
        if value == "never":
            return found.filter(last_sign="")
        return found.filter(last_sign_latest__lt=years_before(timezone.localdate(), int(value)))


class PersonFilters(OfMergeable):
    """Narrowing people."""

    office = one_of(
        _("Im Amt"),
        [("now", _("heute")), ("before", _("nur früher")), ("none", _("kein Amt erfasst"))],
        method="in_office",
    )
    protected = one_of(
        _("Name geschützt"), [("true", _("ja")), ("false", _("nein"))], field_name="do_not_name"
    )
    visibility = visibility()
    entries = entries()
    review = review()

    class Meta:
        model = Person
        fields = ("office", "protected", "visibility", "entries", "review")

    def in_office(self, people: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those who hold an office today, held one before only, or of whom none is known."""
        if value == "none":
            return people.filter(offices__isnull=True)
        today = timezone.localdate()
        held = Office.objects.filter(person=OuterRef("pk"))
        now = Exists(held.filter(earliest__lte=today, latest__gte=today))
        return people.filter(now) if value == "now" else people.filter(~now, Exists(held))


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier, of 29 February the day before."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)


class CharterFilters(WagtailFilterSet):
    """Narrowing charters."""

    kind = one_of(_("Art"), InstrumentKind.choices)
    visibility = visibility()
    review = review()

    class Meta:
        model = Instrument
        fields = ("kind", "visibility", "review")


class SourceFilters(WagtailFilterSet):
    """Narrowing sources."""

    kind = one_of(_("Art"), SourceKind.choices)
    publisher_side = one_of(_("Wessen Wort"), Publisher.choices)
    standing = one_of(_("Kenntnis"), Standing.choices)
    visibility = visibility()
    review = review()

    class Meta:
        model = Source
        fields = ("kind", "publisher_side", "standing", "visibility", "review")


class DisagreementFilters(WagtailFilterSet):
    """Narrowing the ledger."""

    settled = one_of(
        _("Geklärt"),
        [("true", _("ja")), ("false", _("noch nicht")), ("outlived", _("überholt"))],
        method="that_are_settled",
    )
    visibility = visibility()
    review = review()

    class Meta:
        model = Disagreement
        fields = ("settled", "visibility", "review")

    def that_are_settled(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those that are settled, not yet, or not any more a contradiction."""
        if value == "true":
            return found.filter(settled=True)
        unsettled = found.filter(settled=False)
        over = outlived(unsettled)
        return (
            unsettled.filter(pk__in=over) if value == "outlived" else unsettled.exclude(pk__in=over)
        )


class DocumentFilters(WagtailFilterSet):
    """Narrowing documents."""

    kind = one_of(_("Art"), FileKind.choices)
    media_type = one_of(_("Dateiformat"), [(each.media_type, each.name) for each in FORMATS])
    visibility = visibility()
    review = review()
    linked = one_of(
        _("Gehört zu"),
        [("relation", _("einer Beziehung")), ("act", _("einem Akt")), ("nothing", _("nichts"))],
        method="belonging",
    )

    class Meta:
        model = Document
        fields = ("kind", "media_type", "visibility", "review", "linked")

    def belonging(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the documents that belong to a relation, to an act, or to nothing yet."""
        links = RelationDocument.objects.filter(document=OuterRef("pk"))
        if value == "act":
            links = links.filter(act__isnull=False)
        return found.filter(~Exists(links) if value == "nothing" else Exists(links))


class PictureFilters(WagtailFilterSet):
    """Narrowing pictures."""

    kind = one_of(_("Art"), FileKind.choices)
    visibility = visibility()
    review = review()
    words = one_of(
        _("Alternativtext"), [("yes", _("vorhanden")), ("no", _("fehlt"))], method="with_words"
    )

    class Meta:
        model = Picture
        fields = ("kind", "visibility", "review", "words")

    def with_words(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the pictures that have words for those who do not see them, or that lack them."""
        missing = Q(alt_de="") | Q(alt_de__isnull=True)
        return found.filter(missing if value == "no" else ~missing)
