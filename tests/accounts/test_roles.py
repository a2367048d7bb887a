"""Who may do what: the rule, the same rule as a condition of a query, and giving roles."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    OrganisationFactory,
    RelationFactory,
    UserFactory,
    account,
    somebody,
)
from weltoffen.accounts.actions import (
    ensure_function_account,
    give_role,
    open_desk_account,
    take_role,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, User
from weltoffen.accounts.rules.rights import allows, could, limit_of, reaches
from weltoffen.accounts.rules.roles import ENTER, PERMITS, area_of, asked_by
from weltoffen.accounts.selectors import could_ever, grants_of, may, within_reach
from weltoffen.accounts.types import Area, Grant, Subject, Verb, Within
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import entrust
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Role, Visibility
from weltoffen.relations.models import Act, Relation

NAMES = st.sampled_from(["", "sportamt", "kulturbuero"])
RELATIONS = st.sampled_from(["", "amiens", "leeds"])
GRANTS = st.lists(st.builds(Grant, st.sampled_from(RoleName), NAMES, RELATIONS), max_size=3)
SUBJECTS = st.builds(
    Subject,
    st.sampled_from(Area),
    st.sampled_from(Visibility),
    st.sampled_from(Role),
    NAMES,
    st.frozensets(st.sampled_from(["amiens", "leeds"])),
)


def subject(visibility: Visibility, *, area: Area = Area.RELATIONS, **of: object) -> Subject:
    return Subject(area, visibility, of.pop("owner", Role.COORDINATION), **of)  # type: ignore[arg-type]


# --- the rule ------------------------------------------------------------------------------------


@given(grants=GRANTS, verb=st.sampled_from(Verb), of=SUBJECTS)
def test_what_is_allowed_with_one_record_opens_its_area(grants, verb, of):
    if allows(grants, verb, of):
        assert could(grants, verb, of.area)


@given(grants=GRANTS, more=GRANTS, verb=st.sampled_from(Verb), of=SUBJECTS)
def test_a_further_role_takes_nothing_away(grants, more, verb, of):
    assert allows([*grants, *more], verb, of) == (
        allows(grants, verb, of) or allows(more, verb, of)
    )


@given(grants=GRANTS, verb=st.sampled_from([Verb.ADD, Verb.CHANGE, Verb.PUBLISH]), of=SUBJECTS)
def test_nobody_changes_what_he_does_not_see(grants, verb, of):
    if allows(grants, verb, of):
        assert allows(grants, Verb.SEE, of)


def test_nobody_without_a_role_may_anything():
    assert not any(reaches([], verb, area) for verb in Verb for area in Area)


def test_a_role_without_the_limit_it_needs_reaches_no_further():
    guest = Grant(RoleName.GUEST)
    assert not any(could([guest], verb, area) for verb in Verb for area in Area)
    of_no_unit = subject(Visibility.RESTRICTED)
    assert not allows([Grant(RoleName.CONTRIBUTOR)], Verb.SEE, of_no_unit)


def test_every_role_has_permits_and_names_one_limit_at_most():
    assert set(PERMITS) == set(RoleName)
    assert {role: limit_of(role) for role in RoleName} == {
        RoleName.READER: Within.EVERYWHERE,
        RoleName.CONTRIBUTOR: Within.OWN_UNIT,
        RoleName.COORDINATOR: Within.EVERYWHERE,
        RoleName.PROTOCOL: Within.EVERYWHERE,
        RoleName.ADMINISTRATOR: Within.EVERYWHERE,
        RoleName.GUEST: Within.OWN_RELATION,
    }


SEES = {
    # role: public, partner, internal, restricted, restricted of the own department or function
    RoleName.READER: (True, True, True, False, False),
    RoleName.CONTRIBUTOR: (True, True, True, False, True),
    RoleName.COORDINATOR: (True, True, True, True, True),
    RoleName.PROTOCOL: (True, True, True, False, True),
    RoleName.ADMINISTRATOR: (True, True, True, False, False),
    RoleName.GUEST: (True, True, False, False, False),
}


@pytest.mark.parametrize("role", RoleName)
def test_what_each_role_sees_of_a_relation(role):
    held = [Grant(role, unit="sportamt", relation="amiens")]
    in_scope = frozenset({"amiens"})
    own = {"unit": "sportamt", "owner": Role.PROTOCOL, "relations": in_scope}
    four = [
        allows(held, Verb.SEE, subject(visibility, relations=in_scope))
        for visibility in (
            Visibility.PUBLIC, Visibility.PARTNER, Visibility.INTERNAL, Visibility.RESTRICTED,
        )
    ]  # fmt: skip
    assert (*four, allows(held, Verb.SEE, subject(Visibility.RESTRICTED, **own))) == SEES[role]
    others = allows(held, Verb.SEE, subject(Visibility.PARTNER, relations=frozenset({"leeds"})))
    assert others is (role != RoleName.GUEST)


def test_only_the_coordination_publishes_and_only_protocol_knows_guests_personally():
    for role in RoleName:
        held = [Grant(role, unit="sportamt", relation="amiens")]
        assert any(could(held, Verb.PUBLISH, a) for a in Area) is (role == RoleName.COORDINATOR)
        assert could(held, Verb.SEE, Area.PERSONAL) is (role == RoleName.PROTOCOL)
        assert could(held, Verb.SEE, Area.AUDIT) is (role == RoleName.ADMINISTRATOR)
        assert could(held, Verb.CHANGE, Area.ACCOUNTS) is (role == RoleName.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("relations.change_act", (Verb.CHANGE, Area.RELATIONS)),
        ("relations.view_instrument", (Verb.SEE, Area.CHARTERS)),
        ("relations.delete_act", None),
        ("accounts.change_user", None),
        ("wagtailusers.add_userprofile", None),
        ("nonsense", None),
    ],
)
def test_what_django_asks_for_is_understood(asked, answer):
    assert asked_by(asked) == answer


def test_rooms_without_an_area_give_no_rights():
    assert area_of("wagtailcore", "page") is None


# --- accounts ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_account_has_the_rights_of_its_roles_in_django_too():
    user = account("amt", RoleName.CONTRIBUTOR, unit="sportamt")
    assert user.has_perm(ENTER)
    assert user.has_perm("intake.add_run")
    assert not user.has_perm("intake.change_statement")
    assert not user.has_perm("relations.change_act")
    assert not UserFactory().has_perm(ENTER)


@pytest.mark.django_db
def test_a_right_that_somebody_ticked_in_djangos_tables_counts_for_nothing():
    user = account("amt", RoleName.READER)
    right = Permission.objects.get(codename="change_act")
    user.user_permissions.add(right)
    user.groups.get().permissions.add(right)
    assert not user.has_perm("relations.change_act")
    assert "relations.change_act" not in user.get_all_permissions()


@pytest.mark.django_db
def test_a_closed_account_has_no_rights_and_a_superuser_has_every_role():
    closed = account("weg", RoleName.COORDINATOR)
    closed.is_active = False
    assert grants_of(closed) == ()
    everything = grants_of(UserFactory(is_superuser=True))
    assert {grant.role for grant in everything} == {
        RoleName.COORDINATOR, RoleName.PROTOCOL, RoleName.ADMINISTRATOR,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_role_is_given_and_taken_with_its_group_and_its_line_in_the_history():
    user = account("neu", RoleName.PROTOCOL)
    assert [group.name for group in user.groups.all()] == ["Protokoll"]
    assert could_ever(user, Verb.SEE, Act)
    take_role(assignment=user.assignments.get(), by=somebody())
    user = User.objects.get(pk=user.pk)
    assert not user.groups.exists()
    assert not could_ever(user, Verb.SEE, Act)
    assert user.assignments.get().ended_by == somebody()
    told = ModelLogEntry.objects.filter(object_id=str(user.pk)).order_by("pk")
    assert [entry.action for entry in told] == ["accounts.role.give", "accounts.role.take"]


@pytest.mark.django_db
def test_a_role_that_was_taken_is_given_anew_and_taking_it_twice_takes_it_once():
    user = account("neu", RoleName.READER)
    held = user.assignments.get()
    for _twice in range(2):
        take_role(assignment=held, by=somebody())
    give_role(user=user, role=RoleName.READER, by=somebody())
    assert Assignment.objects.filter(user=user).count() == 2
    assert user.assignments.filter(ended_at__isnull=True).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "limit", "field"),
    [
        (RoleName.CONTRIBUTOR, {}, "unit"),
        (RoleName.READER, {"unit": "sportamt"}, "unit"),
        (RoleName.GUEST, {}, "relation"),
        (RoleName.COORDINATOR, {"relation": "amiens"}, "relation"),
    ],
)
def test_a_role_with_the_wrong_limit_is_refused_at_its_field(role, limit, field):
    with pytest.raises(Refused) as refused:
        give_role(user=UserFactory(), role=role, by=somebody(), **limit)
    assert [problem.where for problem in refused.value.problems] == [field]


@pytest.mark.django_db
def test_a_role_is_not_given_twice_nor_to_a_program():
    user = account("neu", RoleName.READER)
    with pytest.raises(Refused, match="Rolle"):
        give_role(user=user, role=RoleName.READER, by=somebody())
    with pytest.raises(Refused, match="Programm"):
        give_role(
            user=ensure_function_account(username="lader"), role=RoleName.READER, by=somebody()
        )


@pytest.mark.django_db
def test_the_last_account_that_manages_accounts_keeps_its_role():
    first = account("eins", RoleName.ADMINISTRATOR)
    with pytest.raises(Refused, match="letzte"):
        take_role(assignment=first.assignments.get(), by=somebody())
    account("zwei", RoleName.ADMINISTRATOR)
    take_role(assignment=first.assignments.get(), by=somebody())
    assert not could_ever(User.objects.get(pk=first.pk), Verb.SEE, User)


@pytest.mark.django_db
@override_settings(AUTH_PASSWORD_VALIDATORS=[])
def test_an_account_opened_twice_has_its_role_once_and_another_password():
    account_, first = open_desk_account(username="tisch", by=somebody())
    again, second = open_desk_account(username="tisch", by=somebody())
    assert account_ == again
    assert first != second
    assert again.assignments.count() == 1
    assert again.check_password(second)


# --- the rule as a condition of a query ----------------------------------------------------------


class TestReach(TestCase):
    """What a query finds is just what the rule lets in, record by record."""

    @given(
        grants=GRANTS,
        verb=st.sampled_from(Verb),
        visibility=st.sampled_from([v for v in Visibility if v != Visibility.PUBLIC]),
        owner=st.sampled_from(Role),
        unit=NAMES,
        home=st.sampled_from(["amiens", "leeds"]),
    )
    def test_a_list_shows_what_its_lines_let_in(self, grants, verb, visibility, owner, unit, home):
        user = UserFactory()
        user._grants_of_this_request = tuple(grants)
        relation = RelationFactory(identifier=home)
        act = ActFactory(relation=relation)
        if unit:
            OrganisationFactory(identifier=unit, kind=OrganisationKind.DEPARTMENT)
        for record in (relation, act):
            entrust(
                record=record, owner=owner, unit=unit, review_by=None,
                visibility=visibility, by=somebody(),
            )  # fmt: skip
        for model, record in ((Relation, relation), (Act, act)):
            found = within_reach(model.objects.all(), user, verb)
            assert found.filter(pk=record.pk).exists() == may(user, verb, record)


@pytest.mark.django_db
def test_a_public_record_is_found_by_a_guest_of_its_relation_alone():
    relation = RelationFactory()
    set_visibility(record=relation, visibility=Visibility.PARTNER, by=somebody())
    ours = account("gast", RoleName.GUEST, relation=relation.identifier)
    others = account("anderer", RoleName.GUEST, relation="woanders")
    assert within_reach(Relation.objects.all(), ours).get() == relation
    assert not within_reach(Relation.objects.all(), others).exists()
