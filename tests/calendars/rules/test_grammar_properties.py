"""What holds for any phrase."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import assume, example, given
from hypothesis import strategies as st

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar import parse_deadline, read_back
from thuocdo.lib.text import number_words, roman, strip_accents

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
# the words of the grammar, thrown together
PIECES = st.sampled_from(
    [
        "trước ngày",
        "quý",
        "III",
        "IV/2026",
        "3",
        "và",
        ",",
        "thường xuyên",
        "hằng tháng",
        "hằng năm",
        "năm",
        "2026",
        "trong",
        "từ",
        "đến",
        "hết",
        "cuối",
        "tháng",
        "7",
        "12",
        "30/6",
        "31/2",
        "30/6/2026",
        "-",
        "theo kế hoạch",
        "15 ngày làm việc",
        "kể từ ngày ban hành",
        "sau khi có",
        "khi",
        "6 tháng đầu năm",
        "đầu",
        "sáu",
        "sau",
        "ngày",
        "25",
        "chậm nhất",
        "định kỳ",
        "các quý",
        "giai đoạn",
        "2030",
        "(",
        ")",
        ";",
        "/",
        "%",
        "số 12/KH-UBND",
        "không",
        "lần",
        "mỗi",
    ]
)
PHRASES = st.lists(PIECES, max_size=9).map(" ".join)

DATE_FORMS = st.sampled_from(
    [
        lambda d: f"{d.day}/{d.month}/{d.year}",
        lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
        lambda d: f"{d.day}-{d.month}-{d.year}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
        lambda d: f"ngày {d.day:02d} tháng {d.month:02d} năm {d.year}",
        lambda d: f"ngày {d.day:02d} tháng {d.month:02d}, năm {d.year}",
        lambda d: f"ngày {number_words(d.day)} tháng {number_words(d.month)} năm {d.year}",
        lambda d: f"ngày {d.day}/{d.month} năm {d.year}",
        lambda d: d.isoformat(),
    ]
)
LEADS = st.sampled_from(
    [
        "",
        "trước ",
        "Trước ngày ",
        "chậm nhất ",
        "Hoàn thành trước ",
        "đến hết ",
        "Chậm nhất là ",
        "Xong trước ",
        "không quá ",
    ]
)


@given(DAYS, DATE_FORMS, LEADS)
def test_a_printed_day_reads_back(day: date, form: object, lead: str) -> None:
    """A day printed in any supported way is that day."""
    text = lead + form(day)  # type: ignore[operator]
    assert parse_deadline(text) == Deadline(DeadlineKind.DATE, None, day), text


@given(
    st.integers(1, 4),
    st.integers(2000, 2099),
    st.sampled_from(["{r}/{y}", "{n}/{y}", "{r} năm {y}", "{n} năm {y}", "0{n}/{y}", "{r}-{y}", "{r} {y}"]),
)
def test_a_printed_quarter_reads_back(number: int, year: int, form: str) -> None:
    """A quarter printed in any supported way has its own bounds."""
    text = "Quý " + form.format(r=roman(number), n=number, y=year)
    found = parse_deadline(text)
    assert (found.kind, found.start) == (DeadlineKind.QUARTER, date(year, number * 3 - 2, 1)), text
    assert found.end is not None
    assert found.end.month == number * 3


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    """Whatever stands in the cell, there is a deadline and a sentence, and never an error."""
    found = parse_deadline(text, year=2026, issued=date(2026, 6, 16))
    assert read_back(found, text)


@given(PHRASES)
@example("từ 29/2 đến 28/2")
@example("999 tháng kể từ ngày ban hành")
@example("từ 9/2026 ngày ban hành đến 1/1")
def test_any_mixture_of_the_words_is_answered(text: str) -> None:
    """The grammar's own words in any order never raise, and bounds never run backwards."""
    found = parse_deadline(text, year=2026, issued=date(2026, 6, 16))
    assert read_back(found, text)
    assert not (found.start and found.end) or found.start <= found.end
    assert (found.kind is DeadlineKind.BY_PARENT) == (found.depends_on is not None)
    assert found == Deadline.from_json(found.to_json())


@given(PHRASES)
def test_accents_and_composition_do_not_matter(text: str) -> None:
    """Without accents, in capitals and decomposed the meaning is the same, but for "sau" (after, or six)."""
    assume("sáu" not in text and "sau" not in text)

    def meaning(printed: str) -> Deadline:
        found = parse_deadline(printed, year=2026, issued=date(2026, 6, 16))
        return Deadline.from_json(
            found.to_json() | {"depends_on": found.depends_on and strip_accents(found.depends_on).lower()}
        )

    plain = meaning(text)
    assert meaning(strip_accents(text)) == plain
    assert meaning(unicodedata.normalize("NFD", text)) == plain
    assert meaning(text.upper()) == plain
