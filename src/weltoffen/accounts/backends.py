"""What Django and Wagtail ask about rights, answered by the roles of accounts.

No permission is kept per group or account: what a role may do stands in ``rules.roles`` and is the
same on every installation of a version. Django's own tables of permissions count for nothing, so
there is no second, hidden truth about who may do what.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from weltoffen.accounts.models import User
from weltoffen.accounts.rules.rights import could
from weltoffen.accounts.rules.roles import ENTER, asked_by
from weltoffen.accounts.selectors import grants_of


class Roles:
    """Knows rights and nobody's password. It judges kinds of rows, never a single one.

    Without a ``get_user`` no session can belong to it.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Let nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Say whether an account's roles have a right with any row of a kind."""
        grants = grants_of(user_obj)
        if perm == ENTER:
            return bool(grants)
        asked = asked_by(perm)
        return asked is not None and could(grants, *asked)


class Passwords(ModelBackend):
    """Knows names and passwords, and no rights."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Any:
        """Let nobody in by a password where the installation has no local accounts."""
        if not settings.WELTOFFEN_LOCAL_ACCOUNTS:
            return None
        return super().authenticate(request, username, password, **more)

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session, with the wishes for its pages, in one query.

        It says by ``is_in_a_group`` whether it is of those who write the portal's own pages, and by
        ``has_second_factor`` whether it had one when the request began.
        """
        groups = User.groups.through._default_manager.filter(user=OuterRef("pk"))
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        among = User.objects.select_related("wagtail_userprofile")
        among = among.annotate(is_in_a_group=Exists(groups), has_second_factor=Exists(factors))
        found = among.filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return none: rights come from roles."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return none: rights come from roles."""
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return none: rights come from roles."""
        return set()
