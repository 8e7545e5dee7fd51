"""Paper, margins, fonts, page numbers, tables."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.documents.format.findings import Severity
from thuocdo.documents.format.measured import Para, Place, Section
from thuocdo.documents.format.notes import Notes, inside, shown, span

_SLACK = 0.25  # millimetres: what a word processor rounds
_PAPER = 1.0
_SIDES = {"top": "mép trên", "bottom": "mép dưới", "left": "mép trái", "right": "mép phải"}


def check_pages(notes: Notes) -> None:
    """Everything about the sheet itself."""
    annexed = {para.place.section for annex in notes.anatomy.annexes for para in annex}
    own = {para.place.section for para in notes.measured.paragraphs if para.text} - annexed
    for section in notes.measured.sections:
        annex = section.number in annexed - own
        if section.number in annexed | own:
            _paper(notes, section, annex=annex)
            _margins(notes, section)
            _numbers(notes, section, annex=annex)
    _fonts(notes, notes.measured.paragraphs)
    _tables(notes)


def _at(section: Section) -> list[Place]:
    return [Place(section=section.number)]


def _paper(notes: Notes, section: Section, *, annex: bool) -> None:
    page = notes.standard.page
    short, long = sorted((section.width, section.height))
    if abs(short - page.width) > _PAPER or abs(long - page.height) > _PAPER:
        name = "A4" if page.width > 200 else "A5"
        notes.add(
            "paper.size",
            "paper",
            f"Khổ giấy {shown(section.width)} × {shown(section.height)} mm.",
            expected=f"Khổ {name} ({shown(page.width)} × {shown(page.height)} mm)",
            source=page.source["size"],
            at=_at(section),
        )
    elif section.lying and annex:
        notes.add(
            "paper.annex_landscape",
            "paper",
            "Phụ lục trình bày theo chiều rộng của khổ giấy.",
            expected="Theo chiều dài; chiều rộng chỉ dành cho bảng, biểu không làm thành phụ lục riêng",
            source=page.source["upright"],
            at=_at(section),
            severity=Severity.WARNING,
        )
    elif section.lying and not any(t.section == section.number and t.ruled for t in notes.measured.tables):
        notes.add(
            "paper.landscape",
            "paper",
            "Trình bày theo chiều rộng mà không có bảng, biểu.",
            expected="Trình bày theo chiều dài của khổ giấy",
            source=page.source["upright"],
            at=_at(section),
        )


def _margins(notes: Notes, section: Section) -> None:
    page = notes.standard.page
    # a page on its side is bound at its upper edge: its margins are the upright page's, turned
    turned = {"left": "bottom", "top": "left", "right": "top", "bottom": "right"}
    for side, words in _SIDES.items():
        limits = getattr(page, turned[side] if section.lying else side)
        value = getattr(section, side)
        if not (
            inside(value, limits, _SLACK) or (section.lying and inside(value, getattr(page, side), _SLACK))
        ):
            notes.add(
                f"margin.{side}",
                "margins",
                f"Cách {words} {shown(value)} mm.",
                expected=f"Cách {words} {span(limits, 'mm')}",
                source=page.source["margins"],
                at=_at(section),
            )


def _numbers(notes: Notes, section: Section, *, annex: bool) -> None:
    page, at = notes.standard.page, _at(section)

    def say(aspect: str, message: str, expected: str) -> None:
        rule, source = f"page_number.{aspect}", page.source["numbers"]
        notes.add(rule, "page_numbers", message, expected=expected, source=source, at=at)

    number = section.head
    if number is None:
        if section.foot or section.first_foot:
            say("place", "Số trang nằm ở lề dưới.", "Số trang ở giữa lề trên")
        elif section.number > 1 or _long(notes):
            say("missing", "Không có số trang.", "Số trang ở giữa lề trên, từ trang 2")
        number = section.foot
    if number is None:
        return
    if number.align != "center":
        say("align", "Số trang không canh giữa.", "Số trang canh giữa theo chiều ngang")
    if not inside(number.size, page.number_size, 0.26):
        size = span(page.number_size)
        say("size", f"Số trang cỡ chữ {shown(number.size)}.", f"Số trang cỡ chữ {size}")
    if not number.upright:
        say("italic", "Số trang in nghiêng.", "Số trang kiểu chữ đứng")
    if section.figures != "decimal":
        say("figures", "Số trang không dùng chữ số Ả Rập.", "Số trang bằng chữ số Ả Rập")
    first = section.first_head or section.first_foot if section.first_differs else number
    if first and (section.number == 1 or annex):
        say("first", "Trang thứ nhất hiện số trang.", "Không hiển thị số trang thứ nhất")
    if section.number == 1 and section.start not in (None, 1):
        say("start", f"Số trang bắt đầu từ {section.start}.", "Số trang đánh từ số 1")


def _long(notes: Notes) -> bool:
    """Whether the document surely goes past its first page (some 45 lines of 80 signs)."""
    lines = sum(len(para.text) // 80 + 1 for para in notes.measured.paragraphs if para.text)
    return lines > 60 or bool(notes.anatomy.annexes)


def _fonts(notes: Notes, paras: Iterable[Para]) -> None:
    page = notes.standard.page
    for para in paras:
        fonts = {run.letters.font for run in para.lettered} - {page.font}
        wrong = sorted(font for font in fonts if font.lower() != page.font.lower())
        if wrong:
            notes.add(
                "font.name",
                "font",
                f"Phông chữ {', '.join(wrong)}.",
                expected=f"Phông chữ {page.font}, Unicode",
                source=page.source["font"],
                at=[para.place],
            )
        if any(run.letters.colour != "000000" for run in para.lettered):
            notes.add(
                "font.colour",
                "font",
                "Chữ không phải màu đen.",
                expected="Chữ màu đen",
                source=page.source["font"],
                at=[para.place],
            )


def _tables(notes: Notes) -> None:
    source = notes.standard.table_source
    for table in notes.measured.tables:
        if not table.ruled or table.rows < 8 or table.columns < 2:
            continue  # short tables stay on a page
        at = [Place(section=table.section, table=table.number)]
        if not table.repeated:
            notes.add(
                "table.heading",
                "tables",
                "Hàng tiêu đề của bảng không lặp lại ở trang sau.",
                expected="Đặt “Repeat Header Rows” cho hàng tiêu đề",
                source=source,
                at=at,
                severity=Severity.WARNING,
            )
        if table.may_split:
            notes.add(
                "table.split",
                "tables",
                "Hàng của bảng có thể bị cắt đôi giữa hai trang.",
                expected="Bỏ “Allow row to break across pages”",
                source=source,
                at=at,
                severity=Severity.WARNING,
            )
