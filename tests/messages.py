"""Texts for translation: collect them (`make messages`), compile the catalogue, and say what lacks English.

python -m tests.messages            # what is missing; exit 1 if anything is
python -m tests.messages --write    # collect with gettext's tools, keep translations, compile
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "thuocdo"
CATALOGUE = PACKAGE / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def collect() -> None:
    """Bring the catalogue up to date with the sources (needs Debian's gettext)."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "thuocdo.config.settings"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "-l",
            "en",
            "--no-location",
            "--no-wrap",
            "--no-obsolete",
        ],
        cwd=PACKAGE,
        env=environment,
        check=True,
    )


def compiled(path: Path = CATALOGUE) -> bytes:
    """The catalogue in the form that the program reads."""
    with path.open("rb") as source:
        catalogue = read_po(source)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(path: Path = CATALOGUE) -> list[str]:
    """Message ids without an English text, or marked as a guess."""
    with path.open("rb") as source:
        catalogue = read_po(source)
    return [
        str(m.id)
        for m in catalogue
        if m.id and (not m.string or (isinstance(m.string, tuple) and not all(m.string)) or m.fuzzy)
    ]


def main() -> int:
    if "--write" in sys.argv:
        collect()
        CATALOGUE.with_suffix(".mo").write_bytes(compiled())
    missing = untranslated()
    for text in missing:
        sys.stdout.write(f"{text}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
