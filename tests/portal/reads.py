"""Which columns the public pages read: of every query that is compiled, and of every row used."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import models
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from tests.architecture.test_fields import OURS
from tests.portal.marking import Field, name_of
from weltoffen import publication
from weltoffen.publication.selectors.prepared import Prepared

ROOMS = ("weltoffen.publication", "weltoffen.portal", "weltoffen.relations",
         "weltoffen.organisations")  # fmt: skip
WHY_READ: dict[Field, str] = {
    ("*", "id"): "joins tables, orders what is equal, and is the anchor of a passage",
    ("*", "visibility"): "leaves out what is not public",
    ("*", "made_from"): "says that a translation lags behind its original",
    ("*", "page_ptr"): "joins tables",
    ("relations.Position", "withdrawn_at"): "leaves out answers that were taken back",
    ("organisations.Organisation", "merged_into"): "leads to the entry that stands for it",
    ("organisations.OrganisationName", "earliest"): "finds the name of a day",
    ("organisations.OrganisationName", "latest"): "finds the name of a day",
}
"""Internal fields that the public pages may read, and why."""


class Reads:
    """The internal fields that were read, the tables, the prepared queries, and how many in all."""

    def __init__(self) -> None:
        self.internal: set[Field] = set()
        self.prepared: set[Prepared] = set()
        self.tables: set[str] = set()
        self.queries = 0

    @contextmanager
    def at_work(self) -> Iterator[Reads]:
        """Note what is read; prepared queries are compiled anew, so that none is missed."""
        compile_, order = SQLCompiler.as_sql, SQLCompiler.get_order_by
        plain, ask = models.Model.__getattribute__, Prepared.rows

        def as_sql(compiler: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
            found = compile_(compiler, *args, **kwargs)
            self.queries += 1
            self.tables |= {part.table_name for part in compiler.query.alias_map.values()}
            if not compiler.query.default_cols:  # whole rows: what is used of them counts
                self._note(expression for expression, *_ in compiler.select or ())
            self._note([compiler.query.where])
            return found

        def get_order_by(compiler: SQLCompiler) -> Any:
            found = order(compiler)
            self._note(expression for expression, *_ in found)
            return found

        def read(instance: models.Model, name: str) -> Any:
            if name[0] != "_" and type(instance) in OURS and _asked_by_the_portal():
                self._note_one(type(instance), name)
            return plain(instance, name)

        def rows(prepared: Prepared, **values: Any) -> Any:
            self.prepared.add(prepared)
            prepared._plans.clear()
            return ask(prepared, **values)

        with (
            patch.object(SQLCompiler, "as_sql", as_sql),
            patch.object(SQLCompiler, "get_order_by", get_order_by),
            patch.object(models.Model, "__getattribute__", read),
            patch.object(Prepared, "rows", rows),
        ):
            yield self

    def _note(self, expressions: Iterable[Any]) -> None:
        for expression in expressions:
            if isinstance(expression, Col):
                self._note_one(expression.target.model, name_of(expression.target))
            elif hasattr(expression, "children"):
                self._note(expression.children)
            elif hasattr(expression, "get_source_expressions"):
                self._note(e for e in expression.get_source_expressions() if e is not None)

    def _note_one(self, model: type[models.Model], name: str) -> None:
        if model in OURS and _field(model, name) in model.INTERNAL_FIELDS:
            self.internal.add((model._meta.label, _field(model, name)))


def _field(model: type[models.Model], name: str) -> str:
    """Return the field that an attribute stands for."""
    if name == "pk":
        return "id"
    known = {field.attname: name_of(field) for field in model._meta.concrete_fields}
    return known.get(name, name)


def _asked_by_the_portal() -> bool:
    caller = sys._getframe(2).f_globals.get("__name__", "")
    return caller.startswith(ROOMS) and ".models" not in caller


def prepared_queries() -> dict[str, Prepared]:
    """Return the queries that the modules of the publication room have prepared, by name."""
    return {
        f"{module.__name__}.{name}": found
        for _finder, path, _is_package in pkgutil.walk_packages(
            publication.__path__, f"{publication.__name__}."
        )
        for module in [importlib.import_module(path)]
        for name, found in vars(module).items()
        if isinstance(found, Prepared)
    }
