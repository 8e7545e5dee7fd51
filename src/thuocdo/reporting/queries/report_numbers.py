"""What a report says of itself before anybody writes a word: tasks, scores, lost points, reports of the period.

Every number is counted for the days that the duty names, with a sentence that says what was counted and where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, localtime

from thuocdo.orgs.models import Unit
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.queries.counts import kept_in_all
from thuocdo.registers.reports.rules.content import HEADING, PARAGRAPH, Block, Number
from thuocdo.reporting.queries.steering import tasks_led_by
from thuocdo.scoring.models import LedgerEntry, Run
from thuocdo.scoring.rules.ledger.states import LossState
from thuocdo.work.queries import unit_key
from thuocdo.work.rules.states import TaskState

_DONE = (TaskState.DONE, TaskState.NOT_ARISEN)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it is drawn: its blocks with marks, and the numbers that stand at them."""

    blocks: tuple[Block, ...]
    numbers: dict[str, Number]


@dataclass(frozen=True, slots=True)
class _Place:
    """For which unit and days the numbers are drawn, and when."""

    duty: Duty
    now: datetime

    @property
    def unit(self) -> Unit:
        return self.duty.unit

    @property
    def span(self) -> str:
        return f"từ {self.duty.data_from:%d/%m/%Y} đến {self.duty.data_to:%d/%m/%Y}"

    def number(self, key: str, label: str, value: object, **more: object) -> Number:
        """A number of this drawing; `value` None where nobody knows it."""
        return Number(
            key=key,
            label=label,
            value="" if value is None else str(value),
            as_of=str(more.pop("as_of", min(self.duty.data_to, localdate(self.now)).isoformat())),
            drawn_at=self.now.isoformat(),
            **more,  # type: ignore[arg-type]
        )


def draw(duty: Duty, *, now: datetime) -> Draft:
    """Blocks and numbers of the duty's report as everything stands now; six queries."""
    place = _Place(duty, now)
    tasks = list(_tasks(place))
    scores = list(_scores(place)) if place.unit.is_authority else []
    losses = list(_losses(place)) if place.unit.is_authority else []
    reports = list(_reports(place))
    numbers = {one.key: one for one in (*tasks, *scores, *losses, *reports)}
    parts = [("Kết quả thực hiện nhiệm vụ", _task_words(place))]
    if scores:
        parts.append(("Điểm các bộ tiêu chí", _score_words(scores)))
    if losses:
        parts.append((f"Khắc phục điểm mất năm {duty.year - 1}", _loss_words(duty.year - 1)))
    parts.append(("Thực hiện chế độ báo cáo", _report_words(place)))
    parts.append(
        ("Khó khăn, vướng mắc, kiến nghị", [_ask("Khó khăn gì, do đâu, kiến nghị cấp nào giải quyết?")])
    )
    parts.append(("Phương hướng kỳ tới", [_ask("Kỳ tới tập trung việc gì, ai chủ trì, khi nào xong?")]))
    return Draft(tuple(_numbered(parts)), numbers)


def _numbered(parts: Iterable[tuple[str, list[Block]]]) -> Iterator[Block]:
    for numeral, (heading, blocks) in zip(_NUMERALS, parts, strict=False):
        yield Block(HEADING, f"{numeral}. {heading}")
        yield from blocks


def _ask(question: str) -> Block:
    return Block(PARAGRAPH, "", question)


def _tasks(place: _Place) -> Iterator[Number]:
    """Tasks whose last day lies in the period, as they stood on its last day."""
    duty = place.duty
    done = Q(state__in=_DONE) & Q(finished__lte=duty.data_to)
    due = (
        tasks_led_by(place.unit)
        .filter(due__range=(duty.data_from, duty.data_to))
        .exclude(state__in=[TaskState.DRAFT, TaskState.DROPPED, TaskState.PAUSED])
        .annotate(finished=Coalesce("submitted_on", "closed_on"))
    )
    found = due.order_by().aggregate(
        total=Count("pk"),
        finished_in=Count("pk", filter=done),
        late=Count("pk", filter=done & Q(finished__gt=F("due"))),
    )
    link = f"/lam-viec/nhiem-vu/?xem=tat-ca&dv={unit_key(place.unit)}"
    of = f"Sổ nhiệm vụ của {place.unit.name}: nhiệm vụ có hạn {place.span}"
    total, finished, late = found["total"], found["finished_in"], found["late"]
    counted = {"adds": True, "steady": True, "link": link, "unit": "nhiệm vụ"}
    yield place.number("tasks_due", "Nhiệm vụ đến hạn trong kỳ", total, source=f"{of}.", **counted)
    yield place.number(
        "tasks_done", "Nhiệm vụ đã hoàn thành", finished,
        source=f"{of}, hoàn thành không muộn hơn {duty.data_to:%d/%m/%Y}.", **counted,
    )  # fmt: skip
    yield place.number(
        "tasks_on_time", "Nhiệm vụ hoàn thành đúng hạn", finished - late,
        source=f"{of}, ngày trình kết quả không muộn hơn hạn.", **counted,
    )  # fmt: skip
    yield place.number(
        "tasks_done_late",
        "Nhiệm vụ hoàn thành muộn",
        late,
        source=f"{of}, ngày trình kết quả sau hạn.",
        **counted,
    )
    yield place.number(
        "tasks_open", "Nhiệm vụ chưa hoàn thành", total - finished,
        source=f"{of}, chưa hoàn thành đến {duty.data_to:%d/%m/%Y}.", **counted,
    )  # fmt: skip
    share = _percent(finished, total)
    yield place.number(
        "tasks_share", "Tỷ lệ hoàn thành", share, unit="%", steady=True, link=link,
        source=f"{finished} ÷ {total}; {of}.",
    )  # fmt: skip


def _percent(part: int, of: int) -> Decimal | None:
    """Two decimals, half up, as official tables print it; None of none."""
    if not of:
        return None
    return (Decimal(100 * part) / of).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _task_words(place: _Place) -> list[Block]:
    return [
        Block(
            PARAGRAPH,
            f"Trong kỳ ({place.span}) có [[tasks_due]] nhiệm vụ đến hạn; đã hoàn thành [[tasks_done]] nhiệm vụ "
            "(tỷ lệ [[tasks_share]]%), trong đó đúng hạn [[tasks_on_time]], muộn [[tasks_done_late]]; chưa hoàn thành "
            "[[tasks_open]] nhiệm vụ.",
        ),
        _ask("Nhiệm vụ nào chưa hoàn thành, vì sao, khi nào xong?"),
    ]


def _scores(place: _Place) -> Iterator[Number]:
    """The run in force of each framework for the period's year; what is scored so far where not all is."""
    runs = Run.objects.filter(unit=place.unit, period=str(place.duty.year), current=True)
    for run in runs.select_related("framework").order_by("framework_code"):
        name = f"score_{run.framework_code.replace('-', '_')[:40]}"
        at = localtime(run.at)
        source = f"{run.framework.name}, kỳ {run.period}, lần tính {at:%H:%M %d/%m/%Y}"
        link = f"{run.get_absolute_url()}?dv={place.unit.code or ''}"
        more = {"unit": "điểm", "link": link, "as_of": at.date().isoformat()}
        got = run.counted if run.points is None else run.points
        yield place.number(
            name, f"Điểm đã tính được: {run.framework.name}", got.normalize(), source=f"{source}.", **more
        )
        yield place.number(
            f"{name}_of", f"Tổng điểm của phần đã tính: {run.framework.name}", run.counted_of.normalize(),
            source=f"{source}; còn {run.missing} tiêu chí chưa tính được.", **more,
        )  # fmt: skip


def _score_words(scores: list[Number]) -> list[Block]:
    blocks = [
        Block(
            PARAGRAPH,
            f"{one.label.partition(': ')[2]}: tự tính được [[{one.key}]] điểm trên [[{one.key}_of]] điểm của phần đã "
            "tính (chưa qua thẩm định).",
        )
        for one in scores
        if not one.key.endswith("_of")
    ]
    return [*blocks, _ask("Tiêu chí nào có nguy cơ mất điểm, đang xử lý thế nào?")]


def _losses(place: _Place) -> Iterator[Number]:
    year = place.duty.year - 1
    entries = LedgerEntry.objects.filter(authority=place.unit, year=year, into__isnull=True)
    found = entries.order_by().aggregate(
        all=Count("pk"),
        verified=Count("pk", filter=Q(state=LossState.VERIFIED)),
        proven=Count("pk", filter=Q(state=LossState.PROVEN)),
        open=Count("pk", filter=Q(state=LossState.OPEN)),
    )
    if not found["all"]:
        return
    link = f"/lam-viec/diem-mat/?ky={year}&dv={place.unit.code or ''}"
    of = f"Sổ điểm mất năm {year} của {place.unit.name}"
    more = {"unit": "mục", "adds": True, "link": link, "as_of": localdate(place.now).isoformat()}
    for key, label, of_state in (
        ("all", "Mục điểm mất", ""),
        ("verified", "Mục đã được thẩm định khắc phục", ", trạng thái đã được thẩm định"),
        ("proven", "Mục đã có tài liệu kiểm chứng", ", trạng thái đã có kiểm chứng"),
        ("open", "Mục chưa bắt đầu khắc phục", ", trạng thái chưa bắt đầu"),
    ):
        yield place.number(f"losses_{key}", label, found[key], source=f"{of}{of_state}.", **more)


def _loss_words(year: int) -> list[Block]:
    return [
        Block(
            PARAGRAPH,
            f"Sổ điểm mất năm {year} có [[losses_all]] mục; [[losses_verified]] mục đã được thẩm định, "
            "[[losses_proven]] mục đã có tài liệu kiểm chứng chờ thẩm định, [[losses_open]] mục chưa bắt đầu.",
        ),
        _ask("Mục nào khó khắc phục, cần ai giúp?"),
    ]


def _reports(place: _Place) -> Iterator[Number]:
    """Other reports that the unit owed with a last day in the period."""
    duty = place.duty
    owed = Duty.objects.filter(unit=duty.unit, due__range=(duty.data_from, duty.data_to)).exclude(pk=duty.pk)
    kept = kept_in_all(owed, localdate(place.now))
    of = f"Lịch báo cáo của {place.unit.name}: báo cáo có hạn gửi {place.span}"
    link = f"/lam-viec/bao-cao/?nam={duty.year}&dv={unit_key(place.unit)}"
    more = {"unit": "báo cáo", "adds": True, "link": link, "as_of": localdate(place.now).isoformat()}
    yield place.number(
        "reports_owed", "Báo cáo phải gửi trong kỳ", kept.owed, source=f"{of}, đã đến hạn.", **more
    )
    yield place.number(
        "reports_on_time", "Báo cáo gửi đúng hạn", kept.on_time, source=f"{of}, tính theo ngày nhận.", **more
    )
    yield place.number("reports_late", "Báo cáo gửi muộn", kept.late, source=f"{of}, nhận sau hạn.", **more)
    yield place.number(
        "reports_missing", "Báo cáo quá hạn chưa gửi", kept.missing, source=f"{of}, chưa gửi.", **more
    )


def _report_words(place: _Place) -> list[Block]:
    return [
        Block(
            PARAGRAPH,
            f"Trong kỳ ({place.span}) phải gửi [[reports_owed]] báo cáo định kỳ khác; đúng hạn [[reports_on_time]], "
            "muộn [[reports_late]], quá hạn chưa gửi [[reports_missing]].",
        )
    ]
