"""Rules about numbering, repaired tables, rows of gaps and the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from thuocdo.documents.rules.blocks import BlockKind, Row, Source
from thuocdo.lib.text import fold, parse_roman
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Hit, Severity, rule
from thuocdo.plans.rules.model import Gap

LETTERS = tuple("abcdđeghiklmnopqrstuvxy")


@rule("numbering_gap", Severity.ERROR)
def numbering_gap(context: Context) -> Iterator[Hit]:
    """Numbers of a group go on from the group before, or a number is left out."""
    groups = [
        [gap for gap in group if (gap.no or "").isdigit()]
        for _, group in groupby(context.plan.gaps, key=lambda gap: fold(gap.field or ""))
    ]
    groups = [group for group in groups if group]
    restarts = sum(group[0].no == "1" for group in groups[1:])
    for before, group in zip([[], *groups], groups, strict=False):
        first, last = int(group[0].no or 0), int(before[-1].no or 0) if before else 0
        if first > 1 and (not before or restarts):
            yield Hit(
                f"Nhóm “{group[0].field}” bắt đầu từ số {first}"
                + (f", đánh tiếp từ nhóm trước (kết thúc ở {last})" if last + 1 == first else "")
                + ", trong khi các nhóm khác bắt đầu lại từ 1.",
                group[0].criterion[:80],
                group[0].source,
                "Đánh số lại từ 1, hoặc kiểm tra xem có bị mất hàng không.",
            )
        yield from _jumps(group)
    yield from _markers(context)


def _jumps(group: list[Gap]) -> Iterator[Hit]:
    for left, right in pairwise(group):
        if int(right.no or 0) > int(left.no or 0) + 1:
            yield Hit(
                f"Trong nhóm “{right.field}”, sau số {left.no} là số {right.no}: thiếu số {int(left.no or 0) + 1}.",
                right.criterion[:80],
                right.source,
                "Kiểm tra hàng bị mất hoặc đánh số lại.",
            )


def _markers(context: Context) -> Iterator[Hit]:
    """Letters, numbers and Roman numerals of the running text, each kind within its own parent."""
    last: dict[str, int] = {}
    for passage in context.passages:
        marker = passage.marker
        if passage.row is not None or passage.kind == BlockKind.SIGNATURE or not marker:
            continue
        kind, number = _kind_of(marker)
        if kind is None:
            continue
        before = last.get(kind, 0)
        if before and number > before + 1 and number - before <= 3:
            yield Hit(
                f"Mục “{marker}” đứng sau mục thứ {before} cùng cấp: có thể thiếu một mục hoặc đánh số nhầm.",
                f"{marker} {passage.text[:60]}",
                passage.source,
                "Kiểm tra mục bị mất hoặc đánh số lại.",
                Severity.WARNING,
            )
        for other in [key for key in last if _below(key, kind)]:
            del last[other]
        last[kind] = number


def _kind_of(marker: str) -> tuple[str | None, int]:
    if marker in LETTERS:
        return "letter", LETTERS.index(marker) + 1
    if marker.isupper() and parse_roman(marker):
        return "roman", parse_roman(marker) or 0
    parts = marker.split(".")
    if all(part.isdigit() for part in parts):
        return f"number{len(parts)}", int(parts[-1])
    return None, 0


def _below(key: str, kind: str) -> bool:
    order = ["roman", "number1", "number2", "number3", "letter"]
    return key in order and kind in order and order.index(key) > order.index(kind)


@rule("table_column_shift", Severity.WARNING)
def table_column_shift(context: Context) -> Iterator[Hit]:
    """A row was printed one column off; the reader moved it back and a person should look."""
    for table in context.document.tables():
        for row in table.rows:
            if row.shifted:
                text = next(
                    (cell.text for cell in row.cells if len(cell.text) > 12 and not cell.inherited), ""
                )
                yield Hit(
                    "Hàng này bị lệch cột so với đầu bảng; đã đặt lại khi đọc, cần người xem lại.",
                    text[:100],
                    row.source,
                    "Kiểm tra từng ô của hàng với bản gốc.",
                )


@rule("page_break_merge", Severity.WARNING)
def page_break_merge(context: Context) -> Iterator[Hit]:
    """A row was cut by a page break; the halves were joined and a person should look."""
    for table in context.document.tables():
        for row in table.rows:
            if row.joined:
                lines = ", ".join(str(s.line) for s in row.joined if s.line)
                pages = ", ".join(sorted({str(s.page) for s in row.joined if s.page}))
                where = f" (dòng {lines})" if lines else f" (trang {pages})" if pages else ""
                text = next(
                    (cell.text for cell in row.cells if len(cell.text) > 12 and not cell.inherited), ""
                )
                yield Hit(
                    f"Hàng bị ngắt trang{where}; đã nối các nửa khi đọc, nội dung có thể lẫn sang hàng bên cạnh.",
                    text[:100],
                    row.source,
                    "Đối chiếu hàng này và hàng kế tiếp với bản gốc.",
                )


MIN_TWIN = 40
"""Letters that two cells must have before being equal means anything."""


@rule("cause_equals_problem", Severity.ERROR)
def cause_equals_problem(context: Context) -> Iterator[Hit]:
    """The cause repeats the problem instead of explaining it."""
    seen: set[int | None] = set()
    for gap in context.plan.gaps:
        problem = re.sub(r"^\s*\d+[.)]\s*", "", gap.criterion)
        if gap.cause and len(gap.cause) >= MIN_TWIN and _alike(problem, gap.cause):
            seen.add(gap.source.line)
            yield _twin(gap.cause, gap.source)
    for table in context.document.tables():
        for row in table.rows:
            text = _printed_twice(row)
            if text and (row.source.line is None or row.source.line not in seen):
                yield _twin(text, row.source)


def _printed_twice(row: Row) -> str:
    """The text that two cells side by side hold, or held before the row was moved."""
    for left, right in pairwise(row.cells):
        if len(left.text) >= MIN_TWIN and fold(left.text) == fold(right.text) and not right.inherited:
            return left.text
    return max((cell.text for cell in row.cells if not cell.inherited), key=len) if row.twin else ""


def _twin(text: str, source: Source) -> Hit:
    return Hit(
        "Ô “Nguyên nhân” chép lại y nguyên ô “Tồn tại, hạn chế”: chưa nêu nguyên nhân.",
        text[:120],
        source,
        "Nêu vì sao có tồn tại này (thiếu người, chậm giao việc, chưa hướng dẫn…).",
    )


def _alike(a: str, b: str) -> bool:
    one, two = fold(a).rstrip(" .;"), fold(b).rstrip(" .;")
    return one == two


_SCALE = re.compile(r"\d+(?:,\d+)?\s*điểm")


@rule("cause_is_rule", Severity.WARNING)
def cause_is_rule(context: Context) -> Iterator[Hit]:
    """The cause only quotes how points are given."""
    for gap in context.plan.gaps:
        cause = gap.cause or ""
        opens = re.match(
            r"\s*(điểm đánh giá|cách tính|công thức|điểm số|tiêu chí)[^.:]{0,40}(tính|chấm|như sau)",
            cause,
            re.IGNORECASE,
        )
        if opens or len(_SCALE.findall(cause)) >= 3:
            yield Hit(
                "Ô “Nguyên nhân” ghi cách tính điểm, không nêu nguyên nhân mất điểm.",
                cause[:120],
                gap.source,
                "Nêu nguyên nhân thực tế; chuyển cách tính điểm sang ô tiêu chí.",
            )


# what a criterion of administrative reform is about; folded wording
_TOPICS = (
    r"thanh toan truc tuyen",
    r"so hoa",
    r"xin loi",
    r"(dung|truoc|qua|tre) (va (dung )?)?h[ae]n",
    r"hai long",
    r"tu chu|tu chiu trach nhiem",
    r"tai san cong",
    r"an toan thong tin|ban quyen",
    r"trang thong tin|cong thong tin",
    r"doi thoai",
    r"sang kien",
    r"bien che",
    r"quy pham phap luat|qppl",
    r"thu su nghiep",
    r"giai ngan",
    r"hop tac xa|ho kinh doanh",
    r"nghi quyet 57",
    r"bao ve theo ho so de xuat cap do",
    r"tuyen truyen",
    r"tuyen dung",
    r"ho ngheo",
    r"(bao ve|o nhiem|quan tri|quan ly) moi truong|rac thai",
    r"bau cu",
)


def _topics(text: str | None) -> set[str]:
    folded = fold(text or "")
    return {topic for topic in _TOPICS if re.search(topic, folded)}


@rule("solution_mismatch", Severity.ERROR)
def solution_mismatch(context: Context) -> Iterator[Hit]:
    """The remedy speaks of another matter than the criterion that lost points."""
    for gap in context.plan.gaps:
        asked, given = _topics(gap.criterion), _topics(gap.remedy)
        if asked and given and not asked & given:
            yield Hit(
                "Giải pháp nói về việc khác với tiêu chí mất điểm"
                + ("; nguyên nhân cũng vậy." if not asked & _topics(gap.cause) else "."),
                f"{gap.criterion[:80]} … {(gap.remedy or '')[:80]}",
                gap.source,
                "Viết giải pháp cho đúng tiêu chí, hoặc sửa tên tiêu chí.",
            )


@rule("merged_criteria", Severity.WARNING)
def merged_criteria(context: Context) -> Iterator[Hit]:
    """One numbered row holds several criteria."""
    for gap in context.plan.gaps:
        lines = [line for line in re.split(r"\n|(?:^|\s)[-–•]\s", gap.criterion) if line.strip()]
        if len(lines) >= 4:
            yield Hit(
                f"Một hàng gộp {len(lines)} tiêu chí, dùng chung nguyên nhân và giải pháp nên không theo dõi riêng được.",
                gap.criterion[:120],
                gap.source,
                "Tách mỗi tiêu chí thành một hàng có số thứ tự.",
            )


_POSITION = re.compile(r"^(KT\.\s*|Q\.\s*)?(PHÓ )?(CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG)\b")
_BEHALF = re.compile(r"^(TM|KT|TL|TUQ|Q)\.|ỦY BAN NHÂN DÂN$|UỶ BAN NHÂN DÂN$")


@rule("signature_block", Severity.WARNING)
def signature_block(context: Context) -> Iterator[Hit]:
    """The signature lacks its parts or stands in another order than the form of NĐ 30/2020/NĐ-CP."""
    lines = [(p, line.strip()) for p in context.passages for line in p.text.split("\n")]
    places = [
        at
        for at, (_, line) in enumerate(lines)
        if len(line) < 60 and _POSITION.match(line) and line.isupper()
    ]
    if not places:
        return
    at = places[0]
    near = [line for _, line in lines[max(0, at - 3) : at + 3]]
    passage = lines[at][0]
    faults = []
    # only a committee is signed for; the head of a department signs for himself
    committee = fold(context.plan.document.issuer or "ubnd").startswith(
        ("ubnd", "uy ban", "hdnd", "hoi dong")
    )
    if (
        committee
        and context.plan.document.signer.on_behalf is None
        and not any(_BEHALF.search(line) for line in near)
    ):
        faults.append("thiếu “TM. ỦY BAN NHÂN DÂN”")
    receivers = next((n for n, (_, line) in enumerate(lines) if fold(line).startswith("noi nhan")), None)
    signer = context.plan.document.signer.name
    named = next((n for n, (_, line) in enumerate(lines) if signer and line == signer), None)
    if receivers is not None and named is not None and at < receivers < named:
        faults.append("chức vụ in trước “Nơi nhận”, tách khỏi họ tên người ký")
    if faults:
        yield Hit(
            f"Khối chữ ký chưa đúng thể thức: {', '.join(faults)}.",
            lines[at][1],
            passage.source,
            "Trình bày TM. ỦY BAN NHÂN DÂN, chức vụ, chữ ký và họ tên thành một khối bên phải.",
        )
