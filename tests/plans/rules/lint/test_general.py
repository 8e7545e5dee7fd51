"""No rule knows a seed: when a fault of a real plan is mended, renamed or moved, the finding follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.parsing.wire import pack, unpack
from thuocdo.documents.rules.blocks import Document
from thuocdo.documents.rules.tables import repair_tables
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.lint import Finding, lint


def examined(text: str) -> tuple[Finding, ...]:
    document = read_text(text.encode())
    return lint(document, compile_plan(document))


def found(findings: tuple[Finding, ...], rule: str, line: int) -> bool:
    return any(finding.rule == rule and finding.source.line == line for finding in findings)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[int, str]:
    return {n: next((shared / "seeds").glob(f"00{n}_*.txt")).read_text(encoding="utf-8") for n in range(5)}


# seed, wrong letters, what they should be, rule, line
MENDED = (
    (2, "43,6827", "43,8001", "sum_mismatch", 54),
    (2, "15- 20/63", "15- 17/63", "rank_target_contradiction", 54),
    (2, "tăng vượt bậc", "tăng", "claim_vs_number", 63),
    (3, "(không có điểm)", "", "score_rule_unclear", 118),
    (3, "từ 20% phòng", "tất cả các phòng", "meaningless_percentage", 160),
    (3, "13/6/2026", "13/6/2025", "impossible_citation_date", 137),
    (3, "17/6/2026", "30/6/2026", "deadline_too_close", 158),
    (3, "10/12/2026", "31/12/2026", "report_before_task_deadline", 71),
    (3, "UBND-D-VHXH", "UBND-VHXH", "malformed_symbol", 102),
    (3, "ngày ngày 16", "ngày 16", "duplicate_word", 11),
    (2, "Số: /KH", "Số: 77/KH", "missing_number_date", 3),
    (2, "ngày tháng 5", "ngày 20 tháng 5", "missing_number_date", 3),
    (3, "Bình Lưu", "Bình Lư", "place_name_inconsistent", 9),
    (3, "địa bàn phường", "địa bàn xã", "unit_type_leftover", 21),
    (4, "UBND các xã", "UBND xã", "unit_type_leftover", 56),
    (4, "bệnh viện tuyến huyện", "trạm y tế xã", "competence_mismatch", 125),
    (3, "CHCC", "CCHC", "abbreviation_typo", 104),
    (3, "CCCH", "CCHC", "abbreviation_typo", 107),
    (3, "TTHT", "TTHC", "abbreviation_typo", 171),
    (3, "CDS", "CĐS", "abbreviation_typo", 133),
    (3, "phân đấu", "phấn đấu", "spelling", 187),
    (3, "đối với dung này", "đối với nội dung này", "missing_word", 131),
    (3, "đơn nộp", "đơn vị nộp", "wording", 102),
    (3, "kết quả soát", "kết quả rà soát", "missing_word", 116),
    (2, "trực tuyến trực tuyến", "trực tuyến", "duplicate_word", 173),
    (2, "cải thiện số PAPI", "cải thiện chỉ số PAPI", "missing_word", 211),
    (2, "những nhiễu", "nhũng nhiễu", "spelling", 113),
    (4, "bất phá", "bứt phá", "spelling", 17),
    (4, "hỏi lộ", "hối lộ", "spelling", 118),
)


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_mended_faults_are_no_longer_found(seed: int, seeds: dict[int, str]) -> None:
    """With its faults mended in a copy, none of the findings at their places is left."""
    text = seeds[seed]
    here = [row for row in MENDED if row[0] == seed]
    before = examined(text)
    for _, wrong, right, _, _ in here:
        assert wrong in text
        text = text.replace(wrong, right)
    after = examined(text)
    assert [row[1] for row in here if not found(before, row[3], row[4])] == []
    assert [row[1] for row in here if found(after, row[3], row[4])] == []


@pytest.mark.parametrize("seed", range(5))
def test_findings_move_with_the_text(seed: int, seeds: dict[int, str]) -> None:
    """Four lines more at the start move every finding by four lines and change nothing else."""
    here = [(f.rule, f.source.line, f.quote) for f in examined(seeds[seed])]
    moved = [(f.rule, (f.source.line or 0) - 4, f.quote) for f in examined("\n\n\n\n" + seeds[seed])]
    assert moved == here


@pytest.mark.parametrize(
    ("seed", "old", "new"),
    [
        (3, "Bình Lư", "Mẫu Hà"),
        (3, "Lai Châu", "Mẫu Sơn"),
        (4, "Liên Hội", "Mẫu Thịnh"),
        (4, "Văn Quan", "Mẫu Quan"),
    ],
)
def test_findings_do_not_depend_on_a_name(seed: int, old: str, new: str, seeds: dict[int, str]) -> None:
    """With a place renamed throughout, the same rules find the same lines."""
    here = [(f.rule, f.source.line) for f in examined(seeds[seed])]
    there = [(f.rule, f.source.line) for f in examined(seeds[seed].replace(old, new))]
    assert there == here


def test_a_cell_printed_twice_is_found_in_a_repaired_document_too(shared: Path) -> None:
    """The repair keeps one of two equal cells and the mark that there were two; JSON keeps the mark."""
    printed = read_text(next((shared / "seeds").glob("003_*")).read_bytes())
    repaired = unpack(pack(Document.from_json(repair_tables(printed).to_json())))
    plan = compile_plan(printed)

    def twins(document: Document) -> set[int | None]:
        return {f.source.line for f in lint(document, plan) if f.rule == "cause_equals_problem"}

    assert twins(printed) == twins(repaired) != set()
