"""Every write to this room's tables. Verbs, keyword-only, with who did it."""

from weltoffen.relations.actions.acts import (
    Effects,
    cite_act,
    correct_act,
    record_act,
    retract_act,
)
from weltoffen.relations.actions.documents import link_document, unlink_document
from weltoffen.relations.actions.instruments import (
    record_duty,
    record_duty_evidence,
    record_instrument,
    record_instrument_version,
)
from weltoffen.relations.actions.ledger import (
    Answer,
    add_answer,
    record_disagreement,
    reopen_disagreement,
    settle_disagreement,
    use_answer,
    withdraw_answer,
)
from weltoffen.relations.actions.relations import (
    amend_relation,
    record_relation,
)
from weltoffen.relations.actions.themes import (
    amend_theme,
    record_theme,
    tag_relation,
    untag_relation,
)
from weltoffen.relations.actions.ties import (
    amend_tie,
    end_tie,
    name_signatory,
    tie_organisation,
    untie,
)

__all__ = [
    "Answer",
    "Effects",
    "add_answer",
    "amend_relation",
    "amend_theme",
    "amend_tie",
    "cite_act",
    "correct_act",
    "end_tie",
    "link_document",
    "name_signatory",
    "record_act",
    "record_disagreement",
    "record_duty",
    "record_duty_evidence",
    "record_instrument",
    "record_instrument_version",
    "record_relation",
    "record_theme",
    "reopen_disagreement",
    "retract_act",
    "settle_disagreement",
    "tag_relation",
    "tie_organisation",
    "unlink_document",
    "untag_relation",
    "untie",
    "use_answer",
    "withdraw_answer",
]
