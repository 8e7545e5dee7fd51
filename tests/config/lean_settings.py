"""The program's settings with few stages, so that processes of tests start fast."""

from thuocdo.config.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "thuocdo.audit",
    "thuocdo.orgs",
    "thuocdo.jobs",
]
