"""Saying it: from stored values to words a citizen reads.

All functions speak the language that is active when they are called; selectors activate the one
asked for (:func:`speaking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.ground.dates import (
    FIRST_DAY,
    LAST_DAY,
    EdtfDate,
    Interval,
    Precision,
    on_day,
    parse_date,
)
from weltoffen.ground.languages import LANGUAGES, Wording, choose
from weltoffen.ground.named_spans import named
from weltoffen.ground.spoken import say_date, say_day, say_for, say_interval
from weltoffen.publication.rules.bonds import BondTold
from weltoffen.relations.enums import Axis, Phase, Side, Status


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Activate a language, unless it is active already."""
    if translation.get_language() == language:
        yield
    else:
        with translation.override(language):
            yield


def worded(instance: models.Model | None, name: str, language: str) -> Wording:
    """Return a translated field of a row in a language, with its fallback named."""
    if instance is None:
        return Wording("", language)
    texts = {code: getattr(instance, f"{name}_{code}") or "" for code in LANGUAGES}
    made_from = getattr(instance, "made_from", None) or {}
    return choose(texts, language, made_from.get(f"{name}_{language}", ""))


_LABELS: dict[tuple[type[models.TextChoices], str], dict[str, str]] = {}


def label_of(choices: type[models.TextChoices], value: str, language: str = "") -> str:
    """Return a choice's label; a value of old data stays as it is.

    ``language`` is the active one; who knows it says it, because asking for it takes longer than
    the rest.
    """
    key = (choices, language or translation.get_language() or LANGUAGES[0])
    labels = _LABELS.get(key)
    if labels is None:
        with speaking(key[1]):
            labels = _LABELS[key] = {member.value: str(member.label) for member in choices}
    return labels.get(value, value)


_SENTENCES: dict[tuple[str, str], Any] = {
    (Axis.BOND, Status.ACTIVE): gettext_lazy("Die Bindung gilt."),
    (Axis.BOND, Status.LIMITED): gettext_lazy("Die Bindung gilt eingeschränkt."),
    (Axis.BOND, Status.RESTING): gettext_lazy("Die Bindung besteht, ruht aber."),
    (Axis.BOND, Status.ENDED): gettext_lazy("Die Bindung ist beendet."),
    (Axis.BOND, Status.PLANNED): gettext_lazy("Eine Bindung ist geplant."),
    (Axis.BOND, Status.UNKNOWN): gettext_lazy("Ob eine Bindung besteht, ist nicht bekannt."),
    (Axis.BOND, ""): gettext_lazy("Eine förmliche Bindung ist nicht belegt."),
    (Axis.CHANNEL, Status.ACTIVE): gettext_lazy("Die Verwaltungen stehen in Verbindung."),
    (Axis.CHANNEL, Status.LIMITED): gettext_lazy("Gesprochen wird nur eingeschränkt."),
    (Axis.CHANNEL, Status.RESTING): gettext_lazy("Die amtlichen Gespräche ruhen."),
    (Axis.CHANNEL, Status.ENDED): gettext_lazy("Die amtlichen Gespräche sind beendet."),
    (Axis.CHANNEL, Status.PLANNED): gettext_lazy("Amtliche Gespräche sind geplant."),
    (Axis.EXCHANGE, Status.ACTIVE): gettext_lazy("Der Austausch läuft."),
    (Axis.EXCHANGE, Status.LIMITED): gettext_lazy("Der Austausch läuft eingeschränkt."),
    (Axis.EXCHANGE, Status.RESTING): gettext_lazy("Der Austausch ruht."),
    (Axis.EXCHANGE, Status.ENDED): gettext_lazy("Der Austausch ist beendet."),
    (Axis.EXCHANGE, Status.PLANNED): gettext_lazy("Ein Austausch ist geplant."),
    (Axis.CIVIL, Status.ACTIVE): gettext_lazy("Vereine und Menschen sind miteinander tätig."),
    (Axis.CIVIL, Status.LIMITED): gettext_lazy("Vereine und Menschen sind eingeschränkt tätig."),
    (Axis.CIVIL, Status.RESTING): gettext_lazy("Das Miteinander der Vereine ruht."),
    (Axis.CIVIL, Status.ENDED): gettext_lazy("Das Miteinander der Vereine ist beendet."),
    (Axis.CIVIL, Status.PLANNED): gettext_lazy("Ein Miteinander der Vereine ist geplant."),
}


def _one_status_sentence(axis: str, value: str) -> str:
    sentence = _SENTENCES.get((axis, value))
    return str(sentence) if sentence else _("Dazu ist nichts festgehalten.")


def last_day_words(term_until: date, language: str) -> str:
    """Say the last day for which something was agreed; ``term_until`` is the day after it."""
    return say_day(term_until - timedelta(days=1), language)


def status_label(axis: str, values: tuple[str, ...], term: date | None = None) -> str:
    """Return the short word for an axis: "ruht", "aktiv oder beendet", "nicht festgehalten".

    ``term`` is the day from which what was agreed held no longer, where that is the doubt.
    """
    if term is not None:
        return _("Frist abgelaufen")
    if values == ("",):
        return _("nicht belegt") if axis == Axis.BOND else _("nicht festgehalten")
    words = [label_of(Status, value) if value else _("noch nichts") for value in values]
    return _(" oder ").join(words)


def status_sentence(axis: str, values: tuple[str, ...], term: date | None = None) -> str:
    """Say plainly how an axis stands; with several possible answers, say so and why.

    ``term`` as for :func:`status_label`.
    """
    if term is not None:
        language = translation.get_language() or LANGUAGES[0]
        return _(
            "Vereinbart war sie bis zum %(day)s. Ob sie danach weiterging, ist nicht belegt."
        ) % {"day": last_day_words(term, language)}
    if len(values) == 1:
        return _one_status_sentence(axis, values[0])
    options = " / ".join(_one_status_sentence(axis, value).rstrip(".") for value in values)
    return _("Nicht eindeutig, weil Daten nur ungefähr bekannt sind: %(options)s.") % {
        "options": options
    }


@lru_cache(maxsize=512)
def status_words(
    language: str, axis: str, values: tuple[str, ...], term: date | None = None
) -> tuple[str, str, str]:
    """Return an axis's name, the short word for how it stands, and the sentence that says it.

    ``term`` as for :func:`status_label`.
    """
    with speaking(language):
        label, sentence = status_label(axis, values, term), status_sentence(axis, values, term)
        return str(Axis(axis).label), label, sentence


@lru_cache(maxsize=256)
def phase_words(language: str, values: tuple[str, ...]) -> str:
    """Return :func:`phase_label` in a language."""
    with speaking(language):
        return phase_label(values)


def form_label(language: str, values: tuple[str, ...], told: BondTold | None) -> str:
    """Return :func:`phase_label` in a language; what is only planned has no form yet."""
    if values == ("",) and told is not None and told.value is Status.PLANNED:
        with speaking(language):
            return _("noch keine")
    return phase_words(language, values)


def phase_label(values: tuple[str, ...]) -> str:
    """Return the label of the relation's form, or of the forms that it may have."""
    if values == ("",):
        return _("ohne festgehaltene Form")
    words = [label_of(Phase, value) if value else _("noch keine") for value in values]
    return _(" oder ").join(words)


_SINCE = {
    Phase.TWIN: gettext_lazy("%(name)s ist %(since)s Partnerstadt von %(home)s."),
    Phase.INNER_GERMAN: gettext_lazy(
        "%(name)s ist %(since)s innerdeutsche Partnerstadt von %(home)s."
    ),
    Phase.FRIENDSHIP: gettext_lazy("%(name)s ist %(since)s befreundete Stadt von %(home)s."),
    Phase.PROJECT: gettext_lazy("%(home)s führt %(since)s eine Projektpartnerschaft mit %(name)s."),
    Phase.CLIMATE: gettext_lazy("%(home)s führt %(since)s eine Klimapartnerschaft mit %(name)s."),
    Phase.SOLIDARITY: gettext_lazy(
        "%(home)s führt %(since)s eine Solidaritätspartnerschaft mit %(name)s."
    ),
    Phase.CONTACT: gettext_lazy("%(home)s und %(name)s stehen %(since)s in Kontakt."),
    Phase.MEMBERSHIP: gettext_lazy("%(name)s: %(home)s ist %(since)s Mitglied."),
    Phase.COMMITMENT: gettext_lazy("Für %(home)s gilt %(since)s: %(name)s."),
}


def _language() -> str:
    return translation.get_language() or LANGUAGES[0]


def since_words(on: EdtfDate | None, language: str = "") -> str:
    """Say since when: "seit dem 4. Juli 1977", "seit etwa 1977", "spätestens seit Juni 2024".

    ``language`` as for :func:`label_of`.
    """
    return _since_words(language or _language(), on)


@lru_cache(maxsize=4096)
def _since_words(language: str, on: EdtfDate | None) -> str:
    if on is None or not on.is_known:
        return _("seit einem nicht bekannten Tag")
    if on.approximate:
        exact = parse_date(on.text.rstrip("~"))
        return _("seit etwa %(date)s") % {"date": say_date(exact, language)}
    if named(on, language):
        return say_interval(Interval(on, None), language)
    if on.precision is Precision.RANGE and on.earliest == FIRST_DAY and on.latest < LAST_DAY:
        latest = parse_date(on.text.strip("[]").removeprefix(".."))
        if latest.precision is Precision.DAY:
            return _("spätestens seit dem %(day)s") % {"day": say_date(latest, language)}
        return _("spätestens seit %(date)s") % {"date": say_date(latest, language)}
    if on.precision is Precision.RANGE and on.earliest > FIRST_DAY and on.latest < LAST_DAY:
        return _("seit einem Tag %(between)s") % {"between": say_date(on, language)}
    if on.precision is Precision.RANGE and on.latest == LAST_DAY:
        return _earliest_since(parse_date(on.text.strip("[]").removesuffix("..")), language)
    if on.precision is Precision.DAY:
        return _("seit dem %(day)s") % {"day": say_date(on, language)}
    return _("seit %(date)s") % {"date": say_date(on, language)}


def _earliest_since(earliest: EdtfDate, language: str) -> str:
    if earliest.precision is Precision.DAY:
        return _("frühestens seit dem %(day)s") % {"day": say_date(earliest, language)}
    return _("frühestens seit %(date)s") % {"date": say_date(earliest, language)}


def when_words(on: EdtfDate, known_by: date | None, language: str) -> str:
    """Say when an act was; where no source says it, say so, and since when it is known."""
    if on.is_known:
        return say_date(on, language)
    if known_by is None:
        return _("Datum unbekannt")
    day = say_day(known_by, language)
    return _("Zeitpunkt nicht genannt; bekannt seit dem %(day)s") % {"day": day}


def span_words(began: EdtfDate, until: EdtfDate | None, language: str) -> str:
    """Say from when until when: "seit 1977", "2020 bis 2024", "bis 2024"."""
    if until is None:
        return since_words(began, language)
    if not until.is_known:
        return _("%(since)s bis zu einem nicht bekannten Tag") % {
            "since": since_words(began, language)
        }
    if not began.is_known:
        return _("bis %(until)s") % {"until": say_date(until, language)}
    return _("%(began)s bis %(until)s") % {
        "began": say_date(began, language), "until": say_date(until, language)
    }  # fmt: skip


def form_words(told: BondTold, began: EdtfDate | None, language: str) -> str:
    """Say beside a form that it is over or only planned: "2015 bis 2020, beendet".

    ``began`` is since when the form held, None where that is not told.
    """
    if told.value is Status.PLANNED:
        return _planned_words(told, language)
    if told.on.is_known and began is not None:
        span = span_words(began, told.on, language)
        return _("%(span)s, beendet") % {"span": span}
    ended = when_words(told.on, told.known_by, language)
    words = _("beendet (%(when)s)") % {"when": ended}
    if began is None or not began.is_known:
        return words
    return f"{since_words(began, language)}, {words}"


def _planned_words(told: BondTold, language: str) -> str:
    if not told.planned_for.is_known:
        return _("geplant")
    ahead = {"for": say_for(told.planned_for, language)}
    if told.is_past:
        return _("war %(for)s geplant, seitdem ist nichts darüber bekannt") % ahead
    return _("geplant %(for)s") % ahead


def plan_sentence(told: BondTold, language: str) -> str:
    """Say for when a bond is planned, who said so and since when that is known."""
    said = [_one_status_sentence(Axis.BOND, Status.PLANNED)]
    if told.planned_for.is_known:
        words = _planned_words(told, language)
        said = [f"{words[0].upper()}{words[1:]}."]
    known = on_day(told.known_by) if told.known_by else told.on
    if known.is_known:
        said.append(_("Bekannt %(since)s.") % {"since": since_words(known, language)})
    if told.side != Side.UNKNOWN:
        said.append(_("Gesagt hat es: %(side)s.") % {"side": label_of(Side, told.side, language)})
    return " ".join(said)


_GUIDED = gettext_lazy("%(home)s orientiert sich %(since)s an: %(name)s.")
"""Said of a commitment of which no bond is in evidence."""


def borne_words(valid: Interval, read_on: date | None, language: str) -> str:
    """Say when a name was borne, as far as that is in evidence.

    ``read_on`` is the day on which the source was read: where nothing but that bounds the
    beginning, the name is not "since" that day, but was read on it.
    """
    start, end = valid.start, valid.end
    if start is not None and end is None and start.earliest == FIRST_DAY:
        if start.latest == read_on:
            return _("gelesen am %(day)s") % {"day": say_day(read_on, language)}
        return since_words(start, language)
    if start is None and end is not None and end.precision is Precision.RANGE:
        first, last = end.text.strip("[]").split("..")
        if first and last:
            return _("bis mindestens %(first)s, höchstens %(last)s") % {
                "first": say_date(parse_date(first), language),
                "last": say_date(parse_date(last), language),
            }
    return say_interval(valid, language)


def _planned_or_ended(bond: tuple[str, ...], names: dict[str, str], told: BondTold | None) -> str:
    if bond == (Status.PLANNED,):
        if told is None or not told.planned_for.is_known:
            return _("Eine Bindung zwischen %(home)s und %(name)s ist geplant.") % names
        ahead = names | {"for": say_for(told.planned_for, _language())}
        if told.is_past:
            return (
                _(
                    "Eine Bindung zwischen %(home)s und %(name)s war %(for)s geplant. Seitdem ist "
                    "nichts darüber bekannt."
                )
                % ahead
            )
        return _("Eine Bindung zwischen %(home)s und %(name)s ist %(for)s geplant.") % ahead
    if bond == (Status.ENDED,):
        if told is None or not told.on.is_known:
            return _("Die Bindung zwischen %(home)s und %(name)s ist beendet.") % names
        ended = names | {"since": since_words(told.on)}
        return _("Die Bindung zwischen %(home)s und %(name)s ist %(since)s beendet.") % ended
    if bond == (Status.UNKNOWN,):
        return (
            _("Ob zwischen %(home)s und %(name)s eine Bindung besteht, ist nicht bekannt.") % names
        )
    return ""


def _in_form(sentence: str, names: dict[str, str], on: EdtfDate | None) -> str:
    if on is not None and on.is_known:
        return sentence % names
    return (
        sentence.replace(" %(since)s", "") % names
        + " "
        + _("Seit wann das so ist, ist nicht bekannt.")
    )


def present_sentence(
    name: str, home: str, phase: tuple[str, ...], bond: tuple[str, ...], on: EdtfDate | None,
    term_over: str = "", told: BondTold | None = None,
) -> str:  # fmt: skip
    """Say in a sentence or two what the relation is on the day asked for.

    ``term_over`` is the last day, in words, for which it was agreed, where that is over; ``told``
    says more of a bond that is over or only planned.
    """
    names = {"name": name, "home": home, "since": since_words(on)}
    if term_over:
        return _(
            "%(home)s und %(name)s hatten vereinbart: %(phase)s, befristet bis zum %(day)s. Ob es "
            "danach weiterging, ist nicht belegt."
        ) % (names | {"phase": phase_label(phase), "day": term_over})
    special = _planned_or_ended(bond, names, told)
    if special:
        return special
    if len(phase) == 1 and phase[0]:
        guided = phase == (Phase.COMMITMENT,) and bond == ("",)
        return _in_form(str(_GUIDED if guided else _SINCE[Phase(phase[0])]), names, on)
    if phase == ("",):
        return (
            _(
                "An diesem Tag ist zwischen %(home)s und %(name)s keine Form der Beziehung "
                "festgehalten."
            )
            % names
        )
    return _("%(name)s und %(home)s an diesem Tag: %(phase)s, je nach dem genauen Tag.") % (
        names | {"phase": phase_label(phase)}
    )
