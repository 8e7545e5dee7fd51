"""What a sentence says of itself: deadline, units, labels, bullets, documents, facts."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.compile.bullets import actions_in
from thuocdo.plans.rules.compile.citations import bases_in, citations_in, laws_in
from thuocdo.plans.rules.compile.facts import facts_in, formula_in
from thuocdo.plans.rules.compile.labels import Label, split_labels
from thuocdo.plans.rules.compile.phrases import deadline_inside, units_inside
from thuocdo.plans.rules.model import Fact


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Rà soát thủ tục; hoàn thành trước ngày 30/6/2026.", "trước ngày 30/6/2026"),
        ("Rà soát thủ tục (thực hiện trong quý II năm 2026).", "thực hiện trong quý II năm 2026"),
        ("Rà soát thủ tục (Thời gian: Quý III/2026).", "Quý III/2026"),
        (
            "Ban hành kế hoạch chậm nhất 15 ngày làm việc sau ngày nhận văn bản.",
            "chậm nhất 15 ngày làm việc sau ngày nhận văn bản",
        ),
        ("Quý II: tổ chức tập huấn.", "Quý II"),
        ("Công khai báo cáo hằng năm của xã.", None),
        ("Rà soát văn bản đã ban hành trước ngày 01/7/2025.", None),
        ("Báo cáo 6 tháng trước ngày 10/7/2025, báo cáo năm trước ngày 10/01/2026.", None),
        ("Nâng cao chỉ số năm 2026 so với năm 2025.", None),
    ],
)
def test_a_deadline_inside_a_sentence_needs_words_of_completion(text: str, phrase: str | None) -> None:
    """A date that is only mentioned, or several days in one sentence, set no deadline."""
    assert deadline_inside(text) == phrase


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Giao Phòng A chủ trì, phối hợp với Công an xã thực hiện.", ("Phòng A", "Công an xã")),
        (
            "Phòng Kinh tế chủ trì, phối hợp với Trung tâm Dịch vụ tổng hợp tổ chức hội nghị.",
            ("Phòng Kinh tế", "Trung tâm Dịch vụ tổng hợp"),
        ),
        ("Sắp xếp đơn vị (Sở Nội vụ chủ trì; xong trong năm).", ("Sở Nội vụ", "")),
        ("Nâng cao vai trò chủ trì của cơ quan thường trực.", None),
    ],
)
def test_units_inside_a_sentence_are_taken_where_it_says_so(text: str, units: tuple[str, str] | None) -> None:
    """Only "X chủ trì" and "Giao X chủ trì" name a leading unit."""
    assert units_inside(text) == units


def test_labels_part_a_line() -> None:
    """Content and attributes of one line, also in brackets."""
    made = split_labels(
        "Rà soát hồ sơ. Đơn vị chủ trì: Phòng A. Phối hợp: Phòng B; Thời gian hoàn thành: Quý I; Sản phẩm: Báo cáo."
    )
    assert made.text == "Rà soát hồ sơ."
    assert [label for label, _ in made.parts] == [
        Label.LEAD,
        Label.COORDINATING,
        Label.DEADLINE,
        Label.OUTPUT,
    ]
    assert split_labels("Nội dung công khai gồm ba phần.").parts == ()


@pytest.mark.parametrize(
    ("cell", "actions"),
    [
        ("- Rà soát hồ sơ; - Niêm yết kết quả.", ["Rà soát hồ sơ;", "Niêm yết kết quả."]),
        ("Chính quyền chủ động: - Rà soát; - Niêm yết.", ["Rà soát;", "Niêm yết."]),
        (
            "- Nghiêm cấm các hành vi như: - Dùng tiền quỹ; - Nhận quà.",
            ["Nghiêm cấm các hành vi như:\n- Dùng tiền quỹ;\n- Nhận quà."],
        ),
        (
            "- Phổ biến quy định của tỉnh - Luật A và Luật B.",
            ["Phổ biến quy định của tỉnh - Luật A và Luật B."],
        ),
        ("Rà soát lĩnh vực văn hóa - xã hội.", ["Rà soát lĩnh vực văn hóa - xã hội."]),
        ("1. Rà soát.\n2. Niêm yết.", ["Rà soát.", "Niêm yết."]),
        ("", []),
    ],
)
def test_the_bullets_of_a_cell_are_its_actions(cell: str, actions: list[str]) -> None:
    """Lead-ins are dropped, points of a list stay with it, a dash inside a sentence separates nothing."""
    assert actions_in(cell) == actions


def test_documents_are_named_with_number_date_and_issuer() -> None:
    """Numbers of party and state documents, dates in figures and words, doubled words."""
    text = "Căn cứ Quyết định số 12 /QĐ - UBND ngày 29/4/2026 của UBND tỉnh Mẫu về kết quả; Công văn số 126-CV/TU, ngày 10/6/2026 của Ban Thường vụ; Kế hoạch số 4/KH-UBND ngày ngày 16 tháng 6 năm 2026;"
    made = bases_in(text, Source())
    assert [(c.number, c.date) for c in made] == [
        ("12/QĐ-UBND", date(2026, 4, 29)),
        ("126-CV/TU", date(2026, 6, 10)),
        ("4/KH-UBND", date(2026, 6, 16)),
    ]
    assert made[0].issuer_text == "UBND tỉnh Mẫu"
    assert bases_in("Để nâng cao chỉ số theo Kế hoạch số 4/KH-UBND;", Source()) == ()
    (decree,) = citations_in("theo Nghị định 42/2022/NĐ-CP được Chính phủ ban hành ngày 24/6/2022.", Source())
    assert (decree.number, decree.date) == ("42/2022/NĐ-CP", date(2022, 6, 24))
    assert [
        law.text
        for law in laws_in(
            "Thực hiện Luật Khiếu nại, Luật Phòng, chống tham nhũng và Luật Tiếp công dân;", Source()
        )
    ] == [
        "Luật Khiếu nại",
        "Luật Phòng, chống tham nhũng",
        "Luật Tiếp công dân",
    ]
    assert list(citations_in("đạt 9/15 nhiệm vụ, 20/63 tỉnh, ngày 12/5/2026", Source())) == []


def test_numbers_of_a_gap_are_facts() -> None:
    """Shares, counts, per cents, days and the formula are read as printed."""
    assert formula_in("Theo công thức: 2089/2141*3 = 2,93 (không có điểm)") == "2089/2141*3 = 2,93"
    facts = facts_in("Chỉ đạt 9/15 nhiệm vụ", "có 10/34 máy tính đạt 29%", "đạt 100% máy tính", 2026)
    assert {(f.value, f.of) for f in facts} == {(9, 15), (10, 34), (29, None), (100, None)}
    dated = facts_in(None, "Ngày 06/3/2026 Sở mới nhận được báo cáo (trước ngày 28/2)", None, 2026)
    assert Fact("ngày nhận được", "2026-03-06") in dated
    assert Fact("hạn (trước ngày)", "2026-02-28") in dated
