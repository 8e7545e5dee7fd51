"""One plan in four formats: text, Word, PDF with text (two makers), scan."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from tests.documents.builders import html_to_pdf
from tests.plangen.from_blocks import plan_of
from tests.plangen.render import to_docx, to_html
from tests.plangen.variants import FORMS, Plan, make
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules import model
from thuocdo.plans.rules.compile import compile_plan

SEEDS = ("003", "004")


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip(" .;:,").casefold()


def _items(plan: model.Plan) -> list[tuple[Any, ...]]:
    """Text, units and deadline of every task and gap; line ends inside a cell are no difference."""
    tasks = [(_plain(t.text), _names(t.lead), _names(t.coordinating), t.deadline) for t in plan.tasks]
    return tasks + [
        (_plain(g.criterion), _names(g.lead), _names(g.coordinating), g.deadline) for g in plan.gaps
    ]


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain(name).replace("–", "-").replace("—", "-") for name in names)


def _share_equal(made: list[tuple[Any, ...]], wanted: list[tuple[Any, ...]]) -> float:
    return sum(item in made for item in wanted) / max(len(wanted), len(made))


def _seed(shared: Path, number: str) -> tuple[model.Plan, Plan]:
    data = next((shared / "seeds").glob(f"{number}_*")).read_bytes()
    return compile_plan(read_text(data)), plan_of(data)


def _read(path: Path) -> model.Plan:
    return compile_plan(read_document(path))


@pytest.mark.parametrize("number", SEEDS)
def test_a_real_plan_as_word_file_is_equal(shared: Path, tmp_path: Path, number: str) -> None:
    """The plan built as .docx from its parsed blocks has the same tasks and gaps."""
    text, plan = _seed(shared, number)
    path = tmp_path / "plan.docx"
    path.write_bytes(to_docx(plan))
    assert _items(_read(path)) == _items(text)


@pytest.mark.parametrize("number", SEEDS)
def test_a_real_plan_as_pdf_of_weasyprint_is_the_same(shared: Path, tmp_path: Path, number: str) -> None:
    """At least 98 % of tasks and gaps are equal in text, units and deadline."""
    text, plan = _seed(shared, number)
    made = _read(_weasyprint(plan, tmp_path))
    assert _share_equal(_items(made), _items(text)) >= 0.98


@pytest.mark.parametrize("form", FORMS)
def test_generated_plans_as_pdf_of_weasyprint_are_the_same(tmp_path: Path, form: str) -> None:
    """At least 98 % of the truth of every form is found in its PDF, with the same text, units and deadline."""
    from tests.plangen.measure import Measure, measure

    total = Measure()
    for seed in (1, 2):
        plan = make(form, seed)
        total.add(measure(plan, _read(_weasyprint(plan, tmp_path)), same=98))
    for name in ("found", "lead", "deadline"):
        assert getattr(total, name) >= 0.98 * total.wanted, total.misses


@pytest.mark.office
@pytest.mark.parametrize("number", SEEDS)
def test_a_real_plan_as_pdf_of_libreoffice_is_the_same(shared: Path, tmp_path: Path, number: str) -> None:
    """At least 98 % of tasks and gaps are equal in text, units and deadline."""
    text, plan = _seed(shared, number)
    made = _read(_libreoffice(plan, tmp_path))
    assert _share_equal(_items(made), _items(text)) >= 0.98


@pytest.mark.ocr
@pytest.mark.parametrize("number", SEEDS)
def test_a_clean_scan_of_a_real_plan_is_nearly_the_same(shared: Path, tmp_path: Path, number: str) -> None:
    """95 % of the texts agree by the scorer's ratio, and 90 % of units and deadlines are equal."""
    text, plan = _seed(shared, number)
    _assert_near(_items(_read(_scan(_weasyprint(plan, tmp_path)))), _items(text))


@pytest.mark.ocr
@pytest.mark.parametrize("form", ["lettered", "tabular", "gaps"])
def test_a_clean_scan_of_a_generated_plan_is_nearly_the_same(tmp_path: Path, form: str) -> None:
    """95 % of the texts agree by the scorer's ratio, and 90 % of units and deadlines are equal."""
    from thuocdo.documents.parsing.docx import read_docx
    from thuocdo.documents.parsing.limits import Limits

    plan = make(form, 5)
    wanted = _items(compile_plan(read_docx(to_docx(plan), Limits())))
    _assert_near(_items(_read(_scan(_weasyprint(plan, tmp_path)))), wanted)


def _assert_near(made: list[tuple[Any, ...]], wanted: list[tuple[Any, ...]]) -> None:
    rest = list(made)
    texts = leads = deadlines = 0
    for item in wanted:
        best = max(rest, key=lambda other: fuzz.ratio(other[0], item[0]), default=None)
        if best is None or fuzz.ratio(best[0], item[0]) < 90:
            continue
        rest.remove(best)
        texts += 1
        leads += best[1] == item[1]
        deadlines += best[3] == item[3]
    assert len(made) <= 1.05 * len(wanted)
    assert texts >= 0.95 * len(wanted)
    assert leads >= 0.9 * len(wanted)
    assert deadlines >= 0.9 * len(wanted)


def _weasyprint(plan: Plan, folder: Path) -> Path:
    path = folder / f"{plan.form}-{plan.seed}.pdf"
    path.write_bytes(html_to_pdf(to_html(plan)))
    return path


def _libreoffice(plan: Plan, folder: Path) -> Path:
    word = folder / "plan.docx"
    word.write_bytes(to_docx(plan))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(word),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return word.with_suffix(".pdf")


def _scan(path: Path, dpi: int = 200) -> Path:
    """The pages of a PDF as pictures only."""
    import pypdfium2

    with pypdfium2.PdfDocument(str(path)) as pdf:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pdf]
    scanned = path.with_name(f"{path.stem}-scan.pdf")
    pages[0].save(scanned, save_all=True, append_images=pages[1:], resolution=dpi)
    return scanned
