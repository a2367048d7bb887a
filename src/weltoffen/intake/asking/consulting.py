"""A text shown to the model piece by piece; what it proposes is checked before anything is kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import partial

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.asking.answers import WHERE, content_of, judge_status, proposals_in
from weltoffen.intake.asking.calling import Answer, call
from weltoffen.intake.asking.checking import checked
from weltoffen.intake.asking.merging import merged
from weltoffen.intake.asking.pieces import MOST, pieces_of
from weltoffen.intake.asking.prompting import request_for
from weltoffen.intake.asking.types import Consulted, Model, Reason
from weltoffen.intake.types import Found

_TOO_LONG = N_(
    "Der Text ist länger, als das Sprachmodell gefragt wird; ab dem Zeichen %(at)d wurde es nicht "
    "gefragt. Teilen Sie die Datei, wenn das Ende wichtig ist."
)
_NOT_UNDERSTOOD = (400, 422)
"""How endpoints say that they do not know ``response_format``."""


Tell = Callable[[int, int], None]
"""Told before each question: how many pieces of the text were asked about, and how many will be.
A piece is asked about twice where the endpoint does not understand the first question."""


def tell_nobody(_done: int, _total: int) -> None:
    """Stand where nobody wants to know how far it is."""


def consult(text: str, home: str, model: Model, tell: Tell = tell_nobody) -> Consulted:
    """Return what a model finds in a text and what holds of it; ``home`` as for the rules.

    Whatever goes wrong is told among the problems, and what was found before it is kept: after a
    useless answer the next piece is asked about, after a failure of the endpoint none. What
    ``tell`` raises ends it.
    """
    asking = _Asking(model)
    found: list[Found] = []
    dropped: Counter[Reason] = Counter()
    problems: list[Problem] = []
    pieces = pieces_of(text)
    for number, piece in enumerate(pieces[:MOST], 1):
        say = partial(tell, number - 1, min(len(pieces), MOST))
        try:
            answer = asking.ask(text[piece.start : piece.end], home, say)
        except Refused as refused:
            problems += refused.problems
            break
        try:
            proposals, useless = proposals_in(content_of(answer.body, number), number)
        except Refused as refused:
            problems += refused.problems
            continue
        holding, failing = checked(proposals, text, piece, home, model.rule)
        found += holding
        dropped += failing + Counter(useless)
    if len(pieces) > MOST:
        problems.append(Problem(WHERE, _TOO_LONG, {"at": pieces[MOST - 1].end}))
    return Consulted(tuple(merged((), found)), dropped, tuple(problems))


class _Asking:
    """The questions about one text; remembers what the endpoint does not understand."""

    def __init__(self, model: Model, send: Callable[[Model, bytes], Answer] = call) -> None:
        self._model, self._send = model, send
        self._plain = False

    def ask(self, text: str, home: str, say: Callable[[], None]) -> Answer:
        """Ask about a piece of text, with a word by ``say`` before. Raises ``Refused``."""
        say()
        answer = self._sent(text, home)
        if answer.status in _NOT_UNDERSTOOD and not self._plain:
            self._plain = True
            say()  # each answer may take as long as one is waited for
            answer = self._sent(text, home)
        judge_status(answer.status)
        return answer

    def _sent(self, text: str, home: str) -> Answer:
        request = request_for(text, home, self._model.name, plain=self._plain)
        return self._send(
            self._model, json.dumps(request, ensure_ascii=False).encode("utf-8", "replace")
        )
