"""Content that could do something when a file is opened: macros, scripts, programs and files inside the file.

Such files are refused with a word and never cleaned: cleaning would break a signature, and a person could not tell
what was taken out.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import environment
from thuocdo.documents.parsing.sniff import FileKind
from thuocdo.lib.errors import InputError

RUNS = "Tệp chứa mã chạy được ({what}) nên không nhận. Hãy in ra PDF mới rồi tải lên."
HOLDS = "Tệp có tệp khác nhúng bên trong ({what}) nên không nhận. Hãy tách tệp nhúng ra và tải từng tệp."
UNSEEN = "Không kiểm tra được bên trong tệp PDF (có mật khẩu hoặc cấu trúc lạ) nên không nhận. Hãy in ra PDF mới rồi tải lên."

# exit statuses of active_pdf
SCRIPT, EMBEDDED, LAUNCH, LOCKED = 10, 11, 12, 13
_PDF_SAYS = {
    SCRIPT: RUNS.format(what="JavaScript"),
    LAUNCH: RUNS.format(what="lệnh mở chương trình"),
    EMBEDDED: HOLDS.format(what="PDF"),
    LOCKED: UNSEEN,
}
# names that such content needs; a packed or locked part, or a name written with escapes, may hide them
_PDF_WORTH_A_LOOK = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|EF|XFA|RichMedia|ImportData|GoToE|ObjStm|Encrypt)\b|/[^\s/<>\[\]()%]*#[0-9A-Fa-f]{2}"
)
_CHUNK = 1 << 20
_OVERLAP = 256
_PROGRAMS = (
    ".exe",
    ".dll",
    ".bat",
    ".cmd",
    ".com",
    ".js",
    ".vbs",
    ".ps1",
    ".scr",
    ".msi",
    ".jar",
    ".xlsm",
    ".docm",
)
_PACKAGED = "\x01Ole10Native".encode("utf-16-le")


def refuse_active(path: Path, kind: FileKind, limits: Limits = DEFAULT) -> None:
    """Raise InputError (one Vietnamese sentence) for a file whose content could run, or that holds other files."""
    if kind is FileKind.PDF:
        _look_into_pdf(path, limits)
    elif kind in (FileKind.DOCX, FileKind.ODT):
        _look_into_package(path)
    elif kind is FileKind.DOC:
        data = path.read_bytes()
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise InputError(RUNS.format(what="macro"))
        if _PACKAGED in data:
            raise InputError(HOLDS.format(what="Word"))
    elif kind is FileKind.RTF:
        data = path.read_bytes().lower()
        if rb"\objdata" in data or rb"\objocx" in data:
            raise InputError(HOLDS.format(what="RTF"))


def _look_into_package(path: Path) -> None:
    """Parts of a .docx or .odt. A drawing's own table (an .xlsx without macros) belongs to it and stays."""
    try:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                low = name.lower()
                if low.endswith("vbaproject.bin") or low.startswith(("basic/", "scripts/")):
                    raise InputError(RUNS.format(what="macro"))
                if "/activex/" in low:
                    raise InputError(RUNS.format(what="ActiveX"))
                if low.endswith(_PROGRAMS):
                    raise InputError(RUNS.format(what="tệp chương trình"))
                if "/embeddings/" in low and low.endswith(".bin") and _PACKAGED in package.read(name):
                    raise InputError(HOLDS.format(what="Word"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            "Tệp Word hỏng nên không kiểm tra được. Hãy mở bằng Word, lưu lại rồi tải lên."
        ) from error


def _look_into_pdf(path: Path, limits: Limits) -> None:
    """The quick look reads the bytes; only where it leaves a doubt is the file opened, in a confined child."""
    if not _worth_a_look(path):
        return
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as scratch:
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "thuocdo.documents.parsing.active_pdf", str(path.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(scratch),
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(UNSEEN) from error
    if done.returncode != 0:
        raise InputError(_PDF_SAYS.get(done.returncode, UNSEEN))


def _worth_a_look(path: Path) -> bool:
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _PDF_WORTH_A_LOOK.search(tail + chunk):
                return True
            tail = chunk[-_OVERLAP:]
    return False
