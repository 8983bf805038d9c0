"""The one settings file. Everything an operator may set comes from the environment, see docs/operating.md."""

import os
import secrets
import sys
import tempfile
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

# Matching multiplies small matrices: one thread each is quicker, and training is the same on every machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """The text of the environment variable BQPORTAL_<name>."""
    return os.environ.get(f"BQPORTAL_{name}", default)


def env_flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    return env(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Comma-separated values without blanks."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


# Tests never touch a portal that somebody runs.
TESTING = "pytest" in sys.modules
# Everything a running portal writes lives below one folder, so that two portals can stand side by side.
HOME = Path(tempfile.mkdtemp(prefix="bqportal-tests-") if TESTING else env("HOME") or ROOT / "var").resolve()
HOME.mkdir(parents=True, exist_ok=True)
BQPORTAL_HOME = HOME
BQPORTAL_NAME = env("NAME", "bqportal")
BQPORTAL_OPERATOR_EMAIL = env("OPERATOR_EMAIL")
BQPORTAL_GALLERY = env_flag("GALLERY")
BQPORTAL_EXAMPLE = env_flag("EXAMPLE")  # says on every page that the content is an example
DEMO = ROOT / "demo"


def secret_key() -> str:
    """The operator's key, or one made at first start and kept in HOME, readable by its owner only."""
    if given := env("SECRET_KEY"):
        return given
    path = HOME / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


DEBUG = env_flag("DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env_list("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("ORIGINS")
CSRF_FAILURE_VIEW = "bqportal.catalogue.views.errors.forbidden"  # the portal's own words, not Django's
BQPORTAL_HTTPS = env_flag("HTTPS")

INSTALLED_APPS = [
    "bqportal.catalogue",
    "bqportal.workspace",
    "bqportal.search",
    "bqportal.comparison",
    "bqportal.matching",
    "bqportal.qualifications",
    "bqportal.countries",
    "bqportal.occupations",
    "bqportal.guides",
    "bqportal.editorial",
    "bqportal.sources",
    "bqportal.organisations",
    "bqportal.languages",
    "bqportal.design",
    "demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bqportal.design.context.portal",
            ],
        },
    }
]


def database() -> dict[str, object]:
    """SQLite below HOME, or PostgreSQL when BQPORTAL_DATABASE=postgresql://user:password@host:port/name is set."""
    from urllib.parse import unquote, urlsplit

    url = urlsplit(env("DATABASE"))
    if not url.scheme:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "bqportal.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if url.scheme not in {"postgresql", "postgres"}:
        sys.exit(f"BQPORTAL_DATABASE: '{url.scheme}' is not known; use postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": url.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# The work area; public pages know nobody.
LOGIN_URL = "workspace:sign-in"
LOGIN_REDIRECT_URL = "workspace:start"

# A language is offered as soon as its catalogue file exists; German and English stand first.
LOCALE_PATHS = [ROOT / "locale"]
CATALOGUES = sorted(path.parent.parent.name for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
LANGUAGE_CODE = "de"
LANGUAGES = [(code, code) for code in dict.fromkeys(["de", "en", *CATALOGUES])]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BQPORTAL_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BQPORTAL_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BQPORTAL_HTTPS
if env_flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "language"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
