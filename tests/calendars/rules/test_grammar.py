"""What printed deadlines mean."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar import counted_from, parse_deadline
from thuocdo.calendars.rules.seed import shipped_calendar
from thuocdo.lib.text import strip_accents

ISSUED = date(2026, 6, 16)
CALENDAR = shipped_calendar(range(2025, 2028))


def understood(text: str | None, **other: Any) -> dict[str, Any]:
    """The deadline as data without its empty fields."""
    data = parse_deadline(text, **({"year": 2026, "issued": ISSUED, "calendar": CALENDAR} | other)).to_json()
    return {key: value for key, value in data.items() if value is not None}


def only(kind: str, start: str | None = None, end: str | None = None, **other: Any) -> dict[str, Any]:
    bounds = {"start": start, "end": end}
    return {"kind": kind, **{key: value for key, value in bounds.items() if value}, **other}


QUARTER_3 = only("quarter", "2026-07-01", "2026-09-30")
QUARTERS_34 = only("quarter", "2026-07-01", "2026-12-31")
JUNE_30 = only("date", end="2026-06-30")


@pytest.mark.parametrize(
    "text",
    [
        "ngày 30 tháng 6 năm 2026", "30/6", "30/6/2026", "30/06/2026", "30-6-2026", "30.6.2026", "2026-06-30", "30 / 6 / 2026",
        "ngày ba mươi tháng sáu", "ngày ba mươi tháng sáu năm 2026", "Trước ngày 30/6", "trước 30 tháng 6", "chậm nhất ngày 30/6/2026",
        "Chậm nhất là ngày 30/6", "hoàn thành trước 30/6/2026", "Hoàn thành trước ngày 30 tháng 6 năm 2026", "đến hết ngày 30/6/2026",
        "Không quá ngày 30/6/2026", "không muộn hơn 30/6/2026", "Hạn 30/6", "Trước 17 giờ ngày 30/6/2026", "Trước thứ Ba, ngày 30/6/2026",
        "ngày 30/6 năm 2026", "đến hết tháng 6/2026", "chậm nhất tháng 6", "cuối tháng 6/2026", "Cuối quý II/2026", "hết quý II",
        "Trước tháng 7/2026", "trước quý III/2026", "Quý II/2026 (trước ngày 30/6/2026)", "6 tháng đầu năm, trước ngày 30/6/2026",
        "UBND xã thông qua trước ngày 30/6/2026", "Hoàn thành đầu tư trước 30/6/2026", "Đạt 90% trước ngày 30/6/2026",
    ],
)  # fmt: skip
def test_one_day_in_its_spellings(text: str) -> None:
    """A day is understood in figures and words, day first, with the plan's year where none is printed."""
    assert understood(text) == JUNE_30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quý III/2026", QUARTER_3), ("quý 3", QUARTER_3), ("Quý 3 năm 2026", QUARTER_3), ("quí III/2026", QUARTER_3), ("Qúy III/2026", QUARTER_3),
        ("QUÝ III/2026", QUARTER_3), ("Q3/2026", QUARTER_3), ("QIII/2026", QUARTER_3), ("quý ba năm 2026", QUARTER_3), ("Quý 03/2026", QUARTER_3),
        ("Quý III-2026", QUARTER_3), ("Hoàn thành trong quý III/2026", QUARTER_3), ("Thời hạn: Quý III/2026", QUARTER_3), ("Quý III, năm 2026", QUARTER_3),
        ("Quý III, IV/2026", QUARTERS_34), ("Quý III,IV/2026", QUARTERS_34), ("Quý III và quý IV", QUARTERS_34), ("Quý III, Quý IV năm 2026", QUARTERS_34),
        ("Quý III - Quý IV/2026", QUARTERS_34), ("Quý III - IV/2026", QUARTERS_34), ("quý 3-4", QUARTERS_34), ("Quý III/2026; Quý IV/2026", QUARTERS_34),
        ("từ quý III đến quý IV/2026", QUARTERS_34), ("Quý III & IV/2026", QUARTERS_34),
        ("Quý II, III, IV/2026", only("quarter", "2026-04-01", "2026-12-31")),
        ("Quý I, III/2026", only("quarter", "2026-01-01", "2026-09-30", months=[3, 9])),
        ("Quý IV/2026 và quý I/2027", only("quarter", "2026-10-01", "2027-03-31")),
        ("Quý IV/2026 - Quý I/2027", only("quarter", "2026-10-01", "2027-03-31")),
        ("Chậm nhất trong quý III/2026", only("date", end="2026-09-30")),
        ("Quý III/2026 (trước 15/9)", only("date", end="2026-09-15")),
    ],
)  # fmt: skip
def test_quarters(text: str, expected: dict[str, Any]) -> None:
    """Quarters in Roman, Arabic and words, alone, in lists and ranges; a list with a gap keeps its months."""
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("trong tháng 7", "2026-07-01", "2026-07-31"), ("Tháng 07/2026", "2026-07-01", "2026-07-31"), ("7/2026", "2026-07-01", "2026-07-31"),
        ("T7/2026", "2026-07-01", "2026-07-31"), ("tháng bảy năm 2026", "2026-07-01", "2026-07-31"), ("tháng năm năm 2026", "2026-05-01", "2026-05-31"),
        ("tháng 7, 8/2026", "2026-07-01", "2026-08-31"), ("Tháng 7 và tháng 8", "2026-07-01", "2026-08-31"), ("tháng 7-9/2026", "2026-07-01", "2026-09-30"),
        ("Từ tháng 7 đến tháng 9/2026", "2026-07-01", "2026-09-30"), ("Từ tháng 7/2025 đến tháng 2/2026", "2025-07-01", "2026-02-28"),
        ("từ ngày 01/7 đến ngày 30/9/2026", "2026-07-01", "2026-09-30"), ("Từ 01/7 đến hết 30/9", "2026-07-01", "2026-09-30"), ("1/7 - 30/9", "2026-07-01", "2026-09-30"),
        ("từ 15/12 đến 14/3/2026", "2025-12-15", "2026-03-14"), ("Từ ngày 01 đến ngày 15/7/2026", "2026-07-01", "2026-07-15"), ("Từ 1-15/7/2026", "2026-07-01", "2026-07-15"),
        ("6 tháng đầu năm", "2026-01-01", "2026-06-30"), ("Sáu tháng đầu năm 2026", "2026-01-01", "2026-06-30"), ("06 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("6 tháng cuối năm", "2026-07-01", "2026-12-31"), ("9 tháng đầu năm", "2026-01-01", "2026-09-30"), ("9 tháng năm 2026", "2026-01-01", "2026-09-30"),
        ("nửa đầu năm 2026", "2026-01-01", "2026-06-30"), ("Giai đoạn 2026-2030", "2026-01-01", "2030-12-31"), ("2026 - 2030", "2026-01-01", "2030-12-31"),
        ("Từ năm 2026 đến năm 2030", "2026-01-01", "2030-12-31"), ("Các năm 2026, 2027", "2026-01-01", "2027-12-31"), ("Từ nay đến 31/12/2026", "2026-06-16", "2026-12-31"),
        ("Từ ngày ban hành đến hết năm 2026", "2026-06-16", "2026-12-31"),
    ],
)  # fmt: skip
def test_periods(text: str, start: str, end: str) -> None:
    """Months, ranges of days, parts of a year and spans of years give their first and last day."""
    assert understood(text) == only("period", start, end)


def test_months_with_a_gap_keep_their_months() -> None:
    """June and December are not everything between."""
    assert understood("Tháng 6, 12/2026") == only("period", "2026-06-01", "2026-12-31", months=[6, 12])


YEAR_2026 = ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    "text",
    ["Trong năm", "cả năm", "Năm 2026", "trong năm 2026", "Thực hiện trong năm", "2026", "trong cả năm 2026"],
)
def test_the_year(text: str) -> None:
    """The whole year, the plan's own where none is printed."""
    assert understood(text) == only("year", *YEAR_2026)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hàng tháng", only("monthly")), ("hằng tháng", only("monthly")), ("mỗi tháng", only("monthly")), ("1 lần/tháng", only("monthly")),
        ("Định kỳ hằng quý", only("quarterly")), ("các quý", only("quarterly")), ("mỗi quý 1 lần", only("quarterly")), ("ít nhất 01 lần/quý", only("quarterly")),
        ("Hàng năm", only("annual")), ("mỗi năm một lần", only("annual")), ("Định kỳ 6 tháng", only("annual", months=[6, 12])), ("6 tháng/lần", only("annual", months=[6, 12])),
        ("6 tháng, năm", only("annual", months=[6, 12])), ("Hàng quý, 6 tháng, 9 tháng và năm", only("quarterly", also="annual")),
        ("hằng tháng, quý, 06 tháng, 01 năm", only("monthly", also="quarterly")), ("tháng/quý/năm", only("monthly", also="quarterly")),
        ("trước ngày 25 hằng tháng", only("monthly", day=25)), ("Hằng tháng, trước ngày 25", only("monthly", day=25)), ("ngày 05 của tháng sau", only("monthly", day=5)),
        ("Hằng tháng (chậm nhất ngày 20)", only("monthly", day=20)), ("Báo cáo định kỳ hằng tháng trước ngày 20", only("monthly", day=20)),
        ("ngày 15 tháng cuối quý", only("quarterly", months=[3, 6, 9, 12], day=15)),
        ("Chậm nhất ngày 15 của tháng cuối mỗi quý", only("quarterly", months=[3, 6, 9, 12], day=15)),
        ("ngày 10 tháng đầu quý sau", only("quarterly", months=[1, 4, 7, 10], day=10)),
        ("Trước 15/12 hằng năm", only("annual", months=[12], day=15)), ("Hằng năm, trước ngày 15/12", only("annual", months=[12], day=15)),
        ("Trước ngày 10/6 và 10/12 hằng năm", only("annual", months=[6, 12], day=10)), ("Tháng 6 và tháng 12 hằng năm", only("annual", months=[6, 12])),
        ("Quý IV hằng năm", only("annual", months=[12])), ("Hằng năm, quý IV", only("annual", months=[12])),
        ("Hằng quý trong năm 2026", only("quarterly", *YEAR_2026)), ("Hằng tháng năm 2026", only("monthly", *YEAR_2026)),
        ("Định kỳ cuối các quý trong năm 2026", only("quarterly", *YEAR_2026, months=[3, 6, 9, 12])),
        ("Hằng tháng và thường xuyên", only("monthly", also="continuous")), ("Hằng năm, bắt đầu từ năm 2026", only("annual", "2026-01-01")),
    ],
)  # fmt: skip
def test_repetitions(text: str, expected: dict[str, Any]) -> None:
    """What comes again keeps its rhythm, with day and months where printed and bounds where framed."""
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thường xuyên", only("continuous")), ("Thường xuyên, liên tục", only("continuous")), ("hằng tuần", only("continuous")), ("Hàng ngày", only("continuous")),
        ("Thường xuyên trong năm", only("continuous", *YEAR_2026)), ("Thường xuyên từ tháng 7/2026", only("continuous", "2026-07-01")),
        ("Thường xuyên đến hết 31/12/2026", only("continuous", end="2026-12-31")), ("Thường xuyên theo quy định", only("continuous")),
        ("Quý III/2026 và thường xuyên", QUARTER_3 | {"also": "continuous"}), ("Quý III/2026, duy trì thường xuyên", QUARTER_3 | {"also": "continuous"}),
        ("Trước 30/6/2026 và duy trì thường xuyên", JUNE_30 | {"also": "continuous"}), ("Thường xuyên; hoàn thành trước 30/6/2026", JUNE_30 | {"also": "continuous"}),
        ("Trong năm và thường xuyên", only("year", *YEAR_2026, also="continuous")), ("Năm 2026 và các năm tiếp theo", only("year", *YEAR_2026, also="annual")),
        ("Thường xuyên, định kỳ hằng quý", only("continuous", also="quarterly")),
    ],
)  # fmt: skip
def test_lasting_work(text: str, expected: dict[str, Any]) -> None:
    """Work without an end, alone, framed, or beside a deadline; weeks and days are finer than what is tracked."""
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "depends_on"),
    [
        ("Theo kế hoạch", "kế hoạch"), ("Theo kế hoạch của tỉnh, của xã", "kế hoạch của tỉnh, của xã"), ("theo giấy mời", "giấy mời"),
        ("Theo kế hoạch hằng năm của tỉnh", "kế hoạch hằng năm của tỉnh"), ("Định kỳ theo văn bản cấp trên", "văn bản cấp trên"),
        ("Theo Công văn số 12/UBND-NC ngày 03/3/2026 của UBND tỉnh", "Công văn số 12/UBND-NC ngày 03/3/2026 của UBND tỉnh"),
        ("Sau khi có văn bản hướng dẫn", "Sau khi có văn bản hướng dẫn"), ("khi có yêu cầu", "khi có yêu cầu"), ("Theo quy định", "quy định"),
        ("10 ngày sau khi có văn bản hướng dẫn", "10 ngày sau khi có văn bản hướng dẫn"), ("5 ngày làm việc trước kỳ họp", "5 ngày làm việc trước kỳ họp"),
        ("24 giờ kể từ khi tiếp nhận", "24 giờ kể từ khi tiếp nhận"), ("Ngay sau khi ban hành", "Ngay sau khi ban hành"),
    ],
)  # fmt: skip
def test_set_by_another_document_or_event(text: str, depends_on: str) -> None:
    """The document or event is kept as printed; its dates are not taken for the deadline."""
    assert understood(text) == only("by_parent", depends_on=depends_on)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Kế hoạch của tỉnh trong năm", only("by_parent", *YEAR_2026, depends_on="Kế hoạch của tỉnh")),
        ("Theo kế hoạch và thường xuyên", only("by_parent", also="continuous", depends_on="kế hoạch")),
        ("Theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh, hoàn thành trước 30/6/2026", JUNE_30),
        ("Quý III/2026, theo hướng dẫn của Sở Nội vụ", QUARTER_3),
        ("Hàng tháng theo Công văn số 12/UBND-NC ngày 3/3/2026", only("monthly")),
        ("Khi có yêu cầu, chậm nhất 30/6/2026", JUNE_30),
    ],
)
def test_a_deadline_printed_beside_a_document(text: str, expected: dict[str, Any]) -> None:
    """A deadline of its own counts before the document; a mere year only frames it."""
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("15 ngày làm việc kể từ ngày ban hành", "2026-07-07"), ("Chậm nhất 15 (mười lăm) ngày làm việc, kể từ ngày ký ban hành", "2026-07-07"),
        ("mười lăm ngày làm việc kể từ ngày ban hành Kế hoạch này", "2026-07-07"), ("Sau khi ban hành kế hoạch 15 ngày làm việc", "2026-07-07"),
        ("15 ngày làm việc kể từ ngày Kế hoạch này có hiệu lực", "2026-07-07"),
    ],
)  # fmt: skip
def test_working_days_from_the_plans_own_issue(text: str, end: str) -> None:
    """With the day of issue and a calendar the date is computed; 16/6/2026 plus 15 working days is 7/7/2026."""
    assert understood(text) == only("date", end=end, working_days=15)


@pytest.mark.parametrize("missing", [{"calendar": None}, {"issued": None}])
def test_working_days_wait_for_what_is_missing(missing: dict[str, Any]) -> None:
    """Without calendar or day of issue nothing is computed, and what is awaited is named."""
    expected = only("by_parent", depends_on="ngày ban hành", working_days=15)
    assert understood("15 ngày làm việc kể từ ngày ban hành", **missing) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 ngày kể từ ngày ban hành", only("date", end="2026-07-16")),
        ("trong vòng 02 tuần kể từ ngày ban hành", only("date", end="2026-06-30")),
        ("Trong vòng 01 tháng kể từ ngày ký", only("date", end="2026-07-16")),
        ("10 ngày làm việc kể từ ngày 01/7/2026", only("date", end="2026-07-15", working_days=10)),
        (
            "05 ngày làm việc kể từ khi nhận đủ hồ sơ",
            only("by_parent", depends_on="khi nhận đủ hồ sơ", working_days=5),
        ),
        (
            "chậm nhất 15 ngày làm việc sau thời gian ban hành Kế hoạch A của UBND tỉnh",
            only("by_parent", depends_on="thời gian ban hành Kế hoạch A của UBND tỉnh", working_days=15),
        ),
    ],
)
def test_other_counts(text: str, expected: dict[str, Any]) -> None:
    """Calendar days, weeks and months from a known day; counts from somebody else's event wait for it."""
    assert understood(text) == expected


def test_a_month_counted_from_its_last_day_ends_on_the_last_day() -> None:
    """One month from 31 January is the last of February."""
    assert understood("01 tháng kể từ ngày ban hành", issued=date(2026, 1, 31)) == only(
        "date", end="2026-02-28"
    )


@pytest.mark.parametrize(
    "text",
    [
        "sớm nhất có thể", "khi đủ điều kiện", "khi cần thiết", "2/3 số hộ", "đạt 90%", "9/15 nhiệm vụ", "kịp thời", "đột xuất", "định kỳ", "theo nhu cầu thực tế",
        "31/02/2026", "trước ngày 31/02", "ngày 31 tháng 4", "30/6/26", "Quý III/26", "Quý V/2026", "Quý V năm 2026", "tháng 13/2026", "tháng 13 năm 2026",
        "ngày 30 tháng 6 và ngày 31 tháng 6", "30/13/2026", "sau ngày 30/6/2026", "Khoảng tháng 7/2026", "tuần đầu tháng 7/2026", "tuần 2 tháng 7", "năm học 2026-2027",
        "nhiệm kỳ 2026-2031", "học kỳ I năm 2026", "Trước 30/6/2026 và trước 31/12/2026", "Đợt 1 trước 30/6; đợt 2 trước 30/11", "Trước 30/6 hoặc 30/9",
        "Quý II hoặc quý III/2026", "Trước 30/6/2026 và quý IV/2026", "6 tháng đầu năm và cả năm", "đầu quý III", "giữa năm", "đầu tháng 7/2026", "Đầu năm 2027", "giữa tháng 7",
        "không thường xuyên", "chưa thường xuyên", "2 lần/năm", "Ít nhất 2 lần trong năm 2026", "các quy định", "mỗi quỹ", "quý khách", "Quý phụ huynh", "tháng sau", "năm sau", "năm trước",
        "ngày 10", "trước ngày 25", "15 ngày làm việc", "trong 10 ngày", "trước Tết Nguyên đán", "trước kỳ họp HĐND", "trước kỳ họp quý III/2026", "Đến khi hoàn thành", "nếu có điều kiện trong năm 2026",
        "Ngày 15 và 30 hằng tháng", "Các quý còn lại trong năm 2026", "Các tháng cuối năm 2026", "Sau 30 ngày kể từ ngày ban hành", "Nghị quyết số 57-NQ/TW ngày 22/12/2024", "Quý IV - Quý II/2026", "từ 30/9/2026 đến 01/7/2026", "ngày làm việc cuối cùng của tháng", "1000/2000", "abc", "-", "…",
        "Tăng cường công tác kiểm tra, giám sát và thường xuyên đôn đốc các đơn vị thực hiện nghiêm túc quy chế",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    """Vague, impossible, doubled or foreign phrases have kind none, for a person to set."""
    assert parse_deadline(text, year=2026, issued=ISSUED, calendar=CALENDAR) == Deadline()


@pytest.mark.parametrize("text", [None, "", "  ", "\n"])
def test_no_text(text: str | None) -> None:
    """Where the document says nothing, so does the deadline."""
    assert parse_deadline(text, year=2026).kind is DeadlineKind.NONE


@pytest.mark.parametrize("text", ["Trước 30/6", "Quý III", "trong năm", "tháng 7"])
def test_without_any_year_nothing_is_dated(text: str) -> None:
    """No year in the phrase and none known: not understood, instead of this year's."""
    assert parse_deadline(text) == Deadline()
    assert parse_deadline(text, issued=ISSUED).end is not None


def test_a_year_in_the_phrase_stands_above_the_plans() -> None:
    """The printed year counts, also for the other dates of the phrase."""
    assert understood("từ 01/7 đến 30/9/2027") == only("period", "2027-07-01", "2027-09-30")


def test_an_office_may_read_before_as_the_day_before() -> None:
    """The setting moves "trước" by a day and leaves "chậm nhất" alone."""
    assert understood("Trước 30/6/2026", before_inclusive=False) == only("date", end="2026-06-29")
    assert understood("Chậm nhất 30/6/2026", before_inclusive=False) == JUNE_30


def test_a_beginning_alone_has_no_end() -> None:
    """ "Từ" and "trở đi" give the first day and leave the end open."""
    for text in ("Từ quý III/2026", "Quý III/2026 trở đi", "Bắt đầu từ tháng 7/2026"):
        assert understood(text) == only("period", "2026-07-01")


def test_the_day_a_count_begins() -> None:
    """The plan's own issue or the printed day; nothing for somebody else's event or another deadline."""
    assert counted_from("15 ngày làm việc kể từ ngày ban hành", issued=ISSUED) == ISSUED
    assert counted_from("15 ngày làm việc kể từ ngày 01/7/2026", issued=ISSUED) == date(2026, 7, 1)
    for text in (
        "15 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "Trước 30/6/2026",
        "",
        None,
        "5 ngày kể từ ngày 31/02/2026",
    ):
        assert counted_from(text, issued=ISSUED) is None


def _gold_rows(shared: Path) -> list[tuple[str, int, Any, Any]]:
    rows = []
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for part in ("tasks", "gaps", "duties"):
            for row in gold.get(part, []):
                if row.get("deadline"):
                    rows.append((path.name, gold["document"]["year"], row["deadline_text"], row["deadline"]))
    return rows


def test_every_deadline_of_the_gold_plans(shared: Path) -> None:
    """Kind, start and end come out as annotated by hand, for every task and gap, and without accents too."""
    rows = _gold_rows(shared)
    assert len(rows) > 100
    for name, year, text, gold in rows:
        for printed in {text, strip_accents(text) if text else None}:
            found = parse_deadline(printed, year=year).to_json()
            wanted = {key: gold[key] for key in ("kind", "start", "end")}
            assert {key: found[key] for key in wanted} == wanted, (name, printed)
