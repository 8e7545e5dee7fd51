"""The words that pages use for codes of this book."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.rules.periods import PeriodKind
from thuocdo.registers.reports.rules.states import ReportState, Shown
from thuocdo.registers.reports.rules.terms import DayOff

SHOWN_WORDS = {
    Shown.NOT_YET: _("Chưa đến kỳ"),
    Shown.OPEN: _("Đang mở"),
    Shown.ON_TIME: _("Đã gửi đúng hạn"),
    Shown.LATE: _("Đã gửi muộn"),
    Shown.OVERDUE: _("Quá hạn chưa gửi"),
    Shown.RETURNED: _("Bị trả lại"),
    Shown.OUTDATED: _("Lỗi thời"),
}

# where the report itself is, beside the state of the duty
STATE_WORDS = {
    ReportState.NONE: _("chưa lập"),
    ReportState.DRAFT: _("đang soạn"),
    ReportState.SUBMITTED: _("chờ lãnh đạo duyệt"),
    ReportState.SENT: _("chờ cấp trên nhận"),
    ReportState.RETURNED: _("cấp trên trả lại"),
    ReportState.ACCEPTED: _("cấp trên đã nhận"),
}

DAY_OFF_WORDS = {
    DayOff.KEEP: _("giữ nguyên ngày ghi"),
    DayOff.BACK: _("lùi về ngày làm việc liền trước"),
    DayOff.FORWARD: _("chuyển sang ngày làm việc liền sau"),
}

PERIOD_WORDS = {
    PeriodKind.MONTH: _("Tháng"),
    PeriodKind.QUARTER: _("Quý"),
    PeriodKind.HALF: _("6 tháng"),
    PeriodKind.NINE_MONTHS: _("9 tháng"),
    PeriodKind.YEAR: _("Năm"),
}

STEP_WORDS = {
    "submit": _("Trình lãnh đạo"),
    "hand_back": _("Trả lại người soạn"),
    "send": _("Gửi báo cáo"),
    "note_sent": _("Ghi đã gửi ngoài hệ thống"),
    "return": _("Trả lại đơn vị"),
    "accept": _("Nhận báo cáo"),
    "replace": _("Lập bản thay thế"),
}
