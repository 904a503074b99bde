"""All settings, in one place. Development needs no environment; production names what is missing and stops."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from pamong.platform import embedded

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("PAMONG_ENV", "development") == "production"
HOME = embedded.home()


def required(name: str) -> str:
    """An environment value that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"PAMONG_ENV=production needs {name}; see docs/ops/settings.md")
    return value


DEBUG = False
SECRET_KEY = required("SECRET_KEY") if PRODUCTION else "development-only-secret-key-do-not-use-in-production-0000"
ALLOWED_HOSTS = (
    required("PAMONG_HOSTS").split(",")
    if PRODUCTION
    else os.environ.get("PAMONG_HOSTS", "localhost,127.0.0.1,testserver").split(",")
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",  # templates of the form widgets
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",  # the default configs overwrite TEMPLATES["loaders"]
    "template_partials.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "pamong.people",  # before allauth: its sign-in pages replace the library's
    "pamong.platform.access",
    "pamong.platform.audit",
    "pamong.platform.calendar",
    "pamong.platform.files",
    "pamong.platform.gateway",
    "pamong.platform.jobs",
    "pamong.platform.live",
    "pamong.platform.notifications",
    "pamong.platform.offline",
    "pamong.platform.importexport",
    "pamong.platform.ui",
    "pamong.evidence",
    "pamong.programmes",
    "pamong.planning",
    "pamong.worklog",
    "pamong.feedback",
    "pamong.feedback.peer",
    "pamong.voice.complaints",
    "pamong.voice.insight",
    "pamong.voice.public",
    "pamong.voice.following",
    "pamong.voice.open311",
    "pamong.voice.channels",
    "pamong.feedback.citizen",
    "pamong.feedback.dialogue",
    "pamong.appraisal",
    "pamong.sites",
    # after Pamong's areas: their templates replace the library's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random padding, so that lengths tell nothing (BREACH)
    "pamong.voice.open311.web.answers.ErrorsAsLists",
    "pamong.platform.health.away.DatabaseAwayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pamong.platform.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pamong.people.web.middleware.SessionLimits",
    "pamong.platform.access.middleware.ViewerMiddleware",
    "pamong.platform.offline.middleware.QueueMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = None
ASGI_APPLICATION = "config.asgi.application"

_loaders = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pamong.sites.context.page",
            ],
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _loaders)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "pamong.platform.ui.templatetags.pamong_ui",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data ---------------------------------------------------------------------------------------------------------
if os.environ.get("DATABASE_URL"):
    DATABASES: dict[str, dict[str, Any]] = {"default": dict(dj_database_url.parse(os.environ["DATABASE_URL"]))}
    EMBEDDED_DATABASE = False
else:
    DATABASES = {"default": embedded.database_settings()}
    EMBEDDED_DATABASE = True
STATEMENT_TIMEOUT = os.environ.get("PAMONG_STATEMENT_TIMEOUT", "5000")  # ms; commands and jobs set 0
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    CONN_MAX_AGE=600,  # one connection per page thread; a pool would wait in line while the database is away
    CONN_HEALTH_CHECKS=True,
    OPTIONS={
        **DATABASES["default"].get("OPTIONS", {}),
        "options": f"-c statement_timeout={STATEMENT_TIMEOUT} -c lock_timeout=3000 -c timezone=UTC",
    },
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = HOME / "media"
OUTBOX = HOME / "outbox"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 9_000_000  # a photo of 8 MB never touches the disk before its metadata are gone
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
MAX_UPLOAD_BYTES = 10_000_000

# --- words, dates, zones ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

# --- sign-in ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["pamong.people.web.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["nip"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "pamong.people.web.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "pamong.people.web.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "nip"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False  # exact look-up by the unique index
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # one length for all sessions: SESSION_COOKIE_AGE
ACCOUNT_RATE_LIMITS = False  # pamong.platform.access.throttle counts in the database, for all processes together
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "pamong.people.web.adapter.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "pamong.people.web.forms.SecondFactorForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Pamong"
MFA_TOTP_TOLERANCE = 1  # phones' clocks are half a minute off
MFA_TRUST_ENABLED = True  # "ingat peramban ini", 14 days
# How many proxies in front append to X-Forwarded-For; 0: the header is not believed.
TRUSTED_PROXIES = int(os.environ.get("PAMONG_TRUSTED_PROXIES", "0"))
SOCIALACCOUNT_ADAPTER = "pamong.people.web.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
# One OpenID Connect provider, off unless configured (docs/ops/settings.md); accounts are found by NIP, never made.
OIDC_SERVER = os.environ.get("PAMONG_OIDC_SERVER", "")
OIDC_NAME = os.environ.get("PAMONG_OIDC_NAME", "SSO")
OIDC_NIP_CLAIM = os.environ.get("PAMONG_OIDC_NIP_CLAIM", "nip")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": OIDC_NAME,
                    "client_id": required("PAMONG_OIDC_CLIENT_ID"),
                    "secret": required("PAMONG_OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER, "uid_field": "sub", "fetch_userinfo": True},
                }
            ],
        }
    }
    if OIDC_SERVER
    else {}
)

SESSION_IDLE_SECONDS = 2 * 3600  # desktop: a page left open on an office machine
SESSION_IDLE_SECONDS_PHONE = 12 * 3600  # a phone is locked by its owner
SESSION_ABSOLUTE_SECONDS = 12 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True

VIEWER_LOADER = "pamong.people.queries.viewer_for_user"
CONTACTS = "pamong.people.queries.contacts_of"
# Messages from and to the outside (docs/ops/gateway.md); without secret and address the gateway is off.
GATEWAY_SECRET = os.environ.get("PAMONG_GATEWAY_SECRET", "")
# The numbers to which residents write, as the page of complaints names them; empty: it names none.
SMS_NUMBER, WHATSAPP_NUMBER = (os.environ.get(f"PAMONG_{way}_NUMBER", "").strip() for way in ("SMS", "WHATSAPP"))
GATEWAY_NUMBERS = frozenset(  # our own; what comes from them is not answered
    re.sub(r"[ .-]", "", one)
    for one in (*os.environ.get("PAMONG_GATEWAY_NUMBERS", "").split(","), SMS_NUMBER, WHATSAPP_NUMBER)
    if one.strip()
)
GATEWAY_URL = os.environ.get("PAMONG_GATEWAY_URL", "")
GATEWAY_TOKEN = os.environ.get("PAMONG_GATEWAY_TOKEN", "")
GATEWAY_IDEMPOTENT = os.environ.get("PAMONG_GATEWAY_IDEMPOTENT") == "1"  # honours Idempotency-Key
GATEWAY_FILES = not PRODUCTION and not GATEWAY_URL  # demo: messages are files in the outbox
# "smtp://user:password@host:587/?tls=1"; empty: e-mails are files in the outbox.
SMTP_URL = os.environ.get("PAMONG_SMTP_URL", "")
SEND_TIMEOUT = 10.0  # seconds until a mail server, gateway or push service must have answered
# Only these services are ever asked to wake a browser: the address comes from the browser and is not to be trusted.
PUSH_HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.services.mozilla.com",
    ".notify.windows.com",
    ".push.apple.com",
    *filter(None, os.environ.get("PAMONG_PUSH_HOSTS", "").split(",")),
)
SYNC_FOLDER = os.environ.get(
    "PAMONG_SYNC_FOLDER", ""
)  # where SIMPEG/SIASN drops its file; empty: no nightly comparison
PUBLIC_URL = os.environ.get("PAMONG_URL", "http://localhost:8000")  # the address in e-mails
MAIL_IN = os.environ.get("PAMONG_MAIL_IN", "catatan@pamong.localhost")  # daily entries by answering (pamong mail-in)
COMPLAINT_MAIL = os.environ.get(
    "PAMONG_COMPLAINT_MAIL", "pengaduan@pamong.localhost"
)  # letters of residents (pamong mail-in)
COMPLAINT_MAIL_CATEGORY = os.environ.get("PAMONG_COMPLAINT_MAIL_CATEGORY", "lainnya")  # until an officer sorts it
DEFAULT_FROM_EMAIL = os.environ.get("PAMONG_MAIL_FROM", "pamong@localhost")

# --- browser ------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
HASHED_STATIC = os.environ.get("PAMONG_STATIC") == "hashed"  # set by `pamong serve`, which collects the files first
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static.HashedStatic"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *([f"https://{urlsplit(OIDC_SERVER).netloc}"] if OIDC_SERVER else [])],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Kept by phones, shown when a page cannot be fetched: (beginning of its address, page); public, nothing personal on them.
OFFLINE_PAGES = (
    ("/lapor/", "/lapor/tanpa-sinyal/"),
    ("/pengaduan/lapangan/", "/pengaduan/lapangan/luring/"),
    ("/", "/harian/luring/"),
)
OFFLINE_FILES = (
    "complaints/place.js",
    "complaints/field.js",
    "pamong/origin.js",
)  # what these pages need besides the files of every page

# --- jobs ---------------------------------------------------------------------------------------------------------
PROCRASTINATE_ON_APP_READY = None

# --- logs: one line per event, no personal data -----------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"untimed": {"()": "pamong.platform.privacy.logs.Untimed"}},
    "formatters": {
        "line": {
            "()": "pamong.platform.privacy.logs.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["untimed"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"pamong": {"level": "INFO"}},
}
