"""What the desk has done by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.actions import forget_sessions, lapse_roles
from weltoffen.audit.actions import seal_old
from weltoffen.audit.rules import oldest_kept
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.registry import recurring


@recurring(
    "audit.seal",
    title=_("Altes aus dem Sicherheitsprotokoll entfernen"),
    every=timedelta(days=1),
    lease=timedelta(minutes=10),  # the whole chain is verified before anything goes
)
def seal_security_log(job: Handle) -> None:
    """Remove what has been kept long enough; done twice, it finds nothing the second time."""
    seal_old(before=oldest_kept(timezone.now(), settings.WELTOFFEN_AUDIT_YEARS), by=job.asked_by)


@recurring(
    "accounts.days",
    title=_("Abgelaufene Rollen beenden, alte Sitzungen vergessen"),
    every=timedelta(days=1),
)
def keep_accounts(job: Handle) -> None:
    """Write down what ended by its day; done twice, it finds nothing the second time."""
    lapse_roles(by=job.asked_by)
    forget_sessions(by=job.asked_by)
