"""Vietnamese words of the ledger of lost points."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.scoring.rules.ledger.states import CauseClass, LossState, Origin

STATE_WORDS = {
    LossState.OPEN: _("Chưa bắt đầu"),
    LossState.DOING: _("Đang khắc phục"),
    LossState.PROVEN: _("Đã có kiểm chứng"),
    LossState.VERIFIED: _("Đã được thẩm định"),
}
# shape and tone beside the word: colour alone says nothing
STATE_LOOKS = {
    LossState.OPEN: ("○", "wait"),
    LossState.DOING: ("◐", "info"),
    LossState.PROVEN: ("◆", "warn"),
    LossState.VERIFIED: ("✔", "ok"),
}
CAUSE_WORDS = {
    CauseClass.RECORDS: _("Hồ sơ, báo cáo"),
    CauseClass.TRACKING: _("Theo dõi nhiệm vụ"),
    CauseClass.RESULT: _("Kết quả thật"),
    CauseClass.PERCEPTION: _("Cảm nhận của người dân"),
}
ORIGIN_WORDS = {
    Origin.PLAN: _("Biểu tồn tại của kế hoạch"),
    Origin.ASSESSMENT: _("Kết quả thẩm định"),
    Origin.HAND: _("Đơn vị nhập"),
}
STEP_WORDS = {
    "start": _("Bắt đầu khắc phục"),
    "verify": _("Đánh dấu đã khắc phục"),
    "return": _("Trả lại tài liệu"),
    "reopen": _("Mở lại"),
}
NOTE_WORDS = {
    "added": _("Thêm vào sổ"),
    "taken": _("Đưa vào sổ từ kế hoạch"),
    "carried": _("Theo bản mới của kế hoạch"),
    "unprinted": _("Bản mới của kế hoạch không còn mục này"),
    "criterion": _("Chọn tiêu chí"),
    "cause": _("Chọn nhóm nguyên nhân"),
    "points": _("Ghi điểm mất theo kết quả thẩm định"),
    "edited": _("Sửa nội dung"),
    "task_linked": _("Gắn nhiệm vụ khắc phục"),
    "task_unlinked": _("Gỡ nhiệm vụ khắc phục"),
    "proof_added": _("Nộp tài liệu kiểm chứng"),
    "proof_dropped": _("Ngừng dùng tài liệu"),
    "started": _("Bắt đầu khắc phục"),
    "verified": _("Thẩm định: đã khắc phục"),
    "returned": _("Trả lại tài liệu"),
    "reopened": _("Mở lại"),
    "taken_over": _("Gộp vào mục khác"),
}
