"""Documents that prove: filed, read, confirmed, used, decided, replaced, put out of use; checklists of tasks."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.documents.signing import armor, authority, sign
from tests.documents.wordfiles import para, word
from tests.kept import made_once
from tests.rights_walk.papers import pdf
from tests.work.conftest import Drafting, line, until
from thuocdo.audit.models import Entry
from thuocdo.criteria.actions import choose_framework, load_shipped
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.actions import load_revocations, load_roots, retire_root, store_file
from thuocdo.documents.jobs import recheck
from thuocdo.documents.models import StoredFile, TrustRoot
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Notice
from thuocdo.orgs.queries import rights_of
from thuocdo.work import actions as work
from thuocdo.work.actions import evidence as actions
from thuocdo.work.actions.evidence.uses import Passage
from thuocdo.work.evidence_jobs import read_evidence
from thuocdo.work.models import Evidence, Task
from thuocdo.work.queries.evidence.checklists import checklist_of
from thuocdo.work.queries.evidence.store import StoreFilter, filtered, find_evidence, store_view
from thuocdo.work.rules.evidence import Decision, Facts, Need, ReadState
from thuocdo.work.rules.refusals import NotAllowed, Stale

pytestmark = pytest.mark.django_db
LETTER = word(
    "".join(
        [
            para("UBND XÃ MẪU"),
            para("Số: 45/BC-UBND"),
            para("Xã Mẫu, ngày 30 tháng 6 năm 2026"),
            para("BÁO CÁO"),
            para("Kết quả cải cách hành chính quý II năm 2026 của UBND xã Mẫu"),
            para("I. KẾT QUẢ"),
            para("Đã hoàn thành 12 nhiệm vụ."),
        ]
    )
)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """One task of Phòng Kinh tế that asks for a report."""
    each = line(
        "Công khai ngân sách", cast.unit("economy"), deadline=until("2026-06-30"), printed="30/6/2026"
    )
    work.open_tasks(version=draft(each), by=None, now=NOW)
    task = Task.objects.get()
    Task.objects.update(output="Báo cáo công khai")
    task.refresh_from_db()
    return task


def stored(data: bytes = LETTER, name: str = "bao-cao.docx") -> StoredFile:
    return store_file(stream=io.BytesIO(data), name=name, by=None, now=NOW)


def filed(cast: Cast, data: bytes = LETTER, name: str = "bao-cao.docx", who: str = "officer") -> Evidence:
    evidence, new = actions.file_evidence(
        file=stored(data, name), name=name, unit=cast.unit("economy"), by=cast.person(who), now=NOW
    )
    assert new
    return evidence


def confirmed(cast: Cast, evidence: Evidence, **more: Any) -> Evidence:
    facts = Facts(title="Báo cáo quý II", number="45/BC-UBND", issued_on=date(2026, 6, 30), **more)
    return actions.confirm_facts(evidence=evidence, facts=facts, by=cast.person("officer"), now=NOW)


def quiet(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def test_number_day_issuer_and_title_are_read_and_wait_for_a_person(cast: Cast) -> None:
    """What stands in the file fills the fields, unconfirmed; a person's word stays when the machine reads later."""
    evidence = filed(cast)
    read_evidence({"version": evidence.versions.get().pk}, quiet)
    evidence.refresh_from_db()
    assert (evidence.number, evidence.issued_on, evidence.kind) == (
        "45/BC-UBND",
        date(2026, 6, 30),
        "Báo cáo",
    )
    assert evidence.issuer == "UBND xã Mẫu" and evidence.title.startswith("Kết quả cải cách")
    assert not evidence.confirmed
    confirmed(cast, evidence)
    version = evidence.versions.get()
    assert (version.confirmed_by, version.read["number"]) == (cast.person("officer"), "45/BC-UBND")
    actions.store_reading(version=version, facts=Facts(number="1/SAI"), now=NOW)
    evidence.refresh_from_db()
    assert evidence.number == "45/BC-UBND" and evidence.title == "Báo cáo quý II"


def test_what_cannot_be_read_keeps_its_reason(cast: Cast) -> None:
    """A file without readable text leaves the fields to a person, with the reason; the job is not failed."""
    evidence = filed(cast, b"%PDF-1.4 hong", "hong.pdf")
    read_evidence({"version": evidence.versions.get().pk}, quiet)
    version = evidence.versions.get()
    assert version.state == ReadState.FAILED and version.read_why


def test_a_confirmation_must_make_sense(cast: Cast) -> None:
    """No title, a day ahead, received before it was signed, somebody else's change in between: refused in words."""
    evidence = filed(cast)
    officer = cast.person("officer")
    for facts, told in (
        (Facts(), "trích yếu"),
        (Facts(title="A", issued_on=date(2026, 7, 9)), "tương lai"),
        (Facts(title="A", issued_on=date(2026, 7, 2), received_on=date(2026, 7, 1)), "trước ngày ký"),
    ):
        with pytest.raises(InputError, match=told):
            actions.confirm_facts(evidence=evidence, facts=facts, by=officer, now=NOW)
    with pytest.raises(Stale):
        actions.confirm_facts(evidence=evidence, facts=Facts(title="A"), by=officer, now=NOW, stamp=99)
    with pytest.raises(NotAllowed):
        actions.confirm_facts(evidence=evidence, facts=Facts(title="A"), by=cast.person("clerk"), now=NOW)


def test_one_file_is_one_document_and_serves_many(cast: Cast, task: Task) -> None:
    """The same file again is the document that is there; it proves a task and a criterion, its page shows both."""
    evidence = filed(cast)
    again, new = actions.file_evidence(
        file=stored(), name="ban-khac.docx", unit=cast.unit("economy"), by=cast.person("officer"), now=NOW
    )
    assert again == evidence and not new
    officer = cast.person("officer")
    for _ in range(2):
        actions.use_for_task(
            evidence=evidence, task=task, by=officer, now=NOW, passage=Passage("3-5", "mục II")
        )
    load_shipped(now=NOW)
    version = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=cast.unit("province"), year=2026, version=version, by=None, now=NOW)
    leaf = next(version.framework.leaves()).code
    actions.use_for_criterion(
        evidence=evidence, framework=version.code, criterion=leaf, year=2026, by=officer, now=NOW
    )
    with pytest.raises(InputError, match="không có tiêu chí"):
        actions.use_for_criterion(
            evidence=evidence, framework=version.code, criterion="99.9", year=2026, by=officer, now=NOW
        )
    confirmed(cast, evidence)
    evidence.refresh_from_db()
    view = store_view(evidence, rights_of(officer, on=NOW.date()))
    assert [(one.use.pages, one.use.criterion, one.alone) for one in view.uses] == [
        ("3-5", "", True),
        ("", leaf, True),
    ]
    assert Entry.objects.filter(code="work.evidence.used").count() == 2


def test_the_checklist_says_what_is_there_missing_or_wrong(cast: Cast, task: Task) -> None:
    """A line is missing, wrong in form (not PDF, unsigned, late), open while unconfirmed, and met in the end."""
    leader = cast.person("leader")
    need = Need("Báo cáo có ký số", must_be_pdf=True, must_be_signed=True, received_by=date(2026, 7, 3))
    assert checklist_of(task).lines[0].label == "Báo cáo công khai"  # of the plan's own column
    paper = actions.add_paper(task=task, need=need, by=leader, now=NOW)
    (only,) = checklist_of(task).lines
    assert (only.label, only.state) == ("Báo cáo có ký số", "missing")
    officer = cast.person("officer")
    wrong = confirmed(cast, filed(cast), received_on=date(2026, 7, 4))
    actions.use_for_task(evidence=wrong, task=task, paper=paper, by=officer, now=NOW)
    proof = checklist_of(task).lines[0].proofs[0]
    assert proof.reasons == ("not_pdf", "late")
    unsigned = confirmed(cast, filed(cast, pdf("Bao cao"), "b.pdf"), received_on=date(2026, 7, 2))
    actions.use_for_task(evidence=unsigned, task=task, paper=paper, by=officer, now=NOW)
    read_evidence({"version": unsigned.versions.get().pk}, quiet)
    assert checklist_of(task).lines[0].proofs[1].reasons == ("not_signed",)
    ca = authority()
    load_roots(data=armor(ca.root), source="Mẫu", listed_on=date(2026, 6, 30), by=None, now=NOW)
    for each in ca.lists:
        load_revocations(data=each, source="Mẫu", by=None, now=NOW)
    signed = filed(cast, sign(), "ky.pdf")
    actions.use_for_task(evidence=signed, task=task, paper=paper, by=officer, now=NOW)
    assert checklist_of(task).lines[0].proofs[2].reasons[0] == "signature_unchecked"
    read_evidence({"version": signed.versions.get().pk}, quiet)
    confirmed(cast, signed, received_on=date(2026, 7, 2))
    found = checklist_of(task)
    assert found.lines[0].state == "met" and (found.met, found.needed) == (1, 1)
    signed.refresh_from_db()
    assert store_view(signed, rights_of(officer, on=NOW.date())).fallen
    retire_root(root=TrustRoot.objects.get(), why="Hết tin", by=None, now=NOW)
    recheck({}, quiet)
    assert checklist_of(task).lines[0].proofs[2].reasons == ("signature_incomplete",)
    assert Notice.objects.filter(person=officer, text__contains="khác trước").count() == 1


def test_the_verifier_decides_with_a_reason_and_the_owner_is_told(cast: Cast, task: Task) -> None:
    """A rejected document meets no line; whoever filed it does not decide; a replacement is decided anew."""
    officer, leader = cast.person("officer"), cast.person("leader")
    evidence = filed(cast)
    actions.use_for_task(evidence=evidence, task=task, by=officer, now=NOW)
    with pytest.raises(InputError, match="chưa được xác nhận"):
        actions.decide(evidence=evidence, decision=Decision.ACCEPTED, why="", by=leader, now=NOW)
    confirmed(cast, evidence)
    assert checklist_of(task).met == 1
    with pytest.raises(InputError, match="lý do"):
        actions.decide(evidence=evidence, decision=Decision.REJECTED, why=" ", by=leader, now=NOW)
    for stranger in ("officer", "clerk", "other_leader"):
        with pytest.raises(NotAllowed):
            actions.decide(
                evidence=evidence, decision=Decision.ACCEPTED, why="", by=cast.person(stranger), now=NOW
            )
    actions.decide(evidence=evidence, decision=Decision.REJECTED, why="Thiếu biểu", by=leader, now=NOW)
    assert checklist_of(task).lines[0].proofs[0].reasons[0] == "rejected"
    assert "Thiếu biểu" in Notice.objects.get(person=officer).text
    with pytest.raises(InputError, match="thay"):
        actions.replace_file(
            evidence=evidence, file=stored(pdf("moi"), "m.pdf"), name="m.pdf", why="", by=officer, now=NOW
        )
    actions.replace_file(
        evidence=evidence,
        file=stored(pdf("moi"), "m.pdf"),
        name="m.pdf",
        why="Bổ sung biểu",
        by=officer,
        now=NOW,
    )
    evidence.refresh_from_db()
    assert (evidence.version, evidence.decision, evidence.confirmed) == (2, "", False)
    assert [one.number for one in evidence.versions.all()] == [2, 1]
    assert evidence.versions.get(number=1).decided_why == "Thiếu biểu"


def test_own_documents_are_not_accepted_by_oneself(cast: Cast) -> None:
    """A coordinator who may decide over others' documents does not decide over an own one."""
    office = cast.person("coordinator")
    evidence, _new = actions.file_evidence(
        file=stored(), name="a.docx", unit=cast.unit("office"), by=office, now=NOW
    )
    actions.confirm_facts(evidence=evidence, facts=Facts(title="A"), by=office, now=NOW)
    with pytest.raises(NotAllowed, match="không tự chấp nhận"):
        actions.decide(evidence=evidence, decision=Decision.ACCEPTED, why="", by=office, now=NOW)


def test_out_of_use_it_proves_nothing_and_stays(cast: Cast, task: Task) -> None:
    """Out of use needs a reason; the line is missing again, the list shows it only when asked."""
    officer = cast.person("officer")
    evidence = confirmed(cast, filed(cast))
    actions.use_for_task(evidence=evidence, task=task, by=officer, now=NOW)
    with pytest.raises(InputError, match="lý do"):
        actions.retire(evidence=evidence, why="", by=officer, now=NOW)
    actions.retire(evidence=evidence, why="Ban hành nhầm", by=officer, now=NOW)
    assert checklist_of(task).lines[0].state == "missing"
    rights = rights_of(officer, on=NOW.date())
    assert not filtered(rights, StoreFilter()) and filtered(rights, StoreFilter(state="ngung")).count() == 1


def test_a_task_takes_over_the_checklist_of_a_criterion(cast: Cast, task: Task) -> None:
    """Such as the documents of an inspection: each line with its form and its day, none twice."""
    load_shipped(now=NOW)
    version = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=cast.unit("province"), year=2026, version=version, by=None, now=NOW)
    leaf = max(version.framework.leaves(), key=lambda one: len(one.evidence))
    leader = cast.person("leader")
    wanted = {"framework": version.code, "criterion": leaf.code, "year": 2026}
    assert actions.copy_checklist(task=task, by=leader, now=NOW, **wanted) == len(leaf.evidence) > 1
    assert actions.copy_checklist(task=task, by=leader, now=NOW, **wanted) == 0
    found = checklist_of(task)
    assert (found.needed, found.met) == (len(leaf.evidence), 0)
    paper = task.papers.first()
    assert paper is not None
    actions.remove_paper(paper=paper, by=leader, now=NOW)
    assert checklist_of(task).needed == len(leaf.evidence) - 1
    with pytest.raises(NotAllowed):
        actions.add_paper(task=task, need=Need("Khác"), by=cast.person("officer"), now=NOW)


def test_who_sees_a_document(cast: Cast, task: Task) -> None:
    """The unit that holds it, who stands above, who reads a task it proves; nobody sideways."""
    evidence = filed(cast)

    def seen() -> set[str]:
        people = ("leader", "officer", "head", "clerk", "other_leader", "province_leader", "supervisor")
        return {
            who
            for who in people
            if find_evidence(rights_of(cast.person(who), on=NOW.date()), evidence.pk) is not None
        }

    assert seen() == {"leader", "officer", "province_leader"}
    work.assign_lead(task=task, unit=cast.unit("culture"), by=cast.person("leader"), now=NOW)
    actions.use_for_task(evidence=evidence, task=task, by=cast.person("head"), now=NOW)
    assert seen() == {"leader", "officer", "province_leader", "head"}


def _client(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_pages_from_upload_to_decision(cast: Cast, task: Task) -> None:
    """A document is handed in at the task, confirmed on its page, accepted by the leader, found in the store."""
    officer = _client(cast, "officer")
    address = f"/lam-viec/nhiem-vu/{task.pk}/kiem-chung/"
    empty = officer.post(address, {})
    assert empty.status_code == 422 and "Hãy chọn tệp" in empty.content.decode()
    upload = SimpleUploadedFile("bao-cao.docx", LETTER)
    assert officer.post(address, {"file": upload, "pages": "2"}).status_code == 302
    evidence = Evidence.objects.get()
    waiting = officer.get(evidence.get_absolute_url()).content.decode()
    assert "every 3s" in waiting and "Xác nhận số liệu" not in waiting
    read_evidence({"version": evidence.versions.get().pk}, quiet)
    page = officer.get(evidence.get_absolute_url()).content.decode()
    assert "45/BC-UBND" in page and "Công khai ngân sách" in page and "Xác nhận số liệu" in page
    evidence.refresh_from_db()
    data = {"stamp": evidence.stamp, "title": "Báo cáo", "number": "45/BC-UBND", "issued_on": "30/6/2026"}
    assert officer.post(f"{evidence.get_absolute_url()}so-lieu/", data).status_code == 302
    stale = officer.post(f"{evidence.get_absolute_url()}so-lieu/", data)
    assert stale.status_code == 409 and "vừa sửa" in stale.content.decode()
    leader = _client(cast, "leader")
    evidence.refresh_from_db()
    refused = leader.post(f"{evidence.get_absolute_url()}tham-dinh/tu-choi/", {"stamp": evidence.stamp})
    assert refused.status_code == 422
    accepted = leader.post(f"{evidence.get_absolute_url()}tham-dinh/chap-nhan/", {"stamp": evidence.stamp})
    assert accepted.status_code == 302
    assert "Kiểm chứng 1/1" in officer.get(address).content.decode()
    listed = officer.get("/lam-viec/kiem-chung/?q=45/BC&tt=nhan").content.decode()
    assert "Báo cáo" in listed and "0 tiêu chí, 1 nhiệm vụ" in listed
    download = officer.get(f"{evidence.get_absolute_url()}ban/1/tep/")
    assert b"".join(download.streaming_content) == LETTER  # type: ignore[attr-defined]
    assert _client(cast, "clerk").get(evidence.get_absolute_url()).status_code == 404
    assert leader.post(f"{evidence.get_absolute_url()}ngung/", {"why": "x"}).status_code in (403, 404)
