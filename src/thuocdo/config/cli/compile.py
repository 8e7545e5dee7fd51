"""`thuocdo compile FILE [--json OUT]`: an official plan as data, with a summary to read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.grammar import read_back
from thuocdo.config.cli.output import write_json
from thuocdo.documents.parsing.limits import Step
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Gap, Plan, Task

EXAMPLE = "thuocdo compile ke-hoach-2026.docx --json ke-hoach.json"
LOOK = 0.8  # a field below this certainty is counted among those to look at
_WIDTH = 88


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="TỆP", help="kế hoạch: .docx, .pdf, ảnh quét, .txt, .md, .odt, .doc, .rtf"
    )
    parser.add_argument("--json", metavar="TỆP", help='ghi kết quả dạng JSON; "-" là ra màn hình')
    parser.add_argument("--all", action="store_true", help="in mọi nhiệm vụ, không chỉ mười nhiệm vụ đầu")


def run(args: argparse.Namespace) -> int:
    """0 when something was found, 1 when the document holds no task, gap or duty."""
    plan = compile_plan(read_safely(args.file, progress=_tell))
    if args.json:
        write_json(plan.to_json(), args.json)
    if args.json != "-":
        print("\n".join(summary(plan, every=args.all)))
    for note in plan.notes:
        print(note, file=sys.stderr)
    if plan.tasks or plan.gaps or plan.duties:
        return 0
    print(
        "Không thấy nhiệm vụ, tồn tại hay phân công nào: tệp này có phải là kế hoạch không?", file=sys.stderr
    )
    return 1


def _tell(step: Step, done: int, of: int) -> None:
    """Progress by pages; only recognition of a scan takes long enough to say so."""
    if of > 1 and sys.stderr.isatty():
        print(f"\rĐang đọc: trang {done}/{of} ", end="" if done < of else "\n", file=sys.stderr)


def summary(plan: Plan, *, every: bool = False) -> Iterator[str]:
    """What a person reads: the document, what was found, tasks and gaps with unit and deadline."""
    yield from _document(plan)
    counts = (
        (len(plan.tasks), "nhiệm vụ"),
        (len(plan.gaps), "tồn tại cần khắc phục"),
        (len(plan.duties), "phân công trách nhiệm"),
        (len(plan.goals), "mục tiêu"),
        (len(plan.targets), "chỉ tiêu"),
        (len(plan.reports), "báo cáo"),
    )
    yield "Tìm thấy: " + ", ".join(f"{count} {name}" for count, name in counts if count) + "."
    certainties = [task.certainty for task in plan.tasks] + [gap.certainty for gap in plan.gaps]
    unsure = sum(any(value < LOOK for value in sure.values()) for sure in certainties)
    if unsure:
        yield f"Có {unsure} mục nên xem lại (độ chắc chắn dưới {LOOK:.0%})."
    if plan.tasks:
        yield from ("", "NHIỆM VỤ")
        shown = plan.tasks if every else plan.tasks[:10]
        for task in shown:
            yield from _task(task)
        if len(shown) < len(plan.tasks):
            yield f"… và {len(plan.tasks) - len(shown)} nhiệm vụ nữa (thêm --all để in hết)."
    if plan.gaps:
        yield from ("", "TỒN TẠI, HẠN CHẾ")
        shown_gaps = plan.gaps if every else plan.gaps[:10]
        for gap in shown_gaps:
            yield from _gap(gap)
        if len(shown_gaps) < len(plan.gaps):
            yield f"… và {len(plan.gaps) - len(shown_gaps)} tồn tại nữa (thêm --all để in hết)."
    for report in plan.reports:
        yield f"Báo cáo: {_cut(report.name)}" + (f", trước ngày {report.due:%d/%m/%Y}" if report.due else "")


def _document(plan: Plan) -> Iterator[str]:
    head = plan.document
    yield head.title or "(không thấy tên kế hoạch)"
    number = head.number or "chưa có số"
    day = f"ngày {head.issued:%d/%m/%Y}" if head.issued else "chưa có ngày"
    yield f"Số {number}, {day}; {head.issuer or 'không rõ nơi ban hành'}; năm {head.year or 'không rõ'}; " + (
        f"chỉ số: {', '.join(head.indices)}." if head.indices else "không nêu chỉ số."
    )


def _task(task: Task) -> Iterator[str]:
    yield f"  {task.id}  {_cut(task.text)}"
    yield f"      {_who(task.lead, task.coordinating)}; {_when(task)}"


def _gap(gap: Gap) -> Iterator[str]:
    yield f"  {gap.id}  {_cut(gap.criterion)}"
    yield f"      {_who(gap.lead, gap.coordinating)}; {_when(gap)}"


def _who(lead: tuple[str, ...], coordinating: tuple[str, ...]) -> str:
    names = ", ".join(lead) or "chưa rõ đơn vị chủ trì"
    return names + (f" (phối hợp: {', '.join(coordinating)})" if coordinating else "")


def _when(item: Task | Gap) -> str:
    if item.deadline_text is None:
        return "không ghi thời hạn"
    if item.deadline.kind is DeadlineKind.NONE:
        return f"thời hạn chưa hiểu: “{item.deadline_text}”"
    return read_back(item.deadline, item.deadline_text).rstrip(".")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1].rstrip()}…"
