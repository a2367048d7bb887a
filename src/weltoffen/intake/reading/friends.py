"""Friendships that are none of towns: of clubs, choirs and people."""

from __future__ import annotations

import re

_BARE_FRIENDS = re.compile(
    r"(?:eine\s.*|a\s.*|une\s.*)?(?:Freundschaft|befreundet|friendship\s|friends with\s"
    r"|amitié\s)\Z",
    re.IGNORECASE,
)
_FRIENDS_OF_OTHERS = re.compile(
    r"\b(?:(?!Partnerschafts|Freundschafts|Städtepartner)\w*[Vv]erein\w*|FC|SV|TSV|[Cc]lubs?"
    r"|\w*[Ff]euerwehr"
    r"|\w*[Ss]chützen\w*|\w*[Cc]hor|\w*[Oo]rchester|\w*[Kk]apelle|\w*[Kk]irch\w*|Pfarr\w*"
    r"|\w*[Mm]annschaft|Trainer\w*|\w*[Mm]useum|Maler\w*|Dichter\w*|choir|church|parish|team"
    r"|painter|poet|bishop\w*|dioceses?|Bistum|Bistümer|Bischöfe|évêchés?|évêques?|chorale"
    r"|paroisse|équipe|peintre|poète|pompiers)\b"
)


def is_of_friends_elsewhere(text: str, found: re.Match[str]) -> bool:
    """Say whether a clause speaks of friends who are no towns: "Freundschaft mit der Feuerwehr"."""
    if not _BARE_FRIENDS.match(found[0]):
        return False
    low = max(text.rfind(mark, 0, found.start()) for mark in ",;:")
    ends = [at for mark in ",;:" if (at := text.find(mark, found.end())) >= 0]
    return _FRIENDS_OF_OTHERS.search(text, low + 1, min(ends, default=len(text))) is not None
