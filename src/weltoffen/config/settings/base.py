"""Settings of a real installation: the safe ones.

``embedded`` (the demonstration, one machine, SQLite) and ``testing`` loosen a few of them in
visible lines. Nothing here reads or writes files or the network.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from weltoffen.config import env
from weltoffen.config.settings.outgoing import *  # noqa: F403
from weltoffen.config.settings.signing_in import *  # noqa: F403
from weltoffen.config.settings.signing_in import WELTOFFEN_LOCAL_ACCOUNTS
from weltoffen.ground.languages import LANGUAGES as CODES
from weltoffen.ground.languages import LEADING, NAMES

PACKAGE = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = env.text("WELTOFFEN_SECRET_KEY", "geheimer Schlüssel für Sitzungen und Links")
ALLOWED_HOSTS = env.words("WELTOFFEN_HOSTS", "Rechnernamen, unter denen die Seiten erreichbar sind")
WELTOFFEN_HOME = env.text(
    "WELTOFFEN_HOME", "Kennung der Stadt, deren Register dies ist", "dortmund"
)
WELTOFFEN_ADDRESS = env.text(
    "WELTOFFEN_ADDRESS", "öffentliche Adresse, etwa https://international.example.org"
).rstrip("/")
WELTOFFEN_WORKER_BESIDE = env.flag(
    "WELTOFFEN_WORKER_BESIDE",
    "ob „serve“ einen Arbeitsprozess für Hintergrundarbeit mitstartet",
    default=False,
)
# Off unless asked: a city decides for itself what strangers may send it, and on which legal ground.
WELTOFFEN_REQUEST_FORM = env.flag(
    "WELTOFFEN_REQUEST_FORM",
    "ob das Portal ein Formular für Anfragen an das Büro hat",
    default=False,
)
WELTOFFEN_WORKER_MINUTES = env.number(
    "WELTOFFEN_WORKER_MINUTES",
    "Minuten, in denen sich ein Arbeitsprozess melden muss, damit /bereit/ ja sagt; 0: egal",
    0,
    least=0,
    most=1440,
)
DEBUG = False

INSTALLED_APPS = [
    # The floors, top down; see docs/rooms.md.
    "weltoffen.config",
    "weltoffen.demo",
    "weltoffen.bench",
    "weltoffen.operating",
    "weltoffen.desk",
    "weltoffen.portal",
    "weltoffen.lists",
    "weltoffen.publication",
    "weltoffen.intake",
    "weltoffen.finding",
    "weltoffen.privacy",
    "weltoffen.casework",
    "weltoffen.encounters",
    "weltoffen.relations",
    "weltoffen.organisations",
    "weltoffen.jobs",
    "weltoffen.places",
    "weltoffen.sources",
    "weltoffen.accounts",
    "weltoffen.documents",
    "weltoffen.records",
    "weltoffen.audit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "modeltranslation",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's pages speak of "3 minutes ago"
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Before all that asks for the host, HTTPS or a session: a probe has none of them.
    "weltoffen.operating.probes.Probes",
    "weltoffen.operating.requests.RequestLines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "weltoffen.config.middleware.DeskLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "weltoffen.desk.sessions.Sessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "weltoffen.config.middleware.ContentSecurityPolicy",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "weltoffen.config.urls"
WSGI_APPLICATION = "weltoffen.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: refuses before any password is looked at
    "weltoffen.accounts.backends.Roles",
    "weltoffen.accounts.backends.Passwords",
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", "Datenbank, etwa postgresql://nutzer@rechner/weltoffen"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}

TEMPLATES = [
    {
        # The portal's templates. Quicker than Django's own by a factor that matters, ADR 0006.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "portal" / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "weltoffen.portal.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

LANGUAGE_CODE = LEADING
LANGUAGES = [(code, NAMES[code]) for code in CODES]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
# English as Europe writes it: Django's own dates for "en" are those of the USA.
FORMAT_MODULE_PATH = ["weltoffen.config.formats"]

MODELTRANSLATION_LANGUAGES = CODES
MODELTRANSLATION_DEFAULT_LANGUAGE = LEADING

STATIC_URL = "/static/"
STATIC_ROOT = Path(
    env.text("WELTOFFEN_STATIC", "Ordner für statische Dateien", "/srv/weltoffen/static")
)
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(
    env.text("WELTOFFEN_MEDIA", "Ordner für Bilder und Dokumente", "/srv/weltoffen/media")
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
# Judges nothing: Django tells validators of every new password, whoever set it and where.
AUTH_PASSWORD_VALIDATORS.append({"NAME": "weltoffen.accounts.noting.NewPasswords"})

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "weltoffen.desk.resending.form_expired"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# As many as one run reads (intake.actions.runs.MOST). With Django's 100, whoever chose more files
# would get its bare "Bad Request" instead of our sentence.
DATA_UPLOAD_MAX_NUMBER_FILES = 500

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # KERN-UX draws its icons as data: addresses inside its own style sheet.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGIN_URL = "wagtailadmin_login"
WAGTAIL_SITE_NAME = "weltoffen"
WAGTAILADMIN_BASE_URL = WELTOFFEN_ADDRESS
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
# One office, one clock: "today" is the same day for everybody who dates an act. The many zones of
# the machine would be offered otherwise, among them "localtime", which no browser knows.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# The desk calls nobody: no update check, no "what's new", no avatars from elsewhere.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Files are looked at before they are kept; see docs/operate/uploads.md.
WAGTAILDOCS_DOCUMENT_MODEL = "documents.Document"
WAGTAILIMAGES_IMAGE_MODEL = "documents.Picture"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WELTOFFEN_UPLOAD_MEGABYTES = env.number(
    "WELTOFFEN_UPLOAD_MEGABYTES",
    "Millionen Bytes, die eine hochgeladene Datei groß sein darf",
    50,
    least=0.1,
    most=500,
)
WELTOFFEN_UPLOAD_MEGAPIXELS = env.number(
    "WELTOFFEN_UPLOAD_MEGAPIXELS",
    "Millionen Bildpunkte, die ein hochgeladenes Bild haben darf",
    100,
    least=1,
    most=500,
)
# What lies in the store is read by the server alone.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

WELTOFFEN_AUDIT_YEARS = env.number(
    "WELTOFFEN_AUDIT_YEARS",
    "Jahre, nach denen Ereignisse aus dem Sicherheitsprotokoll entfernt werden",
    3,
    least=1,
    most=30,
)

# Mail, off unless a server is named; see docs/operate/mail.md.
_MAIL = env.mail_server(
    "WELTOFFEN_MAIL",
    "Mailserver für Antworten und die tägliche E-Mail; docs/operate/mail.md zeigt, wie er heißt",
)
_SENDER = env.sender(
    "WELTOFFEN_MAIL_FROM",
    env.part_of(
        "WELTOFFEN_MAIL",
        "WELTOFFEN_MAIL_FROM",
        "Absender der E-Mails, die das Programm verschickt",
        is_on=_MAIL is not None,
    ),
)
# Whoever forgot their password gets a mail, where mail goes out and there are passwords.
WAGTAIL_PASSWORD_RESET_ENABLED = _MAIL is not None and WELTOFFEN_LOCAL_ACCOUNTS
WELTOFFEN_MAIL_FROM = _SENDER if _MAIL is not None else ""
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL else 'dummy'}.EmailBackend"
if _MAIL is not None:
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.security == "tls", _MAIL.security == "starttls"
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = WELTOFFEN_MAIL_FROM

# Said by our own checks, with the names of our variables.
SILENCED_SYSTEM_CHECKS = ["security.W009", "security.W020"]

WELTOFFEN_LOG = env.one_of(
    "WELTOFFEN_LOG",
    "wie das Protokoll geschrieben wird: json (für Maschinen) oder text (für Menschen)",
    "json",
    choices=("json", "text"),
)
WELTOFFEN_LOG_LEVEL = env.one_of(
    "WELTOFFEN_LOG_LEVEL",
    "ab welcher Wichtigkeit das Protokoll etwas festhält",
    "info",
    choices=("debug", "info", "warning", "error"),
)
# Everything to standard error, in one form and once; see docs/operate/logs.md.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "weltoffen.operating.log_lines.JsonLines"},
        "text": {"()": "weltoffen.operating.log_lines.TextLines"},
    },
    "filters": {"ours": {"()": "weltoffen.operating.log_lines.OnlyOurFaults"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": WELTOFFEN_LOG,
            "filters": ["ours"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "weltoffen": {"level": WELTOFFEN_LOG_LEVEL.upper()},
        # Django's own handlers would write, or mail, the same once more.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
