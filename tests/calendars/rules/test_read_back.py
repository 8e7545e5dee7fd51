"""How a deadline is said back to a person."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar import parse_deadline, read_back


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Quý III/2026 và thường xuyên",
            "Quý III/2026, từ 01/07/2026 đến 30/09/2026, và duy trì thường xuyên",
        ),
        ("Trước 31/12/2026", "Đến hết ngày 31/12/2026"),
        ("Quý III, IV/2026", "Quý III và quý IV/2026, từ 01/07/2026 đến 31/12/2026"),
        ("Quý II-IV", "Quý II đến quý IV/2026, từ 01/04/2026 đến 31/12/2026"),
        ("Quý IV/2026 và quý I/2027", "Quý IV/2026 đến quý I/2027, từ 01/10/2026 đến 31/03/2027"),
        ("Quý I, III", "Quý I/2026 và quý III/2026, từ 01/01/2026 đến 30/09/2026"),
        ("Tháng 6, 12/2026", "Tháng 6/2026 và tháng 12/2026, từ 01/06/2026 đến 31/12/2026"),
        ("trong năm", "Năm 2026, từ 01/01/2026 đến 31/12/2026"),
        ("6 tháng đầu năm", "6 tháng đầu năm 2026, từ 01/01/2026 đến 30/06/2026"),
        ("giai đoạn 2026-2030", "Giai đoạn 2026 - 2030, từ 01/01/2026 đến 31/12/2030"),
        ("từ 05/7 đến 20/8", "Từ 05/07/2026 đến 20/08/2026"),
        ("từ tháng 7/2026", "Từ 01/07/2026, không ghi ngày kết thúc"),
        ("Thường xuyên", "Thường xuyên"),
        ("hằng tuần", "Thường xuyên (hằng tuần)"),
        ("hằng ngày", "Thường xuyên (hằng ngày)"),
        ("Thường xuyên trong năm", "Thường xuyên, từ 01/01/2026 đến 31/12/2026"),
        ("trước ngày 25 hằng tháng", "Hằng tháng, đến hết ngày 25"),
        ("ngày 15 tháng cuối quý", "Hằng quý, đến hết ngày 15 của tháng cuối quý"),
        ("ngày 10/6 và 10/12 hằng năm", "Hằng năm, đến hết ngày 10/06 và 10/12"),
        ("quý IV hằng năm", "Hằng năm, đến hết tháng 12"),
        ("tháng, quý, năm", "Hằng tháng, và lặp lại hằng quý"),
        ("Theo kế hoạch của tỉnh", "Theo kế hoạch của tỉnh; chưa có ngày cụ thể"),
        ("khi có yêu cầu", "Khi có yêu cầu; chưa có ngày cụ thể"),
        ("15 ngày làm việc kể từ ngày ban hành", "15 ngày làm việc kể từ ngày ban hành; chưa có ngày cụ thể"),
        ("sớm nhất có thể", "Chưa hiểu cụm từ này; giữ nguyên văn để người dùng đặt hạn."),
        (None, "Văn bản không ghi thời hạn."),
    ],
)
def test_sentences(text: str | None, said: str) -> None:
    """The sentence names the period as officials do and its first and last day."""
    assert read_back(parse_deadline(text, year=2026), text) == said


def test_a_computed_date_says_how_it_was_counted() -> None:
    """Working days are named beside the date they lead to."""
    said = read_back(Deadline(DeadlineKind.DATE, None, date(2026, 7, 7), working_days=15), "x")
    assert said == "Đến hết ngày 07/07/2026 (15 ngày làm việc, không tính ngày bắt đầu)"
