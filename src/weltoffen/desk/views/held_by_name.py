"""What is held on somebody of whom only a name is known: who took part, who called."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from weltoffen.desk.views.held import HeldPage, LookUpPage
from weltoffen.privacy.types import Named

SHORTEST = 3
"""Letters of a name that is looked for: with fewer, nearly every text would be found."""


class HeldByNamePage(HeldPage):
    """Everything in which a name stands. The name is sent and never put into an address."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show where a name is typed: the address alone says nothing."""
        return cast(HttpResponse, LookUpPage.as_view()(request))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is found at first; then do what is asked for."""
        if sum(letter.isalpha() for letter in self.asked_for) < SHORTEST:
            said = gettext("Dieser Name ist zu kurz. Geben Sie mindestens drei Buchstaben ein.")
            messages.error(request, said)
            return HttpResponseRedirect(reverse("desk:privacy-people"))
        if "do" in request.POST:
            return super().post(request, *args, **kwargs)
        self.found = self._find()
        return self.shown()

    @property
    def asked_for(self) -> str:
        """Return the name that was sent."""
        return " ".join(self.request.POST.get("who", "").split())

    def _find(self) -> Named:
        return Named(self.asked_for)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Carry the name on, and lead back to where it was typed."""
        context = super().get_context_data(**kwargs)
        return context | {"by_name": self.asked_for, "back": reverse("desk:privacy-people")}
