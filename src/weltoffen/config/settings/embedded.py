"""One machine, one process, SQLite: the demonstration and the first days of a small office.

What is looser than in production, and why: plain HTTP on this machine only, and the data folder
holds database and media. The secret key is made by the entry point (``config.cli``) and kept in
that folder; it is never part of the repository.
"""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(os.environ["WELTOFFEN_DATA"]).resolve()
# Its own variable: a DATABASE_URL lying about in the environment belongs to something else.
os.environ["DATABASE_URL"] = os.environ.get(
    "WELTOFFEN_EMBEDDED_DATABASE_URL", f"sqlite:///{DATA / 'weltoffen.sqlite3'}"
)
os.environ.setdefault("WELTOFFEN_HOSTS", "127.0.0.1,localhost,[::1]")
os.environ.setdefault("WELTOFFEN_ADDRESS", "http://127.0.0.1:8000")
os.environ.setdefault("WELTOFFEN_MEDIA", str(DATA / "media"))
os.environ.setdefault("WELTOFFEN_STATIC", str(DATA / "static"))
# No server stands before this one, and the first days begin without a second factor.
os.environ.setdefault("WELTOFFEN_PROXIES", "0")
os.environ.setdefault("WELTOFFEN_SECOND_FACTOR", "")
# Try everything: in production the city says whether strangers may send it requests.
os.environ.setdefault("WELTOFFEN_REQUEST_FORM", "1")
# One command does everything: the server starts a worker beside itself.
os.environ.setdefault("WELTOFFEN_WORKER_BESIDE", "1")
# Somebody looks at the terminal: in words, and only where something is wrong.
os.environ.setdefault("WELTOFFEN_LOG", "text")
os.environ.setdefault("WELTOFFEN_LOG_LEVEL", "warning")

from weltoffen.config.settings.base import *  # noqa: E402, F403
from weltoffen.config.settings.base import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing; readers never wait for them (WAL).
        "transaction_mode": "IMMEDIATE",
        # Seconds. Proposing the rows of a long table is one transaction of up to half a minute.
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000;",
    }

# Files are served straight from the package: no collecting step before the first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Plain HTTP, because the server listens on this machine only.
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
