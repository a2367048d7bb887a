"""What the repository's documents promise: links lead somewhere, and what they name is there."""

from __future__ import annotations

import argparse
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from tests.architecture.reading import ROOT, SOURCE, floors, rooms
from tests.architecture.test_rooms import ALLOWED
from weltoffen.config import command_book
from weltoffen.ground.languages import LANGUAGES

DOCS = ROOT / "docs"
RECORDS = sorted((DOCS / "adr").glob("[0-9]*.md"))
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "src/**/README.md", "tools/**/*.md")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(
    r"[\w.{}*-]+(?:/[\w.{}*-]+)*\.(?:py|md|toml|yaml|yml|json|jinja|svg|css|lock|txt)"
)
DOTTED = re.compile(rf"(?:{'|'.join(rooms())})(?:\.\w+)+")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """Return the anchors that a forge makes of a document's headings."""
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_documents_to_hold():
    assert {"README.md", "docs/data-flow.md", "docs/adr/README.md"} <= set(map(relative, DOCUMENTS))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_links_lead_somewhere(document):
    broken = []
    for target in LINK.findall(text_of(document)):
        address, _, anchor = target.partition("#")
        if "://" in address:
            continue
        led_to = document if not address else (document.parent / address)
        if not led_to.exists() or (anchor and anchor not in anchors(led_to)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_files_that_are_named_are_there(document):
    named = {word for word in CODE.findall(text_of(document)) if FILE.fullmatch(word)}
    # What lies in ../shared stands beside the repository.
    ours = {word for word in named if not word.startswith("../shared/")}
    assert [word for word in sorted(ours) if not _is_there(word, document.parent)] == []


def _is_there(word: str, beside: Path) -> bool:
    """Say whether a file is there: as named, beside the document, or anywhere in the package."""
    return (ROOT / word).exists() or (beside / word).exists() or any(SOURCE.rglob(word))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_names_of_code_are_those_of_code(document):
    named = {word for word in CODE.findall(text_of(document)) if DOTTED.fullmatch(word)}
    assert [word for word in sorted(named) if not FILE.fullmatch(word) and not _exists(word)] == []


def _exists(dotted: str) -> bool:
    """Say whether a dotted name below ``weltoffen`` is a module, or something in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(["weltoffen", *parts[:length]])
        try:
            found = importlib.util.find_spec(name)
        except ModuleNotFoundError:
            continue
        if found:
            thing = importlib.import_module(name)
            for part in parts[length:]:
                thing = getattr(thing, part, None)
            return thing is not None
    return False


def commands() -> list[tuple[str, list[str]]]:
    """Return each command line that a document shows, with where it stands."""
    lines = (
        (relative(path), line)
        for path in DOCUMENTS
        for line in re.findall(r"\./weltoffen ([^`\n]+)", text_of(path))
    )
    return [(where, shlex.split(line, comments=True)) for where, line in lines]


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Return the options of a command and of what it can be told to do."""
    verbs = [a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    within = (options_of(verb) for choices in verbs for verb in choices.values())
    return set(parser._option_string_actions).union(*within)


def test_commands_that_are_shown_exist_with_their_options():
    installed = {command_book.spelled(name): (name, app) for name, app in get_commands().items()}
    shown = commands()
    assert len(shown) > 5, "the reading sees too little"
    wrong = []
    for where, (name, *arguments) in shown:
        if name in ("help", "COMMAND", command_book.TEST):
            continue
        if name not in installed:
            wrong.append((where, name))
            continue
        parser = load_command_class(installed[name][1], installed[name][0]).create_parser("", name)
        known = options_of(parser)
        wrong += [(where, word) for word in arguments if word[:2] == "--" and word not in known]
    assert wrong == []


def test_each_decision_has_its_number_and_stands_in_the_index():
    numbers = [path.name[:4] for path in RECORDS]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    index = text_of(DOCS / "adr" / "README.md")
    titles = [text_of(path).splitlines()[0] for path in RECORDS]
    entries = re.findall(r"^- \[(.+)\]\((.+)\)", index, re.MULTILINE)
    assert [f"# {title}" for title, _path in entries] == titles
    assert [path for _title, path in entries] == [path.name for path in RECORDS]


def test_decisions_that_are_referred_to_exist():
    files = [*DOCUMENTS, ROOT / "pyproject.toml", *SOURCE.rglob("*.py"), *ROOT.glob("tools/*.py")]
    found = {number for path in files for number in re.findall(r"\bADR (\d{4})", text_of(path))}
    assert found
    assert found - {path.name[:4] for path in RECORDS} == set()


def test_every_document_is_reached_from_the_readme():
    reached: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        if path in reached or not path.is_file():
            continue
        reached.add(path)
        if path.suffix == ".md":
            links = (target.partition("#")[0] for target in LINK.findall(text_of(path)))
            ahead += [(path.parent / link).resolve() for link in links if link and ":" not in link]
    assert {path for path in DOCUMENTS if DOCS in path.parents} - reached == set()


def test_the_picture_of_the_floors_is_the_contract():
    block = re.findall(
        r"^    ([a-z][a-z |]*?)(?:   .*)?$", text_of(DOCS / "rooms.md"), re.MULTILINE
    )
    drawn = {
        room.strip(): level
        for level, line in enumerate(reversed(block))
        for room in line.split("|")
    }
    assert drawn == floors()


def test_the_table_of_rooms_names_ways_in_that_are_there():
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.+) \|$", text_of(DOCS / "rooms.md"), re.MULTILINE)
    assert {room for room, _ways in rows} == set(floors())
    missing = [
        f"{room}.{way}"
        for room, ways in rows
        for way in CODE.findall(ways)
        if " " not in way and not _exists(f"{room}.{way}")
    ]
    assert missing == []


def test_the_document_of_rooms_says_what_a_room_contains():
    told = text_of(DOCS / "rooms.md").partition("## What a room contains")[2]
    assert ALLOWED - {"__init__"} - set(CODE.findall(told)) == set()


def test_rooms_that_come_later_are_not_there_yet():
    later = text_of(DOCS / "rooms.md").partition("come later:")[2].partition("\n\n")[0]
    assert CODE.findall(later)
    assert set(CODE.findall(later)) & set(rooms()) == set()


def glossary() -> list[list[str]]:
    lines = [line for line in text_of(DOCS / "glossary.md").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_the_glossary_has_one_english_name_per_german_term():
    german, english = ([row[place] for row in glossary()] for place in (0, 1))
    assert len(german) > 30, "the reading sees too little"
    assert sorted(german) == sorted(set(german))
    assert [name for name in english if english.count(name) > 1] == []


def test_words_of_code_in_the_glossary_stand_in_code():
    code = "\n".join(text_of(path) for path in SOURCE.rglob("*.py"))
    words = {word for row in glossary() for cell in row for word in CODE.findall(cell)}
    assert words
    assert [word for word in sorted(words) if not re.search(rf"\b{re.escape(word)}\b", code)] == []


def test_publiccode_says_what_the_package_says():
    told = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert told["name"] == project["name"]
    assert told["softwareVersion"] == project["version"]
    assert told["legal"]["license"] == project["license"]
    assert told["localisation"]["availableLanguages"] == list(LANGUAGES)
    assert set(told["description"]) == set(LANGUAGES)
    versions = {part["name"]: part["versionMin"] for part in told["dependsOn"]["open"]}
    assert f">={versions['Python']}" == project["requires-python"]
    assert "European Union Public Licence" in text_of(ROOT / "LICENSE")


def test_every_dependency_says_what_it_is_for_and_its_licence():
    """The promise of ADR 0002."""
    lines = text_of(ROOT / "pyproject.toml").splitlines()
    named = [line for line in lines if re.match(r'    "[\w\[\]-]+[^"]*",', line)]
    listed = tomllib.loads("\n".join(lines))
    groups = listed["dependency-groups"].values()
    everything = {*listed["project"]["dependencies"], *(name for group in groups for name in group)}
    with_reason = {
        found[1] for line in named if (found := re.match(r'    "([^"]+)",\s+# .+ \(.+\)$', line))
    }
    assert everything - with_reason == set()
