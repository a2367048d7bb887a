"""The room of accounts, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The account model stands from the first migration on, so it can grow."""

    name = "weltoffen.accounts"
    label = "accounts"
    verbose_name = _("Konten")

    def ready(self) -> None:
        """Tell the security log what happens to accounts."""
        from weltoffen.accounts.noting import listen

        listen()
