"""Django's settings. What a deployment may change comes from `config.Config`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from nastavnik.site import config as _config

CONFIG = _config.Config()
PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

DEBUG = CONFIG.debug
SECRET_KEY = _config.secret(CONFIG)
PUBLIC_URL = CONFIG.public_url
ALLOWED_HOSTS = [host.strip() for host in CONFIG.hosts.split(",") if host.strip()] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
if TESTING:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(PUBLIC_URL.split("://")[-1].split("/")[0].split(":")[0])
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL.rstrip("/")]

FEATURES = [
    "accounts",
    "organizations",
    "people",
    "documents",
    "consents",
    "roadmap",
    "questionnaires",
    "banks",
    "matching",
    "pairings",
    "support",
    "compliance",
    "today",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "nastavnik.kernel",
    "nastavnik.ui",
    *[f"nastavnik.features.{name}" for name in FEATURES],
    "nastavnik.site",
    # after our own: their templates give way to ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "nastavnik.kernel.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nastavnik.kernel.middleware.ActorMiddleware",
    "nastavnik.features.accounts.middleware.SessionLifeMiddleware",
    "nastavnik.kernel.middleware.RefusalMiddleware",
    "nastavnik.kernel.middleware.AccessMiddleware",
    "nastavnik.kernel.once.OnceMiddleware",
]

ROOT_URLCONF = "nastavnik.site.urls"
WSGI_APPLICATION = "nastavnik.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nastavnik.site.context.shell",
                "nastavnik.features.accounts.context.account",
            ],
        },
    }
]
FORM_RENDERER = "nastavnik.ui.forms.Renderer"

DATABASES = {"default": _config.database(CONFIG)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(str(DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    if TESTING:
        # a file, not memory: threads of a test are real writers, as in production; without waiting for the disk
        DATABASES["default"]["TEST"] = {
            "SERIALIZE": False,
            "NAME": str(Path(tempfile.gettempdir()) / f"nastavnik-test-{os.getpid()}.sqlite3"),
        }
        DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"  # type: ignore[index]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# in the database: counts of tries at the doors hold for all processes together. The limit is far above what a flood
# of made-up logins can fill within the minutes a count lives; culling would forget counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login", "name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "nastavnik.features.accounts.adapter.Adapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,6/5m/key", "login": "60/m/ip"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Наставник"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nastavnik.kernel.middleware.csrf_failure"
if PUBLIC_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31536000
    if CONFIG.trusted_proxy:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
TIME_ZONE = "Europe/Moscow"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.var / "static"
MEDIA_ROOT = CONFIG.media or str(CONFIG.var / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_MANIFEST_STRICT = False

for _key, _value in _config.email(CONFIG.email_url).items():
    globals()[_key] = _value
DEFAULT_FROM_EMAIL = CONFIG.email_from or "nastavnik@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "nastavnik.kernel.logs.OneLine", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
