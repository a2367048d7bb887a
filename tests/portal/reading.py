"""Reading drawings back in tests, and checking what holds for all of them."""

from __future__ import annotations

from lxml import etree

HOSTILE = '</title><script>alert("x")</script>\'"&<b onload=x style="y">\x00\x1f'
"""A name that wants to be more than a name."""
WORDS = {"language": "de", "title": "Titel", "description": "Beschreibung"}


def parsed(drawing: str) -> etree._Element:
    """Parse a drawing and check what holds for all of them."""
    root = etree.fromstring(drawing)
    ids = [found.get("id") for found in root.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    for found in root.iter():
        assert found.tag not in ("script", "style", "foreignObject")
        assert not [name for name in found.attrib if name == "style" or name.startswith("on")]
        for name in ("aria-labelledby", "aria-describedby"):
            assert found.get(name) is None or found.get(name) in ids
        fill = found.get("fill", "")
        assert not fill.startswith("url(") or fill[5:-1] in ids
    return root


def classes(root: etree._Element, css_class: str) -> list[etree._Element]:
    """Return the elements of a class, in the order of the document."""
    return [found for found in root.iter() if css_class in found.get("class", "").split()]
