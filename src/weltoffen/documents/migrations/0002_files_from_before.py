"""Documents and pictures that an installation kept in Wagtail's own tables move here.

Nobody has looked at these files. They keep their number, so that links in texts still lead to them,
stay internal and are only downloaded, until somebody uploads them again; their rows in Wagtail's
tables stay as they are, and nothing reads them any more.
"""

import mimetypes

from django.core.management.color import no_style
from django.db import migrations


def move(apps, schema_editor):
    alias = schema_editor.connection.alias
    pairs = (
        (("wagtaildocs", "Document"), "Document", ("file_size", "file_hash")),
        (
            ("wagtailimages", "Image"),
            "Picture",
            (
                "file_size",
                "file_hash",
                "width",
                "height",
                "description",
                "focal_point_x",
                "focal_point_y",
                "focal_point_width",
                "focal_point_height",
            ),
        ),
    )
    moved = []
    for (room, old_name), new_name, columns in pairs:
        old = apps.get_model(room, old_name)
        new = apps.get_model("documents", new_name)
        for row in old.objects.using(alias).order_by("pk"):
            media_type = mimetypes.guess_type(row.file.name)[0] or "application/octet-stream"
            new.objects.using(alias).bulk_create(
                [
                    new(
                        pk=row.pk,
                        identifier=f"{'datei' if new_name == 'Document' else 'bild'}-von-frueher-{row.pk}",
                        title=row.title,
                        file=row.file.name,
                        media_type=media_type[:100],
                        received_name=row.file.name.rpartition("/")[2][:200],
                        collection_id=row.collection_id,
                        uploaded_by_user_id=row.uploaded_by_user_id,
                        visibility="internal",
                        **{name: getattr(row, name) for name in columns},
                    )
                ]
            )
            new.objects.using(alias).filter(pk=row.pk).update(created_at=row.created_at)
            moved.append(new)
    for statement in schema_editor.connection.ops.sequence_reset_sql(
        no_style(), sorted(set(moved), key=lambda m: m.__name__)
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
