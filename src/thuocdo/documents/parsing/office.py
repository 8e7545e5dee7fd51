"""Files of other word processors, converted to .docx by LibreOffice where it is installed."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from thuocdo.documents.parsing.docx import read_docx
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sniff import FileKind, sniff
from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.errors import InputError

MISSING = (
    "Chưa đọc được tệp .{kind} vì máy chủ chưa có LibreOffice. Hãy mở bằng Word, lưu thành .docx rồi tải lên; "
    "người quản trị có thể chạy “thuocdo doctor” để biết cách cài."
)
FAILED = "Không chuyển được tệp .{kind} (tệp có thể bị cắt hoặc hỏng). Hãy mở bằng Word, lưu thành .docx rồi tải lên."
OLD_WORD = "Tệp .doc cũ có thể mất bảng khi chuyển. Nên mở bằng Word, lưu .docx rồi tải lên."

# macros never run, links are never followed, whatever the file asks for
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Load">
<prop oor:name="UpdateDocMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_office(path: Path, kind: FileKind, limits: Limits = DEFAULT) -> Document:
    """The blocks of an .odt, .doc or .rtf, tables raw; `InputError` when it can't be converted."""
    soffice = program()
    if soffice is None:
        raise InputError(MISSING.format(kind=kind))
    with tempfile.TemporaryDirectory(prefix="thuocdo-office-") as folder:
        data = _convert(soffice, path, kind, Path(folder), limits)
    if sniff(data, limits) is not FileKind.DOCX:
        raise InputError(FAILED.format(kind=kind))
    document = read_docx(data, limits)
    notes = (*document.notes, OLD_WORD) if kind is FileKind.DOC else document.notes
    return replace(document, notes=notes, reader="office")


def started(soffice: str, folder: Path) -> list[str]:
    """The beginning of a command: LibreOffice without a screen, with a fresh profile of its own in `folder`."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    alone = f"-env:UserInstallation={profile.as_uri()}"
    return [soffice, alone, "--headless", "--norestore", "--nolockcheck"]


def _convert(soffice: str, path: Path, kind: FileKind, folder: Path, limits: Limits) -> bytes:
    source = folder / f"in.{kind}"  # by its content, whatever it was called
    shutil.copyfile(path, source)
    command = [
        *started(soffice, folder),
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            preexec_fn=_room,  # the reading process has one thread
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"Chuyển tệp .{kind} quá {limits.seconds} giây nên đã dừng. Hãy lưu thành .docx rồi tải lên."
        ) from error
    made = folder / "out" / "in.docx"
    if not made.is_file() or made.stat().st_size > limits.size:
        raise InputError(FAILED.format(kind=kind))
    return made.read_bytes()


def _room() -> None:
    """LibreOffice maps more memory than our own reader may: it gets up to the hard limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
