"""Settings of the test suite: the embedded ones on a throw-away database.

``WELTOFFEN_EMBEDDED_DATABASE_URL`` chooses the database; without it, SQLite in memory.
"""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("WELTOFFEN_DATA", tempfile.gettempdir())
os.environ.setdefault("WELTOFFEN_SECRET_KEY", "only-for-tests")
os.environ.setdefault("WELTOFFEN_EMBEDDED_DATABASE_URL", "sqlite://:memory:")

from weltoffen.config.settings.embedded import *  # noqa: F403
from weltoffen.config.settings.embedded import ALLOWED_HOSTS

ALLOWED_HOSTS.append("testserver")
# Hashing passwords slowly is for attackers, not for tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = False
