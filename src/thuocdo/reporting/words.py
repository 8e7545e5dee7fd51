"""What the log says of codes whose noun and verb read badly together, and of the keys of changes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.models import KIND_LABELS, ROLE_LABELS
from thuocdo.reporting.rules.next_plan import Origin
from thuocdo.work.models import STATE_LABELS

ACTION_WORDS = {
    "work.tasks.opened": _("tạo nhiệm vụ từ kế hoạch đã xác nhận"),
    "work.tasks.issued": _("chuyển nhiệm vụ dự thảo thành chính thức"),
    "work.task.issued": _("chuyển nhiệm vụ dự thảo thành chính thức"),
    "work.task.dated": _("ghi nhận đã có hạn"),
    "work.task.started": _("bắt đầu nhiệm vụ"),
    "work.task.progress_added": _("ghi kết quả nhiệm vụ"),
    "work.task.submitted": _("trình xác nhận hoàn thành nhiệm vụ"),
    "work.task.withdrawn": _("rút lại nhiệm vụ đã trình"),
    "work.task.accepted": _("xác nhận hoàn thành nhiệm vụ"),
    "work.task.returned": _("trả lại nhiệm vụ"),
    "work.task.not_arisen_noted": _("ghi nhận nhiệm vụ không phát sinh"),
    "work.task.paused": _("tạm dừng nhiệm vụ"),
    "work.task.resumed": _("làm tiếp nhiệm vụ"),
    "work.task.reopened": _("mở lại nhiệm vụ"),
    "work.task.dropped": _("bỏ nhiệm vụ khỏi danh sách theo dõi"),
    "work.task.lead_assigned": _("chuyển đơn vị chủ trì"),
    "work.task.person_assigned": _("giao người thực hiện"),
    "work.task.deadline_set": _("đặt lại hạn"),
    "work.deadlines.recomputed": _("tính lại hạn theo lịch làm việc"),
    "work.filter.saved": _("lưu một bộ lọc nhiệm vụ của mình"),
    "work.filter.renamed": _("đổi tên một bộ lọc nhiệm vụ của mình"),
    "work.filter.deleted": _("xóa một bộ lọc nhiệm vụ của mình"),
    "work.unmatched.decided": _("quyết định nhiệm vụ sau bản kế hoạch mới"),
    "reporting.demo.loaded": _("nạp dữ liệu mẫu"),
    "reporting.log.exported": _("xuất nhật ký"),
}

CHANGE_WORDS = {
    "state": _("trạng thái"),
    "lead": _("chủ trì"),
    "person": _("người thực hiện"),
    "due": _("hạn"),
    "text": _("nội dung"),
    "number": _("số"),
    "name": _("tên"),
    "kind": _("loại"),
    "new": _("mới"),
    "kept": _("giữ"),
    "waiting": _("chờ quyết định"),
    "rows": _("số thứ tự dòng"),
    "day": _("ngày"),
    "note": _("ghi chú"),
    "source_document": _("căn cứ"),
    "provisional": _("tạm tính"),
    "version": _("bản"),
    "decision": _("quyết định"),
    "role": _("vai trò"),
    "position": _("chức vụ"),
    "starts": _("từ ngày"),
    "ends": _("đến ngày"),
    "from": _("từ ngày"),
    "full_name": _("họ tên"),
    "username": _("tên đăng nhập"),
    "email": _("thư điện tử"),
    "phone": _("điện thoại"),
    "code": _("mã"),
    "title": _("tên"),
    "issued": _("ngày ban hành"),
    "tasks": _("nhiệm vụ"),
    "headings": _("mục"),
    "gaps": _("tồn tại"),
    "fields": _("lĩnh vực"),
    "reports": _("báo cáo"),
    "look": _("cần xem"),
    "findings": _("phát hiện"),
    "plan": _("kế hoạch"),
    "parent": _("cấp trên"),
    "unit": _("đơn vị"),
    "versions": _("các bản"),
    "entries": _("số bản ghi"),
    "filter": _("bộ lọc"),
    "task": _("nhiệm vụ"),
    "row": _("dòng"),
    "people": _("người nhận"),
    "last": _("đến bản ghi"),
    "files": _("số tệp"),
    "problem": _("lỗi"),
    "attempts": _("số lần"),
    "typed_names": _("tên đã gõ"),
    "addresses": _("địa chỉ máy"),
    "window": _("trong 10 phút từ"),
    "digest": _("thư tổng hợp mỗi ngày"),
    "digests": _("số thư"),
    "to_mail": _("gửi qua thư điện tử"),
}

VALUE_WORDS: dict[str, dict[str, Promise | str]] = {
    "state": {str(state): label for state, label in STATE_LABELS.items()},
    "role": {str(role): label for role, label in ROLE_LABELS.items()},
    "kind": {
        **{str(kind): label for kind, label in KIND_LABELS.items()},
        "off": _("nghỉ"),
        "working": _("làm việc"),
        "plans.read": _("đọc kế hoạch"),
        "reporting.digest": _("thư tổng hợp mỗi ngày"),
    },
    "decision": {
        "same": _("là cùng một nhiệm vụ"),
        "new": _("là nhiệm vụ mới"),
        "keep": _("giữ nhiệm vụ"),
        "drop": _("không còn trong kế hoạch"),
    },
}

ORIGIN_WORDS = {
    Origin.LOSS: _("Từ sổ điểm mất"),
    Origin.CHOSEN: _("Từ xếp ưu tiên"),
    Origin.UNFINISHED: _("Nhiệm vụ chưa hoàn thành"),
    Origin.SUPERIOR: _("Cấp trên giao cho xã"),
}

JOB_WORDS = {
    "plans.read": _("Đọc kế hoạch"),
    "reporting.digest": _("Thư tổng hợp"),
    "config.backup": _("Sao lưu"),
}


def job_word(kind: str) -> str:
    """A kind of background work in words; an unknown kind as it is written."""
    return str(JOB_WORDS.get(kind, kind))
