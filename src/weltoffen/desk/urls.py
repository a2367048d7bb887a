"""Addresses of the desk, below Wagtail's administration.

Identifiers never begin with an underscore, so ``_add`` and ``_results`` cannot be one.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from weltoffen.desk import further_urls
from weltoffen.desk.kinds import (
    CHARTERS,
    CRITERIA,
    DOCUMENTS,
    ENCOUNTERS,
    KINDS,
    LEDGER,
    MUNICIPALITIES,
    ORGANISATIONS,
    PEOPLE,
    PICTURES,
    RELATIONS,
    SOURCES,
    TEXT_BLOCKS,
    THEMES,
    WORK,
)
from weltoffen.desk.views import (
    acts,
    amending,
    answers,
    bench,
    body_lists,
    casework,
    contacts,
    document_links,
    document_lists,
    documents,
    dropping,
    earlier,
    encounter_counts,
    encounter_lists,
    encounters,
    entrusting,
    feeds,
    histories,
    jobs,
    ledger,
    lists,
    merging,
    organisation_names,
    organisations,
    participants,
    people,
    places,
    previews,
    proposals,
    publishing,
    reading,
    relations,
    request_steps,
    requests,
    rest,
    schedule,
    search,
    sections,
    security,
    snapshots,
    sources,
    suggestions,
    tables,
    tasks,
    text_blocks,
    themes,
    ties,
    translations,
    undoing,
    uploading,
    work_lists,
)

app_name = "desk"

_ADD = {
    RELATIONS: relations.AddRelation,
    ENCOUNTERS: encounters.AddEncounter,
    MUNICIPALITIES: places.AddMunicipality,
    ORGANISATIONS: organisations.AddOrganisation,
    PEOPLE: people.AddPerson,
    CHARTERS: relations.AddCharter,
    SOURCES: sources.AddSource,
    LEDGER: ledger.AddDisagreement,
    DOCUMENTS: uploading.AddDocuments,
    PICTURES: uploading.AddPicture,
}
_SHEETS = {
    "relations": relations.RelationSheet,
    "acts": acts.ActSheet,
    "encounters": encounters.EncounterSheet,
    "municipalities": places.MunicipalitySheet,
    "organisations": organisations.OrganisationSheet,
    "people": people.PersonSheet,
    "charters": relations.CharterSheet,
    "sources": sources.SourceSheet,
    "ledger": ledger.DisagreementSheet,
    "documents": documents.DocumentSheet,
    "pictures": documents.PictureSheet,
}
_VERBS = {
    ("relations", "edit"): relations.AmendRelation,
    ("relations", "act"): acts.AddAct,
    ("relations", "themes"): themes.RelationThemes,
    ("relations", "documents"): document_links.RelationDocuments,
    ("acts", "correct"): acts.CorrectAct,
    ("acts", "retract"): acts.RetractAct,
    ("encounters", "edit"): encounters.AmendEncounter,
    ("encounters", "counts"): encounter_counts.AmendCounts,
    ("encounters", "off"): encounters.CallOff,
    ("encounters", "resume"): encounters.Resume,
    ("encounters", "names"): participants.NameList,
    ("encounters", "name"): participants.AddParticipant,
    ("encounters", "paste"): participants.PasteParticipants,
    ("encounters", "until"): participants.KeepUntil,
    ("encounters", "export"): participants.ExportParticipants,
    ("municipalities", "edit"): places.AmendMunicipality,
    ("organisations", "edit"): organisations.AmendOrganisation,
    ("organisations", "name"): organisations.NameOrganisation,
    ("organisations", "names"): organisation_names.AmendNames,
    ("organisations", "sign"): organisations.NoteSignOfLife,
    ("people", "edit"): people.AmendPerson,
    ("people", "office"): people.AddOffice,
    ("relations", "tie"): ties.AddTie,
    ("acts", "signatories"): ties.NameSignatories,
    ("ledger", "settle"): ledger.SettleDisagreement,
    ("sources", "edit"): sources.AmendSource,
    ("sources", "passage"): sources.AddPassage,
    ("sources", "snapshot"): sources.AddSnapshot,
    ("documents", "edit"): documents.DescribeDocument,
    ("documents", "version"): uploading.AddVersion,
    ("documents", "source"): document_links.UseAsSource,
    ("pictures", "edit"): documents.DescribePicture,
}

_ADD_WORK = {
    "requests": requests.AddRequest,
    "tasks": tasks.AddTask,
    "notes": casework.AddNote,
    "comments": casework.AddComment,
    "textblocks": text_blocks.AddTextBlock,
    "criteria": text_blocks.AddCriterion,
}
_WORK_SHEETS = {
    "requests": requests.RequestSheet,
    "tasks": tasks.TaskSheet,
    "notes": casework.NoteSheet,
    "comments": casework.CommentSheet,
    "textblocks": text_blocks.AmendTextBlock,
    "criteria": text_blocks.AmendCriterion,
}
_WORK_VERBS = {
    ("requests", "edit"): requests.AmendRequest,
    ("requests", "step"): request_steps.AddStep,
    ("requests", "assess"): request_steps.AssessRequest,
    ("requests", "answer"): answers.AnswerRequest,
    ("requests", "send"): answers.SendAgain,
    ("requests", "forget"): request_steps.ForgetSender,
    ("tasks", "edit"): tasks.AmendTask,
    ("tasks", "done"): tasks.FinishTask,
    ("notes", "edit"): casework.AmendNote,
    ("comments", "answer"): casework.AnswerComment,
    ("comments", "withdraw"): casework.WithdrawComment,
}


_PARTS = {
    ("encounters", "participants", "participant", ""): participants.AmendParticipant,
    ("encounters", "participants", "participant", "delete"): participants.DeleteParticipant,
    ("people", "offices", "office", ""): people.AmendOffice,
    ("relations", "ties", "tie", ""): ties.AmendTie,
    ("relations", "ties", "tie", "remove"): ties.RemoveTie,
}
"""Pages about a row of a record: kind, what it is one of, its number in the address, a verb."""
_MERGEABLE = (ORGANISATIONS, PEOPLE)


def _addresses() -> list[URLPattern]:
    found = [
        path("changes/", histories.ChangesPage.as_view(), name="changes"),
        path(
            "changes/_results/",
            histories.ChangesPage.as_view(results_only=True),
            name="changes-results",
        ),
        path("search/", search.SearchPage.as_view(), name="search"),
        path("search/suggest/", search.SearchSuggestions.as_view(), name="search-suggest"),
        path("translations/", translations.MissingTranslations.as_view(), name="translations"),
        path("jobs/", jobs.JobList.as_view(), name="jobs"),
        path("security/", security.SecurityLog.as_view(), name="security"),
        path(
            "security/_results/",
            security.SecurityLog.as_view(results_only=True),
            name="security-results",
        ),
        path("jobs/schedule/", schedule.SchedulePage.as_view(), name="schedule"),
        path("jobs/<int:number>/", jobs.JobSheet.as_view(), name="jobs-sheet"),
        path("suggest/<slug:name>/", suggestions.Suggestions.as_view(), name="suggest"),
    ]
    of_kinds = lists.LISTS | body_lists.LISTS | document_lists.LISTS | encounter_lists.LISTS
    for name, kind in KINDS.items():
        view = of_kinds[name]
        found += [
            path(f"{name}/", view.as_view(), name=name),
            path(f"{name}/_results/", view.as_view(results_only=True), name=f"{name}-results"),
        ]
        if kind in _ADD:
            found.append(path(f"{name}/_add/", _ADD[kind].as_view(), name=f"{name}-add"))
        if kind.can_be_merged:
            twice = merging.DuplicatesPage.as_view(kind=kind)
            found.append(path(f"{name}/_duplicates/", twice, name=f"{name}-duplicates"))
        found += [
            _of_record(name, "", _SHEETS[name].as_view()),
            _of_record(name, "history", histories.HistoryPage.as_view(kind=kind)),
            _of_record(name, "earlier", earlier.EarlierState.as_view(kind=kind)),
            _of_record(name, "publish", publishing.PublishPage.as_view(kind=kind)),
            _of_record(name, "withdraw", publishing.WithdrawPage.as_view(kind=kind)),
            _of_record(name, "entrust", entrusting.EntrustPage.as_view(kind=kind)),
            _of_record(name, "translate", translations.TranslatePage.as_view(kind=kind)),
        ]
    found += [_of_record(name, verb, view.as_view()) for (name, verb), view in _VERBS.items()]
    for kind in (DOCUMENTS, PICTURES):
        found += [
            _of_record(kind.name, "file", documents.FileOfRecord.as_view(kind=kind)),
            _of_record(kind.name, "erase", documents.ErasePage.as_view(kind=kind)),
        ]
    found += [*_of_parts(), *_of_themes(), *_of_reviewing(), *_of_tables(), *_of_casework()]
    return [*found, *further_urls.addresses()]


def _of_casework() -> list[URLPattern]:
    """Return the addresses of requests, tasks, notes, comments, and of what goes with them."""
    found = [
        path("tasks/_board/", tasks.TaskBoard.as_view(), name="tasks-board"),
        path("calendar/", feeds.FeedsPage.as_view(), name="feeds"),
        path("calendar/<int:feed>/", feeds.RevokeFeed.as_view(), name="feed-revoke"),
    ]
    for name, view in work_lists.WORK_LISTS.items():
        found += [
            path(f"{name}/", view.as_view(), name=name),
            path(f"{name}/_results/", view.as_view(results_only=True), name=f"{name}-results"),
            path(f"{name}/_add/", _ADD_WORK[name].as_view(), name=f"{name}-add"),
            _of_record(name, "", _WORK_SHEETS[name].as_view()),
        ]
    for name, kind in WORK.items():
        found += [
            _of_record(name, "history", histories.HistoryPage.as_view(kind=kind)),
            _of_record(name, "earlier", earlier.EarlierState.as_view(kind=kind)),
            _of_record(name, "entrust", entrusting.EntrustPage.as_view(kind=kind)),
        ]
    for kind in (TEXT_BLOCKS, CRITERIA):
        found.append(_of_record(kind.name, "history", histories.HistoryPage.as_view(kind=kind)))
    return found + [_of_record(name, verb, v.as_view()) for (name, verb), v in _WORK_VERBS.items()]


def _of_parts() -> list[URLPattern]:
    """Return the addresses of offices, contacts and ties, and of entries that may be one."""
    found = [_of_part(*where, view.as_view()) for where, view in _PARTS.items()]
    for kind in _MERGEABLE:
        name = kind.name
        found += [
            _of_record(name, "merge", merging.MergePage.as_view(kind=kind)),
            _of_record(name, "contact", contacts.AddContact.as_view(kind=kind)),
            _of_record(name, "reveal", contacts.RevealPage.as_view(kind=kind)),
            *(
                _of_part(name, "contacts", "contact", verb, view.as_view(kind=kind))
                for verb, view in (
                    ("", contacts.AmendContact),
                    ("withdraw", contacts.WithdrawConsent),
                    ("delete", contacts.DeleteContact),
                )
            ),
        ]
    return [*found, path("merges/<int:merge>/", merging.UndoMergePage.as_view(), name="merge-undo")]


def _of_tables() -> list[URLPattern]:
    """Return the addresses of the way that a table takes."""
    return [
        path("tables/", tables.TablesStart.as_view(), name="tables"),
        path("tables/<int:upload>/", tables.TableColumns.as_view(), name="table-columns"),
        path("tables/<int:upload>/preview/", previews.TablePreview.as_view(), name="table-preview"),
        path("tables/taken/<int:attempt>/", undoing.TableUndo.as_view(), name="table-undo"),
        path("tables/<int:upload>/drop/", dropping.TableDrop.as_view(), name="table-drop"),
        path(
            "tables/<int:upload>/faults/<slug:form>/",
            previews.FaultyRows.as_view(),
            name="table-faults",
        ),
    ]


def _of_themes() -> list[URLPattern]:
    """Return the addresses of themes, which are no records and are not published."""
    view = themes.ThemeList
    return [
        path("themes/", view.as_view(), name="themes"),
        path("themes/_results/", view.as_view(results_only=True), name="themes-results"),
        path("themes/_add/", themes.AddTheme.as_view(), name="themes-add"),
        _of_record("themes", "", themes.ThemeSheet.as_view()),
        _of_record("themes", "edit", themes.AmendTheme.as_view()),
        _of_record("themes", "translate", translations.TranslatePage.as_view(kind=THEMES)),
        _of_record("themes", "history", histories.HistoryPage.as_view(kind=THEMES)),
        _of_record("themes", "earlier", earlier.EarlierState.as_view(kind=THEMES)),
    ]


def _of_reviewing() -> list[URLPattern]:
    """Return the addresses of what is read, of proposals, and of texts."""
    here = "proposals/<int:snapshot>"
    return [
        path("reading/", reading.BeginReading.as_view(), name="reading"),
        path("reading/section/", sections.ReadSection.as_view(), name="reading-section"),
        path(
            "reading/section/<int:survey>/",
            sections.SectionPages.as_view(),
            name="reading-pages",
        ),
        path("reading/<int:run>/", reading.RunPage.as_view(), name="runs-sheet"),
        path("proposals/", proposals.ProposalList.as_view(), name="proposals"),
        path("proposals/certain/", proposals.CertainPage.as_view(), name="proposals-certain"),
        path("proposals/taken/", proposals.TakenPage.as_view(), name="proposals-taken"),
        path(f"{here}/", bench.Bench.as_view(), name="bench"),
        path(f"{here}/certain/", proposals.CertainPage.as_view(), name="bench-certain"),
        path(f"{here}/rest/", rest.RejectRest.as_view(), name="bench-rest"),
        path(f"{here}/<int:statement>/", amending.AmendProposal.as_view(), name="bench-amend"),
        path("sources/texts/<int:snapshot>/", snapshots.SnapshotText.as_view(), name="snapshot"),
        path(
            f"{here}/compare/",  # below the proposals, which the menu then marks
            snapshots.CompareSnapshots.as_view(),
            name="snapshot-compare",
        ),
    ]


def _of_record(name: str, verb: str, view: Callable[..., HttpResponseBase]) -> URLPattern:
    ending = f"{verb}/" if verb else ""
    return path(f"{name}/<slug:identifier>/{ending}", view, name=f"{name}-{verb or 'sheet'}")


def _of_part(
    name: str, parts: str, number: str, verb: str, view: Callable[..., HttpResponseBase]
) -> URLPattern:
    ending = f"{verb}/" if verb else ""
    address = f"{name}/<slug:identifier>/{parts}/<int:{number}>/{ending}"
    return path(address, view, name=f"{name}-{parts}-{verb or 'edit'}")


urlpatterns = _addresses()
