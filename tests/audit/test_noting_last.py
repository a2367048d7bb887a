"""Noting at the end: in order, in the same transaction, and not at all where nothing is kept."""

from __future__ import annotations

import pytest
from django.db import transaction

from weltoffen.audit.actions import note, noting_last
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.audit.selectors import verified

pytestmark = pytest.mark.django_db


def noted() -> list[str]:
    return list(AuditEvent.objects.order_by("number").values_list("about", flat=True))


def test_what_is_noted_inside_comes_at_the_end_in_its_order() -> None:
    with transaction.atomic(), noting_last():
        note(EventName.ERASED, by=None, about="a.b:1")
        with noting_last():
            note(EventName.ERASED, by=None, about="a.b:2")
        assert noted() == []
    assert noted() == ["a.b:1", "a.b:2"]
    assert verified().is_whole
    note(EventName.ERASED, by=None, about="a.b:3")
    assert noted()[-1] == "a.b:3"


def test_an_error_notes_nothing() -> None:
    def fail() -> None:
        with noting_last():
            note(EventName.ERASED, by=None, about="a.b:1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert noted() == []


def test_what_cannot_be_noted_is_told_where_it_is_said() -> None:
    with noting_last(), pytest.raises(ValueError, match="erfunden"):
        note("erfunden", by=None)
