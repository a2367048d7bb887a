"""What is asked before saving: whether the register has this already.

Nothing is refused for it: whoever saves once more has answered. The rules take values and say yes
or no; ``about_…`` fetches and returns questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from weltoffen.desk.kinds import ACTS, MUNICIPALITIES, ORGANISATIONS, SOURCES
from weltoffen.desk.naming import SEPARATOR, labels_of, language
from weltoffen.ground.dates import Precision, parse_date, parse_interval
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import N_
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.organisations.selectors import names_without_end
from weltoffen.places.gazetteer import fold
from weltoffen.places.models import Country, Municipality
from weltoffen.relations.enums import Phase
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.selectors import untranslated
from weltoffen.sources.models import Source
from weltoffen.sources.rules import digest

_NO_END_EITHER = N_(
    "„%(name)s“ hat kein Ende (%(borne)s), und dieser Name auch nicht. Löst dieser jenen ab, "
    "wählen Sie jenen unter „Löst ab“ aus. Galt dieser früher, geben Sie unter „bis“ an, bis wann. "
    "Führt die Organisation beide, speichern Sie noch einmal."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence that asks, and the record that it asks about."""

    sentence: str
    label: str
    url: str


def answer_to(questions: Iterable[Question]) -> str:
    """Return what the page sends back when just these questions were answered."""
    return fingerprint(" ".join(f"{each.url} {each.sentence}" for each in questions))


def is_same_name(typed: Iterable[str], known: Iterable[str]) -> bool:
    """Say whether two records share a name, whatever its case, accents and punctuation."""
    return not _folded(typed).isdisjoint(_folded(known))


def _folded(names: Iterable[str]) -> set[str]:
    return {fold(name) for name in names} - {""}


def is_same_paper(typed: str, known: str) -> bool:
    """Say whether two numbers of papers are one; none is no number."""
    return bool(typed.strip()) and typed.strip() == known.strip()


def bare_address(address: str) -> str:
    """Return a web address without what does not change where it leads; blank for other words.

    Case matters to path and query, but not to the host.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that hold no address of a computer
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{parts.netloc.casefold().removeprefix('www.')}{rest}".rstrip("/")


def about_municipality(
    names: Sequence[str], country: Country | str, besides: Municipality | None = None
) -> Iterator[Question]:
    """Ask whether a municipality is one that the register has in the same country."""
    if not isinstance(country, Country):
        return  # A country that the register does not have yet has no places in it.
    known = untranslated(Municipality.objects.filter(country=country))
    if besides is not None:
        known = known.exclude(pk=besides.pk)
    columns = ("identifier", "name_de", "name_en", "endonym", "region")
    for identifier, german, english, endonym, region in known.values_list(*columns):
        if not is_same_name(names, (german, english or "", endonym)):
            continue
        yield Question(
            gettext(
                "Einen Ort dieses Namens im selben Land (%(country)s) gibt es schon. Ist es "
                "derselbe, brechen Sie hier ab und verwenden Sie den vorhandenen. Ist es ein "
                "anderer, speichern Sie noch einmal; eine Angabe zur Region hilft, beide zu "
                "unterscheiden."
            )
            % {"country": country.label},
            f"{german}{f', {region}' if region else ''}{SEPARATOR}{identifier}",
            MUNICIPALITIES.url(identifier),
        )


def about_act(
    relation: Relation, said: Mapping[str, Any], corrected: Act | None = None
) -> Iterator[Question]:
    """Ask whether an act is recorded already: same kind and side, and the same day.

    Where the day is not known, many things may have happened, and a correction was recorded beside
    others before: there only the same title or number gives reason to ask.
    ``corrected`` is the act in whose place this one would stand: it may say almost the same, and so
    may those in whose place it stands itself.
    """
    known = relation.acts.filter(kind=said["kind"], on=said["on"], side=said["side"])
    known = known.exclude(pk__in=_with_those_before(corrected))
    on_a_day = corrected is None and parse_date(said["on"]).precision is Precision.DAY
    for act in known.order_by("pk"):
        same_title = is_same_name(said["title"].values(), (act.title_de, act.title_en or ""))  # type: ignore[attr-defined]
        same_number = is_same_paper(said["paper_number"], act.paper_number)
        if not (on_a_day or same_title or same_number):
            continue
        yield Question(
            gettext(
                "Diese Beziehung hat schon einen Akt derselben Art und Seite zur selben Zeit. Ist "
                "es derselbe, brechen Sie hier ab; ist es ein anderer, speichern Sie noch einmal."
            ),
            f"{say_date(parse_date(act.on), language())}: {act.title}{SEPARATOR}{act.identifier}",
            ACTS.url(act),
        )


def _with_those_before(act: Act | None) -> list[int]:
    found = []
    while act is not None:
        found.append(act.pk)
        act = act.corrects
    return found


def is_inner_german(phase: str, home: str, other: str) -> bool:
    """Say whether what is called a twinning joins two places in Germany; by ISO codes."""
    return phase == Phase.TWIN and home == other == "DE"


def about_form(relation: Relation, phase: str) -> Iterator[Question]:
    """Ask whether a twinning inside Germany is not meant as what it is called there."""
    city = relation.municipality
    if city is None or not is_inner_german(phase, relation.home.country.code, city.country.code):
        return
    yield Question(
        gettext(
            "Dieser Ort liegt in Deutschland wie die eigene Stadt. Gemeint ist wohl eine "
            "innerdeutsche Städtepartnerschaft, die eigens gezählt wird: Wählen Sie sie bei „Form "
            "der Beziehung“. Soll es eine Städtepartnerschaft bleiben, speichern Sie noch einmal."
        ),
        labels_of([city])[city.pk],
        MUNICIPALITIES.url(city),
    )


def about_names(
    organisation: Organisation, valid: str, replaced: Iterable[OrganisationName] = ()
) -> Iterator[Question]:
    """Ask about names without end beside a new one without end, but for those that it replaces."""
    if parse_interval(valid).end is not None:
        return
    beside = names_without_end(organisation).exclude(pk__in=[given.pk for given in replaced])
    for given in beside:
        borne = say_interval(parse_interval(given.valid), language())
        yield Question(
            gettext(_NO_END_EITHER) % {"name": given.name, "borne": borne},
            gettext("Namen bearbeiten"),
            ORGANISATIONS.url(organisation, "names"),
        )


def about_source(
    *, title: str, content_date: str, address: str, besides: Source | None = None
) -> Iterator[Question]:
    """Ask whether a source is recorded already: same address, or same title of the same day."""
    bare = bare_address(address)
    alike = Q(content_date=content_date)
    if bare:
        alike |= Q(address__icontains=bare)
    for row in _told(Source.objects.filter(alike), besides):
        if bare and bare == bare_address(row[-1]):
            said = gettext(
                "Eine Quelle mit dieser Adresse gibt es schon. Ist es dieselbe, verwenden Sie die "
                "vorhandene; ist es eine andere, speichern Sie noch einmal."
            )
        elif content_date == row[-2] and is_same_name([title], [row[1]]):
            said = gettext(
                "Eine Quelle mit diesem Titel und diesem Stand gibt es schon. Ist es dieselbe, "
                "verwenden Sie die vorhandene; ist es eine andere, speichern Sie noch einmal."
            )
        else:
            continue
        yield _of_source(said, *row[:3])


def about_snapshot(source: Source, body: bytes | None) -> Iterator[Question]:
    """Ask whether another source has the very same text: then both may be one."""
    if body is None:
        return
    same = Source.objects.filter(snapshots__sha256=digest(body)).distinct()
    for row in _told(same, source):
        said = gettext(
            "Genau dieser Text liegt schon als Fassung einer anderen Quelle vor. Sind beide eine, "
            "brechen Sie hier ab und verwenden Sie jene; sonst speichern Sie noch einmal."
        )
        yield _of_source(said, *row[:3])


def _told(sources: QuerySet[Source], besides: Source | None) -> Iterator[tuple[str, ...]]:
    """Yield of each source its identifier, title, publisher, day and address; not of one."""
    others = sources if besides is None else sources.exclude(pk=besides.pk)
    columns = ("identifier", "title", "publisher", "content_date", "address")
    yield from others.order_by("pk").values_list(*columns)


def _of_source(sentence: str, identifier: str, title: str, publisher: str) -> Question:
    label = f"{title}, {publisher}{SEPARATOR}{identifier}"
    return Question(sentence, label, SOURCES.url(identifier))
