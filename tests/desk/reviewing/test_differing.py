"""Two texts beside each other: what differs is said, and only that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.desk.reviewing.differing import MOST_LINES, compare_texts

LINES = st.lists(st.text(alphabet="abc ", min_size=1, max_size=12), max_size=12)


def said(runs):
    return "".join(run.text for run in runs)


@given(LINES, LINES)
def test_each_side_of_the_comparison_is_its_text(old, new):
    found = compare_texts("\n".join(old), "\n".join(new))
    wanted = [[" ".join(line.split()) for line in lines if line.strip()] for lines in (old, new)]
    gaps = sum(row.count for row in found.rows)
    left = [said(row.before) for row in found.rows if row.before]
    right = [said(row.after) for row in found.rows if row.after]
    assert len(left) + gaps == len(wanted[0])
    assert len(right) + gaps == len(wanted[1])
    assert set(left) <= set(wanted[0])
    assert set(right) <= set(wanted[1])


@given(LINES)
def test_a_text_does_not_differ_from_itself(lines):
    assert compare_texts("\n".join(lines), "\n".join(lines)).is_same


def test_within_a_changed_line_only_the_changed_words_are_marked():
    found = compare_texts("Amiens seit 1960.\nEnde", "Amiens seit 1961.\nEnde")
    (row,) = [row for row in found.rows if row.kind == "changed"]
    assert [run.text for run in row.before if run.differs] == ["1960"]
    assert [run.text for run in row.after if run.differs] == ["1961"]


def test_a_line_that_went_and_one_that_came_are_told_apart():
    found = compare_texts("eins\nzwei\ndrei", "eins\ndrei\nvier")
    kinds = {said(row.before) + said(row.after): row.kind for row in found.rows}
    assert kinds["zwei"] == "gone"
    assert kinds["vier"] == "new"


def test_equal_lines_far_from_changes_are_counted_and_not_shown():
    same = "\n".join(f"Zeile {number}" for number in range(50))
    found = compare_texts(f"{same}\nalt", f"{same}\nneu")
    assert [row.count for row in found.rows if row.kind == "gap"] == [48]


def test_a_text_without_end_is_compared_as_far_as_it_goes_and_says_so():
    long = "\n".join(f"Zeile {number}" for number in range(MOST_LINES + 10))
    assert compare_texts(long, "kurz").is_cut
    assert not compare_texts("kurz", "kürzer").is_cut


def test_a_changed_line_stands_beside_the_one_it_was_though_another_is_gone():
    before = "Die Freundschaft mit Buxtehude endete 2011.\nMit Jena besteht seit 1992 ein Bund."
    found = compare_texts(before, "Mit Jena besteht seit 1993 ein Bund.")
    assert [row.kind for row in found.rows] == ["gone", "changed"]
    changed = found.rows[1]
    assert [run.text for run in (*changed.before, *changed.after) if run.differs] == [
        "1992", "1993",
    ]  # fmt: skip
