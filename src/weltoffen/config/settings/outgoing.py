"""With whom the program may talk, and how: nobody, unless the operator says so.

See docs/operate/outgoing.md. Part of the base settings, in a file of its own for its length.
"""

from __future__ import annotations

from weltoffen.config import env

# What may be fetched from elsewhere, and how; see docs/operate/outgoing.md. Off unless asked.
WELTOFFEN_FETCH = env.flag(
    "WELTOFFEN_FETCH", "ob Seiten anderer abgerufen werden dürfen", default=False
)
WELTOFFEN_CONTACT = env.contact(
    "WELTOFFEN_CONTACT",
    env.part_of(
        "WELTOFFEN_FETCH",
        "WELTOFFEN_CONTACT",
        "E-Mail- oder Webadresse, unter der die Betreiber abgerufener Seiten jemanden erreichen",
        is_on=WELTOFFEN_FETCH,
    ),
)
WELTOFFEN_FETCH_INTERNAL = env.endpoints(
    "WELTOFFEN_FETCH_INTERNAL",
    "Rechner im eigenen Netz, die abgerufen werden dürfen, als IP-Adresse mit Port",
)
WELTOFFEN_FETCH_PAUSE = env.number(
    "WELTOFFEN_FETCH_PAUSE",
    "Sekunden zwischen zwei Abrufen vom selben Rechner",
    2,
    least=0,
    most=3600,
)
WELTOFFEN_FETCH_SECONDS = env.number(
    "WELTOFFEN_FETCH_SECONDS",
    "Sekunden, die ein Abruf im Ganzen dauern darf",
    60,
    least=1,
    most=3600,
)
WELTOFFEN_FETCH_MEGABYTES = env.number(
    "WELTOFFEN_FETCH_MEGABYTES",
    "Millionen Bytes, die eine abgerufene Seite groß sein darf",
    20,
    least=0.01,
    most=100,
)
WELTOFFEN_AUTHORITIES = env.text(
    "WELTOFFEN_AUTHORITIES",
    "Datei mit Zertifizierungsstellen (PEM), denen außer denen des Systems vertraut wird",
    "",
)

# A language model as a second reader, off unless asked; see docs/operate/outgoing.md.
WELTOFFEN_MODEL = env.flag(
    "WELTOFFEN_MODEL", "ob ein Sprachmodell Texte mitlesen darf", default=False
)
WELTOFFEN_MODEL_ADDRESS = env.web_address(
    "WELTOFFEN_MODEL_ADDRESS",
    env.part_of(
        "WELTOFFEN_MODEL",
        "WELTOFFEN_MODEL_ADDRESS",
        "Adresse einer OpenAI-kompatiblen Schnittstelle; sie endet meist auf /v1",
        is_on=WELTOFFEN_MODEL,
    ),
)
WELTOFFEN_MODEL_NAME = env.part_of(
    "WELTOFFEN_MODEL",
    "WELTOFFEN_MODEL_NAME",
    "Name des Modells an dieser Schnittstelle",
    is_on=WELTOFFEN_MODEL,
)
WELTOFFEN_MODEL_KEY = env.secret(
    "WELTOFFEN_MODEL_KEY", "Schlüssel für diese Schnittstelle, wenn sie einen verlangt"
)
WELTOFFEN_MODEL_SECONDS = env.number(
    "WELTOFFEN_MODEL_SECONDS",
    "Sekunden, die eine Antwort des Modells dauern darf",
    120,
    least=1,
    most=3600,
)
