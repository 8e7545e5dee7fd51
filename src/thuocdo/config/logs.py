"""Log lines as JSON: what happened and where in the code, never the values people typed."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime

# Addresses that open a door by themselves: one-time sign-in links, keys of a reset by mail.
_SECRET_PATHS = re.compile(r"(/lien-ket/|/mat-khau/quen/(?=[0-9A-Za-z]+-[^/\s]*\d))[^/\s]+")


class JsonFormatter(logging.Formatter):
    """One JSON object a line. A traceback keeps files, lines and the error's class, not its message or locals."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _SECRET_PATHS.sub(r"\1…", record.getMessage()),
        }
        code = getattr(record, "error_code", None)
        if code:
            line["code"] = code
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = " < ".join(
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in reversed(traceback.extract_tb(record.exc_info[2]))
            )
        return json.dumps(line, ensure_ascii=False)
