"""The process that reads one untrusted file: `python -m thuocdo.documents.parsing.child`.

Standard input: one line of JSON with the path, the limits and what is wanted: the document, or its form measured
("format"), or a template filled ("template", with its code and values). Standard output: lines of JSON, each one of
{"step", "done", "total"}, {"slow": true} (recognition has begun: more time and memory), and at the end
{"document"} or {"error"}. Anything else a library prints goes to standard error.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, TextIO

from thuocdo.documents.parsing.limits import MB, Limits, Step
from thuocdo.lib.errors import InputError

OUT_OF_MEMORY = "Đọc tệp này cần quá nhiều bộ nhớ nên đã dừng. Hãy chia nhỏ tệp rồi tải lên."


def main() -> int:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.readline())
    limits = Limits(**order["limits"])
    confine(limits)
    # one short job: the collector would only look again and again at blocks that all stay
    gc.disable()
    try:
        _say(out, {"document": _read(order, limits, out)})
    except InputError as error:
        _say(out, {"error": str(error)})
    except MemoryError:
        _say(out, {"error": OUT_OF_MEMORY})
    out.flush()
    # nothing that a damaged file left behind in a library shall run at the end
    os._exit(0)


def _read(order: dict[str, Any], limits: Limits, out: TextIO) -> dict[str, Any]:
    from thuocdo.documents.parsing.read import load, read_document
    from thuocdo.documents.parsing.wire import pack

    if order.get("what") == "format":
        from thuocdo.documents.format.check import check_format

        return check_format(load(Path(order["path"]), limits), limits).to_json()
    if order.get("what") == "template":
        from thuocdo.documents.writing.filling import answer

        return answer(load(Path(order["path"]), limits), order, limits)

    slow = False

    def progress(step: Step, done: int, total: int) -> None:
        nonlocal slow
        if step is Step.OCR and not slow:
            slow = True
            _extend(limits)
            _say(out, {"slow": True})
        _say(out, {"step": step, "done": done, "total": total})

    return pack(read_document(Path(order["path"]), limits=limits, progress=progress, ocr=order["ocr"]))


def _say(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n")
    out.flush()


def confine(limits: Limits) -> None:
    """Lower this process's limits. The hard ones leave room for recognition and LibreOffice."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (600 * MB, 600 * MB))
    _lower(resource.RLIMIT_AS, limits.memory, 5 * limits.memory)
    _lower(resource.RLIMIT_CPU, limits.seconds, limits.seconds + 2 * limits.ocr_seconds)
    # the parent kills in time; this is for the case that the parent was killed itself
    signal.alarm(limits.seconds + 10)


def _extend(limits: Limits) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (min(limits.ocr_memory, hard), hard))
    signal.alarm(limits.ocr_seconds + 30)


def _lower(what: int, soft: int, hard: int) -> None:
    _, present = resource.getrlimit(what)
    if present != resource.RLIM_INFINITY:
        hard = min(hard, present)
    resource.setrlimit(what, (min(soft, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
