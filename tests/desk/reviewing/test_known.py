"""What is known by itself, on the bench and on the other pages that count what is open."""

from __future__ import annotations

from django.urls import reverse

from tests.intake.road.test_known import read_once_more


def test_the_bench_folds_it_and_counts_it_nowhere(desk, home):
    again = read_once_more(home)
    html = desk.get(reverse("desk:bench", args=[again.snapshot_id])).content.decode()
    assert "1 Angabe stimmt überein und ist schon belegt: nichts zu entscheiden" in html
    assert "Vorschlag ist offen" not in html
    assert f'id="proposal-{again.pk}"' in html
    listed = desk.get(reverse("desk:proposals"))
    assert listed.context["open"] == 0
