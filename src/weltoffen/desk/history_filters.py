"""What the list of all changes can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import ModelLogEntry

from weltoffen.accounts.models import User
from weltoffen.desk.filters import ALL
from weltoffen.desk.kinds import WITH_SHEETS


def _of_whom(request: Any) -> QuerySet[User]:
    """Return the accounts that changed anything."""
    return User.objects.filter(Exists(ModelLogEntry.objects.filter(user=OuterRef("pk")))).order_by(
        "username"
    )


def _day(label: Any, lookup: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label,
        field_name="timestamp",
        lookup_expr=f"date__{lookup}",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ChangeFilters(WagtailFilterSet):
    """Narrowing changes: by whom, of what, from when to when."""

    who = django_filters.ModelChoiceFilter(
        label=_("Wer"), field_name="user", queryset=_of_whom, empty_label=ALL
    )
    kind = django_filters.ChoiceFilter(
        label=_("Was"),
        choices=[(kind.name, kind.plural) for kind in WITH_SHEETS],
        empty_label=ALL,
        method="of_kind",
    )
    since = _day(_("Seit"), "gte")
    until = _day(_("Bis"), "lte")

    class Meta:
        model = ModelLogEntry
        fields = ("who", "kind", "since", "until")

    def of_kind(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the entries about records of one kind."""
        model = next(kind.model for kind in WITH_SHEETS if kind.name == value)
        return entries.filter(content_type=ContentType.objects.get_for_model(model))
