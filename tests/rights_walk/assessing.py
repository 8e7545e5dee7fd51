"""Rounds of assessment: who scores, approves, verifies, disputes, opens and ends."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.rights_walk.expected import SCORES_BEN, SCORES_MAU, Deed, Page
from tests.rights_walk.papers import pdf
from thuocdo.criteria.actions import choose_framework
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.actions import store_file
from thuocdo.scoring.actions.assessment.disputes import open_dispute
from thuocdo.scoring.actions.assessment.evidence import PaperGiven, add_evidence
from thuocdo.scoring.actions.assessment.reopening import ask_reopening
from thuocdo.scoring.actions.assessment.rounds import Windows, end_verification, open_round
from thuocdo.scoring.actions.assessment.samples import draw_sample
from thuocdo.scoring.actions.assessment.self_scores import (
    SelfScore,
    close_self_score,
    save_self_score,
    send_self_score,
)
from thuocdo.scoring.actions.assessment.verifying import accept_score, adjust_score
from thuocdo.scoring.models import CriterionScore, Round
from thuocdo.scoring.queries.assessment.assessments import assessment_of
from thuocdo.scoring.queries.assessment.self_sheet import headings
from thuocdo.scoring.rules.assessment.sampling import Sizes
from thuocdo.scoring.rules.assessment.states import AdjustReason

if TYPE_CHECKING:
    from tests.rights_walk.world import World

HOME = "/lam-viec/cham-diem/"
CARD = f"{HOME}par-index-commune/2025/"
PAST = f"{HOME}par-index-commune/2024/"
ROUND = f"{HOME}dot/{{round}}/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
READ_OWN    = "ooooo.... ooo oooo. ."
ENTER_MAU   = "xoxxo.... ... xx.x. ."  # the one-stop shop owns criterion 3.3
VERIFIES    = "......... ... ...o. ."
RUNS_ROUNDS = "oo....... oo. oo... ."  # somebody who runs rounds somewhere
RUNS_ROUND  = "......... ... oo... ."
# fmt: on


def fill(world: World) -> None:
    """A verified round of 2024 with a dispute of xã Mẫu; one of 2025 that runs: xã Mẫu writes, xã Bên Cạnh has sent."""
    version = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=world.cast.unit("province"), year=2024, version=version, by=None, now=NOW)
    past, running = _round(world, version, "2024"), _round(world, version, "2025")
    leaders = {
        "mau": ("commune", "coordinator", "leader"),
        "ben": ("other", "other_coordinator", "other_leader"),
    }
    for place, (unit, coordinator, leader) in leaders.items():
        one = running if place == "ben" else past
        _sent(world, one, unit, coordinator, leader)
    _paper(world, "mau", _score(world, running, "commune"), "coordinator")
    _verified(world, past)
    draft = _score(world, running, "other")
    _adjust(world, draft, "ben.draft_verdict")
    asked = ask_reopening(
        assessment=draft.assessment,
        reason=f"Ghi nhầm {world.mark('ben.reopen')}",
        by=world.person("other_leader"),
        now=NOW,
    )
    mine = save_self_score(
        score=_score(world, running, "commune"),
        given=SelfScore(False, Decimal("0.1"), f"Giải trình {world.mark('mau.self')}"),
        by=world.person("coordinator"),
        now=NOW,
    )
    world.ids |= {
        "round": running.pk,
        "past_round": past.pk,
        "ben_score": draft.pk,
        "ben_reopening": asked.pk,
        "mau_score_stamp": mine.stamp,
    }


def _round(world: World, version: FrameworkVersion, period: str) -> Round:
    return open_round(
        host=world.cast.unit("province"),
        version=version,
        period=period,
        windows=Windows(NOW - timedelta(days=9), NOW + timedelta(days=3000), NOW + timedelta(days=3600)),
        by=None,
        now=NOW,
    )


def _score(world: World, one: Round, unit: str) -> CriterionScore:
    found = assessment_of(world.cast.unit(unit), one.framework_code, one.period)
    assert found is not None
    row = CriterionScore.objects.get(assessment=found, code="3.3")
    row.assessment = found
    return row


def _sent(world: World, one: Round, unit: str, coordinator: str, leader: str) -> None:
    place = "ben" if unit == "other" else "mau"
    assessment = _score(world, one, unit).assessment
    for row in assessment.scores.filter(by_survey=False):
        text = f"Giải trình {world.mark('ben.self')}" if place == "ben" else "Theo hồ sơ"
        least = row.least_points or Decimal(0)
        given = SelfScore(False, max(least, Decimal(0)), text)
        save_self_score(score=row, given=given, by=world.person(coordinator), now=NOW)
    if place == "ben":
        _paper(world, place, _score(world, one, unit), coordinator)
    close_self_score(assessment=assessment, by=world.person(coordinator), now=NOW)
    send_self_score(assessment=assessment, by=world.person(leader), now=NOW)


def _paper(world: World, place: str, score: CriterionScore, who: str) -> None:
    name = f"phieu-{world.mark(f'{place}.paper')}.pdf"
    upload = SimpleUploadedFile(name, pdf(f"phieu {place}"))
    by = world.person(who)
    file = store_file(stream=upload, name=name, by=by, now=NOW)  # type: ignore[arg-type]
    link = add_evidence(score=score, file=file, given=PaperGiven(), by=by, now=NOW)
    world.ids[f"{place}_paper"] = link.pk


def _adjust(world: World, score: CriterionScore, mark: str) -> None:
    adjust_score(
        score=score,
        points=Decimal("0.1"),
        code=AdjustReason.OTHER,
        reason=f"Thẩm định {world.mark(mark)}",
        by=world.person("verifier"),
        now=NOW,
    )


def _verified(world: World, past: Round) -> None:
    draw_sample(round=past, sizes=Sizes(0, 2), seed="7", by=None, now=NOW)
    score = _score(world, past, "commune")
    _adjust(world, score, "mau.verdict")
    rows = CriterionScore.objects.filter(assessment=score.assessment, by_survey=False, decision="")
    for row in rows:
        accept_score(score=row, by=world.person("verifier"), now=NOW)
    end_verification(round=past, by=None, now=NOW)
    dispute = open_dispute(
        score=score,
        reason=f"Kiến nghị {world.mark('mau.dispute')}",
        by=world.person("coordinator"),
        now=NOW,
    )
    world.ids["mau_dispute"] = dispute.pk


def pages() -> list[Page]:
    """Every address of assessment that shows something."""
    found = [
        Page("scoring:self_score", f"{CARD}tu-cham/", READ_OWN),
        Page("scoring:rounds", f"{HOME}dot/", RUNS_ROUNDS),
        Page("scoring:round", ROUND, RUNS_ROUND),
        Page("scoring:round", f"{HOME}dot/{{past_round}}/", RUNS_ROUND),
        Page("scoring:round_survey", f"{ROUND}dieu-tra/", RUNS_ROUND),
        Page("scoring:round_error", f"{HOME}dot/{{past_round}}/sai-so/", "......... ... oo.o. ."),
        Page("scoring:verify_landing", f"{HOME}tham-dinh/", "......... ... ...>. ."),
        Page("scoring:verify", f"{CARD}tham-dinh/", VERIFIES),
        Page("scoring:verify", f"{CARD}tham-dinh/?muc={{ben_score}}", VERIFIES),
        Page("scoring:verify", f"{PAST}tham-dinh/?loc=kien-nghi", VERIFIES),
    ]
    for place, code, reads in (("mau", "99001", SCORES_MAU), ("ben", "99002", SCORES_BEN)):
        found += [
            Page("scoring:self_score", f"{CARD}tu-cham/?tc=3.3&dv={code}", reads),
            Page("scoring:self_score", f"{PAST}tu-cham/?tc=3.3&dv={code}", reads),
            Page("scoring:self_export", f"{CARD}tu-cham/xuat/?dv={code}", reads),
            Page("scoring:differences", f"{CARD}chenh-lech/?dv={code}", reads),
            Page("scoring:criterion", f"{PAST}3.3/?dv={code}", reads),
            Page("scoring:paper", f"{HOME}tai-lieu/{{{place}_paper}}/", reads),
        ]
    return found


def _file() -> dict[str, Any]:
    return {"tep": SimpleUploadedFile("them.pdf", pdf("them"))}


def _sheet() -> dict[str, Any]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(headings()[:5])
    sheet.append(["3.3", "tự ghi", 0.2, "Trong tệp", ""])
    out = io.BytesIO()
    book.save(out)
    return {"tep": SimpleUploadedFile("tu-cham.xlsx", out.getvalue())}


def deeds() -> list[Deed]:
    """Every write of assessment."""
    own, mau = f"{CARD}tu-cham/", "?dv=99001"
    typed = {"cach": "tu-ghi", "diem": "0,20", "giai_trinh": "Sửa"}
    days = {"tu_ngay": "01/07/2026", "den_ngay": "20/07/2026", "tham_dinh": "30/08/2026"}
    opened = {"bo": "par-index-commune@2025", "dieu_tra": "co", "so_lan": "1"} | days
    draft = {"giai_trinh": "Đang viết", "dau": "{mau_score_stamp}"}
    drawn = {"nguy_co": "1", "ngau_nhien": "2"}
    agree = {"viec": "dong-y", "den_ngay": "30/12/2030"}
    return [
        # ------------------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("scoring:self_save",   f"{own}3.3/{mau}",                         ENTER_MAU, typed),
        Deed("scoring:self_draft",  f"{own}3.3/nhap/{mau}",                    ENTER_MAU, draft),
        Deed("scoring:self_paper",  f"{own}3.3/tai-lieu/{mau}",                ENTER_MAU, fresh=_file),
        Deed("scoring:self_answer", f"{own}3.3/bo-sung/{mau}",                 "xexxe.... ... xx.x. ."),
        Deed("scoring:self_close",  f"{own}chot/{mau}",                        "xexxx.... ... xx.x. ."),
        Deed("scoring:self_send",   f"{own}duyet/{mau}",                       "exxxx.... ... xx.x. ."),
        Deed("scoring:self_back",   f"{own}tra-lai/{mau}",                     "exxxx.... ... xx.x. .", {"ly_do": "Thiếu"}),
        Deed("scoring:self_reopen", f"{own}mo-lai/?dv=99002",                  "......... eex xx.x. .", {"ly_do": "Nhầm"}),
        Deed("scoring:self_import", f"{own}nhap/{mau}",                        ENTER_MAU, fresh=_sheet),
        Deed("scoring:dispute",     f"{PAST}tu-cham/3.3/kien-nghi/{mau}",      "eexxe.... ... xx.x. .", {"ly_do": "Chưa đúng"}),
        Deed("scoring:dispute_say", f"{HOME}kien-nghi/{{mau_dispute}}/",       "ooxxo.... ... xx.o. .", {"viec": "ghi", "noi_dung": "Thêm"}),
        Deed("scoring:dispute_say", f"{HOME}kien-nghi/{{mau_dispute}}/",       "xxxxx.... ... xx.o. .", {"viec": "giu", "noi_dung": "Giữ"}),
        Deed("scoring:paper_remove", f"{HOME}tai-lieu/{{mau_paper}}/bo/",      ENTER_MAU),
        Deed("scoring:decide",      f"{CARD}tham-dinh/{{ben_score}}/",         VERIFIES, {"viec": "hoan-tac"}),
        Deed("scoring:verify_bulk", f"{CARD}tham-dinh/theo-mau/",              "......... ... ...e. ."),
        Deed("scoring:rounds",      f"{HOME}dot/",                             "ee....... ee. ee... .", opened),
        Deed("scoring:round_step",  f"{ROUND}buoc/ket-thuc/",                  "......... ... ee... ."),
        Deed("scoring:round_sample", f"{ROUND}rut-mau/",                       RUNS_ROUND, drawn),
        Deed("scoring:round_reopening", f"{ROUND}mo-lai/{{ben_reopening}}/",   RUNS_ROUND, agree),
        Deed("scoring:round_survey", f"{ROUND}dieu-tra/",                      "......... ... --... .", {"nguon": ""}),
    ]  # fmt: skip
