"""Calendars at secret addresses: one's own, and what a calendar program gets there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.casework.actions import feed_fetched, make_feed, revoke_feed
from weltoffen.casework.calendars import to_ics
from weltoffen.casework.digesting import language_of
from weltoffen.casework.models import Feed
from weltoffen.casework.selectors import account_of_token
from weltoffen.desk.calendars import entries_for
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.requests import FeedForm
from weltoffen.desk.kinds import REQUESTS, TASKS
from weltoffen.desk.views.editing import grouped
from weltoffen.ground.problems import Refused


def may_have_feeds(user: Any) -> bool:
    """Say whether a calendar would have anything to tell somebody."""
    return TASKS.may(user, "see") or REQUESTS.may(user, "see")


class _OwnPage(WagtailAdminTemplateMixin):
    """A page about one's own calendars."""

    page_title: Any = _("Kalender der Fristen")
    header_icon = "calendar"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those whom a calendar would tell something."""
        if not may_have_feeds(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": "", "label": self.get_page_title()},
        ]


class FeedsPage(_OwnPage, FormView):  # type: ignore[type-arg]
    """One's own addresses, and a new one; its secret is shown once, on this page."""

    template_name = "desk/feeds.html"
    form_class = FeedForm
    http_method_names = ["get", "post", "head", "options"]
    made: str = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who fills it in."""
        return {**super().get_form_kwargs(), "person": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        """Make it and show its address: never again, so there is no way round by a redirect."""
        user: Any = self.request.user
        try:
            _feed, token = make_feed(account=user, name=form.cleaned_data["name"], by=user)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        self.made = self.request.build_absolute_uri(reverse("calendar-feed", args=[token]))
        fresh = FeedForm(person=user)
        answer = self.render_to_response(self.get_context_data(form=fresh))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the addresses that there are, without their secrets."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        feeds = Feed.objects.filter(account_id=self.request.user.pk, revoked_at__isnull=True)
        return context | {
            "feeds": [(feed, reverse("desk:feed-revoke", args=[feed.pk])) for feed in feeds],
            "made": self.made,
            "groups": grouped(form),
            "faults": faults_of(form),
        }


class RevokeFeed(_OwnPage, TemplateView):
    """Taking one of one's own addresses out of use."""

    template_name = "desk/feed_revoke.html"
    page_title = _("Kalenderadresse widerrufen")
    http_method_names = ["get", "post", "head", "options"]

    def own(self) -> Feed:
        """Return the person's own address; those of others are not there."""
        return get_object_or_404(Feed, pk=self.kwargs["feed"], account=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add it."""
        return super().get_context_data(**kwargs) | {"feed": self.own()}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Revoke it."""
        user: Any = request.user
        revoke_feed(feed=self.own(), by=user)
        messages.success(
            request, gettext("Die Adresse ist widerrufen. Wer sie abruft, bekommt nichts mehr.")
        )
        return HttpResponseRedirect(reverse("desk:feeds"))


class CalendarFeed(View):
    """What a calendar program gets at a secret address. A wrong one says nothing at all."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Answer with the deadlines of the account, as far as it may see them today."""
        feed = account_of_token(token)
        if feed is None or not may_have_feeds(feed.account):
            return HttpResponseNotFound()
        with translation.override(language_of(feed.account)):
            entries = entries_for(feed.account, timezone.localdate())
            body = to_ics(gettext("Fristen (weltoffen)"), entries, made_at=timezone.now())
        feed_fetched(feed=feed, by=feed.account)
        return HttpResponse(
            body,
            content_type="text/calendar; charset=utf-8",
            headers={
                "Cache-Control": "private, no-store",
                "X-Robots-Tag": "noindex",
                "Content-Disposition": 'inline; filename="fristen.ics"',
            },
        )
