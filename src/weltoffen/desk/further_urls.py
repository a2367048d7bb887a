"""Addresses of what is done with lists as a whole, of data protection, and of accounts."""

from __future__ import annotations

from django.urls import URLPattern, path

from weltoffen.desk.views import (
    account_list,
    account_sheet,
    account_steps,
    bulk_changes,
    held,
    held_by_name,
    inviting,
    many_changes,
    own_sessions,
    privacy,
    saved_views,
)


def addresses() -> list[URLPattern]:
    """Return them all."""
    return [*_of_lists(), *_of_privacy(), *_of_accounts()]


def _of_lists() -> list[URLPattern]:
    """Return the addresses of what is done with lists as a whole."""
    return [
        path("lists/changes/", bulk_changes.BulkChanges.as_view(), name="bulk-changes"),
        path(
            "lists/changes/<int:bulk>/", bulk_changes.BulkChangePage.as_view(), name="bulk-change"
        ),
        path("lists/<slug:name>/change/", many_changes.ChangeMany.as_view(), name="list-change"),
        path("lists/<slug:name>/back/", many_changes.BringBack.as_view(), name="list-back"),
        path("lists/<slug:name>/views/", saved_views.SavedViews.as_view(), name="list-views"),
    ]


def _of_privacy() -> list[URLPattern]:
    """Return the addresses of terms, deletions, and what is held on somebody."""
    return [
        path("privacy/", privacy.PrivacyPage.as_view(), name="privacy"),
        path("privacy/report/", privacy.ReportPage.as_view(), name="privacy-report"),
        path("privacy/terms/<slug:term>/", privacy.TermPage.as_view(), name="privacy-term"),
        path("privacy/people/", held.LookUpPage.as_view(), name="privacy-people"),
        path("privacy/name/", held_by_name.HeldByNamePage.as_view(), name="privacy-by-name"),
        path("privacy/held/<slug:of>/<slug:who>/", held.HeldPage.as_view(), name="privacy-held"),
    ]


def _of_accounts() -> list[URLPattern]:
    """Return the addresses of accounts, and of one's own sessions."""
    one, view = "accounts/<int:account>", account_list.AccountList
    steps = {
        "edit": account_steps.AmendAccount,
        "role": account_steps.GiveRole,
        "invite": inviting.InviteAgain,
        "close": account_steps.CloseAccount,
        "sessions": account_steps.EndSessions,
        "factors": account_steps.ResetFactors,
    }
    return [
        path("sessions/", own_sessions.OwnSessions.as_view(), name="own-sessions"),
        path("accounts/", view.as_view(), name="accounts"),
        path("accounts/_results/", view.as_view(results_only=True), name="accounts-results"),
        path("accounts/_add/", inviting.OpenAccount.as_view(), name="accounts-add"),
        path(f"{one}/", account_sheet.AccountSheet.as_view(), name="accounts-sheet"),
        path(
            f"{one}/roles/<int:assignment>/",
            account_steps.TakeRole.as_view(),
            name="accounts-role-take",
        ),
        *(
            path(f"{one}/{name}/", step.as_view(), name=f"accounts-{name}")
            for name, step in steps.items()
        ),
    ]
