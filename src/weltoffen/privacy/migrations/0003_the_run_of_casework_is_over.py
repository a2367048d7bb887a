"""This room's daily run does what a run of casework's own did: of that, none waits any more.

Jobs of a kind that the program does not know wait for ever, for a newer version.
"""

from django.db import migrations
from django.utils import timezone

GONE = "casework.forget"


def _end(apps, schema_editor):
    apps.get_model("jobs", "Schedule").objects.filter(kind=GONE).delete()
    apps.get_model("jobs", "Job").objects.filter(
        kind=GONE, state__in=["waiting", "running"]
    ).update(state="cancelled", ended_at=timezone.now(), worker="", leased_until=None)


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_the_protocol_is_only_added_to"),
        ("jobs", "0002_workers_say_that_they_live"),
    ]

    operations = [migrations.RunPython(_end, migrations.RunPython.noop, elidable=True)]
