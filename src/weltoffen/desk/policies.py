"""Our rights in the words in which Wagtail's own views ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.permission_policies.base import BasePermissionPolicy

from weltoffen.accounts.selectors import could_ever
from weltoffen.accounts.types import Verb

VIEWING = ("view",)
"""What one needs to see a list, in Wagtail's word."""
_VERBS = {"view": Verb.SEE, "add": Verb.ADD, "change": Verb.CHANGE, "publish": Verb.PUBLISH}


class RolePolicy(BasePermissionPolicy):
    """Says what a person's roles allow with the rows of a model; nobody deletes anything."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether a person may do something with any row."""
        verb = _VERBS.get(action)
        return verb is not None and could_ever(user, verb, self.model)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Say whether a person may do one of several things with any row."""
        return any(self.user_has_permission(user, action) for action in actions)
