"""What this room does every day: it deletes what is due, kind by kind, in small steps."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.registry import recurring
from weltoffen.privacy.actions import AT_ONCE, delete_by_rule
from weltoffen.privacy.registry import KINDS

_LOG = logging.getLogger(__name__)
RUN = "privacy.run"
"""The kind of work that deletes by rule."""
_GONE = N_("gelöscht oder anonymisiert: %(count)d")


@recurring(RUN, title=_("Löschen, was nach Frist zu löschen ist"), every=timedelta(days=1))
def delete_what_is_due(job: Handle) -> None:
    """Delete what is due today. What fails of one kind keeps no other from going.

    In the end the first error is raised, so that the run is tried again, or all that was refused.
    Every step is one transaction with its line of the protocol, so a killed worker has deleted what
    the protocol says, and the next one goes on.
    """
    today = timezone.localdate()
    done = job.done
    refused: list[Problem] = []
    errors: list[Exception] = []
    for kind in KINDS.values():
        count = AT_ONCE
        while kind.carry_out is not None and count:
            try:
                with job.step() as tell:
                    count = delete_by_rule(kind=kind, today=today, by=job.asked_by, job=job.number)
                    done += count
                    tell(done, None, _GONE, count=done)
            except Refused as refusal:
                refused += refusal.problems
                break
            except Exception as error:  # a fault of ours in one kind is no reason to keep the rest
                _LOG.exception("event=not-deleted kind=%s", kind.name)
                errors.append(error)
                break
    if errors:
        raise errors[0]
    if refused:
        raise Refused(*refused)
