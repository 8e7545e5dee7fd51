"""What a task is about: index, dimension, sub-dimension, field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.compile.topics import dimension_of, field_by_wording, indices_in, subdimension_of


@pytest.mark.parametrize(
    ("titles", "dimension"),
    [
        (["Chỉ số nội dung “Công khai, minh bạch”"], 2),
        (["Nâng cao trách nhiệm giải trình với người dân"], 3),
        (
            [
                "Cải thiện các chỉ số giảm điểm",
                "Chỉ số “Tham gia của người dân ở cấp cơ sở” giảm, cần làm như sau:",
            ],
            1,
        ),
        (["Cung ứng dịch vụ công và quản trị môi trường"], None),
        (["Tổ chức tập huấn"], None),
    ],
)
def test_the_nearest_title_names_the_dimension(titles: list[str], dimension: int | None) -> None:
    """A title that names two dimensions, or none, sets none."""
    assert dimension_of(titles) == dimension


@pytest.mark.parametrize(
    ("component", "text", "dimension", "code"),
    [
        ("Tri thức công dân", "Phát tờ rơi.", 1, "1.1"),
        ("Danh sách hộ nghèo", "Niêm yết.", None, "2.2"),
        ("Chất lượng không khí và chất lượng nước", "Giảm khí thải, bụi mịn.", 7, "7.2"),
        ("Chất lượng không khí và chất lượng nước", "Bảo vệ nguồn nước.", 7, "7.3"),
        (None, "Nâng cao chất lượng khám, chữa bệnh tại trạm y tế.", 6, "6.1"),
        (None, "Công khai dự toán thu chi ngân sách xã.", 2, "2.3"),
        (None, "Tổ chức hội nghị.", None, None),
    ],
)
def test_component_then_wording_gives_the_subdimension(
    component: str | None, text: str, dimension: int | None, code: str | None
) -> None:
    """The component's own name decides; the wording decides within the dimension."""
    assert subdimension_of(component, text, dimension)[0] == code


def test_indices_and_fields_are_named_by_their_words() -> None:
    """Abbreviations and full names both count."""
    assert indices_in("nâng cao chỉ số cải cách hành chính và sự hài lòng của người dân") == (
        "PAR INDEX",
        "SIPAS",
    )
    assert indices_in("Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh") == ("PAPI",)
    assert field_by_wording("Đẩy nhanh giải ngân vốn đầu tư công") == "Cải cách tài chính công"
    assert field_by_wording("Trồng cây") is None


@pytest.mark.parametrize("number", ["002", "003", "004"])
def test_index_and_printed_field_agree_with_the_gold(shared: Path, number: str) -> None:
    """Each task of a gold plan has the annotated index; table tasks have the field as printed."""
    gold = json.loads(next((shared / "gold").glob(f"{number}_*.json")).read_text("utf-8"))
    plan = compile_plan(read_text(next((shared / "seeds").glob(f"{number}_*")).read_bytes()))
    assert [task.index for task in plan.tasks] == [task["index"] for task in gold["tasks"]]
    for made, wanted in zip(plan.tasks, gold["tasks"], strict=True):
        assert made.heading == wanted["heading"]
        assert list(made.section) == wanted["section"]
        assert made.component == wanted.get("component")
        if wanted.get("field"):
            assert made.field == wanted["field"]


@pytest.mark.parametrize("number", ["002", "003", "004"])
def test_goals_history_and_gaps_agree_with_the_gold(shared: Path, number: str) -> None:
    """Goals, past scores, fields, numbers and formulas are those annotated."""
    gold = json.loads(next((shared / "gold").glob(f"{number}_*.json")).read_text("utf-8"))
    plan = compile_plan(read_text(next((shared / "seeds").glob(f"{number}_*")).read_bytes()))
    assert [goal.text for goal in plan.goals] == [goal["text"] for goal in gold["goals"]]
    history = [
        (h.dimension, h.year, h.score, {str(k): v for k, v in h.delta.items()}, h.rank) for h in plan.history
    ]
    assert history == [
        (h["dimension"], h["year"], h["score"], h["delta"], h.get("rank")) for h in gold.get("history", [])
    ]
    assert [(g.no, g.field, g.index, g.formula) for g in plan.gaps] == [
        (g["no"], g["field"], g["index"], g["formula"]) for g in gold.get("gaps", [])
    ]
    observed = {
        (g["id"], f["value"], f["of"]) for g in gold.get("gaps", []) for f in g["facts"] if "role" not in f
    }
    found = {(g.id, f.value, f.of) for g in plan.gaps for f in g.facts}
    assert len(observed - found) <= 2, observed - found
