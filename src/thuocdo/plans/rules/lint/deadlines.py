"""Rules about deadlines: too early, too late for the report, or set so that nothing can fall overdue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.documents.rules.blocks import Source
from thuocdo.lib.text import fold, parse_roman
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Hit, Severity, rule
from thuocdo.plans.rules.model import Gap, Task

_DATED = (DeadlineKind.DATE, DeadlineKind.QUARTER, DeadlineKind.PERIOD)


def _label(item: Task | Gap) -> str:
    text = item.text if isinstance(item, Task) else item.criterion
    short = " ".join(text.split()[:12])
    return f"“{short}{'…' if len(short) < len(text) else ''}”"


def _place(item: Task | Gap) -> tuple[int | None, ...]:
    source = item.source
    return (source.page, source.line, source.table, source.row)


def _once(items: Iterator[Task | Gap]) -> Iterator[Task | Gap]:
    """One item for each printed row and deadline: several tasks of a row share it."""
    seen = set()
    for item in items:
        key = (_place(item), item.deadline_text)
        if key not in seen:
            seen.add(key)
            yield item


@rule("deadline_too_close", Severity.WARNING)
def deadline_too_close(context: Context) -> Iterator[Hit]:
    """A task is due on the day of issue or the day after."""
    issued = context.plan.document.issued
    for item in _once(iter(context.actions)):
        end = item.deadline.end
        if issued is None or end is None or item.deadline.kind != DeadlineKind.DATE:
            continue
        if issued <= end <= issued + timedelta(days=1):
            yield Hit(
                f"Nhiệm vụ {_label(item)} phải xong “{item.deadline_text}”, tức ngay ngày ban hành hoặc hôm sau ({issued:%d/%m/%Y}).",
                item.deadline_text or "",
                item.source,
                "Lùi thời hạn, hoặc bỏ nhiệm vụ nếu việc đó chính là ban hành kế hoạch này.",
            )


@rule("deadline_before_issue", Severity.WARNING)
def deadline_before_issue(context: Context) -> Iterator[Hit]:
    """A deadline, or the first of a row of periods, had passed when the plan was issued."""
    issued = context.plan.document.issued
    if issued is None:
        return
    for item in _once(iter(context.actions)):
        late = _already_past(item, issued)
        if late:
            yield Hit(
                f"Thời hạn “{item.deadline_text}” của {_label(item)}: {late} khi kế hoạch ban hành ({issued:%d/%m/%Y}).",
                item.deadline_text or "",
                item.source,
                "Ghi các kỳ còn lại trong năm.",
            )


def _already_past(item: Task | Gap, issued: date) -> str | None:
    deadline, text = item.deadline, fold(item.deadline_text or "")
    if deadline.kind in _DATED and deadline.end and deadline.end < issued:
        return f"đã qua (hết ngày {deadline.end:%d/%m/%Y})"
    year = (deadline.end or deadline.start or issued).year
    if year != issued.year:
        return None
    if deadline.kind == DeadlineKind.QUARTERLY and re.search(r"cac quy|4 quy|bon quy|tung quy", text):
        past = [quarter for quarter in range(1, 5) if _quarter_end(year, quarter) < issued]
    elif deadline.kind in _DATED and "quy" in text:
        named = {parse_roman(word) for word in re.findall(r"\b[iv]+\b", text)}
        past = [
            quarter for quarter in range(1, 5) if quarter in named and _quarter_end(year, quarter) < issued
        ]
    else:
        return None
    return f"quý {', '.join(('I', 'II', 'III', 'IV')[q - 1] for q in past)} đã qua" if past else None


def _quarter_end(year: int, quarter: int) -> date:
    return date(year + (quarter == 4), quarter * 3 % 12 + 1, 1) - timedelta(days=1)


@rule("report_before_task_deadline", Severity.ERROR)
def report_before_task_deadline(context: Context) -> Iterator[Hit]:
    """The last report is due before tasks that it is to report on."""
    dues = [report for report in context.plan.reports if report.due]
    ends = [
        item.deadline.end
        for item in context.actions
        if item.deadline.end and item.deadline.kind in (DeadlineKind.DATE, DeadlineKind.QUARTER)
    ]
    if not dues or not ends:
        return
    last = max(dues, key=lambda report: report.due or date.min)
    later = [end for end in ends if last.due and end > last.due]
    if later and last.due:
        yield Hit(
            f"Báo cáo kết quả phải gửi trước ngày {last.due:%d/%m/%Y}, trong khi {len(later)} nhiệm vụ có hạn muộn hơn "
            f"(muộn nhất {max(later):%d/%m/%Y}).",
            f"{last.due.day}/{last.due.month}/{last.due.year}",
            last.source,
            "Dời hạn báo cáo sau hạn nhiệm vụ, hoặc ghi rõ số liệu chốt đến ngày nào.",
        )


@rule("unresolved_deadline", Severity.WARNING)
def unresolved_deadline(context: Context) -> Iterator[Hit]:
    """A deadline only points to another document, or cannot be understood."""
    for item in _once(iter(context.actions)):
        text = item.deadline_text
        if not text:
            continue
        if item.deadline.kind == DeadlineKind.BY_PARENT:
            yield Hit(
                f"Thời hạn của {_label(item)} chỉ dẫn chiếu “{text}”, không có ngày cụ thể để theo dõi.",
                text,
                item.source,
                "Ghi ngày cụ thể lấy từ văn bản được dẫn.",
            )
        elif item.deadline.kind == DeadlineKind.NONE:
            yield Hit(
                f"Không hiểu được thời hạn “{text}” của {_label(item)}.",
                text,
                item.source,
                "Ghi ngày, quý hoặc kỳ cụ thể.",
                Severity.INFO,
            )


_OPEN = (DeadlineKind.CONTINUOUS, DeadlineKind.ANNUAL)


@rule("unverifiable_deadline", Severity.ERROR)
def unverifiable_deadline(context: Context) -> Iterator[Hit]:
    """No task of the plan can ever fall overdue: every deadline is "thường xuyên" or "hằng năm"."""
    dated = [item for item in context.actions if item.deadline_text]
    if len(dated) < 5 or any(item.deadline.kind not in _OPEN for item in dated):
        return
    texts = sorted({(item.deadline_text or "").strip() for item in dated})
    reporting = "" if context.plan.reports else " và kế hoạch không đặt ra báo cáo nào"
    yield Hit(
        f"Cả {len(dated)} nhiệm vụ đều có thời hạn {', '.join(f'“{text}”' for text in texts)}{reporting}: không nhiệm vụ nào "
        "có thể bị coi là quá hạn.",
        texts[0],
        dated[0].source,
        "Đặt mốc hoàn thành hoặc nhịp báo cáo (tháng, quý) cho từng nhiệm vụ.",
    )


@rule("no_owner_no_deadline", Severity.ERROR)
def no_owner_no_deadline(context: Context) -> Iterator[Hit]:
    """Tasks with neither a lead unit nor a time; an error where they are most of the plan."""
    bare = [task for task in context.plan.tasks if not task.lead and not task.deadline_text]
    if not bare or len(bare) < 3:
        return
    sections = sorted({".".join(task.section[:2]) for task in bare if task.section})
    where = f" (các mục {', '.join(sections)})" if sections else ""
    total = len(context.plan.tasks)
    yield Hit(
        f"{len(bare)} trên {total} nhiệm vụ{where} không ghi cơ quan chủ trì, thời hạn hay sản phẩm nên không thể giao và theo dõi.",
        bare[0].text[:100],
        _first(bare),
        "Giao cơ quan chủ trì, thời hạn và sản phẩm cho từng nhiệm vụ (thường bằng bảng phân công kèm theo).",
        None if 2 * len(bare) >= total else Severity.WARNING,
    )


def _first(items: list[Task]) -> Source:
    return items[0].source
