"""Work that ends before its last step: what waits is compared with the register all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from weltoffen.ground.problems import Refused
from weltoffen.jobs.handles import Cancelled, Handle
from weltoffen.jobs.leasing import Interrupted


@contextmanager
def tidied(job: Handle, tidy: Callable[[], object]) -> Iterator[None]:
    """Tidy up where work that had done something is cancelled, refused or fails.

    The last step tidies up itself; a worker that ends, or that lost the job, leaves it to the next.
    Where nothing came of the work, it does not go on saying what it was about to do.
    """
    try:
        yield
    except (Cancelled, Refused):
        if job.done:
            tidy()
        elif not job.told:
            with suppress(Interrupted):  # it ends in any case
                job.progress(0)
        raise
    except Exception:
        if job.done:
            tidy()
        raise
