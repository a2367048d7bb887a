"""What the history tells of people, of contacts, of merged entries, of who takes part.

Names and contacts never stand in an entry: it would keep them when they are long deleted.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_MERGED = (
    _("Zusammengeführt"),
    _("Zwei Einträge sind eins: %(merged)s leitet jetzt zu %(survivor)s."),
)
_TAKEN_BACK = (
    _("Zusammenführung zurückgenommen"),
    _("%(merged)s und %(survivor)s sind wieder zwei Einträge."),
)
_LOOKED = (
    _("Geschütztes angesehen"),
    _("Jemand hat geschützte oder eingeschränkte Angaben angesehen."),
)
_CONTACT = (_("Kontakt ergänzt"), _("Ein Kontakt kam hinzu."))
_DELETED = (_("Kontakt gelöscht"), _("Ein Kontakt wurde gelöscht."))
_TIED = (
    _("Mitwirkung ergänzt"),
    _("%(organisation)s wirkt bei %(relation)s mit."),
)
_UNTIED = (
    _("Mitwirkung weggenommen"),
    _("Dass %(organisation)s bei %(relation)s mitwirkt, war ein Irrtum und ist weggenommen."),
)

OF_PEOPLE: dict[str, tuple[Any, Any]] = {
    "organisations.person.record": (_("Person erfasst"), _("Die Person wurde erfasst.")),
    "organisations.person.office": (
        _("Amt ergänzt"),
        _("Das Amt „%(office)s“ (%(body)s) kam hinzu."),
    ),
    "organisations.person.forget": (
        _("Angaben zur Person gelöscht"),
        _("Die Angaben zu dieser Person wurden gelöscht."),
    ),
    "organisations.person.contact": _CONTACT,
    "organisations.organisation.contact": _CONTACT,
    "organisations.person.delete-contact": _DELETED,
    "organisations.organisation.delete-contact": _DELETED,
    "organisations.person.merge": _MERGED,
    "organisations.organisation.merge": _MERGED,
    "organisations.person.undo-merge": _TAKEN_BACK,
    "organisations.organisation.undo-merge": _TAKEN_BACK,
    "organisations.person.look": _LOOKED,
    "organisations.organisation.look": _LOOKED,
    "relations.relation.tie": _TIED,
    "organisations.organisation.tie": _TIED,
    "relations.relation.untie": _UNTIED,
    "organisations.organisation.untie": _UNTIED,
    "relations.act.name-signatory": (
        _("Unterschrift zugeordnet"),
        _("Wer als „%(office)s“ unterschrieb, wurde zugeordnet oder gelöst."),
    ),
}
"""Per action its name in lists of actions and its sentence."""

UNTOLD_VALUES: dict[str, Any] = {
    "accounts.user.amend": _("Konto geändert"),
    "organisations.person.amend": _("Person geändert"),
    "organisations.person.amend-contact": _("Kontakt geändert"),
    "organisations.organisation.amend-contact": _("Kontakt geändert"),
    "organisations.person.withdraw-consent": _("Einwilligung widerrufen"),
    "organisations.organisation.withdraw-consent": _("Einwilligung widerrufen"),
}
"""Actions whose entry names the fields that changed and keeps nothing of what stood in them."""
