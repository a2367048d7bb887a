"""Accounts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
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
