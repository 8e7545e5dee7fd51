"""A confirmed plan made of rows, without a file to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Unit
from thuocdo.plans.models import Plan, PlanRow, PlanVersion, RowKind, RowState, RowUnit, VersionState

Line = dict[str, Any]
Drafting = Callable[..., PlanVersion]


def line(text: str, lead: Unit | None = None, **more: Any) -> Line:
    """A row of a plan: `lead`, `helping` units; `deadline`, `printed`, `section`, `group`, `responsible`."""
    return {"text": text, "lead": lead, **more}


def until(day: str) -> dict[str, Any]:
    """A deadline on a date."""
    return {"kind": "date", "start": None, "end": day}


@pytest.fixture
def draft(cast: Cast) -> Drafting:
    """Makes a confirmed version of a plan of the commune from lines; `plan=` adds a version to a plan."""

    def make(
        *lines: Line,
        plan: Plan | None = None,
        unit: str = "commune",
        number: str = "12/KH-UBND",
        issued: date | None = date(2026, 1, 5),
        before: dict[int, PlanRow] | None = None,
    ) -> PlanVersion:
        plan = plan or Plan.objects.create(
            unit=cast.unit(unit),
            year=2026,
            title="Kế hoạch mẫu",
            number=number,
            issued=issued,
            created_at=NOW,
        )
        place = plan.versions.count() + 1
        file = StoredFile.objects.create(
            sha256=f"{plan.pk:032d}{place:032d}",
            size=1,
            media_type="text/plain",
            name="mau.txt",
            stored_at=NOW,
        )
        version = PlanVersion.objects.create(
            plan=plan,
            number=place,
            file=file,
            file_name="mau.txt",
            state=VersionState.CONFIRMED,
            created_at=NOW,
        )
        for position, each in enumerate(lines, 1):
            row = PlanRow.objects.create(
                version=version,
                kind=RowKind.TASK,
                position=position,
                label=str(position),
                text=each["text"],
                state=each.get("state", RowState.CONFIRMED),
                responsible=each.get("responsible"),
                predecessor=(before or {}).get(position),
                data={
                    "text": each["text"],
                    "heading": each.get("section"),
                    "deadline": each.get("deadline", {"kind": "none", "start": None, "end": None}),
                    "deadline_text": each.get("printed"),
                    "index": "PAR INDEX",
                    "source": {"page": 3, "table": 1, "row": position},
                },
            )
            if each.get("lead"):
                RowUnit.objects.create(row=row, part="lead", printed=each["lead"].name, unit=each["lead"])
            if each.get("group"):
                RowUnit.objects.create(row=row, part="lead", printed=each["group"], is_group=True)
            for place, helping in enumerate(each.get("helping", ())):
                RowUnit.objects.create(
                    row=row, part="coordinating", printed=helping.name, unit=helping, position=place
                )
        return version

    return make
