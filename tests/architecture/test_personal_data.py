"""Everything that could be about somebody is declared: whose it is and until when, or why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps
from modeltranslation.fields import TranslationField

from weltoffen.accounts.models import User
from weltoffen.organisations.models import Office, Person
from weltoffen.privacy.registry import KINDS, NOBODY

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField,
         models.GenericIPAddressField)  # fmt: skip
PEOPLE = (User, Person, Office)
"""A key to one of these says something of somebody."""

CLAIMED = {
    f"{model}.{name}" for kind in KINDS.values() for model, names in kind.fields.items()
    for name in names
}  # fmt: skip


def asked_of(model: type[models.Model]) -> Iterator[tuple[str, bool]]:
    """Yield the fields of which something has to be said, and whether they lead to a person."""
    for field in model._meta.local_concrete_fields:
        target = field.remote_field.model if field.remote_field else None
        if isinstance(field, TranslationField) or field.generated:
            continue
        if target in PEOPLE or field.name.startswith("born"):
            yield f"{model._meta.label_lower}.{field.name}", True
        elif isinstance(field, TEXTS) and not (
            isinstance(field, models.SlugField) or field.choices
        ):
            yield f"{model._meta.label_lower}.{field.name}", False


def undeclared(model: type[models.Model]) -> list[str]:
    """Return a model's fields of which nothing is said."""
    is_nobodys = model._meta.label_lower in NOBODY
    return [
        name
        for name, leads_to_somebody in asked_of(model)
        if name not in CLAIMED and (leads_to_somebody or not (is_nobodys or name in NOBODY))
    ]


def test_every_field_that_could_be_about_somebody_is_declared() -> None:
    found = [
        name for model in apps.get_models(include_auto_created=True) for name in undeclared(model)
    ]
    assert found == [], (
        "say in weltoffen/privacy/held whose data these are and until when, or why nobody's"
    )


def test_what_is_declared_is_there() -> None:
    missing = [name for name in {*CLAIMED, *NOBODY} if not _is_there(name)]
    assert sorted(missing) == []


def _is_there(name: str) -> bool:
    app, model, *field = name.split(".")
    try:
        found = apps.get_model(app, model)
        return not field or bool(found._meta.get_field(field[0]))
    except (LookupError, FieldDoesNotExist):
        return False


def test_nothing_is_declared_both_ways() -> None:
    assert CLAIMED & set(NOBODY) == set()
    texts = {name for model in apps.get_models(include_auto_created=True)
             for name, leads_to_somebody in asked_of(model) if not leads_to_somebody}  # fmt: skip
    whole = {name for name in CLAIMED & texts if name.rpartition(".")[0] in NOBODY}
    assert sorted(whole) == [], "say of each of the model's other fields why it is nobody's"


def test_no_field_is_of_two_kinds() -> None:
    named = Counter(
        f"{model}.{name}" for kind in KINDS.values() for model, names in kind.fields.items()
        for name in names
    )  # fmt: skip
    assert [name for name, count in named.items() if count > 1] == []


@isolate_apps("weltoffen.organisations")
def test_a_field_that_nobody_declared_is_found() -> None:
    fields = {
        "__module__": "weltoffen.seeded",
        "Meta": type("Meta", (), {"app_label": "organisations"}),
        "nickname": models.CharField(max_length=9),
        "colour": models.CharField(max_length=9, choices=[("r", "rot")]),
        "born_on": models.DateField(),
        "boss": models.ForeignKey(User, models.PROTECT, related_name="+"),
    }
    seeded = type("Seeded", (models.Model,), fields)
    assert undeclared(seeded) == [
        "organisations.seeded.nickname", "organisations.seeded.born_on",
        "organisations.seeded.boss",
    ]  # fmt: skip


def test_every_kind_is_kept_by_a_rule_that_can_be_said() -> None:
    for kind in KINDS.values():
        assert (kind.months is None) != (not str(kind.rule)), kind.name
        assert (kind.months is None) or str(kind.since), kind.name
        assert (kind.due is None) == (kind.carry_out is None), kind.name
        assert kind.months is None or kind.carry_out is not None, kind.name
        if kind.months is not None:
            assert 1 <= kind.months.least <= kind.months.usual <= kind.months.most <= 360
