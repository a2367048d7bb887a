"""One's own sessions, and leaving all but this one."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.actions import end_sessions
from weltoffen.accounts.models import User
from weltoffen.desk.account_words import session_lines
from weltoffen.desk.sessions import NUMBER
from weltoffen.desk.views.account_sheet import LATELY


class OwnSessions(WagtailAdminTemplateMixin, TemplateView):
    """Where one is signed in, for everybody who may enter the desk."""

    template_name = "desk/accounts/own_sessions.html"
    page_title = _("Ihre Sitzungen")
    header_icon = "user"
    http_method_names = ["get", "post", "head", "options"]
    request: HttpRequest

    @property
    def person(self) -> User:
        """Return whose they are."""
        return cast(User, self.request.user)

    @property
    def this(self) -> int | None:
        """Return the number of the session that asks."""
        number = self.request.session.get(NUMBER)
        return int(number) if number is not None else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": reverse_lazy("wagtailadmin_account"), "label": _("Benutzerkonto")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sessions."""
        rows = self.person.desk_sessions.all()[:LATELY]
        lines = session_lines(rows, this=self.this)
        return super().get_context_data(**kwargs) | {"sessions": lines}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End all others; this one gets the new mark and goes on."""
        held = end_sessions(account=self.person, by=self.person, but=self.this)
        update_session_auth_hash(request, held)
        messages.success(request, gettext("Überall sonst sind Sie jetzt abgemeldet."))
        return HttpResponseRedirect(reverse("desk:own-sessions"))
