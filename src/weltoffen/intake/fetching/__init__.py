"""Getting an address over HTTP, politely and safely: the one place that reaches the network.

Modules that judge know no socket: ``addresses``, ``networks``, ``manners``, ``answers``, ``maps``.
Modules that do: ``wire`` (one request), ``looking_up`` (names), ``visiting`` (a whole fetch),
``surveying`` (the map of a site).
"""

from weltoffen.intake.fetching.surveying import Survey, survey
from weltoffen.intake.fetching.types import (
    Endpoint,
    Fetched,
    Known,
    Limits,
    NotModified,
    Policy,
    SitemapLimits,
)
from weltoffen.intake.fetching.visiting import Means, Visits, fetch

__all__ = [
    "Endpoint",
    "Fetched",
    "Known",
    "Limits",
    "Means",
    "NotModified",
    "Policy",
    "SitemapLimits",
    "Survey",
    "Visits",
    "fetch",
    "survey",
]
