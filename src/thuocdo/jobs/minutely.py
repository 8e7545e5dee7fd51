"""What stages want looked at each minute (settings.EACH_MINUTE), by every worker and by site processes that run jobs.

Each function takes `now` and must be cheap and harmless when several processes call it in the same minute: longer
work goes into the queue (jobs.actions.enqueue).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from django.conf import settings

logger = logging.getLogger(__name__)


def each_minute(*, now: datetime) -> None:
    """Call all of them; what one raises is logged and keeps none of the others from its turn."""
    for path in settings.EACH_MINUTE:
        try:
            module, _, name = path.rpartition(".")
            function: Callable[..., object] = getattr(import_module(module), name)
            function(now=now)
        except Exception:
            logger.exception("%s failed; it is called again in a minute", path)
