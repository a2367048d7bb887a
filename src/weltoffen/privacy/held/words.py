"""What is said of names in texts, which are looked for by the name alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME_GOES = _(
    "Der Name wird durch „[…]“ ersetzt, hier und im Verlauf. Lesen Sie, ob der Text auch ohne ihn "
    "auf die Person deutet; dann ändert ihn vorher die Koordination."
)
NAME_STAYS_UNTIL_ASKED = _(
    "bleibt mit dem Eintrag; auf Verlangen wird ein Name darin ersetzt, auch im Verlauf"
)
OPEN_YET = _("Das Konto ist noch offen. Schließen Sie es zuerst; danach geht auch das.")
