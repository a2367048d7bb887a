"""One sighting of a snapshot a day: of several, the last stays."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def keep_the_last_of_a_day(apps: Any, schema_editor: Any) -> None:
    """Delete the sightings of a day that a later one of the same day makes needless."""
    sightings = apps.get_model("sources", "Sighting").objects
    same_day = sightings.filter(snapshot=OuterRef("snapshot"), seen_on=OuterRef("seen_on"))
    later = Q(seen_at__gt=OuterRef("seen_at")) | Q(
        seen_at=OuterRef("seen_at"), pk__gt=OuterRef("pk")
    )
    needless = sightings.filter(Exists(same_day.filter(later))).values_list("pk", flat=True)
    sightings.filter(pk__in=list(needless)).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0006_seen_again"),
    ]

    operations = [
        migrations.RunPython(keep_the_last_of_a_day, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="sighting",
            options={
                "ordering": ("snapshot", "seen_on"),
                "verbose_name": "Wiedersehen mit einer Fassung",
                "verbose_name_plural": "Wiedersehen mit Fassungen",
            },
        ),
        migrations.AddConstraint(
            model_name="sighting",
            constraint=models.UniqueConstraint(
                fields=("snapshot", "seen_on"),
                name="snapshot_is_seen_again_once_a_day",
                violation_error_code="seen_on",
                violation_error_message="Dass diese Fassung an diesem Tag noch da war, ist schon festgehalten. Es ist nichts weiter zu tun.",
            ),
        ),
    ]
