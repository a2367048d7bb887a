"""What each room holds of people, one module per room."""

from weltoffen.privacy.held import (
    accounts,
    casework,
    documents,
    encounters,
    history,
    lists,
    organisations,
    pages,
)
from weltoffen.privacy.registry import offer
from weltoffen.privacy.types import Room

ROOMS: tuple[Room, ...] = (
    organisations.ROOM,
    casework.ROOM,
    encounters.ROOM,
    lists.ROOM,
    documents.ROOM,
    accounts.ROOM,
    history.ROOM,
    pages.ROOM,
)


def offer_the_house() -> None:
    """Offer what every room holds that is there."""
    for room in ROOMS:
        offer(room)
