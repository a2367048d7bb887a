"""Pages of municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.formats import localize_input
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.accounts.selectors import within_reach
from weltoffen.desk.forms.places import CHOSEN, FACTS, LOOK_UP, MunicipalityForm
from weltoffen.desk.kinds import MUNICIPALITIES, ORGANISATIONS, RELATIONS
from weltoffen.desk.naming import title_of, titles_of
from weltoffen.desk.offered_places import MOST, filled, offered, said
from weltoffen.desk.questions import Question, about_municipality
from weltoffen.desk.views.editing import AmendPage, FormPage
from weltoffen.desk.views.pages import RELATED, SheetPage
from weltoffen.desk.views.sheets import Fact, Listed, linked, record_facts
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES
from weltoffen.places.actions import amend_municipality, record_country, record_municipality
from weltoffen.places.gazetteer import Found, Place, country_name, lookup, place, to_offer
from weltoffen.places.models import Country, Municipality
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions.relations import follow_name

_LONGEST_NUMBER = 19
"""So many digits the register keeps of a GeoNames id."""


class MunicipalitySheet(SheetPage):
    """A municipality, its relations and its organisations."""

    kind = MUNICIPALITIES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts and lists."""
        city: Municipality = self.record
        return super().get_context_data(**kwargs) | {
            "facts": _facts(city),
            "lists": [
                _relations_of(city, self.request.user),
                _organisations_of(city, self.request.user),
            ],
        }


def _facts(city: Any) -> list[Fact]:
    here = " / ".join(
        localize_input(at) for at in (city.latitude, city.longitude) if at is not None
    )
    return [
        Fact(_("Name"), city.name_de),
        Fact(_("Name (englisch)"), city.name_en or ""),
        Fact(_("Eigenname"), city.endonym, language=city.script),
        Fact(_("Land"), str(city.country)),
        Fact(_("Region oder Bundesstaat"), city.region),
        Fact(_("Ort ist benannt"), "" if city.is_named else gettext("noch nicht")),
        Fact(_("Lage"), here),
        Fact("GeoNames", city.geonames_id or ""),
        Fact("Wikidata", city.wikidata_id),
        Fact(_("Gemeindeschlüssel (AGS)"), city.ags),
        *record_facts(city),
    ]


def _relations_of(city: Municipality, user: Any) -> Listed:
    among = RELATIONS.seen_by(user).select_related(*RELATED["relations"])
    found = list(among.filter(Q(municipality=city) | Q(home=city))[:200])
    return Listed(
        _("Beziehungen"),
        linked(RELATIONS, found),
        _("Zu diesem Ort gibt es noch keine Beziehung."),
    )


def _organisations_of(city: Municipality, user: Any) -> Listed:
    found = list(within_reach(city.organisations.all(), user)[:200])
    titles = titles_of(found)
    items = [(titles[each.pk], ORGANISATIONS.url(each)) for each in found]
    return Listed(_("Organisationen"), items, _("Hier ist noch keine Organisation erfasst."))


class MunicipalityFormPage(FormPage):
    """Typing in a municipality, with the packaged gazetteer at hand."""

    form_class = MunicipalityForm
    template_name = "desk/municipality_form.html"
    filled_in: Any = None
    """What was typed, with what the gazetteer adds."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what the gazetteer adds."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs if self.filled_in is None else kwargs | {"data": self.filled_in}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look the place up, or take the one chosen, where that was asked for."""
        if CHOSEN in request.POST:
            return self._with(_place(request.POST[CHOSEN]))
        if LOOK_UP in request.POST:
            found = _look_up(request.POST)
            return self._with(found.place, to_offer(found.candidates))
        return super().post(request, *args, **kwargs)

    def _with(self, chosen: Place | None, candidates: Sequence[Place] = ()) -> HttpResponse:
        """Return the form filled with a place, or with the places to choose one from."""
        data = self.request.POST.copy()
        self._say(chosen, candidates)
        if chosen is not None:
            for name, value in filled(data, chosen, _place(data.get("geonames_id"))).items():
                data[name] = value
        self.filled_in = data
        form = self.get_form()
        form.is_quiet = True
        to_choose = [] if chosen is not None else candidates[:MOST]
        context = self.get_context_data(form=form, offered=offered(to_choose))
        return self.render_to_response(context)

    def _say(self, chosen: Place | None, candidates: Sequence[Place]) -> None:
        request = self.request
        if chosen is not None:
            taken = gettext("Aus dem Ortsverzeichnis: %(place)s. Bitte prüfen, dann speichern.")
            messages.success(request, taken % {"place": said(chosen)})
        elif candidates:
            messages.warning(request, _several(len(candidates)))
        else:
            messages.warning(
                request,
                gettext("Im Ortsverzeichnis steht kein Ort dieses Namens. Prüfen Sie Name und "
                        "Land, oder tragen Sie die Angaben von Hand ein."),
            )  # fmt: skip

    def form_invalid(self, form: Any) -> HttpResponse:
        """Judge all the rest as well, so that everything wrong is shown at once."""
        self.judge_the_rest(form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the buttons, and the ways to places that have a number already."""
        context = super().get_context_data(**kwargs)
        holders = Municipality.objects.filter(identifier__in=context["form"].holders)
        return context | {
            "look_up": LOOK_UP,
            "chosen": CHOSEN,
            "existing": [(title_of(city), MUNICIPALITIES.url(city)) for city in holders],
        }


def _several(count: int) -> str:
    if count > MOST:
        return gettext(
            "Nicht eindeutig: Im Ortsverzeichnis stehen %(count)d Orte dieses Namens. Hier stehen "
            "die %(most)d größten. Wählen Sie einen davon, oder schränken Sie das Land ein."
        ) % {"count": count, "most": MOST}
    return ngettext(
        "Nicht eindeutig: Im Ortsverzeichnis steht %(count)d Ort eines ähnlichen Namens. Wählen "
        "Sie ihn aus, wenn er gemeint ist.",
        "Nicht eindeutig: Im Ortsverzeichnis stehen %(count)d Orte dieses Namens. Wählen Sie den "
        "gemeinten aus.",
        count,
    ) % {"count": count}


def _look_up(data: Any) -> Found:
    form = MunicipalityForm(data)
    form.is_valid()
    country = form.cleaned_data.get("country")
    code = country.code if isinstance(country, Country) else country
    return lookup(data.get("name_de", "") or data.get("name_en", ""), code)


def _place(typed: str | None) -> Place | None:
    """Return the place of a GeoNames id as the browser sent it."""
    typed = (typed or "").strip()
    # Python refuses to read a number of some thousand digits.
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER
    return place(int(typed)) if is_number else None


def _said_of(form: MunicipalityForm, by: Any, of: Any = None) -> dict[str, Any]:
    """Return what the actions take, with the country recorded where it is new."""
    typed = form.cleaned_data
    country = recorded_country(typed["country"], by)
    facts = {name: typed[name] for name in (*FACTS, "owner", "review_by")}
    return facts | {"country": country, "name": form.texts("name", of)}


def recorded_country(country: Country | str, by: Any) -> Country:
    """Return a country as a form gives it, recorded where the register had none of that code."""
    if isinstance(country, Country):
        return country
    label = {language: country_name(country, language) for language in LANGUAGES}
    return record_country(code=country, label=label, by=by)


def _names(typed: Any) -> list[str]:
    return [typed[name] for name in ("name_de", "name_en", "endonym")]


class AddMunicipality(MunicipalityFormPage):
    """A new municipality."""

    kind = MUNICIPALITIES
    page_title = _("Ort anlegen")
    initial = {"owner": "coordination", "is_named": True}

    def questions(self, form: Any) -> list[Question]:
        """Ask about a place of this name that the register has already."""
        return list(about_municipality(_names(form.cleaned_data), form.cleaned_data["country"]))

    def act(self, form: Any) -> Municipality:
        """Record it, under a suggested identifier where none was typed."""
        identifier = form.cleaned_data["identifier"] or free_identifier(
            Municipality, identifier_from(form.cleaned_data["name_de"])
        )
        return record_municipality(
            identifier=identifier, by=self.person, **_said_of(form, self.person)
        )


class AmendMunicipality(MunicipalityFormPage, AmendPage):
    """A municipality that there is."""

    kind = MUNICIPALITIES

    def get_form(self, form_class: Any = None) -> Any:
        """Leave out the identifier, which never changes."""
        form = super().get_form(form_class)
        del form.fields["identifier"]
        form.groups = (*form.groups[:-1], (form.groups[-1][0], ("owner", "review_by")))
        return form

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        names = ("name_de", "name_en", "country", *FACTS, "owner", "review_by")
        return {name: getattr(record, name) for name in names}

    def questions(self, form: Any) -> list[Question]:
        """Ask about another place of this name, where name or country is new."""
        typed, city = form.cleaned_data, self.record
        before = [city.name_de, city.name_en or "", city.endonym]
        if _names(typed) == before and typed["country"] == city.country:
            return []
        return list(about_municipality(_names(typed), typed["country"], besides=city))

    def amend(self, record: Any, form: Any) -> Municipality:
        """Amend it."""
        municipality = amend_municipality(
            municipality=record, by=self.person, **_said_of(form, self.person, record)
        )
        follow_name(counterpart=municipality, by=self.person)
        return municipality
