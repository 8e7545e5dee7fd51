"""The one settings file: every value comes from the environment, typed; what is wrong stops the start.

A secret may also come from a file: NAME_FILE=/path instead of NAME. docs/guide/cai-dat.md lists all names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()
PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# --- where data lives -------------------------------------------------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", default="var")).resolve()
STORE_DIR = VAR_DIR / "files"  # stored originals, by SHA-256; never served by a web server directly
CACHE_DIR = VAR_DIR / "cache"  # page images; may be deleted at any time
DIGEST_DIR = VAR_DIR / "digests"  # one text file a day, with the head of the audit chain
AUDIT_HEAD_FILE = VAR_DIR / "audit-head.jsonl"  # last heads of the audit chain, outside the database
STATIC_ROOT = VAR_DIR / "static"


def _secret(name: str, file_name: str) -> str:
    """A secret from NAME, NAME_FILE or the file that `thuocdo init` or `demo` wrote under VAR_DIR."""
    value: str = env.str(name, default="")
    kept = VAR_DIR / file_name
    if not value and kept.is_file():
        value = kept.read_text("utf-8").strip()
    if not value and TESTING:
        value = "for-tests-only-" * 4
    if value and len(value) < 32:
        raise ImproperlyConfigured(f"{name} ngắn hơn 32 ký tự.")
    return value


# Empty until `thuocdo init` or `demo` has run; Django refuses to sign anything with an empty key.
SECRET_KEY = _secret("SECRET_KEY", "secret.key")
# Keyed hashes of personal fields in the audit log; must never change once entries exist.
AUDIT_KEY = _secret("AUDIT_KEY", "audit.key")

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("HTTPS", default=SITE_URL.startswith("https://"))
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", default=50)
# ClamAV's daemon: path of its socket or host:port; uploads are scanned where it is set, and held back when it is silent
CLAMD_SOCKET: str = env.str("CLAMD_SOCKET", default="")
# Without a worker process, jobs run in threads of the web process (make run).
JOBS_IN_PROCESS = env.bool("JOBS_IN_PROCESS", default=False)
# kind of job -> the function that does it; the whole list, in one place
JOB_HANDLERS = {
    "documents.recheck": "thuocdo.documents.jobs.recheck",
    "plans.read": "thuocdo.plans.jobs.read_plan",
    "work.evidence": "thuocdo.work.evidence_jobs.read_evidence",
    "work.periods": "thuocdo.work.jobs.make_periods",
    "registers.duties": "thuocdo.registers.reports.jobs.make_duties",
    "reporting.digest": "thuocdo.reporting.jobs.send_digests",
    "reporting.reports": "thuocdo.reporting.jobs.look_at_reports",
    "config.backup": "thuocdo.config.ops.backup_job.back_up",
}
# looked at each minute by whoever runs jobs (jobs/minutely.py); tests call what they need themselves
EACH_MINUTE: tuple[str, ...] = (
    "thuocdo.orgs.actions.sign_ins.record_ended_windows",
    "thuocdo.work.jobs.queue_periods",  # before the digest, which tells of them
    "thuocdo.registers.reports.jobs.queue_duties",
    "thuocdo.reporting.jobs.queue_digests",
    "thuocdo.reporting.jobs.queue_reports",
)
if TESTING:
    EACH_MINUTE = ()

# what ships as data is put in place after the tables are
AFTER_MIGRATE: tuple[str, ...] = ("thuocdo.criteria.actions.load_shipped",)

# who is told when a file's signatures come to another class (documents.jobs.Listener)
SIGNATURE_LISTENERS: tuple[str, ...] = ("thuocdo.work.actions.evidence.deciding.tell_signature_changed",)

# what a person can hold and hand over (orgs.actions.roles.Holding)
HOLDINGS = ("thuocdo.work.actions.holdings.TASKS",)

# --- program ----------------------------------------------------------------------------------------
# The order of the thuocdo stages is that of docs/map.md and of the import contract; a test compares them.
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's passkey page uses it
    "django_htmx",
    "csp",
    "thuocdo.audit",
    "thuocdo.calendars",
    "thuocdo.orgs",
    "thuocdo.jobs",
    "thuocdo.documents",
    "thuocdo.criteria",
    "thuocdo.plans",
    "thuocdo.work",
    "thuocdo.registers",
    "thuocdo.scoring",
    "thuocdo.reporting",
    "thuocdo.portal",
    # after orgs, whose templates replace allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "thuocdo.orgs.middleware.RequestSizeMiddleware",  # before whatever reads the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thuocdo.orgs.middleware.WorkingUnitMiddleware",
]

if TESTING:  # nothing is collected for tests
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "thuocdo.config.urls"
WSGI_APPLICATION = "thuocdo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "thuocdo.orgs.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# --- data -------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thuocdo.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # a deferred transaction fails at once when it must upgrade its lock, ignoring the timeout
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# shared by all processes, because sign-in limits must hold over all of them
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "thuocdo_cache"}}
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- people -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "orgs.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/lam-viec/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "thuocdo.orgs.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key", "reset_password": "10/m/ip,5/m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_AGE = 12 * 3600
# machines of a one-stop office are shared; holds for passkeys and one-time links as well
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "thuocdo"

# --- language and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["thuocdo.config.formats"]

# --- static files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if TESTING:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
MEDIA_ROOT = STORE_DIR
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- mail -------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="thuocdo@localhost")
EMAIL_TIMEOUT = 20  # seconds; a mail server that says nothing must not hold a worker
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)  # local time of the daily digest
DIGEST_KEEP_DAYS = env.int("DIGEST_KEEP_DAYS", default=400)  # how long digests are kept, at least
if not 0 <= DIGEST_HOUR <= 23 or DIGEST_KEEP_DAYS < 1:
    raise ImproperlyConfigured("DIGEST_HOUR nhận giờ từ 0 đến 23, DIGEST_KEEP_DAYS nhận số ngày từ 1.")

# --- safety -----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "thuocdo.orgs.views.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if "://" in SITE_URL else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- logs: no values of forms or local variables, ever ---------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "thuocdo.config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
