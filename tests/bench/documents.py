"""A Word file of 30 pages with a table of 200 rows: our reading against python-docx's own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure, seconds

SENTENCE = (
    "Tăng cường công khai, minh bạch thông tin trên trang thông tin điện tử; nâng cao chất lượng tiếp nhận, "
    "giải quyết hồ sơ, thực hiện nghiêm việc xin lỗi khi trễ hẹn và công khai kết quả để người dân giám sát."
)


def build(path: Path) -> None:
    """330 paragraphs and a table of 200 rows and 5 columns."""
    import docx

    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Nâng cao chỉ số cải cách hành chính xã Mẫu năm 2026")
    for number in range(330):
        made.add_paragraph(f"{number + 1}. {SENTENCE}")
    table = made.add_table(rows=1, cols=5)
    for cell, text in zip(
        table.rows[0].cells, ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"), strict=True
    ):
        cell.text = text
    for number in range(200):
        row = table.add_row().cells
        for cell, text in zip(
            row,
            (str(number + 1), SENTENCE, "Phòng Kinh tế", "Các cơ quan, đơn vị liên quan", "Quý III/2026"),
            strict=True,
        ):
            cell.text = text
    made.save(str(path))


def figures() -> list[Figure]:
    import docx

    from thuocdo.documents.parsing.read import read_document

    def by_python_docx(path: Path) -> None:
        opened = docx.Document(str(path))
        for item in opened.iter_inner_content():
            if hasattr(item, "rows"):
                for row in item.rows:
                    for cell in row.cells:
                        _ = cell.text
            else:
                _ = item.text

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        build(path)
        theirs = seconds(lambda: by_python_docx(path))
        ours = seconds(lambda: read_document(path))
        command = seconds(
            lambda: subprocess.run(
                [str(Path(sys.executable).parent / "thuocdo"), "compile", str(path), "--json", "-"],
                capture_output=True,
                check=True,
            )
        )
    return [
        Figure("30-page .docx with a 200-row table: python-docx alone", theirs, "s"),
        Figure("the same, read into blocks", ours, "s"),
        Figure("ratio to python-docx", ours / theirs, "x", 2.0),
        Figure("thuocdo compile of it, whole command", command, "s", 1.0),
    ]
