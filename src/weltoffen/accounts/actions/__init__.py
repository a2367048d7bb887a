"""Writes of this room: opening and keeping accounts, inviting, roles, sessions."""

from weltoffen.accounts.actions.inviting import (
    accept_invitation,
    invite,
    join_by_service,
    renew_invitation,
    withdraw_invitation,
)
from weltoffen.accounts.actions.keeping import (
    amend_account,
    close_account,
    end_sessions,
    note_look,
    reopen_account,
    reset_second_factor,
)
from weltoffen.accounts.actions.opening import (
    ensure_function_account,
    open_account,
    open_desk_account,
)
from weltoffen.accounts.actions.roles import (
    ensure_group,
    follow_claims,
    give_role,
    lapse_roles,
    take_role,
)
from weltoffen.accounts.actions.visits import (
    begin_session,
    come_in,
    forget_sessions,
    leave_session,
    stay_in_session,
)

__all__ = [
    "accept_invitation",
    "amend_account",
    "begin_session",
    "close_account",
    "come_in",
    "end_sessions",
    "ensure_function_account",
    "ensure_group",
    "follow_claims",
    "forget_sessions",
    "give_role",
    "invite",
    "join_by_service",
    "lapse_roles",
    "leave_session",
    "note_look",
    "open_account",
    "open_desk_account",
    "renew_invitation",
    "reopen_account",
    "reset_second_factor",
    "stay_in_session",
    "take_role",
    "withdraw_invitation",
]
