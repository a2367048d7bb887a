"""Whether a clause tells of something as done: words of denial, plan and condition."""

from __future__ import annotations

import re

_I = re.IGNORECASE
_UNDISPUTED = re.compile(
    r"\bohne (?:Gegenstimmen?|Enthaltung(?:en)?|Debatte|Aussprache)|\bbei (?:keiner|einer"
    r"|\w+) (?:Gegenstimmen?|Enthaltung(?:en)?)|\bwithout (?:dissent|debate|opposition"
    r"|a (?:dissenting )?vote)\b"
    r"|\bno votes? against\b|\bsans (?:opposition|débat|abstention|vote contraire)"
    r"|\bnicht öffentlich\w*|\bnicht (?:nur|zuletzt|einmal|ohne)\b|\bnot (?:only|least|until"
    r"|without)\b|\bnon seulement\b|\bif not\b|\bgeplante[nrsm]?\s(?!Unterzeich|Beitritt"
    r"|Abschluss|Beendigung)"
    r"|\bwill\s(?=\d)|\bsollte[n]?\b(?=[^.;]{0,60}\b(?:Jahre|dauern)\b)"
    r"|\bnicht (?:mehr )?(?:fortzuführen|fortzusetzen|zu verlängern)",
    _I,
)
_NOT_DONE = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder|noch nicht|statt|anstatt|anstelle|abgelehnt"
    r"|lehnte\w*|verworfen|scheiterte\w*|gescheitert|abgesagt|verschoben)\b"
    r"|\b(?:not|never|no|nor|neither|without|rejected|refused|declined|failed|postponed"
    r"|instead)\b|n['’]t\b"
    r"|\bn['’](?:a|ont|est|avait|ayant)\b|\bne\s\w+\spas\b|\b(?:jamais|aucune?|sans|refusé|rejeté"
    r"|reporté|ni)\b|\bpas (?:été|encore|signé|suspendu|adhéré)",
    _I,
)
_PLANNED = re.compile(
    r"\b(?:soll(?:en|te|ten)?|wird|werden|würde[n]?|plan(?:t|en|te|ten)|geplant|beabsichtig\w+"
    r"|vorgesehen|möchte\w*|will|wollen|könnte\w*|kann|können|dürfte|falls|wenn|sobald|sofern"
    r"|bevor|ehe|ob"
    r"|angestrebt|strebt|anstrebt|bereitet|vorbereitet|in Vorbereitung|steht|stehen|erwartet"
    r"|voraussichtlich|demnächst|künftig\w*|bevorstehend\w*|schlägt|vorgeschlagen|empfiehlt"
    r"|empfohlen|prüft|beantragt\w*|vorbehaltlich|hofft|hoffen"
    r"|Entwurf|Vorschlag|geplante[nrs]?|zukünftig\w*|müsste\w*|hätte\w*|wäre\w*|ließe|sei|seien"
    r"|diskutier\w+|drohte\w*|gefordert|forder(?:t|te|n|ten))\b"
    r"|\b(?:will|shall|would|plans?|planned|intends?|expected|due to|proposes?|proposed|proposal"
    r"|considering|considers|if|whether|once|before(?!\s\d)|hopes?|upcoming|awaiting|awaits"
    r"|subject to|could|may|might|should|wants?|is to|are to|to be|draft|called for|calls for)\b"
    r"|\b(?:doit|doivent|devra|devrait|sera|seront|serait|va|vont|prévoit|prévue?s?|envisage\w*"
    r"|souhaite\w*|projette|proposera?|proposé|si|lorsque|avant|pourrait|prochaine?|prochainement"
    r"|bientôt|projet de délibération|(?:sign|vot|adopt|approuv|décid|adhér)er(?:a|ont|ait)"
    r"|rejoindra|aura|auront|mettra|suspendra|reprendra)\b",
    _I,
)
_MAY = re.compile(
    r"\b(?:may|mai)\b(?=\s\d)|\b\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:may|mai)\b|\b(?:in|early"
    r"|late|mid|en)[ -](?:may|mai)\b",
    _I,
)


def is_denied(clause: str) -> bool:
    """Say whether a clause says that something was not done; "ohne Gegenstimmen" does not."""
    return _NOT_DONE.search(_blanked(_UNDISPUTED, clause)) is not None


def is_planned(clause: str) -> bool:
    """Say whether a clause speaks of something as to come, wished for or conditional."""
    return _PLANNED.search(_blanked(_MAY, _blanked(_UNDISPUTED, clause))) is not None


def _blanked(words: re.Pattern[str], said: str) -> str:
    return words.sub(lambda found: " " * len(found[0]), said)
