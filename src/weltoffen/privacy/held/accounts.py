"""Who has an account, and what signing in leaves behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from weltoffen.accounts.forgetting import (
    GONE,
    OF_A_PROGRAM,
    STILL_OPEN,
    closed_accounts,
    forget_account,
    forget_accounts,
    forget_sessions,
    forget_sign_ins,
    left_at_the_door,
    sign_ins,
)
from weltoffen.accounts.models import Assignment, User, Visit
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.rows import about_of, called, called_as, values_of
from weltoffen.privacy.types import Held, Kind, Months, Room, Subject

_ACCOUNT = (
    "username",
    "first_name",
    "last_name",
    "email",
    "is_active",
    "date_joined",
    "last_login",
)
_PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (EmailAddress, ("email", "verified")),
    (SocialAccount, ("provider", "uid", "date_joined", "last_login")),
    (Authenticator, ("type", "created_at", "last_used_at")),
    (UserProfile, ("preferred_language", "theme")),
    (Visit, ("seen_at", "before")),
    (Assignment, ("role", "unit", "relation", "given_at", "ended_at")),
)


def _find_accounts(subject: Subject) -> Iterator[Held]:
    same = Q(pk__in=())
    for email in subject.emails:
        same |= Q(email__iexact=email)
    named = called_as(User.objects.all(), subject.names, "first_name", "last_name")
    same |= Q(pk__in=named.values("pk"))
    accounts = User.objects.filter(Q(pk__in=subject.accounts) | same).order_by("pk")
    for account in accounts.exclude(username__startswith=GONE):
        yield Held(
            key=about_of(account),
            title=account.get_full_name() or account.get_username(),
            values=(*values_of(account, _ACCOUNT), *_parts(account)),
            is_certain=account.pk in subject.accounts,
            fate=Then.KEPT if why_kept(account) else Then.ANONYMISED,
            why=why_kept(account),
        )


def why_kept(account: User) -> str:
    """Return why an account is not forgotten as it stands; empty where it would be."""
    if account.is_function:
        return gettext(OF_A_PROGRAM) % {"name": account.username}
    return gettext(STILL_OPEN) % {"name": account.username} if account.is_active else ""


def _parts(account: User) -> Iterator[tuple[str, str]]:
    for model, fields in _PARTS:
        for row in model._default_manager.filter(user=account):
            told = "; ".join(f"{label}: {value}" for label, value in values_of(row, fields))
            yield str(model._meta.verbose_name), told


def _forget_accounts(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    """Forget closed accounts; those named by key also where a backup brought them back open."""
    known = User.objects.exclude(username__startswith=GONE)
    named = set(called(known, keys).values_list("pk", flat=True))
    done = []
    for account in known.filter(Q(pk__in=subject.accounts) | Q(pk__in=named)).order_by("pk"):
        is_named = account.pk in named and not account.is_function
        if is_named or not why_kept(account):
            forget_account(user=account, by=by, is_open_too=is_named)
            done.append(about_of(account))
    return done


def _count_of(found: Any) -> int:
    return sum(rows.count() for rows in found)


def _due_at_the_door(until: date) -> int:
    return _count_of(left_at_the_door(until))


ACCOUNTS = Kind(
    "accounts",
    _("Geschlossene Konten"),
    Activity.ACCESS,
    (Affected.ACCOUNT_HOLDERS,),
    _("wissen, wer am Schreibtisch arbeitet, und was davon von wem ist"),
    Ground.EMPLOYMENT,
    _("die Administration; der Anmeldedienst der Stadt, wenn einer eingerichtet ist"),
    Then.ANONYMISED,
    {
        "accounts.user": ("username", "first_name", "last_name", "email", "password"),
        "accounts.user_groups": ("user",),
        "accounts.user_user_permissions": ("user",),
        "accounts.assignment": ("user", "given_by", "ended_by"),
        "accounts.visit": ("user",),
        "accounts.invitation": ("account", "made_by"),
        "accounts.desksession": ("account", "device"),
        "account.emailaddress": ("user", "email"),
        "account.emailconfirmation": ("key",),
        "socialaccount.socialaccount": ("user", "uid", "extra_data"),
        "socialaccount.socialtoken": ("token", "token_secret"),
        "mfa.authenticator": ("user", "data"),
        "wagtailusers.userprofile": (
            "user", "avatar", "preferred_language", "current_time_zone", "dismissibles",
        ),
        "wagtailcore.pagesubscription": ("user",),
    },
    since=_("seit der letzten Anmeldung und der letzten Änderung am geschlossenen Konto"),
    months=Months(24, 6, 120),
    due=lambda until: closed_accounts(until).count(),
    carry_out=lambda *, until, most, by: forget_accounts(by=by, until=until, most=most),
    find=_find_accounts,
    forget=_forget_accounts,
)  # fmt: skip
SIGN_INS = Kind(
    "sign-ins",
    _("Fehlgeschlagene Anmeldungen mit der Adresse des Rechners"),
    Activity.SECURITY,
    (Affected.ACCOUNT_HOLDERS,),
    _("das Erraten von Passwörtern erkennen und sperren"),
    Ground.SECURITY,
    _("niemand; die Tabelle liest nur das Programm"),
    Then.DELETED,
    {
        "axes.accessattempt": (
            "user_agent", "ip_address", "username", "http_accept", "path_info", "get_data",
            "post_data",
        ),
        "axes.accessfailurelog": (
            "user_agent", "ip_address", "username", "http_accept", "path_info",
        ),
        "axes.accesslog": (
            "user_agent", "ip_address", "username", "http_accept", "path_info", "session_hash",
        ),
    },
    since=_("seit dem Versuch"),
    months=Months(1, 1, 6),
    due=lambda until: _count_of(sign_ins(until)),
    carry_out=lambda *, until, most, by: forget_sign_ins(by=by, until=until, most=most),
)  # fmt: skip
SESSIONS = Kind(
    "sessions",
    _("Abgelaufene Sitzungen und liegen gebliebene Formulare"),
    Activity.ACCESS,
    (Affected.ACCOUNT_HOLDERS,),
    _("angemeldet bleiben; nicht verlieren, was getippt ist"),
    Ground.EMPLOYMENT,
    _("niemand; die Tabelle liest nur das Programm"),
    Then.DELETED,
    {
        "sessions.session": ("session_key", "session_data"),
        "wagtailadmin.editingsession": ("user", "object_id"),
        "wagtailadmin.formstate": ("user", "data", "object_id", "parent_object_id"),
    },
    since=_("seit die Sitzung ablief oder zuletzt getippt wurde"),
    months=Months(1, 1, 3),
    due=_due_at_the_door,
    carry_out=lambda *, until, most, by: forget_sessions(by=by, until=until, most=most),
)

ROOM = Room(
    kinds=(ACCOUNTS, SIGN_INS, SESSIONS),
    nobody={
        "accounts.invitation.token_hash": "eine Prüfsumme",
        "accounts.assignment.unit": "die Kennung eines Fachbereichs",
        "accounts.assignment.relation": "die Kennung einer Beziehung",
        "socialaccount.socialapp": "die Einrichtung des Anmeldedienstes",
        "socialaccount.socialaccount.provider": "wie der Anmeldedienst heißt",
        "mfa.authenticator.type": "welche Art von zweitem Faktor",
        "auth.group": "Namen von Rollen",
        "auth.permission": "Namen von Rechten",
    },
)
