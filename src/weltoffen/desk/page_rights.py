"""What Wagtail's menu asks of the portal's own pages, in one query instead of two.

The menu asks which rights somebody has on pages, then where these pages begin. With the first
answer the second one is known too, where the pages stand right below the root of all.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Subquery
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

_RIGHTS = PagePermissionPolicy.permission_cache_name
_BEGINNING = PagePermissionPolicy._explorable_root_instance_cache_name
_ROOT, _BELOW = 1, 2
"""Depths of Wagtail's tree."""


def know_page_rights(user: Any) -> None:
    """Tell Wagtail's policy what somebody may do with pages, unless it has been told already."""
    if user.is_superuser or hasattr(user, _RIGHTS):
        return
    policy = PagePermissionPolicy()
    first = Page.objects.filter(depth=_ROOT).order_by("path")
    rights = list(
        policy.get_all_permissions_for_user(user).annotate(root=Subquery(first.values("pk")[:1]))
    )
    setattr(user, _RIGHTS, rights)
    pages = {page.path: page for page in policy.instances_with_direct_explore_permission(user)}
    if len(pages) == 1:
        setattr(user, _BEGINNING, next(iter(pages.values())))
    elif pages and {page.depth for page in pages.values()} == {_BELOW}:
        path = next(iter(pages))[: Page.steplen]
        setattr(user, _BEGINNING, Page(pk=rights[0].root, path=path, depth=_ROOT))
