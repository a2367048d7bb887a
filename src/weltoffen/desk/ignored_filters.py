"""Lists that say which filter of their address they could not make sense of.

Old addresses and typed ones name values that there are not, or not any more. Wagtail then leaves
out all filters without a word; here the others hold, and the list says what it left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import BaseListingView


class TellingFilters(BaseListingView):
    """A list whose address may name filters that mean nothing."""

    @cached_property
    def filters(self) -> Any:
        """Return the filters that mean something, the others left out."""
        names = {name for name, _label, _value in self._meaningless}
        if not names or self._asked_filters is None:
            return self._asked_filters
        kept = _without(self.request.GET, names)
        return self.filterset_class(**self.get_filterset_kwargs() | {"data": kept})

    @cached_property
    def ignored_filters(self) -> list[tuple[str, str]]:
        """Return what each filter that was left out is called, with its value."""
        return [(label, value) for _name, label, value in self._meaningless]

    @cached_property
    def _asked_filters(self) -> Any:
        return super().filters  # Wagtail's own; a property, which super() reads

    @cached_property
    def _meaningless(self) -> list[tuple[str, str, str]]:
        asked = self._asked_filters
        return [] if asked is None else list(_meaningless(asked, self.request.GET))


def _meaningless(asked: Any, data: QueryDict) -> Iterator[tuple[str, str, str]]:
    """Yield filters whose value is none, and such as are not offered now, by name and value."""
    for name, declared in asked.base_filters.items():
        values = [str(data[key]) for key in data if _belongs(key, name) and data[key]]
        is_offered = name in asked.filters
        if values and (not is_offered or name in asked.form.errors):
            yield name, str(declared.label), ", ".join(str(each) for each in values)


def _belongs(key: str, name: str) -> bool:
    """Say whether a value of an address is for a filter: of two ends, each has a name."""
    return key == name or key in (f"{name}_from", f"{name}_to")


def _without(data: QueryDict, names: Iterable[str]) -> QueryDict:
    kept = data.copy()
    for key in list(kept):
        if any(_belongs(key, name) for name in names):
            del kept[key]
    return kept
