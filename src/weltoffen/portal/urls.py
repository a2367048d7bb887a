"""The portal's addresses, in the reader's language; identifiers in them are language-free."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from weltoffen.portal.views import (
    asking,
    home,
    ledger,
    maps,
    numbers,
    organisations,
    relations,
    sources,
    themes,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path(_("partnerstaedte/"), relations.partner_cities, name="partner-cities"),
    path(_("projektpartnerschaften/"), relations.projects, name="projects"),
    path(_("netzwerke-und-chartas/"), relations.networks, name="networks"),
    path(_("beziehungen/<slug:identifier>/"), relations.relation, name="relation"),
    path(_("wie-wir-zaehlen/"), numbers.counting, name="counting"),
    path(_("wie-wir-zaehlen/<slug:rule>/"), numbers.counting_rule, name="counting-rule"),
    path(_("widersprueche/"), ledger.ledger, name="ledger"),
    path(_("widersprueche/<slug:identifier>/"), ledger.disagreement, name="disagreement"),
    path(_("quellen/"), sources.sources, name="sources"),
    path(_("quellen/<slug:identifier>/"), sources.source, name="source"),
    path(_("buero/"), organisations.office, name="office"),
    path(_("anfrage/"), asking.ask, name="ask"),
    path(_("anfrage/angekommen/"), asking.asked, name="asked"),
    path(_("organisationen/<slug:identifier>/"), organisations.organisation, name="organisation"),
    path(_("themen/"), themes.themes, name="themes"),
    path(_("themen/<slug:identifier>/"), themes.theme, name="theme"),
    path(_("uebersicht/"), maps.page_map, name="page-map"),
]
