"""Vietnamese words of assessment, and the sentences of its locks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.scoring.rules.assessment.sampling import Reason
from thuocdo.scoring.rules.assessment.states import (
    AdjustReason,
    AssessmentState,
    Decision,
    Gap,
    Lock,
    LockKind,
    RoundState,
    Source,
)
from thuocdo.work.evidence_words import REASON_WORDS
from thuocdo.work.rules.evidence import Verdict

ROUND_WORDS = {
    RoundState.OPEN: _("Đang tự chấm và thẩm định"),
    RoundState.VERIFIED: _("Đã kết thúc thẩm định"),
    RoundState.FINAL: _("Đã có kết luận"),
    RoundState.PUBLISHED: _("Đã công bố"),
}
ASSESSMENT_WORDS = {
    AssessmentState.DRAFT: _("Đang tự chấm"),
    AssessmentState.CLOSED: _("Chờ lãnh đạo duyệt"),
    AssessmentState.SENT: _("Đã gửi thẩm định"),
    AssessmentState.VERIFIED: _("Đã thẩm định"),
    AssessmentState.FINAL: _("Đã có kết luận"),
    AssessmentState.PUBLISHED: _("Đã công bố"),
}
# shape beside the word, and the class of its colour
ASSESSMENT_SHAPES = {
    AssessmentState.DRAFT: ("○", "state-info"),
    AssessmentState.CLOSED: ("◇", "state-warn"),
    AssessmentState.SENT: ("◐", "state-info"),
    AssessmentState.VERIFIED: ("◆", "state-info"),
    AssessmentState.FINAL: ("●", "state-ok"),
    AssessmentState.PUBLISHED: ("✔", "state-ok"),
}
DECISION_WORDS = {
    Decision.NONE: _("Chưa xem"),
    Decision.ACCEPT: _("Chấp nhận"),
    Decision.ADJUST: _("Điều chỉnh"),
}
ADJUST_WORDS = {
    AdjustReason.RECOMPUTED: _("Tính lại theo số liệu"),
    AdjustReason.NO_EVIDENCE: _("Không có tài liệu kiểm chứng"),
    AdjustReason.BAD_EVIDENCE: _("Tài liệu chưa đúng yêu cầu (PDF, ký số, biểu kèm theo)"),
    AdjustReason.LATE: _("Quá hạn"),
    AdjustReason.RULE: _("Hiểu khác cách chấm của tiêu chí"),
    AdjustReason.OTHER: _("Lý do khác"),
}
SAMPLE_WORDS = {
    Reason.YEARS: _("chênh lệch các năm"),
    Reason.SIGNATURE: _("chữ ký, tài liệu chưa đủ căn cứ"),
    Reason.UNUSUAL: _("giá trị bất thường"),
    Reason.RANDOM: _("ngẫu nhiên"),
}
VERDICT_WORDS = {
    Verdict.MET: ("✔", _("Đạt"), "text-ok"),
    Verdict.NOT_MET: ("✖", _("Không đạt"), "text-late"),
    Verdict.UNSURE: ("?", _("Chưa đủ căn cứ"), "text-warn"),
}
VERDICT_REASONS = REASON_WORDS
GAP_WORDS = {
    Gap.NO_NUMBER: _("chưa có điểm tự chấm"),
    Gap.NO_EXPLANATION: _("điểm tự ghi chưa có giải trình"),
    Gap.NO_EVIDENCE: _("chưa có tài liệu và chưa có giải trình"),
}
SOURCE_WORDS = {
    Source.VERIFIED: _("theo điểm thẩm định"),
    Source.SURVEY: _("theo điều tra xã hội học"),
    Source.NOT_ARISEN: _("không phát sinh"),
    Source.NONE: _("chưa có kết luận"),
}
LOCK_TITLES = {
    LockKind.PERIOD: _("Đã hết hạn nhập"),
    LockKind.STATE: _("Đã duyệt nên không sửa được"),
    LockKind.RIGHT: _("Mục này do đơn vị khác phụ trách"),
}
WAYS_OUT = {
    LockKind.PERIOD: _("Yêu cầu mở lại kỳ"),
    LockKind.STATE: _("Đề nghị mở duyệt"),
    LockKind.RIGHT: _("Nhắn đơn vị phụ trách"),
}


def lock_sentence(lock: Lock) -> str:
    """The sentence of a lock: what is locked, since when or why, and who can open it. The three differ."""
    since = timezone.localtime(lock.since).strftime("%H:%M %d/%m/%Y") if lock.since else ""
    if lock.kind is LockKind.RIGHT:
        return gettext(
            "Bạn xem được nhưng không sửa được mục này vì %(lead)s phụ trách. Người sửa được: %(owner)s."
        ) % {"lead": lock.lead, "owner": lock.owner}
    if lock.kind is LockKind.PERIOD:
        return gettext(
            "%(what)s đã hết hạn nhập lúc %(since)s. Bạn vẫn xem được. Muốn bổ sung, gửi yêu cầu mở lại kỳ "
            "cho %(owner)s."
        ) % {"what": lock.what, "since": since, "owner": lock.owner}
    if lock.final:
        return gettext(
            "%(what)s: %(approved)s lúc %(since)s nên điểm tự chấm không mở lại được nữa. %(used)s Cần hỏi: %(owner)s."
        ) % {
            "what": lock.what,
            "approved": lock.approved_by,
            "since": since,
            "used": lock.used_in,
            "owner": lock.owner,
        }
    return gettext(
        "Số liệu này đã được %(approved)s duyệt lúc %(since)s, đang dùng trong %(used)s. Muốn sửa, đề nghị mở duyệt "
        "với %(owner)s; cần lý do và người thứ hai đồng ý."
    ) % {"approved": lock.approved_by, "since": since, "used": lock.used_in, "owner": lock.owner}
