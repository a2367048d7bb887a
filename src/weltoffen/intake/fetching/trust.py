"""Whose certificates are believed: the system's authorities, and those that the operator adds."""

from __future__ import annotations

import ssl
from pathlib import Path


class NoAuthorities(Exception):
    """The file of added authorities cannot be used: a fault of our settings, not of a server."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(file, why)
        self.file = file
        self.why = why


def trusting(authorities: Path | None) -> ssl.SSLContext:
    """Return how certificates and names are checked, by the system's store and a file beside it.

    Raises :class:`NoAuthorities` where the file is missing or holds no certificate.
    """
    context = ssl.create_default_context()
    if authorities is None:
        return context
    try:
        context.load_verify_locations(cafile=authorities)
    except ssl.SSLError as error:
        raise NoAuthorities(authorities, error.reason or "SSL") from error
    except (OSError, ValueError) as error:
        raise NoAuthorities(authorities, getattr(error, "strerror", "") or str(error)) from error
    return context
