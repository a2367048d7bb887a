"""Addresses.

Everything a reader sees lies under its language (``/de/…``, ``/en/…``). Without one stand the desk,
documents, permanent addresses and what machines ask for.
"""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls

from weltoffen.desk.views.account import own_account
from weltoffen.desk.views.document_chooser import closed
from weltoffen.desk.views.feeds import CalendarFeed
from weltoffen.desk.views.invitation import InvitationPage
from weltoffen.desk.views.signing_in import sign_in
from weltoffen.portal.views import entry, files, identifiers, indexes

WITHOUT_LANGUAGE = ("id", "desk", "kalender", "documents", "static", "media")
"""First segments that are no page of the portal in any language."""
_EDITORIAL = rf"^(?!(?:{'|'.join(WITHOUT_LANGUAGE)})/)((?:[\w\-]+/)*)$"
"""Wagtail's own pattern, but for those segments: else Django would answer an unknown permanent
address by sending the reader to the same one with a language in front."""

_MANY_AT_ONCE = r"^desk/bulk/(?!wagtailcore/)"
"""What Wagtail does to many rows at once; only to its own editorial pages. Documents and accounts
are written by our actions, and no action deletes them."""
_REPORTS = r"^desk/(?:reports|failwhale|workflows/task_chooser)/"
"""Wagtail's reports tell everybody with any role what was done with every record, and let them take
it away as a table. Our own list of changes asks for each record who may see it. One of the
others only breaks, to see what happens then, and one offers tasks of workflows to everybody."""
_PASSWORDS = [pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"]

urlpatterns = [
    path("", entry.entry, name="entry"),
    path("robots.txt", indexes.robots, name="robots"),
    path("sitemap.xml", indexes.sitemap, name="sitemap"),
    path("id/<path:identifier>", identifiers.identified, name="identified"),
    path("kalender/<str:token>.ics", CalendarFeed.as_view(), name="calendar-feed"),
    path("desk/login/", sign_in, name="account_login"),  # before Wagtail's
    path("desk/signin/", include("weltoffen.desk.signing_in_urls")),
    path("desk/invitation/<str:token>/", InvitationPage.as_view(), name="invitation"),
    path("desk/account/", own_account),  # before Wagtail's, which demands a name and an e-mail
    re_path(_MANY_AT_ONCE, closed),
    re_path(_REPORTS, closed),
    path("desk/", include(wagtailadmin_urls)),
    path("documents/<slug:identifier>/<str:filename>", files.document, name="document"),
    *i18n_patterns(
        path("", include("weltoffen.portal.urls")),
        path("", include(_PASSWORDS)),
        re_path(_EDITORIAL, wagtail_views.serve, name="wagtail_serve"),
        prefix_default_language=True,
    ),
]

handler400 = "weltoffen.portal.views.errors.bad_request"
handler403 = "weltoffen.portal.views.errors.forbidden"
handler404 = "weltoffen.portal.views.errors.not_found"
handler500 = "weltoffen.portal.views.errors.broken"
