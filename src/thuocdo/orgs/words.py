"""The words that pages use for codes of this stage."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.rules.rights import Right, Scope

RIGHT_LABELS = {
    Right.PLAN_READ: _("Xem kế hoạch đã xác nhận"),
    Right.PLAN_REVIEW: _("Nhập, rà soát, sửa kế hoạch"),
    Right.PLAN_CONFIRM: _("Xác nhận kế hoạch thành nhiệm vụ"),
    Right.TASK_READ: _("Xem nhiệm vụ"),
    Right.TASK_WRITE: _("Ghi kết quả, trình nhiệm vụ"),
    Right.TASK_ASSIGN: _("Giao đơn vị, người, thời hạn"),
    Right.TASK_CONFIRM: _("Xác nhận hoặc trả lại kết quả"),
    Right.DASHBOARD: _("Xem trang điều hành"),
    Right.PROVINCE: _("Xem toàn tỉnh"),
    Right.SUPERVISE: _("Giám sát: xem mục được chia sẻ, ghi ý kiến"),
    Right.AUDIT_READ: _("Xem nhật ký"),
    Right.UNIT_ADMIN: _("Quản trị đơn vị"),
    Right.PEOPLE_ADMIN: _("Quản trị người dùng"),
    Right.CALENDAR_ADMIN: _("Quản trị lịch làm việc"),
    Right.OPERATIONS: _("Vận hành hệ thống"),
    Right.INDEX_READ: _("Xem kết quả PAPI của tỉnh"),
    Right.INDEX_IMPORT: _("Nhập kết quả PAPI đã công bố"),
    Right.SCORE_READ: _("Xem điểm, cách tính, sổ điểm mất"),
    Right.SCORE_ENTER: _("Nhập số đo, tự chấm tiêu chí được giao"),
    Right.SCORE_SUBMIT: _("Duyệt tự chấm, gửi thẩm định"),
    Right.SCORE_VERIFY: _("Thẩm định điểm tự chấm"),
    Right.SCORE_ROUND: _("Mở, đóng đợt chấm điểm, công bố"),
    Right.FRAMEWORK_ADMIN: _("Quản lý bộ tiêu chí, tham số"),
    Right.REPORT_READ: _("Xem lịch báo cáo, báo cáo"),
    Right.REPORT_WRITE: _("Lập báo cáo, trình lãnh đạo"),
    Right.REPORT_SEND: _("Duyệt, gửi báo cáo lên cấp trên"),
    Right.REPORT_ACCEPT: _("Nhận, trả lại, tổng hợp báo cáo cấp dưới"),
    Right.REPORT_ADMIN: _("Đặt chế độ báo cáo, hạn gửi"),
}

SCOPE_LABELS = {
    Scope.OWN: _("đơn vị mình và đơn vị trực thuộc"),
    Scope.AUTHORITY: _("toàn cơ quan"),
    Scope.BELOW: _("toàn cơ quan và các xã trực thuộc"),
}
