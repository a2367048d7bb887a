"""What ``weltoffen check --deploy`` finds unsafe or unfinished in a real installation.

Each message says which variable or step is meant and what to do. ``judge`` decides about values;
what the values are is gathered around it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils.translation import gettext as _

from weltoffen.ground.problems import N_

SHORTEST_SECRET = 50
OLDEST_POSTGRESQL = 15


@dataclass(frozen=True, slots=True)
class Setup:
    """What is judged. ``postgresql`` is the server's version, None on another database."""

    secret: str
    hosts: Sequence[str]
    address: str
    has_worker_beside: bool
    is_on_sqlite: bool
    postgresql: int | None = None
    database_fault: str = ""
    unwritable: Sequence[tuple[str, str]] = ()
    static_is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing: a stable code, what is the matter, what to do. An error is unsafe as it is."""

    code: str
    says: str
    hint: str
    is_error: bool = True
    about: str = ""


def judge(setup: Setup) -> Iterator[Finding]:
    """Yield everything that is the matter with a setup."""
    yield from _of_the_secret(setup)
    yield from _of_addresses(setup)
    yield from _of_the_database(setup)
    yield from _of_folders(setup)
    if setup.has_worker_beside:
        yield Finding(
            "W006",
            N_("Der Server startet einen Arbeitsprozess neben sich (WELTOFFEN_WORKER_BESIDE)."),
            N_("Richten Sie „weltoffen work“ als eigenen Dienst ein, und setzen Sie es auf 0: "
               "Dann überlebt die Hintergrundarbeit einen Neustart des Servers."),
            is_error=False,
        )  # fmt: skip


def _of_the_secret(setup: Setup) -> Iterator[Finding]:
    if len(setup.secret) < SHORTEST_SECRET or len(set(setup.secret)) < 10:
        yield Finding(
            "E001",
            N_("Der geheime Schlüssel (WELTOFFEN_SECRET_KEY) ist zu kurz oder zu einfach."),
            N_("Nehmen Sie 50 zufällige Zeichen oder mehr, etwa von „openssl rand -base64 48“. "
               "Wer ihn errät, kann sich als jede Person anmelden."),
        )  # fmt: skip


def _of_addresses(setup: Setup) -> Iterator[Finding]:
    if not setup.hosts or any(host.strip().startswith(("*", ".")) for host in setup.hosts):
        yield Finding(
            "E002",
            N_("WELTOFFEN_HOSTS ist leer oder lässt beliebige Rechnernamen zu."),
            N_("Nennen Sie genau die Namen, unter denen die Seiten erreichbar sind."),
        )
    parts = urlsplit(setup.address)
    if parts.scheme != "https" or not parts.hostname:
        yield Finding(
            "E003",
            N_("Die öffentliche Adresse (WELTOFFEN_ADDRESS) beginnt nicht mit https://."),
            N_("Nennen Sie die Adresse, die Leserinnen und Leser eingeben; ohne HTTPS reisen "
               "Kennwörter im Klartext."),
        )  # fmt: skip
    elif setup.hosts and not {parts.hostname, "*"} & set(setup.hosts):
        yield Finding(
            "W004",
            N_("Der Rechner der öffentlichen Adresse (WELTOFFEN_ADDRESS) steht nicht in "
               "WELTOFFEN_HOSTS."),
            N_("Nehmen Sie ihn dort auf, sonst wird jede Anfrage an ihn abgewiesen."),
            is_error=False,
        )  # fmt: skip


def _of_the_database(setup: Setup) -> Iterator[Finding]:
    if setup.database_fault:
        yield Finding(
            "E005",
            N_("Die Datenbank (DATABASE_URL) antwortet nicht: %(about)s."),
            N_("Prüfen Sie Rechner, Namen und Rechte, und ob der Dienst läuft."),
            about=setup.database_fault,
        )
    elif setup.is_on_sqlite:
        yield Finding(
            "W005",
            N_("Die Datenbank ist SQLite."),
            N_("Für mehrere Personen gleichzeitig ist PostgreSQL gedacht. „weltoffen backup“ und "
               "„restore“ nehmen alles mit; docs/operate/backup.md beschreibt es."),
            is_error=False,
        )  # fmt: skip
    elif setup.postgresql is not None and setup.postgresql < OLDEST_POSTGRESQL:
        yield Finding(
            "W008",
            N_("PostgreSQL %(about)s ist älter als das, womit weltoffen geprüft ist (15)."),
            N_("Bringen Sie den Datenbankdienst auf Version 15 oder neuer."),
            is_error=False,
            about=str(setup.postgresql),
        )


def _of_folders(setup: Setup) -> Iterator[Finding]:
    for name, folder in setup.unwritable:
        yield Finding(
            "E007",
            N_("In den Ordner %(about)s lässt sich nicht schreiben, oder es gibt ihn nicht."),
            N_("Legen Sie ihn an, und geben Sie ihn dem Konto, unter dem weltoffen läuft."),
            about=f"{folder} ({name})",
        )
    if setup.static_is_empty:
        yield Finding(
            "W009",
            N_("Die statischen Dateien sind noch nicht gesammelt (WELTOFFEN_STATIC)."),
            N_("Rufen Sie „weltoffen collectstatic --noinput“ auf, auch nach jeder neuen Version."),
            is_error=False,
        )


@register(Tags.security, deploy=True)
def setup_is_safe(**_options: Any) -> list[CheckMessage]:
    """Judge this installation's setup."""
    return [_message(finding) for finding in judge(this_setup())]


def this_setup() -> Setup:
    """Gather what is judged, from the settings, the folders and the database."""
    connection = connections[DEFAULT_DB_ALIAS]
    fault, version = "", None
    try:
        connection.ensure_connection()
        if connection.vendor == "postgresql":
            version = connection.pg_version // 10_000  # type: ignore[attr-defined]
    except DatabaseError as error:
        fault = str(error).strip().partition("\n")[0]
    media, static = Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)
    is_writable = media.is_dir() and os.access(media, os.W_OK)
    return Setup(
        secret=settings.SECRET_KEY,
        hosts=settings.ALLOWED_HOSTS,
        address=settings.WELTOFFEN_ADDRESS,
        has_worker_beside=settings.WELTOFFEN_WORKER_BESIDE,
        is_on_sqlite=connection.vendor == "sqlite",
        postgresql=version,
        database_fault=fault,
        unwritable=() if is_writable else [("WELTOFFEN_MEDIA", str(media))],
        static_is_empty=not static.is_dir() or not any(static.iterdir()),
    )


def _message(finding: Finding) -> CheckMessage:
    kind = Error if finding.is_error else Warning
    says = _(finding.says) % {"about": finding.about}
    return kind(says, hint=_(finding.hint), id=f"operating.{finding.code}")
