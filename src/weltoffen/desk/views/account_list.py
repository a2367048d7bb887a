"""All accounts: who may sign in, with which roles, how, and when they last did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, Invitation, User
from weltoffen.accounts.selectors import in_force
from weltoffen.desk.account_words import limits_of, role_line, standing, ways_in
from weltoffen.desk.columns import MaybeColumn, moment
from weltoffen.desk.filters import one_of
from weltoffen.desk.kinds import ACCOUNTS
from weltoffen.desk.views.work_lists import WorkList

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


def _has_factor(*kinds: str) -> Exists:
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=kinds))


class AccountFilters(WagtailFilterSet):
    """Narrowing the list of accounts."""

    role = one_of(_("Rolle"), RoleName.choices, method="of_role")
    standing = one_of(
        _("Konto"), [("open", _("offen")), ("closed", _("geschlossen"))], method="standing_so"
    )
    never = one_of(_("Anmeldung"), [("yes", _("noch nie angemeldet"))], method="never_came")
    factor = one_of(
        _("Zweiter Faktor"), [("no", _("keiner")), ("yes", _("eingerichtet"))], method="with_factor"
    )

    class Meta:
        model = User
        fields = ("role", "standing", "never", "factor")

    def of_role(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts that have a role today."""
        held = Assignment.objects.filter(in_force(), role=value)
        return found.filter(pk__in=held.values("user"))

    def standing_so(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts that are open, or those that are closed."""
        return found.filter(is_active=value == "open")

    def never_came(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts with which nobody ever signed in."""
        return found.filter(last_login__isnull=True)

    def with_factor(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts that have a second factor, or those that have none."""
        has_one = Q(_has_factor(*FACTORS))
        return found.filter(has_one if value == "yes" else ~has_one)


class AccountList(WorkList):
    """Accounts of people; those of programs sign in nowhere and are not listed."""

    kind = ACCOUNTS
    nothing = _("Noch gibt es kein Konto. Öffnen Sie eines, und geben Sie den Link weiter.")
    filterset_class = AccountFilters
    default_ordering = "username"
    columns = [
        TitleColumn("username", label=_("Anmeldename"), sort_key="username",
                    get_url=lambda account: ACCOUNTS.url(str(account.pk))),
        MaybeColumn("desk_name", label=_("Name"), sort_key="last_name"),
        MaybeColumn("email", label=_("E-Mail-Adresse"), sort_key="email"),
        Column("desk_roles", label=_("Rollen"), width="22%"),
        Column("desk_standing", label=_("Konto"), sort_key="is_active"),
        Column("desk_ways", label=_("Meldet sich an mit")),
        Column("desk_factor", label=_("Zweiter Faktor")),
        Column("desk_came", label=_("Zuletzt angemeldet"), sort_key="last_login"),
    ]  # fmt: skip

    def get_base_queryset(self) -> QuerySet[Any]:
        """Read along how each signs in; the roles of all come in one further query."""
        held = Assignment.objects.filter(in_force()).select_related("given_by").order_by("pk")
        invited = Invitation.objects.order_by("-made_at", "-pk")
        people: QuerySet[Any] = super().get_base_queryset().filter(is_function=False)
        people = people.annotate(
            has_factor=_has_factor(*FACTORS),
            has_passkey=_has_factor(Authenticator.Type.WEBAUTHN),
            has_service=Exists(SocialAccount.objects.filter(user=OuterRef("pk"))),
        )
        return people.prefetch_related(
            Prefetch("assignments", held, to_attr="held"),
            Prefetch("invitations", invited, to_attr="invited"),
        )

    def prepare(self, lines: Sequence[Any]) -> None:
        """Say in words what each line shows."""
        limits = limits_of(held for line in lines for held in line.held)
        for line in lines:
            line.desk_title = line.username
            line.desk_name = line.get_full_name()
            line.desk_roles = ", ".join(str(role_line(each, limits)) for each in line.held) or "–"
            line.desk_standing = standing(line, next(iter(line.invited), None))
            line.desk_ways = ways_in(
                line, has_service=line.has_service, has_passkey=line.has_passkey
            )
            line.desk_factor = gettext("ja") if line.has_factor else gettext("nein")
            line.desk_came = moment(line.last_login) if line.last_login else gettext("noch nie")
