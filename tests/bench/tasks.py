"""The task list of a commune with 100,000 tasks in the database: queries and time of the page."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.bench.database import on_both
from tests.bench.figures import Figure, seconds

COMMUNES, EACH, LARGE = 59, 1000, 40_000
WORDS = [
    "công",
    "khai",
    "minh",
    "bạch",
    "ngân",
    "sách",
    "xã",
    "rà",
    "soát",
    "thủ",
    "tục",
    "hành",
    "chính",
    "giải",
    "quyết",
    "hồ",
    "sơ",
    "đúng",
    "hạn",
    "tiếp",
    "nhận",
    "phản",
    "ánh",
    "kiến",
    "nghị",
    "người",
    "dân",
    "doanh",
    "nghiệp",
    "chuyển",
    "đổi",
    "số",
    "dịch",
    "vụ",
    "công",
    "trực",
    "tuyến",
    "kiểm",
    "tra",
    "giám",
    "sát",
    "báo",
    "cáo",
    "kết",
    "quả",
    "định",
    "kỳ",
]


def figures() -> list[Figure]:
    return on_both("tasks", _measure)


def _fill() -> None:
    """One province: the cast's commune and 59 more of 1,000 tasks, one of 40,000 (no real one has that many)."""
    from django.utils import timezone

    from tests.cast import build
    from thuocdo.lib.text import fold
    from thuocdo.orgs.actions import create_unit
    from thuocdo.orgs.rules.rights import UnitKind
    from thuocdo.work.models import Task, TaskUnit

    cast = build()
    now = timezone.now()
    province = cast.unit("province")
    draw = random.Random(7)  # noqa: S311  (figures must repeat)

    def tasks(commune, leads, count):  # type: ignore[no-untyped-def]
        made = []
        for number in range(count):
            text = " ".join(draw.choices(WORDS, k=24)).capitalize()
            due = date(2026, 1, 1) + timedelta(days=draw.randrange(700))
            open_ = draw.random() < 0.6
            made.append(
                Task(
                    authority=commune,
                    province=province,
                    number=number + 1,
                    text=text,
                    folded=fold(text),
                    lead=draw.choice(leads),
                    due=due,
                    deadline_kind="date",
                    deadline={"kind": "date", "start": None, "end": due.isoformat()},
                    deadline_text=f"Trước {due:%d/%m/%Y}",
                    state="doing" if open_ else "done",
                    is_open=open_,
                    updated_at=now,
                    closed_on=None if open_ else due,
                )
            )
        return made

    own = [cast.unit(key) for key in ("office", "economy", "culture", "one_stop", "services")]
    Task.objects.bulk_create(tasks(cast.unit("commune"), own, EACH), batch_size=2000)
    large = [cast.unit("other_office"), cast.unit("other_economy")]
    Task.objects.bulk_create(tasks(cast.unit("other"), large, LARGE), batch_size=2000)
    for index in range(COMMUNES):
        commune = create_unit(
            name=f"Xã Mẫu Số {index + 3}",
            kind=UnitKind.COMMUNE,
            code=f"99{index + 3:03d}",
            parent=province,
            by=None,
            now=now,
        )
        Task.objects.bulk_create(tasks(commune, [commune], EACH), batch_size=2000)
    ids = list(Task.objects.values_list("pk", flat=True)[:5000])
    TaskUnit.objects.bulk_create(
        [TaskUnit(task_id=pk, unit=own[0], printed=own[0].name) for pk in ids], batch_size=2000
    )


def _measure(label: str) -> list[Figure]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from thuocdo.orgs.models import Person
    from thuocdo.work.models import Task

    _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = [Figure(f"tasks in the database, {label}", Task.objects.count(), "rows")]
    pages = (
        ("coordinator of a commune of 1,000", "coordinator", "/lam-viec/nhiem-vu/?xem=tat-ca"),
        ("the same, overdue only", "coordinator", "/lam-viec/nhiem-vu/?xem=qua-han"),
        (
            "the same, search without diacritics",
            "coordinator",
            "/lam-viec/nhiem-vu/?xem=tat-ca&q=minh+bach+ngan+sach",
        ),
        ("officer of one department", "officer", "/lam-viec/nhiem-vu/"),
        ("coordinator of a commune of 40,000", "other_coordinator", "/lam-viec/nhiem-vu/?xem=tat-ca"),
        ("coordinator of the province", "province_coordinator", "/lam-viec/nhiem-vu/"),
    )
    for name, who, address in pages:
        client = Client()
        client.force_login(Person.objects.get(username=who.replace("_", ".")))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        note = "" if response.status_code == 200 else f"status {response.status_code}"
        found.append(Figure(f"task list, {name}: SQL queries, {label}", len(queries), "", 9, note=note))
        bound = 0.1 if who in ("coordinator", "officer") else None
        found.append(
            Figure(
                f"task list, {name}: page, {label}", seconds(lambda c=client, a=address: c.get(a)), "s", bound
            )
        )
    return found
