"""Every address of the desk is asked by every role, against a table that people can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.test_permissions import named_addresses, read_to_the_end
from tests.factories import account, somebody
from weltoffen.accounts.enums import RoleName
from weltoffen.documents.models import Document
from weltoffen.encounters.models import Encounter
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import link_document
from weltoffen.relations.models import Act, Relation

TABLE = Path(__file__).with_name("roles.txt")
"""One line per address: its name, then a mark per role in the order of the heading. ``+`` opens the
page, ``.`` says that there is nothing to be seen, ``-`` that one may not."""
MARKS = {200: "+", 404: ".", 302: "-"}


def written() -> tuple[list[str], dict[str, str]]:
    """Return the roles of the heading and the marks by address."""
    heading, *lines = TABLE.read_text("utf-8").splitlines()
    rows = dict(line.split() for line in lines)
    return heading.split()[1:], {name: marks for name, marks in rows.items()}


@pytest.mark.django_db
def test_every_address_opens_for_just_the_roles_of_the_table() -> None:
    addresses = named_addresses()
    relation = Relation.objects.filter(acts__isnull=False).order_by("pk")[0]
    for record in (relation, *Act.objects.filter(relation=relation)):
        set_visibility(record=record, visibility=Visibility.PARTNER, by=somebody())
    set_visibility(record=Encounter.objects.get(), visibility=Visibility.PARTNER, by=somebody())
    document = Document.objects.get()
    link_document(relation=relation, document=document, by=somebody())
    set_visibility(record=document, visibility=Visibility.PARTNER, by=somebody())
    roles, wanted = written()
    assert roles == [role.value for role in RoleName]
    found = dict.fromkeys(addresses, "")
    for role in RoleName:
        unit = "sportamt" if role == RoleName.CONTRIBUTOR else ""
        scope = relation.identifier if role == RoleName.GUEST else ""
        client = Client()
        client.force_login(account(role.value, role, unit=unit, relation=scope))
        for name, address in addresses.items():
            answer = client.get(address)
            if answer.status_code == 302:
                assert answer["Location"] == reverse("wagtailadmin_home"), (name, role)
            found[name] += MARKS[answer.status_code]
            read_to_the_end(answer)
    differing = {name: (wanted.get(name), marks) for name, marks in found.items()}
    assert {name: pair for name, pair in differing.items() if pair[0] != pair[1]} == {}
    assert set(wanted) == set(found)


@pytest.mark.django_db
def test_what_a_role_may_not_open_it_may_not_send_to_either() -> None:
    addresses = named_addresses()
    _roles, wanted = written()
    for number, role in enumerate(RoleName):
        unit = "sportamt" if role == RoleName.CONTRIBUTOR else ""
        scope = "gibt-es-nicht" if role == RoleName.GUEST else ""
        client = Client()
        client.force_login(account(role.value, role, unit=unit, relation=scope))
        for name, address in addresses.items():
            if wanted[name][number] == "-":
                answer = client.post(address, {"do": "x"})
                assert answer.status_code == 302, (name, role)
                assert answer["Location"] == reverse("wagtailadmin_home"), (name, role)
