"""How offices write what the annotated plans do not show: one form a test."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.compile.phrases import (
    bracket_inside,
    deadline_inside,
    loose_deadline,
    repetition_inside,
)
from thuocdo.plans.rules.compile.units import split_units
from thuocdo.plans.rules.model import Plan

HEAD = "UBND XÃ MẪU\nSố: 7/KH-UBND\nXã Mẫu, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nNâng cao Chỉ số PAR INDEX năm 2026\n\n"


def plan_of(body: str, head: str = HEAD) -> Plan:
    return compile_plan(read_text((head + body).encode()))


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ("Phòng Kinh tế, Hạ tầng và Đô thị",)),
        ("Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch", ("Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch")),
        (
            "Phòng Lao động, Thương binh và Xã hội; Công an xã",
            ("Phòng Lao động, Thương binh và Xã hội", "Công an xã"),
        ),
        ("Phòng Quy hoạch, Kiến trúc, Văn phòng Sở", ("Phòng Quy hoạch, Kiến trúc", "Văn phòng Sở")),
        ("Phòng Kinh tế, Văn phòng HĐND và UBND", ("Phòng Kinh tế", "Văn phòng HĐND và UBND")),
        ("Phòng Kinh tế, Công an xã", ("Phòng Kinh tế", "Công an xã")),
    ],
)
def test_a_comma_inside_a_legal_name_does_not_separate(printed: str, names: tuple[str, ...]) -> None:
    """Departments whose legal name holds a comma stay whole; other commas still separate."""
    assert split_units(printed) == names


@pytest.mark.parametrize("mark", ["nt", "-nt-", "//", "Như trên", "n/t"])
def test_a_ditto_mark_repeats_the_cell_above(mark: str) -> None:
    """A cell that only holds a ditto mark means the cell above it, and a person should look."""
    rows = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời hạn\n1\tNiêm yết thủ tục hành chính\tPhòng A\tPhòng B\tQuý I/2026\n"
    task = plan_of(f"I. NHIỆM VỤ\n\n{rows}2\tTrả kết quả tại nhà\t{mark}\tPhòng C\t{mark}\n").tasks[1]
    assert (task.lead, task.coordinating, task.deadline.end) == (
        ("Phòng A",),
        ("Phòng C",),
        date(2026, 3, 31),
    )
    assert task.certainty["lead"] < 0.8


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Lắp camera tại các điểm nóng trong quý IV/2026.", "trong quý IV/2026"),
        ("Thường xuyên kiểm tra giờ giấc của công chức.", "Thường xuyên"),
        ("Hằng quý, tổ chức phiên chợ số.", "Hằng quý"),
        ("Khắc phục các lỗi phát sinh trong quý I/2026.", None),
        ("Giữ kết quả đã đạt được trong quý I/2026.", None),
        ("Công khai dự toán năm 2026.", None),
    ],
)
def test_a_complete_time_at_either_end_of_an_action_is_its_deadline(text: str, phrase: str | None) -> None:
    """A time that closes or opens the sentence dates it; what happened in that time does not."""
    assert (deadline_inside(text) or loose_deadline(text)) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Định kỳ trước ngày 20 tháng cuối quý báo cáo kết quả.", "Định kỳ trước ngày 20 tháng cuối quý"),
        ("Tổng hợp, báo cáo trước ngày 15 tháng 12 hằng năm.", "trước ngày 15 tháng 12 hằng năm"),
        ("Đôn đốc, định kỳ 6 tháng, năm báo cáo UBND tỉnh.", "định kỳ 6 tháng, năm"),
        ("Báo cáo quý trước ngày 12 tháng cuối quý, báo cáo năm trước ngày 12/11/2026.", None),
    ],
)
def test_the_rhythm_of_a_report_dates_its_duty(text: str, phrase: str | None) -> None:
    """A day of every month, quarter or year is the duty's deadline; two of them are none."""
    assert (deadline_inside(text) or repetition_inside(text)) == phrase


def test_the_last_bracket_names_unit_and_time() -> None:
    """Unit and time in the last bracket, apart by a semicolon, belong to the action."""
    assert bracket_inside("Kiểm tra thu phí (Phòng Kinh tế; hằng tháng).") == ("Phòng Kinh tế", "hằng tháng")
    assert bracket_inside("Kiểm tra thu phí (tiền mặt; chuyển khoản).") == (None, None)


def test_labels_may_stand_before_a_dash() -> None:
    """ "Đơn vị chủ trì – X" says what "Đơn vị chủ trì: X" says."""
    task = plan_of(
        "I. NHIỆM VỤ\n- Công bố giá đất\nĐơn vị chủ trì – Phòng Kinh tế\nThời hạn – quý I/2026\n"
    ).tasks[0]
    assert (task.text, task.lead, task.deadline.end) == (
        "Công bố giá đất",
        ("Phòng Kinh tế",),
        date(2026, 3, 31),
    )


def test_a_decision_issues_the_plan_below_its_signature() -> None:
    """Head and signer are the decision's; the tasks stand in the plan printed below it."""
    head = HEAD.replace("KẾ HOẠCH", "QUYẾT ĐỊNH").replace("7/KH", "7/QĐ")
    signed = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn A\n\n"
    plan = plan_of(
        f"{signed}KẾ HOẠCH\nNâng cao chỉ số\n\nI. NHIỆM VỤ\n- Rà soát thủ tục hành chính tại xã.\n- Công khai kết quả xử lý hồ sơ.\n",
        head,
    )
    assert (plan.document.type, plan.document.signer.name) == ("QĐ", "Trần Văn A")
    assert [task.section for task in plan.tasks] == [("I",), ("I",)]


def test_a_requirement_on_one_line_is_no_goal() -> None:
    """ "2. Yêu cầu: …" is a requirement although its title and text share a line."""
    plan = plan_of(
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích: Phục vụ người dân tốt hơn năm trước.\n2. Yêu cầu: Việc nào xong việc đó, không làm hình thức.\n"
    )
    assert [goal.text[:12] for goal in plan.goals] == ["Mục đích: Ph"]


def test_working_days_are_counted_from_the_day_of_issue() -> None:
    """The end of a count of working days is a date, by the days off that ship with the program."""
    rows = "STT\tNhiệm vụ\tChủ trì\tThời hạn\n1\tBan hành quy chế\tPhòng A\t05 ngày làm việc kể từ ngày ban hành Kế hoạch\n"
    deadline = plan_of(f"I. NHIỆM VỤ\n\n{rows}").tasks[0].deadline
    # Saturday 10 January 2026 is worked for Friday 2 January
    assert (deadline.kind, deadline.end, deadline.working_days) == ("date", date(2026, 1, 10), 5)


def test_a_city_is_a_province_since_districts_ended() -> None:
    """A city's committee is a district's before 1 July 2025 and a province's after it."""
    head = HEAD.replace("UBND XÃ MẪU", "UBND THÀNH PHỐ MẪU").replace("Xã Mẫu", "Mẫu")
    assert plan_of("I. NHIỆM VỤ\n- Rà soát.\n", head).document.level == "province"
    assert plan_of("I. NHIỆM VỤ\n- Rà soát.\n", head.replace("2026", "2024")).document.level == "district"


def test_notes_below_a_table_are_no_tasks() -> None:
    """ "Ghi chú:" and the bullets after it tell about the table."""
    rows = "STT\tNhiệm vụ\tChủ trì\tThời hạn\n1\tNiêm yết thủ tục\tPhòng A\tQuý I/2026\n2\tSố hóa hồ sơ\tPhòng A\tQuý II/2026\n"
    plan = plan_of(
        f"I. NHIỆM VỤ\n\n{rows}\nGhi chú:\n\n- Đơn vị chủ trì chịu trách nhiệm về số liệu của mình.\n"
    )
    assert len(plan.tasks) == 2


def test_capitals_below_romans_are_their_parts() -> None:
    """ "A." after "I." stands below it; "I." after "A." stands below that."""
    inner = plan_of(
        "I. NHIỆM VỤ CHUNG\nA. Thể chế\n- Rà soát văn bản của xã.\nB. Thủ tục\n- Niêm yết thủ tục hành chính.\n"
    )
    assert [task.section for task in inner.tasks] == [("I", "A"), ("I", "B")]
    outer = plan_of(
        "A. NHIỆM VỤ\nI. Thể chế\n- Rà soát văn bản của xã.\nII. Thủ tục\n- Niêm yết thủ tục hành chính.\n"
    )
    assert [task.section for task in outer.tasks] == [("A", "I"), ("A", "II")]


def test_two_columns_set_by_blanks_are_read_one_after_the_other() -> None:
    """The head and the signature of a text file may stand side by side."""
    head = (
        "     ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n         XÃ MẪU                  Độc lập - Tự do - Hạnh phúc\n"
        "     Số: 9/KH-UBND             Xã Mẫu, ngày 06 tháng 01 năm 2026\n\nKẾ HOẠCH\nNâng cao Chỉ số PAPI năm 2026\n\n"
    )
    end = "\nNơi nhận:                 TM. ỦY BAN NHÂN DÂN\n- UBND tỉnh;                    CHỦ TỊCH\n- Lưu: VT.\n                                Lê Văn B\n"
    made = plan_of(f"I. NHIỆM VỤ\n- Rà soát hương ước của các thôn.\n{end}", head).document
    assert (made.number, made.issued, made.signer.name) == ("9/KH-UBND", date(2026, 1, 6), "Lê Văn B")
    assert made.recipients == ("UBND tỉnh", "Lưu: VT")
