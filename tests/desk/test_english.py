"""The desk in English: no German sentence of ours is left on its pages.

German is the language of the source, so a sentence that was put into words too early, or kept in
words, shows in German whatever language a person has chosen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import LazySettings
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html
from wagtail.users.models import UserProfile

import weltoffen
from tests.desk.test_permissions import addresses, read_to_the_end
from tests.intake.road.texts import at_home, read
from weltoffen.accounts.models import User
from weltoffen.intake.models import Attempt
from weltoffen.intake.rules.receiving import UNNAMED, title_for

_PO = Path(weltoffen.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
_HOLE = re.compile(r"%\(\w+\)[sd]|%%")
TEXT = """Unsere Partner

Bielefeld hat zwei Partnerstädte:

- Lyon, Frankreich, seit 1970
- Gdynia, Polen, seit 1973
"""
_LONG = 4
"""A sentence of so many words is looked for anywhere in a text, a shorter one as a whole."""


def catalogue() -> dict[str, str]:
    """Return each German sentence of the product with its English, where that reads otherwise."""
    with _PO.open(encoding="utf-8") as file:
        entries = list(read_po(file))
    found: dict[str, str] = {}
    for entry in entries:
        ids = entry.id if isinstance(entry.id, tuple | list) else [entry.id]
        words = entry.string if isinstance(entry.string, tuple | list) else [entry.string]
        pairs = zip(ids, words, strict=False)
        found |= {a: b for a, b in pairs if a and b and a.lower() != b.lower()}
    return found


def _pattern(german: str) -> str:
    """Return the pattern that a sentence with its values fits."""
    pieces = _HOLE.split(german)
    return r"\s*" + ".+?".join(re.escape(piece.strip()) for piece in pieces) + r"\s*"


def said(page: str) -> Iterator[str]:
    """Yield every text that a page says: on it, in its attributes, and to its scripts."""
    for node in html.fromstring(page).iter():
        if not isinstance(node.tag, str):
            continue
        yield from (value for name, value in node.attrib.items() if name not in _TECHNICAL)
        if node.tag == "script":
            if node.get("type") == "application/json":
                yield from _strings(json.loads(node.text or "null"))
        elif node.tag != "style":
            yield node.text or ""
        yield node.tail or ""


_TECHNICAL = ("href", "action", "src", "class", "id", "name", "d", "style")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def kept() -> set[str]:
    """Return what the register itself says: the office wrote it, in the language it writes."""
    found: set[str] = set()
    for model in apps.get_models():
        worded = (f for f in model._meta.concrete_fields if isinstance(f, CharField | TextField))
        fields = [f.attname for f in worded if f.attname != "name" or model is not Attempt]
        if not model.__module__.startswith("weltoffen") or not fields:
            continue
        for row in model._base_manager.values_list(*fields):
            found |= {" ".join(each.split()) for each in row if each}
    return found


class Ear:
    """Hears which texts are German sentences of ours; each text is judged once."""

    def __init__(self) -> None:
        sentences = catalogue()
        self.own = kept()
        self.whole = sentences
        plain = [s for s in sentences if not _HOLE.search(s) and len(s.split()) >= _LONG]
        holed = [s for s in sentences if len(re.findall(r"[^\W\d]{3,}", _HOLE.sub(" ", s))) >= 2]
        holed = [s for s in holed if _HOLE.search(s)]
        self.long = plain
        self.holed = [(re.compile(_pattern(s)), s) for s in holed]
        self.judged: dict[str, str] = {}

    def german(self, page: str) -> set[str]:
        """Return the German sentences of ours on a page."""
        texts = {" ".join(text.split()) for text in said(page)} - self.own - {"", "Deutsch"}
        return {heard for text in texts if (heard := self._hear(text))}

    def _hear(self, text: str) -> str:
        if text not in self.judged:
            self.judged[text] = self._judge(text)
        return self.judged[text]

    def _judge(self, text: str) -> str:
        if text in self.whole:
            return text
        if any(own in text for own in self.own if len(own.split()) >= _LONG):
            return ""
        within = next((s for s in self.long if s in text), "")
        within = within or next((s for fits, s in self.holed if fits.fullmatch(text)), "")
        return f"{text} <- {within}" if within else ""


@pytest.fixture
def english_desk(coordinator: User) -> Client:
    """The browser of somebody who reads German pages, but works at the desk in English."""
    UserProfile.objects.create(user=coordinator, preferred_language="en")
    coordinator.is_superuser = True  # sees also what is for administrators
    coordinator.save()
    client = Client(headers={"accept-language": "de"})
    client.force_login(coordinator)
    return client


def test_no_page_of_the_desk_speaks_german_to_those_who_chose_english(
    english_desk: Client,
) -> None:
    every = [*addresses(), reverse("wagtailadmin_home"), reverse("wagtailadmin_account")]
    ear = Ear()
    ear.own |= {"Ort", "Land", "Art", "Partnerstadt"}  # written in the file that was handed over
    found = {}
    for address in every:
        answer = english_desk.get(address)
        assert answer.status_code == 200, address
        read_to_the_end(answer)
        if "html" in answer["Content-Type"] and (left := ear.german(answer.content.decode())):
            found[address] = sorted(left)
    assert found == {}


def test_nor_does_what_is_said_after_something_was_done(
    english_desk: Client, settings: LazySettings
) -> None:
    settings.WELTOFFEN_HOME = "bielefeld"
    home = at_home()
    snapshot = read(home, TEXT).snapshot
    assert snapshot is not None
    lyon, gdynia = snapshot.statements.filter(type="relation").order_by("start")[:2]
    bench = reverse("desk:bench", args=[snapshot.pk])
    done = [
        (bench, {"do": "accept", "statement": lyon.pk}),
        (bench, {"do": "undo", "statement": lyon.pk}),
        (bench, {"do": "accept", "statement": lyon.pk}),
        (bench, {"do": "later", "statement": gdynia.pk}),
        (bench, {"do": "reject", "statement": gdynia.pk, "reason": "no"}),
        (bench, {"do": "undo", "statement": gdynia.pk}),
        (bench, {"do": "read-again"}),
        (reverse("desk:reading"), {}),
        (reverse("desk:proposals-certain"), {"statement": gdynia.pk}),
        (reverse("desk:municipalities-publish", args=["bielefeld"]), {}),
        (reverse("desk:municipalities-withdraw", args=["bielefeld"]), {}),
    ]
    ear = Ear()
    found = {}
    for address, sent in done:
        answer = english_desk.post(address, sent, follow=True)
        assert answer.status_code == 200, (address, sent)
        assert answer.headers["Content-Language"] == "en"  # although the browser asks for German
        if left := ear.german(answer.content.decode()):
            found[address, str(sent)] = sorted(left)
    assert found == {}


@pytest.mark.parametrize(
    "address", ["/desk/nothing/", "/desk/relations/nothing/", "/desk/bench/999999/"]
)
def test_what_is_missing_at_the_desk_is_said_in_ones_own_language(
    english_desk: Client, address: str
) -> None:
    answer = english_desk.get(address)
    page = html.document_fromstring(answer.content.decode())
    assert answer.status_code == 404
    assert page.get("lang") == answer.headers["Content-Language"] == "en"
    assert Ear().german(answer.content.decode()) == set()


def test_a_text_without_a_name_is_called_so_in_ones_own_language(
    english_desk: Client, settings: LazySettings
) -> None:
    settings.WELTOFFEN_HOME = "bielefeld"
    at_home()
    text = "Bielefeld ist seit 1970 Partnerstadt von Lyon in Frankreich, " * 3
    sent = {"pasted": text, "publisher_side": "home", "source_kind": "web-page"}
    answer = english_desk.post(reverse("desk:reading"), sent, follow=True)
    [attempt] = Attempt.objects.all()
    assert "Pasted text" in answer.content.decode()
    with translation.override("de"):
        assert str(attempt) == "Eingefügter Text"


def test_such_a_text_is_called_by_its_beginning_once_it_is_read() -> None:
    long = "Bielefeld ist seit vielen Jahren " * 5
    assert title_for("", long, UNNAMED).startswith("Bielefeld ist seit vielen Jahren Bielefeld")
    assert len(title_for("", long, UNNAMED)) <= 90
    assert title_for("", long, "Brief aus Lyon") == "Brief aus Lyon"
