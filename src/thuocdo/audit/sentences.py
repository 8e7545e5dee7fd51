"""Codes of entries as Vietnamese sentences. A code without a sentence of its own is put together from its
noun and verb; one with neither is shown as it is, so that nothing is hidden."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# "stage.noun" -> what was acted on
NOUNS: dict[str, Promise] = {
    "audit.chain": _("chuỗi nhật ký"),
    "audit.log": _("nhật ký"),
    "calendars.day": _("ngày nghỉ, ngày làm bù"),
    "calendars.year": _("lịch làm việc của năm"),
    "orgs.unit": _("đơn vị"),
    "orgs.units": _("danh mục đơn vị"),
    "orgs.alias": _("tên gọi khác của đơn vị"),
    "orgs.person": _("người dùng"),
    "orgs.people": _("danh sách người dùng"),
    "orgs.membership": _("vai trò"),
    "orgs.stand_in": _("việc thay người vắng"),
    "orgs.link": _("đường dẫn đăng nhập một lần"),
    "orgs.role": _("vai trò"),
    "orgs.catalogue": _("danh mục đơn vị hành chính"),
    "orgs.session": _("phiên đăng nhập"),
    "orgs.sessions": _("phiên đăng nhập"),
    "orgs.standin": _("việc thay người vắng"),
    "orgs.totp": _("mã xác thực 6 số"),
    "orgs.passkey": _("khóa truy cập"),
    "orgs.recoverycodes": _("mã khôi phục"),
    "orgs.twofactor": _("xác thực hai lớp"),
    "orgs.password": _("mật khẩu"),
    "orgs.notice": _("thông báo"),
    "jobs.job": _("việc nền"),
    "documents.file": _("tệp"),
    "documents.document": _("văn bản"),
    "plans.plan": _("kế hoạch"),
    "plans.version": _("bản của kế hoạch"),
    "plans.row": _("dòng của kế hoạch"),
    "plans.rows": _("các dòng của kế hoạch"),
    "plans.finding": _("lỗi trong kế hoạch"),
    "work.task": _("nhiệm vụ"),
    "work.tasks": _("các nhiệm vụ"),
    "work.deadlines": _("các thời hạn"),
    "work.unmatched": _("nhiệm vụ chưa khớp với bản mới"),
    "work.note": _("ghi chú tiến độ"),
    "work.assignment": _("phân công"),
    "reporting.export": _("bản xuất dữ liệu"),
    "config.backup": _("bản sao lưu"),
    "config.database": _("cơ sở dữ liệu"),
}

VERBS: dict[str, Promise] = {
    "accepted": _("nhận"),
    "activated": _("bật"),
    "added": _("thêm"),
    "adjusted": _("chỉnh"),
    "assigned": _("phân công"),
    "assigned_later": _("để giao sau"),
    "cancelled": _("hủy"),
    "changed": _("sửa"),
    "closed": _("đóng"),
    "compiled": _("đọc"),
    "confirmed": _("xác nhận"),
    "corrected": _("sửa"),
    "created": _("tạo"),
    "deactivated": _("tắt"),
    "decided": _("quyết định về"),
    "deleted": _("xóa"),
    "demo_loaded": _("nạp dữ liệu mẫu vào"),
    "described": _("mô tả"),
    "dismissed": _("giữ nguyên"),
    "downloaded": _("tải xuống"),
    "dropped": _("bỏ"),
    "edited": _("sửa"),
    "ended": _("kết thúc"),
    "exported": _("xuất"),
    "failed": _("không đọc được"),
    "generated": _("tạo"),
    "given": _("cấp"),
    "handed_over": _("bàn giao"),
    "imported": _("nhập"),
    "issued": _("giao"),
    "joined": _("gộp"),
    "linked": _("nối"),
    "loaded": _("nạp"),
    "made": _("tạo"),
    "matched": _("ghép"),
    "merged": _("gộp"),
    "migrated": _("nâng cấp"),
    "moved": _("chuyển"),
    "opened": _("mở"),
    "queued": _("đưa vào hàng đợi"),
    "read": _("xem"),
    "recomputed": _("tính lại"),
    "removed": _("bỏ"),
    "renamed": _("đổi tên"),
    "reopened": _("mở lại"),
    "reported": _("báo cáo tiến độ"),
    "requeued": _("chạy lại"),
    "reset": _("đặt lại"),
    "restored": _("phục hồi"),
    "returned": _("trả lại"),
    "sent": _("gửi"),
    "set": _("đặt"),
    "silenced": _("bỏ qua"),
    "split": _("tách"),
    "started": _("bắt đầu"),
    "stopped": _("dừng"),
    "stored": _("lưu"),
    "submitted": _("trình"),
    "undone": _("hoàn tác với"),
    "updated": _("cập nhật"),
    "uploaded": _("tải lên"),
    "used": _("dùng"),
    "verified": _("kiểm tra"),
    "withdrawn": _("rút"),
}

# Where noun and verb put together would read badly.
WHOLE: dict[str, Promise] = {
    "audit.chain.verified": _("kiểm tra chuỗi nhật ký"),
    "audit.log.read": _("xem nhật ký"),
    "calendars.year.confirmed": _("xác nhận lịch nghỉ của năm"),
    "calendars.year.seeded": _("nạp lịch nghỉ tạm tính của năm"),
    "config.backup.made": _("tạo bản sao lưu"),
    "config.backup.restored": _("phục hồi từ bản sao lưu"),
    "config.database.migrated": _("nâng cấp cơ sở dữ liệu"),
    "documents.file.stored": _("lưu tệp gốc"),
    "jobs.job.queued": _("giao việc nền"),
    "orgs.catalogue.imported": _("nhập danh mục đơn vị hành chính"),
    "orgs.link.created": _("cấp đường dẫn đăng nhập một lần"),
    "orgs.link.used": _("đăng nhập bằng đường dẫn một lần"),
    "orgs.notice.sent": _("gửi thông báo"),
    "orgs.people.exported": _("xuất danh sách người dùng"),
    "orgs.people.imported": _("nhập người dùng từ tệp"),
    "orgs.people.read": _("xem dữ liệu cá nhân của người dùng"),
    "orgs.person.closed": _("ngừng tài khoản"),
    "orgs.person.handed_over": _("bàn giao việc của một người"),
    "orgs.preferences.changed": _("đổi tùy chọn cá nhân"),
    "orgs.session.opened": _("đăng nhập"),
    "orgs.sessions.ended": _("kết thúc mọi phiên đăng nhập"),
    "orgs.standin.cancelled": _("hủy việc thay người vắng"),
    "orgs.standin.set": _("cử người thay khi vắng"),
    "orgs.twofactor.reset": _("đặt lại xác thực hai lớp"),
    "orgs.unit.adjusted": _("chỉnh thông tin đơn vị"),
    "orgs.unit.ended": _("ngừng hoạt động đơn vị"),
    "plans.cascade.decided": _("quyết định về nhiệm vụ cấp trên giao"),
    "plans.change.undone": _("hoàn tác một thay đổi của kế hoạch"),
    "plans.finding.decided": _("quyết định về một phát hiện trong kế hoạch"),
    "plans.plan.described": _("sửa thông tin chung của kế hoạch"),
    "plans.rhythm.set": _("đặt nhịp lặp lại"),
    "plans.row.split": _("tách dòng của kế hoạch"),
    "plans.unit.chosen": _("chọn đơn vị cho tên in trong kế hoạch"),
    "plans.version.failed": _("không đọc được bản của kế hoạch"),
    "plans.version.pages_replaced": _("thay trang không đọc được của bản kế hoạch"),
    "plans.version.read": _("đọc xong bản của kế hoạch"),
    "plans.version.retried": _("đọc lại bản của kế hoạch"),
}


@dataclass(frozen=True)
class Phrase:
    """What was done, without who and when: "xác nhận dòng của kế hoạch". `known` is False for a bare code."""

    text: str
    known: bool


def phrase(code: str) -> Phrase:
    """The sentence part of an action code "stage.noun.past_verb"."""
    if code in WHOLE:
        return Phrase(str(WHOLE[code]), True)
    noun, _dot, verb = code.rpartition(".")
    if verb in VERBS and noun in NOUNS:
        return Phrase(f"{VERBS[verb]} {NOUNS[noun]}", True)
    if noun in NOUNS:
        return Phrase(f"{NOUNS[noun]}: {verb.replace('_', ' ')}", False)
    return Phrase(code, False)


def actions_offered() -> list[tuple[str, str]]:
    """Prefixes of codes with their words, for a filter: ("plans.row", "dòng của kế hoạch")."""
    return sorted(((code, str(words)) for code, words in NOUNS.items()), key=lambda pair: pair[1])
