"""The daily mail, and calendars at secret addresses."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.casework.models import DigestSent, DigestWish, Feed
from weltoffen.casework.selectors.reminding import hashed
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_YOURS = N_("Diese Adresse gehört zu einem anderen Konto. Widerrufen kann sie nur dieses.")
NO_MAIL = N_(
    "Zu Ihrem Konto ist keine E-Mail-Adresse erfasst. Tragen Sie sie auf dieser Seite ein, und "
    "speichern Sie noch einmal."
)
MOST_FEEDS = 20
_TOO_MANY = N_(
    "Sie haben schon %(most)d Kalenderadressen. Widerrufen Sie eine, die niemand mehr abruft."
)


@transaction.atomic
def wish_digest(*, account: User, is_wanted: bool, by: User) -> DigestWish:
    """Say whether an account wants the daily mail. Refuses one without an address."""
    if is_wanted and not account.email:
        raise Refused(Problem("is_wanted", NO_MAIL))
    found = DigestWish.objects.select_for_update().filter(account=account).first()
    wish = found or DigestWish(account=account)
    if found is None or found.is_wanted != is_wanted:
        wish.is_wanted = is_wanted
        keep(wish)
        log("casework.digest.wish", account, by=by, data={"is_wanted": is_wanted})
    return wish


@transaction.atomic
def begin_digest(*, account: User, day: date, count: int, by: User) -> DigestSent | None:
    """Note that an account's mail of a day goes out now; None where it did before."""
    if DigestSent.objects.filter(account=account, day=day).exists():
        return None
    row = DigestSent(account=account, day=day, count=count)
    keep(row)
    return row


@transaction.atomic
def digest_sent(*, digest: DigestSent, by: User) -> None:
    """Note that the server took the mail."""
    digest.sent_at = timezone.now()
    keep(digest, only=["sent_at"])


@transaction.atomic
def digest_refused(*, digest: DigestSent, by: User) -> None:
    """Forget that the mail was begun: the server did not take it, so it may go later that day."""
    DigestSent.objects.filter(pk=digest.pk, sent_at__isnull=True).delete()


@transaction.atomic
def make_feed(*, account: User, name: str, by: User) -> tuple[Feed, str]:
    """Make a calendar at a new secret address; returns it and the secret, which is kept nowhere."""
    held = Feed.objects.filter(account=account, revoked_at__isnull=True).count()
    if held >= MOST_FEEDS:
        raise Refused(Problem("name", _TOO_MANY, {"most": MOST_FEEDS}))
    token = secrets.token_urlsafe(32)
    feed = Feed(account=account, name=name.strip(), token_hash=hashed(token))
    keep(feed)
    log("casework.feed.make", account, by=by, data={"name": feed.name})
    return feed, token


@transaction.atomic
def revoke_feed(*, feed: Feed, by: User) -> Feed:
    """Take a secret address out of use, at once and for ever."""
    found = Feed.objects.select_for_update().get(pk=feed.pk)
    if found.account_id != by.pk:
        raise Refused(Problem("", _NOT_YOURS))
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        keep(found, only=["revoked_at"])
        log("casework.feed.revoke", found.account, by=by, data={"name": found.name})
    return found


@transaction.atomic
def feed_fetched(*, feed: Feed, by: User) -> None:
    """Note the day on which a calendar was last fetched; at most one write a day."""
    today = timezone.localdate()
    Feed.objects.filter(pk=feed.pk).exclude(last_fetched_on=today).update(last_fetched_on=today)
