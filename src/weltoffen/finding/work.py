"""What this room does in the background: it reads in what no search has read in yet."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from weltoffen.finding.actions import MANY, follow_history, read_in, settle
from weltoffen.finding.selectors import waiting_count
from weltoffen.ground.problems import N_
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.registry import recurring

EVERY = timedelta(minutes=10)
_READ_IN = N_("%(count)s Einträge eingelesen")


@recurring("finding.catch-up", title=_("Suchindex nachführen"), every=EVERY)
def catch_up_fully(job: Handle) -> None:
    """Bring the index up to date, however much has changed."""
    while follow_history():
        job.checkpoint()
    done = begun = job.done
    while left := waiting_count():
        with job.step() as tell:
            read = read_in()
            done += read
            tell(done, max(done, done + left - read), _READ_IN, count=done)
        if not read:  # another worker has what is left
            break
    if done - begun >= MANY:
        settle()
