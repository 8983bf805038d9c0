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
BQPORTAL_AUDIT_ANCHOR = Path(
    env("AUDIT_ANCHOR") or HOME / "audit.anchor"
)  # best on a disk that the database cannot write
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
SECRET_KEY_FALLBACKS = env_list("OLD_SECRET_KEYS")
ALLOWED_HOSTS = env_list("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("ORIGINS")
# Where people reach the portal, for links in mails.
BQPORTAL_ADDRESS = (env("ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")
BQPORTAL_COUNT_READS = env_flag("COUNT_READS", default=not TESTING)  # how often each public record is read, per day
CSRF_FAILURE_VIEW = "bqportal.catalogue.views.errors.forbidden"  # the portal's own words, not Django's
BQPORTAL_HTTPS = env_flag("HTTPS")

INSTALLED_APPS = [
    "bqportal.catalogue",
    "bqportal.workspace",
    "bqportal.statistics",
    "bqportal.procedures",
    "bqportal.search",
    "bqportal.comparison",
    "bqportal.matching",
    "bqportal.qualifications",
    "bqportal.offers",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "bqportal.workspace.unkept.UnkeptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bqportal.workspace.second_factor.SecondFactorMiddleware",
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
                # What is erased is overwritten: a case that was erased cannot be read from the file.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
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
AUTHENTICATION_BACKENDS = [
    "bqportal.organisations.backends.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
if TESTING:  # hundreds of people are made; nobody's password is at stake
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
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
BQPORTAL_STAFF_SECOND_FACTOR = env_flag("STAFF_SECOND_FACTOR")  # duty for central roles and superusers

# Signing in (django-allauth). Limits are counted by organisations.sign_in_limits: allauth's are not atomic.
ACCOUNT_ADAPTER = "bqportal.workspace.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"bqportal.workspace.forms.account.{form}"
    for name, form in {
        "login": "SignInForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "add_email": "AddEmailForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # invitations prove the address; added ones are confirmed by mail
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "catalogue:start"
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
MFA_ADAPTER = "bqportal.workspace.accounts.SecondFactorAdapter"
MFA_FORMS = {
    name: f"bqportal.workspace.forms.account.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm",
        "reauthenticate": "ConfirmCodeForm",
        "activate_totp": "ActivateTOTPForm",
        "add_webauthn": "AddPasskeyForm",
    }.items()
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up with somebody else's address here
MFA_TOTP_ISSUER = BQPORTAL_NAME
MFA_TOTP_TOLERANCE = 1  # one period of 30 s, for clocks that go wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BQPORTAL_HTTPS  # browsers allow localhost only

# One OpenID Connect provider, such as Keycloak; it lets in people who are known or invited, and makes no accounts.
OIDC_ISSUER = env("OIDC_ISSUER").rstrip("/")
SOCIALACCOUNT_ADAPTER = "bqportal.workspace.oidc.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env("OIDC_NAME", "OpenID Connect"),
                "client_id": env("OIDC_CLIENT_ID"),
                "secret": env("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True, "scope": ["openid", "email"]},
            }
        ]
        if OIDC_ISSUER
        else []
    }
}


def mail() -> dict[str, object]:
    """BQPORTAL_SMTP_URL=smtp://user:password@host:587 (STARTTLS) or smtps://…; without it, files below HOME/mail."""
    from urllib.parse import unquote, urlsplit

    url = urlsplit(env("SMTP_URL"))
    if not url.scheme:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": HOME / "mail"}
    if url.scheme not in {"smtp", "smtps", "smtp+plain"}:
        sys.exit(f"BQPORTAL_SMTP_URL: '{url.scheme}' is not known; use smtp://user:password@host:587 or smtps://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or {"smtp": 587, "smtps": 465, "smtp+plain": 25}[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


globals().update(mail())
DEFAULT_FROM_EMAIL = env("MAIL_FROM") or BQPORTAL_OPERATOR_EMAIL or "bqportal@localhost"
BQPORTAL_MAIL_IS_KEPT = not env("SMTP_URL")  # pages that sent something say where it lies

# A language is offered as soon as its catalogue file exists; German and English stand first.
LOCALE_PATHS = [ROOT / "locale"]
CATALOGUES = sorted(path.parent.parent.name for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
LANGUAGE_CODE = "de"
LANGUAGES = [(code, code) for code in dict.fromkeys(["de", "en", *CATALOGUES])]
USE_I18N = True
FORMAT_MODULE_PATH = ["bqportal.languages.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a form of 200 training units has 2,000

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "uploads"  # no address leads here; views hand out what somebody may read
BQPORTAL_CLAMAV = env("CLAMAV")  # tcp://host:3310 or unix:///path; when set, nothing is taken that it has not seen
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
        # Browsers hold the redirect after the sign-in button against this rule, too.
        "form-action": [SELF, *(["/".join(OIDC_ISSUER.split("/")[:3])] if OIDC_ISSUER else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BQPORTAL_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BQPORTAL_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BQPORTAL_HTTPS
BQPORTAL_BEHIND_PROXY = env_flag("BEHIND_PROXY")
if BQPORTAL_BEHIND_PROXY:
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
