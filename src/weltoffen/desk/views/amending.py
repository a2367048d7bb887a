"""Changing a proposal before it is accepted, and saying which place is meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from weltoffen.desk.faults import Fault, faults_of
from weltoffen.desk.forms.amending import BODIES, FORMS, UNNAMED, initial_of
from weltoffen.desk.homes import home
from weltoffen.desk.kinds import MUNICIPALITIES
from weltoffen.desk.offered_places import MOST, Offered, offered
from weltoffen.desk.reviewing.batches import forget
from weltoffen.desk.reviewing.versions import as_chosen
from weltoffen.desk.views.bench import bench_url, next_url
from weltoffen.desk.views.editing import grouped
from weltoffen.desk.views.proposals import ProposalsPage
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import Chosen, accept
from weltoffen.intake.chosen_before import ChosenBefore
from weltoffen.intake.enums import OPEN, Verdict
from weltoffen.intake.foreseeing import foresee
from weltoffen.intake.models import Statement
from weltoffen.places.gazetteer import lookup, place, to_offer
from weltoffen.places.models import Country, Municipality

LOOK_UP = "look-up"
"""Name of the button that looks the typed name up anew; nothing is accepted by it."""
PLACE = "place"
"""Name of the field that chooses the place: a GeoNames id, ``unnamed``, a record, or nothing."""
PLACES = "the-places"
"""The id of where it is chosen."""
RECORD = "record:"
_LONGEST_NUMBER = 19


class AmendProposal(ProposalsPage, FormView):  # type: ignore[type-arg]
    """A proposal's values in a form; saving accepts it so."""

    template_name = "desk/reviewing/amend.html"
    header_icon = "edit"
    http_method_names = ["get", "post", "head", "options"]
    needs_to_decide = True
    about_place: Collection[str] = ()
    """Sentences that were said of the place."""

    @cached_property
    def statement(self) -> Statement:
        """Return the proposal; of a claim nothing can be changed."""
        statements = Statement.objects.filter(home=home(), snapshot=self.kwargs["snapshot"])
        related = statements.select_related("snapshot__source", "home__country")
        found = get_object_or_404(related.defer("snapshot__body"), pk=self.kwargs["statement"])
        if found.type not in FORMS:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, unless somebody has decided."""
        if self.statement.status in OPEN:
            return super().get(request, *args, **kwargs)
        messages.warning(request, gettext("Über diesen Vorschlag ist schon entschieden."))
        return HttpResponseRedirect(self._back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look places up where that was asked for, without judging what was typed."""
        if LOOK_UP not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_quiet = True
        return self.render_to_response(self.get_context_data(form=form))

    def get_form_class(self) -> Any:
        """Return the form for this type of statement."""
        return FORMS[self.statement.type]

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the text says."""
        values = self.statement.values
        if values.get("country_is_likely"):
            values["country"] = None  # no text states it, so nobody is led to it
        country = Country.objects.filter(code=values.get("country") or "").first()
        return initial_of(values, country)

    def get_page_title(self) -> str:
        """Name what is changed."""
        return gettext("Ändern: %(name)s") % {"name": self.statement.values.get("name")}

    def way(self) -> list[dict[str, Any]]:
        """Return the list and the bench."""
        title = self.statement.snapshot.source.title
        return [*super().way(), {"url": self._back(), "label": title}]

    def _back(self) -> str:
        return bench_url(self.statement.snapshot_id, self.statement.pk)

    def form_valid(self, form: Any) -> HttpResponse:
        """Accept it so; what is refused comes back with all that was typed."""
        values, chosen = form.values(), None
        if values.get("kind") in BODIES:
            values |= {"place": None, "ambiguous": False}
        else:
            chosen = self._chosen()
            if chosen is None:
                values |= self._unplaced(values)
        try:
            with transaction.atomic():
                accept(
                    statement=self.statement, by=self.person, amended=values, chosen=chosen,
                    reason=form.cleaned_data["reason"],
                    text_says_so=form.cleaned_data["text_says_so"],
                )  # fmt: skip
        except Refused as refusal:
            self.about_place = {p.says(gettext) for p in refusal.problems if p.where == PLACE}
            form.refuse(refusal)
            return self.form_invalid(form)
        forget(self.request)
        return HttpResponseRedirect(next_url(self.statement))

    def _unplaced(self, values: dict[str, Any]) -> dict[str, Any]:
        """Forget the place of a name or country that was changed: it was that of the old one."""
        old = self.statement.values
        if all(values.get(name) == old.get(name) for name in ("name", "country")):
            return {}
        return {"place": None}

    def _chosen(self) -> Chosen | None:
        """Return which place was chosen; None where it is the one that reading found, or none."""
        typed = self.request.POST.get(PLACE, "")
        if typed == UNNAMED:
            return Chosen(unnamed=True)
        if typed.startswith(RECORD):
            found = Municipality.objects.filter(identifier=typed.removeprefix(RECORD)).first()
            return Chosen(municipality=found) if found else None
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER
        spot = place(int(typed)) if is_number else None
        if spot is None or spot.geonames_id == self.statement.values.get("place"):
            return None
        return Chosen(place=spot.geonames_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form's groups, and the places to choose from."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        places = self._places(form)
        if not form.is_bound and places["focus_at"] is None:
            next(iter(form.fields.values())).widget.attrs["autofocus"] = True
        return context | {
            "statement": self.statement,
            "groups": grouped(form),
            "faults": [] if form.is_quiet else self._faults(form),
            "is_not_saved": True,
            "submit_button_label": gettext_lazy("So annehmen"),
            "submit_button_active_label": gettext_lazy("Wird angenommen …"),
            "cancel_url": self._back(),
            "has_unsaved_changes": form.is_bound,
            "media": form.media,
            "look_up": LOOK_UP,
            **places,
        }

    def _faults(self, form: Any) -> list[Fault]:
        """Lead what is said of the place to where it is chosen."""
        return [
            Fault(gettext("Welcher Ort ist gemeint?"), each.sentence, PLACES)
            if each.sentence in self.about_place
            else each
            for each in faults_of(form)
        ]

    def _places(self, form: Any) -> dict[str, Any]:
        """Return the places of the name: our own records, then those of the gazetteer."""
        name = str(form["name"].value() or "")
        typed = form["country"].value()
        code = form.fields["country"].prepare_value(typed) if typed else ""
        country = _code_of(form, code)
        found = lookup(name, country)
        named = to_offer(found.candidates)
        candidates = [found.place] if found.place else list(named[:MOST])
        ids = [each.geonames_id for each in candidates]
        before = self._chosen_before
        of_the_name = Q(name_de__iexact=name)
        if before is not None:
            of_the_name |= Q(pk=before.municipality.pk, is_named=True)
        own = Municipality.objects.filter(of_the_name).select_related("country")
        own = own.exclude(geonames_id__in=ids)
        asks = self.statement.verdict == Verdict.UNCLEAR or before is not None
        picked = self.request.POST.get(PLACE, self._picked(asks, ids))
        lines: list[Offered] = offered(candidates)
        return {
            "own": [(f"{RECORD}{each.identifier}", each) for each in own],
            "wants_a_place": asks,
            "chosen_before": as_chosen(before, self.statement) if before is not None else "",
            "add_place_url": MUNICIPALITIES.add_url,
            "places_id": PLACES,
            "offered": lines,
            "picked": picked,
            "focus_at": self._focus(form, asks, picked, [str(each.value) for each in lines]),
            "unnamed": UNNAMED,
            "is_body": str(form["kind"].value()) in BODIES,
            "many": max(0, len(named) - MOST),
        }

    @cached_property
    def _chosen_before(self) -> ChosenBefore | None:
        """Return the place that was chosen for this name in this source, where it is asked for."""
        if self.statement.status not in OPEN:
            return None
        return foresee([self.statement])[self.statement.pk].chosen

    def _focus(
        self, form: Any, asks: bool, picked: str | None, offered: Sequence[str]
    ) -> str | None:
        """Return at which place the cursor begins: where one is asked for, or was looked up."""
        if self._faults(form) and not form.is_quiet:
            return None
        if not asks and not form.is_quiet:
            return None
        return picked or next(iter(offered), UNNAMED)

    def _picked(self, asks: bool, offered: Collection[int]) -> str | None:
        """Return which place is picked at first: as read, as chosen before, or none yet."""
        read, before = self.statement.values.get("place"), self._chosen_before
        if before is None or read:
            return None if asks and not read else str(read or "")
        chosen = before.municipality
        if not chosen.is_named:
            return UNNAMED
        if chosen.geonames_id in offered:
            return str(chosen.geonames_id)
        return f"{RECORD}{chosen.identifier}"


def _code_of(form: Any, typed: Any) -> str | None:
    """Return the code of the country that is typed, None where it is none."""
    try:
        found = form.fields["country"].clean(str(typed or ""))
    except ValidationError:  # what is wrong with it is said at the field
        return None
    return found.code if isinstance(found, Country) else (found or None)
