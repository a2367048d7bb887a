"""What came back from a model: proposals, or a sentence saying what is wrong with it. Judges only.

Models wrap their JSON in fences and thoughts, leave fields out, and invent others. What is no
proposal is counted; what is no answer at all is a problem.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.asking.types import Proposed, ProposedCount, ProposedRelation, Reason

WHERE = "model"
MOST_PROPOSALS = 300
"""Proposals read from one answer; no piece of text states more."""
_LONGEST_VALUE = 4_000
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_JSON = json.JSONDecoder()

_NO_CHAT = N_(
    "Das Sprachmodell hat nicht so geantwortet, wie es die OpenAI-Schnittstelle verlangt. Prüfen "
    "Sie WELTOFFEN_MODEL_ADDRESS; die Adresse endet meist auf /v1."
)
_NO_JSON = N_(
    "Die Antwort des Sprachmodells auf Teil %(part)s des Textes enthält kein brauchbares JSON; "
    "aus diesem Teil wurde nichts übernommen. Kommt das öfter vor, nehmen Sie ein anderes Modell."
)
_CUT = N_(
    "Die Antwort des Sprachmodells auf Teil %(part)s des Textes bricht ab; aus diesem Teil wurde "
    "nichts übernommen. Erlauben Sie am Endpunkt längere Antworten."
)
_KEY = N_(
    "Das Sprachmodell verweigert den Zugang (%(status)d). Prüfen Sie den Schlüssel in "
    "WELTOFFEN_MODEL_KEY."
)
_UNKNOWN = N_(
    "Unter der Adresse des Sprachmodells gibt es die Schnittstelle oder das Modell nicht "
    "(%(status)d). Prüfen Sie WELTOFFEN_MODEL_ADDRESS und WELTOFFEN_MODEL_NAME."
)
_ELSEWHERE = N_(
    "Die Adresse des Sprachmodells leitet weiter (%(status)d); das wird nicht befolgt, damit Text "
    "und Schlüssel nicht anderswohin gehen. Tragen Sie in WELTOFFEN_MODEL_ADDRESS die endgültige "
    "Adresse ein."
)
_BUSY = N_(
    "Das Sprachmodell hat zu viel zu tun oder sein Kontingent ist erschöpft (%(status)d). "
    "Versuchen Sie es später noch einmal."
)
_FAILED = N_(
    "Das Sprachmodell antwortet mit dem Fehler %(status)d. Sehen Sie im Protokoll des Endpunkts "
    "nach."
)


def judge_status(status: int) -> None:
    """Raise ``Refused`` with what to do, unless the endpoint answered the question."""
    if status == 200:
        return
    sentence = {401: _KEY, 403: _KEY, 404: _UNKNOWN, 429: _BUSY, 503: _BUSY}.get(status, _FAILED)
    if 300 <= status < 400:
        sentence = _ELSEWHERE
    raise Refused(Problem(WHERE, sentence, {"status": status}))


def content_of(body: bytes, part: int) -> str:
    """Return what the model said; ``part`` is the number of the piece that it was asked about.

    Raises ``Refused`` where the body is no answer of a chat endpoint, or one that was cut off.
    """
    try:
        choice = json.loads(body)["choices"][0]
        content = choice["message"]["content"]
        is_cut = choice.get("finish_reason") == "length"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Refused(Problem(WHERE, _NO_CHAT)) from None
    if is_cut:
        raise Refused(Problem(WHERE, _CUT, {"part": part}))
    if not isinstance(content, str):
        raise Refused(Problem(WHERE, _NO_CHAT))
    return content


def proposals_in(content: str, part: int) -> tuple[list[Proposed], list[Reason]]:
    """Return the proposals of an answer, and a reason for each that is none.

    Raises ``Refused`` where the answer has no JSON of the kind asked for.
    """
    whole = _object_in(_THOUGHTS.sub("", content))
    if whole is None:
        raise Refused(Problem(WHERE, _NO_JSON, {"part": part}))
    found: list[Proposed] = []
    dropped: list[Reason] = []
    for entry, is_count in _entries(whole):
        if len(found) + len(dropped) >= MOST_PROPOSALS:
            break
        proposal = _count(entry) if is_count else _relation(entry)
        if proposal is None:
            dropped.append(Reason.SHAPE)
        else:
            found.append(proposal)
    return found, dropped


def _object_in(content: str) -> dict[str, Any] | None:
    """Return the first JSON object with something asked for in it, whatever stands around."""
    for start in [found.start() for found in re.finditer(r"\{", content)][:20]:
        try:
            value, _end = _JSON.raw_decode(content, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and {"relations", "counts"} & set(value):
            return value
    return None


def _entries(whole: dict[str, Any]) -> Iterator[tuple[Any, bool]]:
    for name in ("relations", "counts"):
        listed = whole.get(name)
        for entry in listed if isinstance(listed, list) else []:
            yield entry, name == "counts"


def _said(entry: dict[str, Any], name: str) -> str | None:
    """Return a text, "" where there is none; None where something else stands in its place."""
    value = entry.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999:
        return str(value)  # a year written as a number
    return value.strip() if isinstance(value, str) and len(value) <= _LONGEST_VALUE else None


def _relation(entry: Any) -> ProposedRelation | None:
    if not isinstance(entry, dict):
        return None
    names = ("quote", "name", "home", "kind", "status", "country", "since", "until")
    values = [said for name in names if (said := _said(entry, name)) is not None]
    if len(values) < len(names) or not (values[0] and values[1]):
        return None
    return ProposedRelation(*values)


def _count(entry: Any) -> ProposedCount | None:
    if not isinstance(entry, dict):
        return None
    quote, of, value = _said(entry, "quote"), _said(entry, "of"), entry.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not quote or not of:
        return None
    return ProposedCount(quote, of, float(value)) if _is_countable(value) else None


def _is_countable(value: float) -> bool:
    return 0 < value < 1e6 and math.isfinite(value) and value == int(value)
