"""From received bytes to text: what a file holds decides how it is read, not what it claims to be.

:func:`open_bytes` is the way in. It reaches no network and writes nothing; what it cannot read, it
refuses with a sentence. PDF files are read in a process of their own, within limits.
"""

from weltoffen.intake.opening.registry import LIMIT, open_bytes
from weltoffen.intake.opening.results import Opened, Table

__all__ = ["LIMIT", "Opened", "Table", "open_bytes"]
