"""Keeping text blocks and criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.casework.enums import Language, Topic, Wish
from weltoffen.casework.models import Criterion, TextBlock
from weltoffen.casework.rules.composing import block_problems
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import refuse_if_any
from weltoffen.records.actions import amend, keep, log
from weltoffen.records.selectors import free_identifier

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def record_text_block(
    *, title: str, topic: Topic, language: Language, text: str, by: User
) -> TextBlock:
    """Keep a text that is used again. Refuses places that nothing could ever fill."""
    refuse_if_any(block_problems(text))
    block = TextBlock(
        identifier=free_identifier(TextBlock, identifier_from(title, language)),
        title=title.strip(),
        topic=topic,
        language=language,
        text=text.strip(),
    )
    keep(block)
    log("casework.textblock.record", block, by=by)
    return block


@transaction.atomic
def amend_text_block(*, block: TextBlock, by: User, **changes: Any) -> TextBlock:
    """Change a block, or retire it; answers that were given with it stay as they are."""
    refuse_if_any(block_problems(changes.get("text", "")))
    amend(block, action="casework.textblock.amend", by=by, **changes)
    return block


@transaction.atomic
def record_criterion(*, wish: Wish, question: str, weight: int, by: User) -> Criterion:
    """Keep a question by which requests of one kind are judged."""
    criterion = Criterion(
        identifier=free_identifier(Criterion, identifier_from(wish, question[:60])),
        wish=wish,
        question=question.strip(),
        weight=weight,
    )
    keep(criterion)
    log("casework.criterion.record", criterion, by=by)
    return criterion


@transaction.atomic
def amend_criterion(*, criterion: Criterion, by: User, **changes: Any) -> Criterion:
    """Change how a criterion is worded or weighs, or retire it; sums follow at once."""
    amend(criterion, action="casework.criterion.amend", by=by, **changes)
    return criterion
