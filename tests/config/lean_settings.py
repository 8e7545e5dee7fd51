"""The program's settings with few stages, so that processes of tests start fast."""

from thuocdo.config.settings import *  # noqa: F403
from thuocdo.config.settings import VAR_DIR

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "thuocdo.audit",
    "thuocdo.orgs",
    "thuocdo.jobs",
    "thuocdo.documents",
]
ROOT_URLCONF = "tests.config.lean_urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
]
JOB_HANDLERS = {"test.write": "tests.jobs.handlers.write"}
STATICFILES_DIRS = [VAR_DIR / "own-static"]
AFTER_MIGRATE = ()  # what ships belongs to stages that are not here
EACH_MINUTE = ()  # what is looked at each minute belongs to stages that are not here
