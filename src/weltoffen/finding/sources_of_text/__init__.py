"""How the texts of each kind of record are read, one module per kind."""

from weltoffen.finding.registry import offer
from weltoffen.finding.sources_of_text import (
    acts,
    casework,
    charters,
    documents,
    encounters,
    ledger,
    municipalities,
    organisations,
    people,
    relations,
    sources,
    texts,
    themes,
)


def offer_the_register() -> None:
    """Offer every kind that lies below this room."""
    for kind in (
        relations.KIND, municipalities.KIND, organisations.KIND, people.KIND, acts.KIND,
        encounters.KIND,
        charters.KIND, sources.KIND, ledger.KIND, themes.KIND, texts.KIND,
        documents.DOCUMENTS, documents.PICTURES,
        casework.REQUESTS, casework.TASKS, casework.NOTES, casework.COMMENTS,
    ):  # fmt: skip
        offer(kind)
