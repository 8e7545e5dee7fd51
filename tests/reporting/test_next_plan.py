"""The draft of next year's plan: written from what is left, and read back to the same tasks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.scoring.conftest import version
from tests.scoring.ledger.conftest import entries, plan
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.format.safely import check_safely
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.model import issue
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.lint import lint
from thuocdo.reporting.queries.next_plan import draft_of, lines_of
from thuocdo.reporting.rules.next_plan import Line, Origin, document_of, one_line, ordered
from thuocdo.scoring.actions.ledger.next_year import put_into_plan
from thuocdo.scoring.models import LedgerEntry
from thuocdo.work.actions import open_tasks
from thuocdo.work.models import Task

__all__ = ["entries", "plan", "version"]
pytestmark = pytest.mark.django_db
PAGE = "/lam-viec/ke-hoach/nam-sau/2027/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def drafted(cast: Cast, version: FrameworkVersion, entries: list[LedgerEntry]) -> None:
    """Three of the seven losses are put into the plan of 2027; the tasks of 2026 are open."""
    open_tasks(version=entries[0].plan.current, by=None, now=NOW)  # type: ignore[union-attr]
    put_into_plan(entries=entries[:3], for_year=2027, by=cast.person("coordinator"), now=NOW)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_what_is_written_is_read_back(cast: Cast, drafted: None, tmp_path: Path) -> None:
    """Every task, lead, coordinating unit, deadline and product comes back from the .docx; its own lint and form are clean."""
    unit = cast.unit("commune")
    lines = lines_of(unit, 2027)
    assert {line.origin for line in lines} == {Origin.LOSS, Origin.UNFINISHED} and len(lines) > 10
    draft = draft_of(
        unit, 2027, lines, ("Điểm PAR INDEX của xã năm 2027 đạt từ 85 điểm trở lên",), on=date(2026, 12, 1)
    )
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(write_docx(issue(document_of(draft), number=5, on=date(2027, 1, 11))))
    document = read_safely(file)
    read = compile_plan(document)
    wanted = [
        (one_line(line.text), line.lead, one_line(line.coordinating), line.deadline)
        for line in ordered(lines)
    ]
    found = [
        (
            task.text,
            "; ".join(task.lead),
            "; ".join(task.coordinating),
            task.deadline_text or "",
        )
        for task in read.tasks
    ]
    assert [row[0] for row in found] == [row[0] for row in wanted]
    assert [(row[1], row[3]) for row in found] == [
        (row[1] or "[đơn vị]", row[3] or "[thời hạn]") for row in wanted
    ]
    assert [finding.rule for finding in lint(document, read)] == []
    assert check_safely(file).findings == ()


def test_lines_have_sources_and_are_not_doubled(cast: Cast, drafted: None) -> None:
    """A task that remedies a loss of the draft is one line, and each line says where it comes from."""
    lines = lines_of(cast.unit("commune"), 2027)
    assert len({line.key for line in lines}) == len(lines)
    assert all(line.source and line.link.startswith("/lam-viec/") for line in lines)
    left = sum(line.origin is Origin.UNFINISHED for line in lines)
    assert left == Task.objects.filter(is_open=True, plan__year=2026).count()


def test_the_page_gives_the_ticked_lines(cast: Cast, drafted: None) -> None:
    """Ticked lines come as a Word file; nothing ticked is said, with the typed goals kept."""
    client = signed_in(cast, "coordinator")
    seen = client.get(PAGE)
    assert seen.status_code == 200 and "Từ sổ điểm mất" in seen.content.decode()
    line: Line = lines_of(cast.unit("commune"), 2027)[0]
    file = client.post(f"{PAGE}docx/", {"dong": line.key, "muc_tieu": "Đạt 85 điểm"})
    assert file.headers["Content-Type"].endswith("wordprocessingml.document") and file.content[:2] == b"PK"
    none = client.post(f"{PAGE}docx/", {"muc_tieu": "Đạt 85 điểm"})
    assert none.status_code == 422
    assert "Hãy chọn ít nhất một nhiệm vụ" in none.content.decode() and "Đạt 85 điểm" in none.content.decode()


@pytest.mark.parametrize("who", ["officer", "other_officer", "supervisor"])
def test_only_who_reviews_plans_drafts_one(cast: Cast, drafted: None, who: str) -> None:
    """For everybody else the page does not exist."""
    assert signed_in(cast, who).get(PAGE).status_code == 404
