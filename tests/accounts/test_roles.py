"""Roles have the rights that the rooms of this version ask for, and what administrators decided."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from hypothesis import given as over
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from weltoffen.accounts.actions import ensure_editors, give_due_rights_to_all
from weltoffen.accounts.models import GivenRight
from weltoffen.accounts.rules import EDITORS, ROLES, Right, due

ROLE = ROLES[EDITORS]
RIGHTS = [
    Right(room, model, f"{verb}_{model}")
    for room in ("wagtailusers", "relations", "intake")
    for model in ("one", "two")
    for verb in ("view", "change", "delete")
]
SOME = st.sets(st.sampled_from(RIGHTS)).map(sorted)


@over(there=SOME, held=SOME, given=SOME)
def test_only_rights_of_the_role_are_given_and_each_once(there, held, given):
    fresh = due(ROLE, there=there, held=held, given=given)
    assert all(ROLE.covers(right) and right in there for right in fresh)
    assert not fresh & {*held, *given}
    after = {*given} | {right for right in there if ROLE.covers(right)}
    assert after == set() or not due(ROLE, there=there, held=fresh.union(held), given=after)
    # What an administrator takes away afterwards, whatever it is, is not given again.
    assert after == set() or not due(ROLE, there=there, held=set(), given=after)


def test_a_group_from_before_a_room_existed_gets_that_room_and_nothing_it_was_denied():
    there = [each for each in RIGHTS if each.room != "wagtailusers"]
    held = {Right("relations", "one", "view_one")}
    fresh = due(ROLE, there=there, held=held, given=())
    assert {right.room for right in fresh} == {"intake", "relations"}
    assert {right.model for right in fresh if right.room == "relations"} == {"two"}
    assert not any(right.codename.startswith("delete") for right in fresh)


def _rooms(group: Group) -> set[str]:
    return set(group.permissions.values_list("content_type__app_label", flat=True))


def _old_group() -> Group:
    """Return the group as a version made it that knew neither `intake` nor `jobs`."""
    Permission.objects.filter(content_type__app_label__in=("intake", "jobs")).delete()
    group = Group.objects.create(name=EDITORS)
    old = ("places", "sources", "organisations", "relations")
    known = Permission.objects.filter(content_type__app_label__in=old)
    group.permissions.set(known | Permission.objects.filter(codename="access_admin"))
    return group


@pytest.mark.django_db
def test_migrate_gives_an_existing_group_the_rights_of_new_rooms():
    group = _old_group()
    extra = Permission.objects.get(codename="add_user")
    group.permissions.add(extra)
    call_command("migrate", verbosity=0)
    assert _rooms(group) >= {"intake", "jobs"}
    assert extra in group.permissions.all()
    entry = ModelLogEntry.objects.get(action="accounts.group.give")
    assert entry.user.is_function
    assert "intake.statement" in entry.data["of"]
    assert "relations.act" not in entry.data["of"]


@pytest.mark.django_db
@pytest.mark.parametrize("room", ["intake", "jobs", "relations"])
def test_a_room_taken_away_before_anybody_kept_what_was_given_stays_away(room):
    group = ensure_editors()
    GivenRight.objects.all().delete()
    group.permissions.remove(*group.permissions.filter(content_type__app_label=room))
    call_command("migrate", verbosity=0)
    assert room not in _rooms(group)


@pytest.mark.django_db
def test_what_an_administrator_takes_away_stays_away():
    group = ensure_editors()
    taken = Permission.objects.get(codename="change_job")
    group.permissions.remove(taken)
    assert give_due_rights_to_all() == []
    assert taken not in ensure_editors().permissions.all()


@pytest.mark.django_db
def test_a_right_that_came_with_a_new_version_is_given_once():
    group = ensure_editors()
    new = Permission.objects.get(codename="change_job")
    group.permissions.remove(new)
    GivenRight.objects.filter(permission=new).delete()
    assert give_due_rights_to_all() == [EDITORS]
    assert new in group.permissions.all()
    assert give_due_rights_to_all() == []


@pytest.mark.django_db
def test_migrate_makes_no_group_where_there_is_none():
    call_command("migrate", verbosity=0)
    assert not Group.objects.filter(name=EDITORS).exists()
