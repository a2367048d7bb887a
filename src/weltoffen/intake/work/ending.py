"""Work that ends before its last step: what waits is compared with the register all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from weltoffen.jobs.handles import Cancelled, Handle


@contextmanager
def tidied(job: Handle, tidy: Callable[[], object]) -> Iterator[None]:
    """Tidy up where work that had done something is cancelled, refused or fails.

    The last step tidies up itself; a worker that ends, or that lost the job, leaves it to the next.
    """
    try:
        yield
    except (Exception, Cancelled):
        if job.done:
            tidy()
        raise
