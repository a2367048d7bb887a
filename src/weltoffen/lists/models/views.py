"""Lists as people want to see them again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User


class SavedView(models.Model):
    """A list's search, filters, order and columns under a name.

    ``asked`` is the address's query, in a fixed order. ``is_shared`` opens it to everybody of the
    office; it shows each only what that person may see anyhow.
    """

    PUBLIC_FIELDS: ClassVar = frozenset[str]()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "kind", "name", "asked", "account", "is_shared", "saved_at"}
    )

    kind = models.SlugField(_("Liste"), max_length=40)
    name = models.CharField(_("Name"), max_length=60)
    asked = models.CharField(_("gesucht und gefiltert"), max_length=2000, blank=True)
    account = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("von"), related_name="saved_views"
    )
    is_shared = models.BooleanField(_("für alle im Büro"), default=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Ansicht")
        verbose_name_plural = _("Ansichten")
        ordering = ("kind", "name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "name"],
                name="saved_view_of_an_account_is_named_once",
                violation_error_code="name",
                violation_error_message=_(
                    "Eine Ansicht dieses Namens haben Sie für diese Liste schon. Nehmen Sie einen "
                    "anderen Namen, oder löschen Sie zuerst die vorhandene."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_view_has_a_name",
                violation_error_code="name",
                violation_error_message=_("Geben Sie der Ansicht einen Namen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
