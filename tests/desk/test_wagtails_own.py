"""What Wagtail itself answers at the desk: of those who see least, only what is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from tests.factories import RelationFactory, account, somebody
from weltoffen.accounts.actions import ensure_group
from weltoffen.accounts.enums import RoleName
from weltoffen.portal.actions import prepare_editorial_pages

pytestmark = pytest.mark.django_db
OPEN = {
    "wagtailadmin_home": "Heute, which shows what each may see",
    "wagtailadmin_account": "one's own account",
    "wagtailadmin_login": "leads on to where one was going",
    "wagtailadmin_dismissibles": "which hints one has put away",
    "wagtailadmin_javascript_catalog": "words of Wagtail's scripts",
    "wagtailadmin_sprite": "icons",
    "wagtailadmin_api:pages:listing": "editorial pages that one may edit: for these roles none",
    "wagtailadmin_choose_page": "the same, as a choice for links",
    "wagtailadmin_choose_page_child": "the same",
    "wagtailadmin_choose_page_search": "the same",
    "wagtailadmin_choose_page_chosen_multiple": "the same",
    "wagtailadmin_choose_page_anchor_link": "a form that makes a link",
    "wagtailadmin_choose_page_email_link": "the same",
    "wagtailadmin_choose_page_external_link": "the same",
    "wagtailadmin_choose_page_phone_link": "the same",
    "wagtailadmin_tag_autocomplete": "tags, of which nothing of ours has any",
    "wagtailadmin_pages:set_page_position": "breaks for the root, which nobody moves",
    "wagtailadmin_pages:move_confirm": "the same: the root to itself",
    "wagtailadmin_pages:confirm_workflow_cancellation": "says that there is none",
    "wagtaildocs:index": "our own list of documents",
    "desk_documents:choose": "our own choice of documents, each as far as it may be seen",
    "desk_documents:choose_results": "the same",
    "desk_documents:chosen_multiple": "the same",
}
"""Addresses that readers and guests may open, and what they find."""


@pytest.fixture(params=[RoleName.READER, RoleName.GUEST])
def client(request: Any) -> Client:
    """The browser of somebody who edits nothing, in an installation with editorial pages."""
    prepare_editorial_pages(
        by=somebody(),
        editors=ensure_group(role=RoleName.COORDINATOR),
        public_address="http://127.0.0.1:8000",
    )
    relation = RelationFactory().identifier if request.param is RoleName.GUEST else ""
    browser = Client(raise_request_exception=False)
    browser.force_login(account("schaut-zu", request.param, relation=relation))
    return browser


def names(resolver: Any, before: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the names of all addresses below a resolver, with their namespaces."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*before, pattern.namespace) if pattern.namespace else before
            yield from names(pattern, inside)
        elif pattern.name:
            yield ":".join((*before, pattern.name))


def addresses() -> dict[str, set[str]]:
    """Return the addresses of the desk that are not ours by their names, with plain arguments."""
    found: dict[str, set[str]] = {}
    for name in set(names(get_resolver())):
        for arguments in ([], ["1"], ["1", "1"], ["1", "1", "1"]):
            try:
                address = reverse(name, args=arguments)
            except NoReverseMatch:
                continue
            if address.startswith("/desk/") and not name.startswith("desk:"):
                found.setdefault(name, set()).add(address)
    return found


def test_nothing_answers_but_what_is_written_down(client: Client) -> None:
    known = addresses()
    assert len(known) > 80
    signing_in = re.compile("/desk/(signin|login|logout)/")
    answering = {
        name
        for name, found in known.items()
        for address in found
        if not signing_in.match(address)
        and client.get(address).status_code not in (301, 302, 403, 404, 405)
    }
    assert answering - set(OPEN) == set()


def test_editorial_pages_are_no_choice_for_who_does_not_edit_them(
    client: Client, desk: Client
) -> None:
    address = reverse("wagtailadmin_choose_page")
    assert "Editorial pages" in desk.get(address).json()["html"]
    assert "Editorial pages" not in client.get(address).json()["html"]
