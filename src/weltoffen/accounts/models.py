"""Accounts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody, or some function, that acts in the register.

    A function account (a loader, later a reader of pages) acts under its own name, so that the
    history never blames a person for what a machine did; it cannot sign in.
    """

    is_function = models.BooleanField(
        _("Funktionskonto"),
        default=False,
        help_text=_("Ein Programm, keine Person; kann sich nicht anmelden."),
    )

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")


class GivenRight(models.Model):
    """That a group was given a right of its role, once.

    What an administrator takes away afterwards is not given again.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "group", "permission"})

    group = models.ForeignKey(
        Group, models.CASCADE, verbose_name=_("Gruppe"), related_name="given_rights"
    )
    permission = models.ForeignKey(
        Permission, models.CASCADE, verbose_name=_("Recht"), related_name="+"
    )

    class Meta:
        verbose_name = _("gegebenes Recht")
        verbose_name_plural = _("gegebene Rechte")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "permission"],
                name="group_is_given_a_right_once",
                violation_error_code="permission",
                violation_error_message=_(
                    "Dieses Recht ist der Gruppe schon gegeben. Laden Sie die Seite neu."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.permission}"
