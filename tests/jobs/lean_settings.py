"""The program's settings with only what jobs need, for workers that tests start as processes."""

from thuocdo.config.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "thuocdo.audit",
    "thuocdo.orgs",
    "thuocdo.jobs",
]
JOB_HANDLERS = {
    "test.write": "tests.jobs.handlers.write",
    "test.slow_once": "tests.jobs.handlers.slow_once",
    "test.hang": "tests.jobs.handlers.hang",
}
EACH_MINUTE = ()  # what is looked at each minute belongs to stages that are not here
