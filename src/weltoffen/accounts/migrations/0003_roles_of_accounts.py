"""Accounts have roles. Who was in the coordination's group has the coordination's role.

Rights follow from roles now. What the group was given of them by an earlier version goes; what an
administrator gave it beyond stays.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def _give_coordinators_their_role(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    Assignment = apps.get_model("accounts", "Assignment")
    held = User.objects.filter(groups__name="Koordination", is_function=False)
    if not held.exists():
        return
    by, _is_new = User.objects.get_or_create(
        username="einrichtung",
        defaults={"is_function": True, "is_active": False, "password": "!"},
    )
    for user in held:
        Assignment.objects.create(user=user, role="coordinator", given_by=by)


def _take_rights_that_follow_from_roles(apps, schema_editor):
    for given in apps.get_model("accounts", "GivenRight").objects.all():
        given.group.permissions.remove(given.permission)


def _leave_as_it_is(apps, schema_editor):
    """The groups still say who coordinates; an earlier version gives them their rights anew."""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rights_of_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "liest mit"),
                            ("contributor", "trägt bei (Fachbereich)"),
                            ("coordinator", "koordiniert"),
                            ("protocol", "Protokoll"),
                            ("administrator", "verwaltet das Programm"),
                            ("guest", "Gast aus einer Partnerstadt"),
                        ],
                        max_length=16,
                        verbose_name="Rolle",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, default="", max_length=96, verbose_name="Fachbereich"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True, default="", max_length=96, verbose_name="Beziehung"
                    ),
                ),
                (
                    "is_by_claims",
                    models.BooleanField(
                        default=False,
                        help_text="Gegeben nach dem, was der Anmeldedienst sagt; er nimmt sie auch wieder.",
                        verbose_name="bei der Anmeldung übernommen",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="gegeben"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="genommen")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="genommen von",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gegeben von",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Konto",
                    ),
                ),
            ],
            options={
                "verbose_name": "Rolle eines Kontos",
                "verbose_name_plural": "Rollen von Konten",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "role", "unit", "relation"),
                        name="account_has_a_role_once_at_a_time",
                        violation_error_code="role",
                        violation_error_message="Diese Rolle hat das Konto schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("role", "contributor")),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("role", "contributor"), _negated=True), ("unit", "")
                            ),
                            _connector="OR",
                        ),
                        name="contributors_role_names_a_department_and_no_other_does",
                        violation_error_code="unit",
                        violation_error_message="Wer für einen Fachbereich beiträgt, braucht einen Fachbereich, und nur diese Rolle hat einen. Wählen Sie einen, oder lassen Sie das Feld leer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("role", "guest")),
                                models.Q(("relation", ""), _negated=True),
                            ),
                            models.Q(models.Q(("role", "guest"), _negated=True), ("relation", "")),
                            _connector="OR",
                        ),
                        name="guests_role_names_a_relation_and_no_other_does",
                        violation_error_code="relation",
                        violation_error_message="Ein Gast braucht die Beziehung, die er sieht, und nur diese Rolle hat eine. Wählen Sie eine, oder lassen Sie das Feld leer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__gte", models.F("given_at")), ("ended_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="role_ends_after_it_was_given_and_by_somebody",
                        violation_error_code="ended_at",
                        violation_error_message="Eine Rolle endet, nachdem sie gegeben wurde, und jemand nimmt sie.",
                    ),
                ],
            },
        ),
        migrations.RunPython(_give_coordinators_their_role, _leave_as_it_is),
        migrations.RunPython(_take_rights_that_follow_from_roles, _leave_as_it_is),
        migrations.DeleteModel(name="GivenRight"),
    ]
