"""Rules about what the plan does not speak of, and about the superior's plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thuocdo.documents.rules.blocks import Document
from thuocdo.plans.rules.compare import Weakening, compare_plans, reuse_share
from thuocdo.plans.rules.compare.coverage import (
    FIELDS,
    SUBDIMENSIONS,
    coverage,
    field_number,
    named_subdimensions,
)
from thuocdo.plans.rules.lint.citations import Cited, cited
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Hit, Severity, rule
from thuocdo.plans.rules.lint.passages import UPPER
from thuocdo.plans.rules.model import Target, Task
from thuocdo.plans.rules.papi import DIMENSIONS

_PARENT = ("parent",)


@rule("coverage_gap", Severity.ERROR)
def coverage_gap(context: Context) -> Iterator[Hit]:
    """A plan laid out by sub-dimension leaves some out; a field with tasks has no row of lost points."""
    yield from _papi_holes(context)
    yield from _fields_without_gaps(context)


def _papi_holes(context: Context) -> Iterator[Hit]:
    tasks = [task for task in context.plan.tasks if task.dimension]
    by_part = [t for t in tasks if t.component and named_subdimensions(t.component, t.dimension)]
    if len(tasks) < 8 or 2 * len(by_part) < len(tasks):
        return
    holes = coverage(context.plan).papi_holes()
    if not holes:
        return
    told = "; ".join(f"{code} {SUBDIMENSIONS[code][0]}{_fallen(context, code)}" for code in holes)
    yield Hit(
        f"Kế hoạch trình bày theo nội dung thành phần nhưng bỏ {len(holes)} trên {len(SUBDIMENSIONS)} nội dung: {told}.",
        ", ".join(holes),
        by_part[0].source,
        "Bổ sung nhiệm vụ cho nội dung còn thiếu, hoặc nêu lý do không thuộc thẩm quyền.",
    )


def _fallen(context: Context, code: str) -> str:
    if context.papi is None or context.province is None or context.year is None:
        return ""
    dimension, last = int(code[0]), context.year - 1
    after = context.papi.score(last, context.province, dimension)
    before = context.papi.score(last - 1, context.province, dimension)
    if after is None or before is None or after >= before:
        return ""
    return f" (“{DIMENSIONS[dimension]}” giảm {before - after:.2f} điểm năm {last})".replace(".", ",")


def _fields_without_gaps(context: Context) -> Iterator[Hit]:
    plan = context.plan
    lost = {field_number(gap.field) for gap in plan.gaps} - {None}
    worked = {field_number(task.field or task.heading) for task in plan.tasks if task.lead} - {None}
    if len(lost) < 3 or len(worked) < 3:
        return
    absent = sorted(number for number in worked - lost if number)
    if absent:
        told = "; ".join(FIELDS[number][0] for number in absent)
        yield Hit(
            f"Biểu tồn tại không có lĩnh vực: {told}, trong khi biểu nhiệm vụ có; xác nhận rằng các lĩnh vực này không mất điểm.",
            told,
            plan.gaps[0].source,
            "Nếu có mất điểm, bổ sung hàng; nếu không, ghi rõ.",
            Severity.INFO,
        )


MIN_OWN_FACTS = 0.10
"""Share of tasks with a number or a place name below which a plan could be anybody's."""
REUSED = 0.35
"""Share of eight-word runs taken over from which a plan counts as copied."""
SOON = 7


@rule("low_localisation", Severity.INFO)
def low_localisation(context: Context) -> Iterator[Hit]:
    """The superior's text was taken over without anything of one's own."""
    if context.parent is not None:
        yield from _copied(context, context.parent[0])
        return
    basis = _fresh_basis(context)
    tasks = context.plan.tasks
    if basis is None or context.level != "commune" or len(tasks) < 10:
        return
    own = [task for task in tasks if _own_facts(task)]
    if len(own) < MIN_OWN_FACTS * len(tasks):
        issued = context.plan.document.issued
        days = (issued - basis.day).days if issued and basis.day else 0
        yield Hit(
            f"Kế hoạch ban hành {days} ngày sau văn bản cấp trên và chỉ {len(own)} trên {len(tasks)} nhiệm vụ có con số hoặc địa danh: "
            "có thể chép lại mà chưa cụ thể hóa cho địa phương.",
            basis.text,
            basis.passage.source,
            "So với kế hoạch cấp trên (--parent) và bổ sung việc, số liệu, mốc thời gian của địa phương.",
        )


def _copied(context: Context, parent: Document) -> Iterator[Hit]:
    other = (block.text for block in parent.blocks)
    cells = (cell.text for table in parent.tables() for row in table.rows for cell in row.cells)
    share = reuse_share((p.text for p in context.passages if not p.shared), (*other, *cells))
    if share is not None and share >= REUSED:
        yield Hit(
            f"{share:.0%} lời văn trùng nguyên văn với văn bản được so sánh: chưa cụ thể hóa cho địa phương.",
            f"{share:.0%}",
            context.start,
            "Thay phần chép lại bằng việc, số liệu, địa danh và mốc thời gian của địa phương.",
        )


def _fresh_basis(context: Context) -> Cited | None:
    """The superior's plan among the bases, where it is only days older."""
    issued = context.plan.document.issued
    for item in cited(context):
        if item.passage.row is not None or "KH" not in item.symbol or item.day is None or issued is None:
            continue
        if (
            0 <= (issued - item.day).days <= SOON
            and item.symbol.replace(" ", "") != context.plan.document.number
        ):
            return item
    return None


_OWN = re.compile(rf"\d+\s*%|\d+[/,]\d+|\b\d\d+\b(?!\s*/)|\b(?:thôn|bản|xã|phường|khu phố|ấp)\s+[{UPPER}]")


def _own_facts(task: Task) -> bool:
    return bool(_OWN.search(task.text))


@rule("cascade_missing", Severity.WARNING, needs=_PARENT)
def cascade_missing(context: Context) -> Iterator[Hit]:
    """A task of the superior's plan has no counterpart here."""
    if context.parent is None:
        return
    for task in compare_plans(context.plan, context.parent[1]).missing():
        place = f" (mục {'.'.join(task.section)})" if task.section else ""
        yield Hit(
            f"Nhiệm vụ của kế hoạch cấp trên{place} không thấy trong kế hoạch này: “{' '.join(task.text.split()[:20])}…”.",
            task.text[:160],
            context.start,
            "Bổ sung nhiệm vụ tương ứng, hoặc nêu lý do không áp dụng.",
        )


_WEAKER = {
    "later": "thời hạn muộn hơn",
    "looser": "bỏ mốc thời hạn",
    "lower_share": "tỷ lệ thấp hơn",
    "lower_score": "điểm mục tiêu thấp hơn",
    "lower_rank": "hạng mục tiêu thấp hơn",
}


@rule("cascade_weakened", Severity.WARNING, needs=_PARENT)
def cascade_weakened(context: Context) -> Iterator[Hit]:
    """A task or target asks for less than the superior's plan."""
    if context.parent is None:
        return
    for weak in compare_plans(context.plan, context.parent[1]).weakened:
        yield Hit(
            f"So với kế hoạch cấp trên: {_WEAKER[weak.kind]} (cấp trên {weak.asked}, ở đây {weak.given}).",
            _what(weak),
            weak.own.source,
            f"Đặt không thấp hơn cấp trên: {weak.asked}.",
        )


def _what(weak: Weakening) -> str:
    own = weak.own
    return own.name if isinstance(own, Target) else own.text[:120]
