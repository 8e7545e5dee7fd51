"""What people read for the kinds of deadline; one word, one meaning, on every screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.rules.deadline import DeadlineKind

KIND_WORDS = {
    DeadlineKind.DATE: _("Ngày cụ thể"),
    DeadlineKind.QUARTER: _("Quý"),
    DeadlineKind.YEAR: _("Năm"),
    DeadlineKind.PERIOD: _("Khoảng thời gian"),
    DeadlineKind.MONTHLY: _("Hằng tháng"),
    DeadlineKind.QUARTERLY: _("Hằng quý"),
    DeadlineKind.ANNUAL: _("Hằng năm"),
    DeadlineKind.CONTINUOUS: _("Thường xuyên"),
    DeadlineKind.BY_PARENT: _("Theo văn bản khác"),
    DeadlineKind.NONE: _("Văn bản không ghi"),
}
