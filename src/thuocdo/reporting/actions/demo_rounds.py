"""Rounds of the sample place: one published two years back, one that the province is verifying."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.actions import store_file
from thuocdo.orgs.models import Person, Unit
from thuocdo.scoring.actions.assessment.evidence import PaperGiven, add_evidence
from thuocdo.scoring.actions.assessment.rounds import (
    Windows,
    conclude_round,
    end_verification,
    enter_survey,
    open_round,
    publish_round,
)
from thuocdo.scoring.actions.assessment.samples import draw_sample
from thuocdo.scoring.actions.assessment.self_scores import (
    SelfScore,
    close_self_score,
    save_self_score,
    send_self_score,
)
from thuocdo.scoring.actions.assessment.verifying import (
    accept_outside_sample,
    accept_score,
    adjust_score,
    ask_for_more,
)
from thuocdo.scoring.models import Assessment, CriterionScore, Round
from thuocdo.scoring.queries.assessment.assessments import assessment_of
from thuocdo.scoring.queries.card import current_run, nodes_by_code, result_of
from thuocdo.scoring.rules.assessment.sampling import Sizes
from thuocdo.scoring.rules.assessment.states import AdjustReason

# what the first commune gave itself beyond the computation, with its explanation
OWN = {
    "1.5": (
        "1.50",
        "Ba nhiệm vụ được lùi hạn sang năm sau theo văn bản của UBND tỉnh nên không tính là chậm.",
    ),
    "3.2": (
        "2.93",
        "Tính theo tỷ lệ 2.089/2.141; 52 hồ sơ quá hạn do lỗi đường truyền của hệ thống một cửa.",
    ),
}
HALF = Decimal("0.5")
PENNY = Decimal("0.01")


def load_rounds(
    units: dict[str, Unit], people: dict[str, Person], version: FrameworkVersion, now: datetime
) -> None:
    """Open, score, verify; a round that is there already stays as it is."""
    year = timezone.localdate(now).year
    for period, finished in ((str(year - 2), True), (str(year - 1), False)):
        if Round.objects.filter(host=units["tinh"], framework_code=version.code, period=period).exists():
            continue
        made = open_round(
            host=units["tinh"],
            version=version,
            period=period,
            windows=Windows(_evening(now, -20), _evening(now, 10), _evening(now, 40)),
            by=people["so-noi-vu"],
            now=now,
        )
        found = assessment_of(units["xa"], version.code, period)
        if found is None:
            continue
        _score(found, people, now)
        close_self_score(assessment=found, by=people["dau-moi"], now=now)
        send_self_score(assessment=found, by=people["chu-tich"], now=now)
        _verify(made, people, now, finished=finished)


def _evening(now: datetime, days: int) -> datetime:
    """The last minute of a day before or after."""
    return timezone.localtime(now + timedelta(days=days)).replace(hour=23, minute=59, second=0, microsecond=0)


def _score(assessment: Assessment, people: dict[str, Person], now: datetime) -> None:
    """The computed number where there is one, an own number with a reason elsewhere; one paper."""
    run = current_run(assessment.unit, assessment.framework_code, assessment.period)
    nodes = nodes_by_code(result_of(run)) if run is not None else {}
    for row in assessment.scores.filter(by_survey=False):
        node = nodes.get(row.code)
        if row.code in OWN:
            points, why = OWN[row.code]
            given = SelfScore(take=False, points=Decimal(points), explanation=why)
        elif node is not None and (node.points is not None or node.status == "excluded"):
            given = SelfScore(
                take=True, explanation="Theo số liệu đã nhập; tài liệu gốc lưu tại đơn vị phụ trách."
            )
        else:
            top = row.max_points if row.max_points is not None else Decimal(0)
            points_half = max((top * HALF).quantize(PENNY), row.least_points or Decimal(0))
            given = SelfScore(
                take=False,
                points=points_half,
                explanation="Đã thực hiện một phần; chưa có số đo nên tự ghi một nửa số điểm.",
            )
        save_self_score(score=row, given=given, by=people["dau-moi"], now=now)
    _paper(assessment, people, now)


def _paper(assessment: Assessment, people: dict[str, Person], now: datetime) -> None:
    row = assessment.scores.filter(code="1.5").first()
    if row is None:
        return
    text = b"Bieu theo doi nhiem vu UBND tinh giao nam (mau, khong phai van ban that).\n9/15 nhiem vu dung han.\n"
    file = store_file(stream=io.BytesIO(text), name="bieu-nhiem-vu-mau.txt", by=people["dau-moi"], now=now)
    given = PaperGiven(rule="bieu_nhiem_vu", number="15/BC-UBND (mẫu)", pages="3–4")
    add_evidence(score=row, file=file, given=given, by=people["dau-moi"], now=now)


def _verify(made: Round, people: dict[str, Person], now: datetime, *, finished: bool) -> None:
    """A drawn sample and drafts on some of it; a finished round goes on to its publication."""
    verifier, province = people["tham-dinh"], people["so-noi-vu"]
    sample = draw_sample(round=made, sizes=Sizes(8, 12), seed=f"mau-{made.period}", by=province, now=now)
    drawn = [item.score for item in sample.items.select_related("score").order_by("place")]
    for place, score in enumerate(drawn):
        if not finished and place >= 6:
            break
        if score.code in OWN:
            adjust_score(
                score=score,
                points=Decimal("1.20") if score.code == "1.5" else Decimal(0),
                code=AdjustReason.RECOMPUTED,
                reason="9 trên 15 nhiệm vụ đúng hạn; văn bản lùi hạn không có trong hồ sơ."
                if score.code == "1.5"
                else "Tỷ lệ 97,57 % dưới ngưỡng nên không có điểm.",
                by=verifier,
                now=now,
            )
        elif not finished and place == 5:
            until = now + timedelta(days=7)
            ask_for_more(score=score, until=until, text="Bản PDF có ký số của báo cáo.", by=verifier, now=now)
        else:
            accept_score(score=score, by=verifier, now=now)
    if not finished:
        return
    accept_outside_sample(round=made, by=verifier, now=now)
    end_verification(round=made, by=province, now=now)
    for row in CriterionScore.objects.filter(
        assessment__round=made, by_survey=True, assessment__state="verified"
    ):
        top = row.max_points if row.max_points is not None else Decimal(1)
        points = (top * Decimal("0.82")).quantize(PENNY)
        enter_survey(
            score=row, points=points, source="Báo cáo điều tra xã hội học (mẫu)", by=province, now=now
        )
    conclude_round(round=made, by=province, now=now)
    publish_round(round=made, published_as="Quyết định mẫu số 1", by=province, now=now)
