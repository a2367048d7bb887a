"""Files of public documents. Nothing else leads to the folder in which they lie."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from weltoffen.portal.views.errors import not_found
from weltoffen.publication.selectors.documents import published_file

CACHING = "public, no-cache"
"""Kept by anybody, but asked for again each time: what is withdrawn is gone at once."""


@require_safe
def document(request: HttpRequest, identifier: str, filename: str) -> HttpResponseBase:
    """Hand out the file of a public document, under its own name only."""
    found = published_file(identifier)
    if found is None or found.filename != filename:
        return not_found(request)
    return found.answer(request, caching=CACHING)
