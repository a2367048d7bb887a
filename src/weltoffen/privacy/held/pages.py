"""Editorial pages and what Wagtail and Django keep besides; who did it stands in ``history``."""

from __future__ import annotations

from weltoffen.privacy.types import Room

ROOM = Room(
    nobody={
        "portal.editorialroot": "redaktionelle Seiten",
        "portal.editorialpage": "redaktionelle Seiten; was darin steht, verantwortet die Redaktion",
        "wagtailcore.page": "redaktionelle Seiten",
        "wagtailcore.revision": "frühere Fassungen redaktioneller Seiten",
        "wagtailcore.comment.contentpath": "wo auf einer Seite kommentiert wurde",
        "wagtailcore.comment.position": "wo auf einer Seite kommentiert wurde",
        "wagtailcore.workflowstate": "wie weit eine Seite im Ablauf ist",
        "wagtailcore.locale": "Sprachen",
        "wagtailcore.site": "Adresse der Seiten",
        "wagtailcore.collection": "Ordner",
        "wagtailcore.collectionviewrestriction": "Sperren von Ordnern",
        "wagtailcore.pageviewrestriction": "Sperren von Seiten",
        "wagtailcore.workflow": "Abläufe",
        "wagtailcore.task": "Schritte von Abläufen",
        "wagtailcore.referenceindex": "welche Seite auf was verweist",
        "wagtaildocs.document": "bleibt leer: Das Programm hat eigene Dokumente",
        "wagtailimages.image": "bleibt leer: Das Programm hat eigene Bilder",
        "wagtailimages.rendition": "bleibt leer: Das Programm hat eigene Bilder",
        "taggit.tag": "Schlagwörter",
        "taggit.taggeditem": "Schlagwörter",
        "contenttypes.contenttype": "Namen von Tabellen",
    }
)
