"""What the security log is told about accounts: signing in, passwords, accounts.

Accounts are changed in places that are not ours too: Django's commands, its page for a forgotten
password, allauth's pages. All of them end in Django's own signals, so these are listened to. What
actions do beyond that (roles, invitations, sessions) they note themselves. Nothing that was typed
is noted, but for the name of an account that there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context

from weltoffen.accounts.models import User
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName

WATCHED = ("username", "email", "is_active", "is_superuser", "is_staff")
"""Fields of an account of which it is noted that they changed."""
TOLD = frozenset({"is_active", "is_superuser", "is_staff"})
"""Those of which it is noted too what they were and are; the others are personal data."""
_BEFORE = "_as_noted_before"


def listen() -> None:
    """Begin to listen; called once, when the program starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    user_login_failed.connect(_was_refused, dispatch_uid="audit")
    pre_save.connect(_look_before, sender=User, dispatch_uid="audit")
    post_save.connect(_saved, sender=User, dispatch_uid="audit")
    post_delete.connect(_deleted, sender=User, dispatch_uid="audit")
    user_locked_out.connect(_locked_out, dispatch_uid="audit")
    # allauth's own signals come after the transaction; a note belongs inside.
    post_save.connect(_factor_kept, sender=Authenticator, dispatch_uid="audit")
    post_delete.connect(_factor_removed, sender=Authenticator, dispatch_uid="audit")


def name_of(row: User) -> str:
    """Return how the log names an account."""
    return f"accounts.user:{row.get_username()}"


class NewPasswords:
    """Tells the log of each new password, as one of Django's validators; it judges none."""

    def validate(self, password: str, user: Any = None) -> None:
        """Find nothing wrong."""

    def get_help_text(self) -> Any:
        """Say so to whoever chooses one."""
        return _("Dass Sie es ändern, steht im Sicherheitsprotokoll; das Passwort selbst nicht.")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Note whose it is; the password itself goes nowhere."""
        if isinstance(user, User):
            note(EventName.PASSWORD, by=_acting(), about=name_of(user))


def _acting() -> User | None:
    """Return who is at work on the desk, None for commands and for people not signed in."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


def _signed_in(sender: Any, user: Any, **_more: Any) -> None:
    note(EventName.SIGN_IN, by=user)


def _signed_out(sender: Any, user: Any, **_more: Any) -> None:
    if isinstance(user, User):  # an expired session knows nobody any more
        note(EventName.SIGN_OUT, by=user)


def _was_refused(sender: Any, credentials: Mapping[str, Any], **_more: Any) -> None:
    typed = credentials.get(User.USERNAME_FIELD)
    meant = User.objects.filter(username=typed).first() if isinstance(typed, str) else None
    about = name_of(meant) if meant else ""
    note(EventName.SIGN_IN_REFUSED, by=None, about=about)


def _locked_out(sender: Any, request: Any = None, **_more: Any) -> None:
    typed = request.POST.get("username") if request is not None else None
    meant = User.objects.filter(username=typed).first() if typed else None
    note(EventName.LOCKED_OUT, by=None, about=name_of(meant) if meant else "")


def _factor_kept(
    sender: Any, instance: Authenticator, created: bool, raw: bool, **_more: Any
) -> None:
    if created and not raw:
        _note_factor(EventName.FACTOR_ADDED, instance)


def _factor_removed(sender: Any, instance: Authenticator, **_more: Any) -> None:
    _note_factor(EventName.FACTOR_REMOVED, instance)


def _note_factor(event: EventName, factor: Authenticator) -> None:
    """Note who did it: whoever is at work on the desk, else the person whose factor it is."""
    data = {"kind": str(factor.type)}
    note(event, by=_acting() or factor.user, about=name_of(factor.user), data=data)


def _look_before(
    sender: Any, instance: User, update_fields: Iterable[str] | None, raw: bool, **_more: Any
) -> None:
    """Remember how the account stands in the database, if anything watched may change."""
    may_change = update_fields is None or not set(WATCHED).isdisjoint(update_fields)
    before = None
    if may_change and instance.pk is not None and not raw:
        before = User.objects.filter(pk=instance.pk).values(*WATCHED).first()
    setattr(instance, _BEFORE, before)


def _saved(sender: Any, instance: User, created: bool, raw: bool, **_more: Any) -> None:
    before = vars(instance).pop(_BEFORE, None)
    if raw:
        return
    if created:
        kinds = {"is_function": instance.is_function, "is_superuser": instance.is_superuser}
        note(EventName.ACCOUNT_CREATED, by=_acting(), about=name_of(instance), data=kinds)
        return
    changed = [name for name in WATCHED if before and before[name] != getattr(instance, name)]
    if changed:
        data = {"changed": changed} | {
            name: getattr(instance, name) for name in changed if name in TOLD
        }
        note(EventName.ACCOUNT_AMENDED, by=_acting(), about=name_of(instance), data=data)


def _deleted(sender: Any, instance: User, **_more: Any) -> None:
    note(EventName.ACCOUNT_DELETED, by=_acting(), about=name_of(instance))
