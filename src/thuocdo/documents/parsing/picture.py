"""A page of a PDF or an image file as a PNG, drawn in a confined child process.

`python -m thuocdo.documents.parsing.picture` reads one line of JSON: path, page, target, limits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from thuocdo.documents.parsing.child import confine
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import environment

WIDTH = 1240  # pixels: 150 dots an inch on A4


def picture_safely(path: Path, page: int, target: Path, *, limits: Limits = DEFAULT) -> bool:
    """Draw page `page` (from 1) to `target`, which appears whole or not at all; False when it can't be drawn."""
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as scratch:
        order = {
            "path": str(path.resolve()),
            "page": page,
            "target": f"{scratch}/page.png",
            "limits": limits.to_json(),
        }
        try:
            subprocess.run(
                [sys.executable, "-P", "-m", "thuocdo.documents.parsing.picture"],
                input=json.dumps(order).encode() + b"\n",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(scratch),
                timeout=limits.seconds,
                check=True,
            )
        except subprocess.SubprocessError:
            return False
        made = Path(scratch, "page.png")
        if not made.is_file():
            return False
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(made.read_bytes())
        Path(name).replace(target)
    return True


def main() -> int:
    order = json.loads(sys.stdin.readline())
    confine(Limits(**order["limits"]))
    data = Path(order["path"]).read_bytes()
    return _draw(data, order["page"] - 1, order["target"])


def _draw(data: bytes, index: int, target: str) -> int:
    import cv2

    if data[:1024].find(b"%PDF-") >= 0:
        import pypdfium2

        pdf = pypdfium2.PdfDocument(data)
        if index >= len(pdf):
            return 1
        page = pdf[index]
        scale = min(WIDTH / max(page.get_width(), 1), 4.0, 4000 / max(page.get_height(), 1))
        picture = page.render(scale=scale, may_draw_forms=False).to_numpy()
    else:
        from thuocdo.documents.parsing.ocr.image import decode

        pages = decode(data)
        if index >= len(pages):
            return 1
        factor = min(WIDTH / pages[index].shape[1], 1.0)
        picture = cv2.resize(pages[index], None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return 0 if cv2.imwrite(target, picture) else 1


if __name__ == "__main__":
    sys.exit(main())
