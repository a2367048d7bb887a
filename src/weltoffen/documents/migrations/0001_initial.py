"""Documents with their versions, pictures and their sizes."""

import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "identifier",
                    models.SlugField(
                        error_messages={
                            "unique": "Diese Kennung ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie den vorhandenen Eintrag."
                        },
                        help_text="Bleibt für immer gleich und ist Teil der öffentlichen Adresse.",
                        max_length=96,
                        unique=True,
                        verbose_name="Kennung",
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("coordination", "Koordination Internationales"),
                            ("protocol", "Protokoll"),
                            ("department", "Fachbereich"),
                            ("administration", "Administration"),
                        ],
                        default="coordination",
                        max_length=16,
                        verbose_name="zuständig",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist.",
                        max_length=96,
                        null=True,
                        verbose_name="Fachbereich",
                    ),
                ),
                ("review_by", models.DateField(blank=True, null=True, verbose_name="prüfen bis")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "öffentlich"),
                            ("partner", "für die Partnerstadt"),
                            ("internal", "intern"),
                            ("restricted", "eingeschränkt"),
                        ],
                        default="internal",
                        max_length=10,
                        verbose_name="Sichtbarkeit",
                    ),
                ),
                (
                    "made_from",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="Per translated column, the fingerprint of the German text it was made from.",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("file", models.FileField(upload_to="documents", verbose_name="file")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("file_size", models.PositiveBigIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deed", "Urkunde"),
                            ("letter", "Brief"),
                            ("minutes", "Protokoll oder Vermerk"),
                            ("photo", "Foto"),
                            ("other", "anderes"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("on", models.CharField(default="XXXX", max_length=40, verbose_name="Datum")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="Sprache")),
                ("summary", models.TextField(blank=True, verbose_name="Worum es geht")),
                (
                    "summary_de",
                    models.TextField(blank=True, null=True, verbose_name="Worum es geht"),
                ),
                (
                    "summary_en",
                    models.TextField(blank=True, null=True, verbose_name="Worum es geht"),
                ),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="von wem")),
                (
                    "licence",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Lizenz oder Erlaubnis"
                    ),
                ),
                (
                    "media_type",
                    models.CharField(editable=False, max_length=100, verbose_name="Dateiformat"),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="Prüfsumme (SHA-256)",
                    ),
                ),
                (
                    "received_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="Prüfsumme der Datei, wie sie kam",
                    ),
                ),
                (
                    "received_name",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="Dateiname"
                    ),
                ),
                (
                    "is_shown",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="im Browser zu sehen"
                    ),
                ),
                (
                    "active",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="aktive Inhalte"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="Schlagwörter",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="filed_documents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="hochgeladen von",
                    ),
                ),
            ],
            options={
                "verbose_name": "Dokument",
                "verbose_name_plural": "Dokumente",
                "ordering": ("-created_at", "-id"),
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "identifier",
                    models.SlugField(
                        error_messages={
                            "unique": "Diese Kennung ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie den vorhandenen Eintrag."
                        },
                        help_text="Bleibt für immer gleich und ist Teil der öffentlichen Adresse.",
                        max_length=96,
                        unique=True,
                        verbose_name="Kennung",
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("coordination", "Koordination Internationales"),
                            ("protocol", "Protokoll"),
                            ("department", "Fachbereich"),
                            ("administration", "Administration"),
                        ],
                        default="coordination",
                        max_length=16,
                        verbose_name="zuständig",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist.",
                        max_length=96,
                        null=True,
                        verbose_name="Fachbereich",
                    ),
                ),
                ("review_by", models.DateField(blank=True, null=True, verbose_name="prüfen bis")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "öffentlich"),
                            ("partner", "für die Partnerstadt"),
                            ("internal", "intern"),
                            ("restricted", "eingeschränkt"),
                        ],
                        default="internal",
                        max_length=10,
                        verbose_name="Sichtbarkeit",
                    ),
                ),
                (
                    "made_from",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="Per translated column, the fingerprint of the German text it was made from.",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True, default="", max_length=255, verbose_name="description"
                    ),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, db_index=True, verbose_name="created at"
                    ),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "file_hash",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=40),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deed", "Urkunde"),
                            ("letter", "Brief"),
                            ("minutes", "Protokoll oder Vermerk"),
                            ("photo", "Foto"),
                            ("other", "anderes"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("on", models.CharField(default="XXXX", max_length=40, verbose_name="Datum")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="Sprache")),
                ("summary", models.TextField(blank=True, verbose_name="Worum es geht")),
                (
                    "summary_de",
                    models.TextField(blank=True, null=True, verbose_name="Worum es geht"),
                ),
                (
                    "summary_en",
                    models.TextField(blank=True, null=True, verbose_name="Worum es geht"),
                ),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="von wem")),
                (
                    "licence",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Lizenz oder Erlaubnis"
                    ),
                ),
                (
                    "media_type",
                    models.CharField(editable=False, max_length=100, verbose_name="Dateiformat"),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="Prüfsumme (SHA-256)",
                    ),
                ),
                (
                    "received_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="Prüfsumme der Datei, wie sie kam",
                    ),
                ),
                (
                    "received_name",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="Dateiname"
                    ),
                ),
                (
                    "is_shown",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="im Browser zu sehen"
                    ),
                ),
                (
                    "active",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="aktive Inhalte"
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Was zu sehen ist, in einem Satz, für alle, die das Bild nicht sehen.",
                        max_length=300,
                        verbose_name="Alternativtext",
                    ),
                ),
                (
                    "alt_de",
                    models.CharField(
                        blank=True,
                        help_text="Was zu sehen ist, in einem Satz, für alle, die das Bild nicht sehen.",
                        max_length=300,
                        null=True,
                        verbose_name="Alternativtext",
                    ),
                ),
                (
                    "alt_en",
                    models.CharField(
                        blank=True,
                        help_text="Was zu sehen ist, in einem Satz, für alle, die das Bild nicht sehen.",
                        max_length=300,
                        null=True,
                        verbose_name="Alternativtext",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "Bild",
                "verbose_name_plural": "Bilder",
                "ordering": ("-created_at", "-id"),
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PictureRendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                (
                    "focal_point_key",
                    models.CharField(blank=True, default="", editable=False, max_length=16),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="documents.picture",
                    ),
                ),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="Nummer")),
                ("file", models.CharField(max_length=120, verbose_name="Datei")),
                (
                    "original",
                    models.CharField(blank=True, max_length=120, verbose_name="Datei, wie sie kam"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="Prüfsumme (SHA-256)")),
                (
                    "received_sha256",
                    models.CharField(
                        max_length=64, verbose_name="Prüfsumme der Datei, wie sie kam"
                    ),
                ),
                ("received_name", models.CharField(max_length=200, verbose_name="Dateiname")),
                ("media_type", models.CharField(max_length=100, verbose_name="Dateiformat")),
                ("size", models.PositiveBigIntegerField(verbose_name="Größe")),
                (
                    "is_shown",
                    models.BooleanField(default=False, verbose_name="im Browser zu sehen"),
                ),
                (
                    "active",
                    models.JSONField(blank=True, default=list, verbose_name="aktive Inhalte"),
                ),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="Was ist neu?")),
                (
                    "added_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="hochgeladen um"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="documents.document",
                        verbose_name="Dokument",
                    ),
                ),
            ],
            options={
                "verbose_name": "Fassung eines Dokuments",
                "verbose_name_plural": "Fassungen von Dokumenten",
                "ordering": ("document", "-number"),
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("received_sha256__length", 64), ("sha256__length", 64)),
                    models.Q(("sha256", ""), ("visibility__in", ["internal", "restricted"])),
                    _connector="OR",
                ),
                name="document_has_its_fingerprint",
                violation_error_code="sha256",
                violation_error_message="Die Prüfsumme der Datei fehlt oder ist unvollständig. Laden Sie die Datei noch einmal hoch; sie wird dann geprüft und die Prüfsumme berechnet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("received_sha256__length", 64), ("sha256__length", 64)),
                    models.Q(("sha256", ""), ("visibility__in", ["internal", "restricted"])),
                    _connector="OR",
                ),
                name="picture_has_its_fingerprint",
                violation_error_code="sha256",
                violation_error_message="Die Prüfsumme der Datei fehlt oder ist unvollständig. Laden Sie die Datei noch einmal hoch; sie wird dann geprüft und die Prüfsumme berechnet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.UniqueConstraint(
                condition=models.Q(("received_sha256", ""), _negated=True),
                fields=("received_sha256",),
                name="file_is_kept_once_among_pictures",
                violation_error_code="received_sha256",
                violation_error_message="Dieses Bild ist schon da. Verwenden Sie das vorhandene.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visibility", "public"), _negated=True),
                    models.Q(
                        models.Q(("alt_de", ""), _negated=True),
                        ("alt_de__isnull", False),
                        models.Q(("author", ""), _negated=True),
                        models.Q(("licence", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="public_picture_says_what_it_shows_and_whose_it_is",
                violation_error_code="alt",
                violation_error_message="Ein öffentliches Bild braucht einen Alternativtext auf Deutsch, wer es gemacht hat und unter welcher Lizenz es steht. Ergänzen Sie, was fehlt, oder nehmen Sie das Bild zuerst aus der Öffentlichkeit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picturerendition",
            constraint=models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"),
                name="picture_has_each_size_once",
                violation_error_code="filter_spec",
                violation_error_message="In dieser Größe gibt es das Bild schon. Laden Sie die Seite neu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("document", "number"),
                name="versions_of_a_document_are_counted",
                violation_error_code="number",
                violation_error_message="Gerade hat jemand anderes eine neue Fassung hochgeladen. Laden Sie die Seite neu und sehen Sie nach, ob Ihre noch nötig ist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("received_sha256",),
                name="file_is_kept_once_among_documents",
                violation_error_code="received_sha256",
                violation_error_message="Diese Datei liegt schon bei den Dokumenten. Verwenden Sie das vorhandene Dokument.",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("received_sha256__length", 64), ("sha256__length", 64)),
                name="version_has_its_fingerprint",
                violation_error_code="sha256",
                violation_error_message="Die Prüfsumme der Datei fehlt oder ist unvollständig. Laden Sie die Datei noch einmal hoch; sie wird dann geprüft und die Prüfsumme berechnet.",
            ),
        ),
    ]
