"""The head: motto, issuer, number, place and day, kind and title."""

from __future__ import annotations

import re

from thuocdo.documents.format.findings import Severity
from thuocdo.documents.format.measured import Para
from thuocdo.documents.format.notes import Notes
from thuocdo.documents.format.widths import width_of
from thuocdo.lib.text.spelling import fold, unify_tones

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NUMBER = re.compile(r"^Số:\s*(?P<number>[\d…._]*)\s*/(?P<symbol>\S+)$")
_SYMBOL = re.compile(r"^[A-ZĐÂĂÊÔƠƯ0-9&.yr]+(-[A-ZĐÂĂÊÔƠƯ0-9&.]+)*$")
_DATE = re.compile(
    r"ngày\s*(?P<day>[\d…._]*)\s*tháng\s*(?P<month>[\d…._]*)\s*năm\s*(?P<year>[\d…._]*)", re.IGNORECASE
)
_SHORT, _LONG, _WHOLE = 0.30, 0.53, 0.12  # of the words' length: a line's bounds, with room for rounding
_BLANK = re.compile(r"\[[^\]]*\]")


def check_head(notes: Notes) -> None:
    """All components of the head, as far as they were found."""
    anatomy = notes.anatomy
    if not anatomy.head_in_table:
        notes.add(
            "head.layout",
            "motto",
            "Phần đầu không đặt trong bảng hai cột nên không đo được từng thành phần.",
            expected="Tên cơ quan bên trái, Quốc hiệu bên phải, trong bảng hai cột không kẻ",
            source="mục IV",
            severity=Severity.WARNING,
        )
    _motto(notes)
    if anatomy.head_in_table:
        _issuer(notes)
    _number(notes)
    _date(notes)
    _title(notes)


def _motto(notes: Notes) -> None:
    whole = notes.anatomy.head_in_table
    for name, text in (("national_name", NATIONAL), ("motto", MOTTO)):
        paras = notes.anatomy.get(name)
        if not paras:
            notes.missing(name, "motto", name)
            continue
        if not whole:
            continue
        part = notes.component(name)
        said = " ".join(paras[0].text.split())
        same = unify_tones(said) == unify_tones(text) if name == "motto" else fold(said) == fold(text)
        if not same:
            notes.add(
                f"{name}.text",
                "motto",
                f"{part.label} ghi “{said}”.",
                expected=f"“{text}”",
                source=part.source,
                at=[paras[0].place],
            )
        notes.letters(name, "motto", paras)
    if whole and notes.anatomy.get("motto"):
        _line(notes, "motto", "motto", notes.anatomy.get("motto"))


def _issuer(notes: Notes) -> None:
    issuer = notes.anatomy.get("issuer")
    notes.letters("superior", "issuer", notes.anatomy.get("superior"))
    if not issuer:
        notes.missing("issuer", "issuer", "issuer")
        return
    notes.letters("issuer", "issuer", issuer)
    _line(notes, "issuer", "issuer", issuer)


def _line(notes: Notes, name: str, group: str, paras: list[Para]) -> None:
    """The solid line below a component, and how long it is against the words."""
    part, last = notes.component(name), paras[-1]
    longest = max(_length(para) for para in paras)
    lengths = _lengths_below(notes, paras)
    whole = part.line == "text"
    expected = (
        "Đường kẻ nét liền dài bằng dòng chữ" if whole else "Đường kẻ nét liền dài từ 1/3 đến 1/2 dòng chữ"
    )
    if not lengths:
        underlined = all(run.letters.underlined for run in last.lettered)
        notes.add(
            f"{name}.line_missing",
            group,
            f"{part.label}: {'gạch chân chữ thay cho đường kẻ' if underlined else 'không có đường kẻ bên dưới'}.",
            expected=expected,
            source=part.source,
            at=[last.place],
        )
        return
    share = max(lengths) / longest if longest else 1.0
    low, high = (1 - _WHOLE, 1 + _WHOLE) if whole else (_SHORT, _LONG)
    if not low <= share <= high:
        percent = round(share * 100)
        notes.add(
            f"{name}.line_length",
            group,
            f"{part.label}: đường kẻ dài bằng khoảng {percent}% dòng chữ.",
            expected=expected,
            source=part.source,
            at=[last.place],
        )


def _length(para: Para) -> float:
    """The length of a paragraph's words in points, at most the room it has."""
    total = sum(
        width_of(
            run.text.upper() if run.letters.capitals else run.text, run.letters.size, bold=run.letters.bold
        )
        for run in para.runs
    )
    return min(total, para.room) if para.room else total


def _lengths_below(notes: Notes, paras: list[Para]) -> list[float]:
    """Lines drawn in the component itself or in the empty paragraphs right below it."""
    found = [length for para in paras for length in para.rules]
    everything = notes.measured.paragraphs
    start = next(i for i, para in enumerate(everything) if para is paras[-1])
    for para in everything[start + 1 :]:
        if (para.place.table, para.place.row, para.place.cell) != _cell(paras[-1]):
            break
        found += para.rules
        if para.text:
            break  # a shape is often anchored in the next words
    return [length for length in found if length > 0]


def _cell(para: Para) -> tuple[int | None, int | None, int | None]:
    return para.place.table, para.place.row, para.place.cell


def _number(notes: Notes) -> None:
    paras = notes.anatomy.get("number")
    part, group = notes.component("number"), "number"
    if not paras:
        notes.missing("number", group, "number")
        return
    para = paras[0]
    if notes.anatomy.head_in_table:
        notes.letters("number", group, [para])
        if notes.anatomy.is_letter and notes.anatomy.get("subject"):
            notes.letters("subject", "title", notes.anatomy.get("subject"))
    text = (
        para.text
        if notes.anatomy.head_in_table
        else re.split(r"\s{2,}|\t", "".join(r.text for r in para.runs))[0]
    )
    text = _BLANK.sub("X", text.strip())
    found = _NUMBER.match(re.sub(r"^Số:[\s…._]*/", "Số: /", text))
    if not found or not _SYMBOL.match(found["symbol"]):
        notes.add(
            "number.form",
            group,
            f"Số, ký hiệu ghi “{para.text}”.",
            expected="“Số: 05/KH-UBND”: có dấu hai chấm, gạch chéo, gạch nối, không cách chữ",
            source=part.source,
            at=[para.place],
        )
        return
    digits = found["number"].strip("…._")
    if not digits:
        notes.add(
            "number.blank",
            group,
            "Chưa có số văn bản.",
            expected="Ghi số khi ban hành",
            source=part.source,
            at=[para.place],
            severity=Severity.INFO,
        )
    elif len(digits) < 2:
        notes.add(
            "number.zero",
            group,
            f"Số nhỏ hơn 10 ghi “{digits}”.",
            expected=f"“0{digits}”",
            source=part.source,
            at=[para.place],
        )
    _symbol(notes, para, found["symbol"])


def _symbol(notes: Notes, para: Para, symbol: str) -> None:
    """The short name in the symbol is that of the kind that is printed."""
    kind = notes.anatomy.kind
    short = dict(notes.standard.kinds).get(kind)
    first = symbol.split("-")[0]
    others = {each for _name, each in notes.standard.kinds} - {short}
    if short and first != short and first in others:
        notes.add(
            "number.kind",
            "number",
            f"Ký hiệu “{symbol}” không phải của {kind.capitalize()}.",
            expected=f"Ký hiệu bắt đầu bằng “{short}-”",
            source=notes.standard.kinds_source,
            at=[para.place],
        )


def _date(notes: Notes) -> None:
    paras = notes.anatomy.get("date")
    part, group = notes.component("date"), "date"
    if not paras:
        if notes.anatomy.kind != "BIÊN BẢN":
            notes.missing("date", group, "date")
        return
    para = paras[0]
    if notes.anatomy.head_in_table:
        notes.letters("date", group, [para])
    found = _DATE.search(para.text)
    if not found:
        return
    place = para.text[: found.start()].strip()
    if not place.endswith(","):
        notes.add(
            "date.comma",
            group,
            "Sau địa danh không có dấu phẩy.",
            expected="“Xã Mẫu, ngày …”",
            source=part.source,
            at=[para.place],
        )
    day, month = (found[key].strip("…._") for key in ("day", "month"))
    if not day or not month:
        notes.add(
            "date.blank",
            group,
            "Chưa ghi đủ ngày, tháng.",
            expected="Ghi ngày, tháng, năm khi ban hành",
            source=part.source,
            at=[para.place],
            severity=Severity.INFO,
        )
        return
    for name, value, below in (("ngày", day, 10), ("tháng", month, 3)):
        if value.isdecimal() and int(value) < below and len(value) < 2:
            notes.add(
                "date.zero",
                group,
                f"{name.capitalize()} ghi “{value}”.",
                expected=f"“0{value}”: ngày nhỏ hơn 10 và tháng 1, 2 có số 0 phía trước",
                source="mục II khoản 4 điểm b",
                at=[para.place],
            )


def _title(notes: Notes) -> None:
    anatomy = notes.anatomy
    if anatomy.is_letter or anatomy.is_slip:
        if anatomy.is_slip:
            notes.letters("kind", "title", anatomy.get("kind"))
        return
    if not anatomy.get("kind"):
        notes.add(
            "kind.missing",
            "title",
            "Không tìm thấy tên loại văn bản, cũng không có “V/v” của công văn.",
            expected="Tên loại viết in hoa ở giữa trang; công văn có “V/v …” dưới số, ký hiệu",
            source=notes.component("kind").source,
        )
        return
    notes.letters("kind", "title", anatomy.get("kind"))
    title = anatomy.get("title")
    if not title:
        notes.missing("title", "title", "title")
        return
    notes.letters("title", "title", title)
    _line(notes, "title", "title", title)
