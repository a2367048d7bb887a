"""``weltoffen evaluate TRUTH_DIR``: how good the reader is on pages whose content is known."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.management.commands.extract import text_of
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.rules.scores import Score, calibration, page_score, share
from weltoffen.intake.types import Found, FoundClaim, FoundRelation, Kind

_NO_TRUTH = N_(
    "In %(folder)s steht keine lesbare Datei truth.jsonl: %(why)s. Geben Sie einen Ordner mit "
    "Seiten und truth.jsonl an."
)
_FORMS = {"item": N_("Listen"), "heading": N_("Überschriften"), "sentence": N_("Sätze")}


class Command(BaseCommand):
    """Read pages and hold the findings against what a careful reader finds."""

    help = _("Messen, wie gut gelesen wird: an Seiten, deren Inhalt bekannt ist.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder."""
        parser.add_argument("folder", metavar="ORDNER", help=_("Seiten und truth.jsonl"))

    def handle(self, *, folder: str, **options: Any) -> None:
        """Read every page, and print shares and misses."""
        scores: dict[str, Score] = defaultdict(Score)
        spent: list[float] = []
        for row in _truth(Path(folder)):
            text = text_of(Path(folder) / row["file"])
            began = time.perf_counter()
            found = findings_in(text, row["city"])
            spent.append(time.perf_counter() - began)
            relations = [each for each in found if _is_with_a_place(each)]
            counts = [f.value for f in found if isinstance(f, FoundClaim) and f.value is not None]
            score, misses = page_score(row, relations, counts)  # type: ignore[arg-type]
            for group in ("", row["language"], _(_form_of(relations))):  # type: ignore[arg-type]
                scores[group].add(score)
            for miss in misses:
                self.stdout.write(
                    f"{row['file']} ({row['city']}): {_(miss.what)} {miss.name}"
                    + (f" ({miss.detail})" if miss.detail else "")
                )
        self._sum_up(scores, spent)

    def _sum_up(self, scores: dict[str, Score], spent: Sequence[float]) -> None:
        for group, score in scores.items():
            self.stdout.write(f"{group or _('alle Seiten')}: {_shares(score)}")
        for confidence, count, right in calibration(scores[""]):
            self.stdout.write(
                _("Zuversicht %(given).2f: %(count)d gefunden, davon %(right).0f %% richtig")
                % {"given": confidence, "count": count, "right": 100 * right}
            )
        if spent:
            middle = sorted(spent)[len(spent) // 2]
            self.stdout.write(
                _("Zeit je Seite: mittlere %(middle).1f ms, längste %(longest).1f ms")
                % {"middle": 1000 * middle, "longest": 1000 * max(spent)}
            )


def _is_with_a_place(found: Found) -> bool:
    return isinstance(found, FoundRelation) and found.kind not in (Kind.NETWORK, Kind.CHARTER)


def _form_of(relations: Iterable[FoundRelation]) -> str:
    """Return in what most partners of a page were found: lists, headings or sentences."""
    forms = Counter(relation.rule.partition("-")[0].partition("/")[0] for relation in relations)
    return _FORMS.get(forms.most_common(1)[0][0] if forms else "", _FORMS["sentence"])


def _shares(score: Score) -> str:
    parts = (
        (_("Genauigkeit"), score.precision),
        (_("Ausbeute"), score.recall),
        (_("Jahr richtig"), share(score.since, score.right)),
        (_("Status richtig"), share(score.status, score.right)),
        (_("Anzahlen gefunden"), share(score.counts, score.counts_wanted)),
    )
    return ", ".join(f"{name} {value:.3f}" for name, value in parts if value is not None)


def _truth(folder: Path) -> list[dict[str, Any]]:
    try:
        lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        values = {"folder": str(folder), "why": str(error)}
        raise Refused(Problem("ORDNER", _NO_TRUTH, values)) from error
