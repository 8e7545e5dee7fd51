"""Official documents: a plan of 200 tasks to Word and PDF, and measuring it."""

from __future__ import annotations

from tests.bench.figures import Figure, seconds
from tests.documents.official import plan
from thuocdo.documents.format.check import check_format
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.html import html_of
from thuocdo.documents.writing.pdf import by_weasyprint

TASKS = 200


def figures() -> list[Figure]:
    """Times of one plan with a task table of 200 rows."""
    document = plan(TASKS)
    data = write_docx(document)
    return [
        Figure("plan of 200 tasks to .docx", seconds(lambda: write_docx(document)), "s", 2),
        Figure("its size", len(data) / 1024, "KB"),
        Figure("its form measured", seconds(lambda: check_format(data)), "s", 1),
        Figure(
            "plan of 200 tasks to PDF without LibreOffice",
            seconds(lambda: by_weasyprint(html_of(document))),
            "s",
        ),
    ]
