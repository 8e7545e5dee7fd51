"""Files of other word processors, by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.documents.builders import texts, to_docx
from tests.documents.test_pdf_reader import _plan
from thuocdo.documents.parsing.office import OLD_WORD
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.lib.errors import InputError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One plan as .docx and what LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.docx").write_bytes(to_docx(_plan(40)))
    for kind in ("odt", "rtf", "doc", "pdf"):
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run(
            [*command, "--outdir", folder, folder / "plan.docx"], check=True, capture_output=True, timeout=120
        )
    return folder


@pytest.mark.office
@pytest.mark.parametrize("kind", ["odt", "rtf"])
def test_other_formats_read_as_word(kind: str, made: Path) -> None:
    """OpenDocument and rich text give the lines and cells of the Word file, also inside the confined process."""
    document = read_safely(made / f"plan.{kind}")
    assert document.reader == "office"
    assert texts(document) == texts(read_document(made / "plan.docx"))


@pytest.mark.office
def test_old_word_files_carry_a_warning(made: Path) -> None:
    """Tables may be lost from .doc, and the user is told."""
    document = read_document(made / "plan.doc")
    assert OLD_WORD in document.notes
    assert document.blocks[0].text == "KẾ HOẠCH"


@pytest.mark.office
def test_a_pdf_by_libreoffice_reads_as_word(made: Path) -> None:
    """Rows cut by pages and words cut by narrow cells are whole again."""
    assert texts(read_document(made / "plan.pdf")) == texts(read_document(made / "plan.docx"))


def test_without_libreoffice_the_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to do with Word instead."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match=r"chưa có LibreOffice.*lưu thành \.docx"):
        read_document(tmp_path / "a.rtf")
