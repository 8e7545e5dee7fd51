"""What people read about plans: fields, marks, doubts, steps, findings. One word, one meaning."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.plans.models import PlanFinding, PlanRow
from thuocdo.plans.rules.rows import Doubt, Level

FIELD_WORDS = {
    "text": _("Nội dung"),
    "criterion": _("Tiêu chí, tồn tại"),
    "name": _("Tên"),
    "heading": _("Mục"),
    "lead": _("Cơ quan chủ trì"),
    "coordinating": _("Cơ quan phối hợp"),
    "deadline": _("Thời hạn"),
    "output": _("Sản phẩm"),
    "index": _("Chỉ số"),
    "dimension": _("Chỉ số nội dung PAPI (số)"),
    "subdimension": _("Chỉ số thành phần PAPI"),
    "field": _("Lĩnh vực"),
    "cause": _("Nguyên nhân"),
    "remedy": _("Giải pháp khắc phục"),
    "unit": _("Đơn vị"),
    "baseline_year": _("Năm gốc"),
    "baseline_score": _("Điểm năm gốc"),
    "baseline_rank": _("Hạng năm gốc"),
    "of": _("Trên tổng số"),
    "target_year": _("Năm mục tiêu"),
    "target_score_min": _("Điểm mục tiêu, từ"),
    "target_rank": _("Hạng mục tiêu"),
    "period_start": _("Kỳ báo cáo từ"),
    "period_end": _("Kỳ báo cáo đến"),
    "due": _("Hạn nộp"),
    "to": _("Nơi nhận"),
    "via": _("Nộp qua"),
    "responsible": _("Đơn vị chịu trách nhiệm"),
    "assign_later": _("Giao sau"),
    "rhythm": _("Nhịp cập nhật"),
}

RHYTHM_WORDS = {
    "monthly": _("Hằng tháng"),
    "quarterly": _("Hằng quý"),
    "half_year": _("6 tháng"),
    "by_report": _("Theo kỳ báo cáo"),
}

# mark beside a field: shape, word
LEVEL_WORDS = {
    Level.SURE: ("●", _("chắc")),
    Level.LOOK: ("◐", _("cần xem")),
    Level.UNREAD: ("○", _("không đọc được")),
    Level.ABSENT: ("–", _("văn bản không ghi")),
}

DOUBT_WORDS = {
    Doubt.READING: _("Có chữ đọc chưa chắc, hãy so với nguồn"),
    Doubt.SHIFTED: _("Ô đã lệch một cột, đã xếp lại – kiểm tra"),
    Doubt.DEADLINE: _("Chưa hiểu thời hạn, hãy chọn loại hạn"),
    Doubt.NO_LEAD: _("Chưa có đơn vị chịu trách nhiệm"),
    Doubt.GROUP: _("Chủ trì là tên nhóm, hãy chọn đơn vị chịu trách nhiệm"),
    Doubt.UNIT: _("Có tên đơn vị chưa khớp danh mục"),
    Doubt.RHYTHM: _("“Thường xuyên” cần nhịp cập nhật"),
    Doubt.FINDING: _("Có lỗi của văn bản chưa quyết định"),
}

SEVERITY_WORDS = {
    "error": ("⬣", _("Lỗi"), "late"),
    "warning": ("◆", _("Cảnh báo"), "warn"),
    "info": ("●", _("Gợi ý"), "info"),
}

OUTCOME_WORDS = {
    PlanFinding.OPEN: _("Chưa quyết định"),
    PlanFinding.ACCEPTED: _("Đã sửa theo gợi ý"),
    PlanFinding.SEEN: _("Đã xem"),
    PlanFinding.KEPT: _("Giữ như văn bản"),
    PlanFinding.NOTED: _("Vào phiếu góp ý"),
}

CHANGE_WORDS = {
    "edit": _("sửa dòng"),
    "split": _("tách dòng"),
    "merge": _("gộp dòng"),
    "move": _("chuyển chỗ dòng"),
    "drop": _("bỏ dòng"),
    "restore": _("đưa dòng trở lại"),
    "confirm": _("xác nhận"),
    "unit": _("chọn đơn vị"),
    "rhythm": _("đặt nhịp cập nhật"),
    "finding": _("quyết định phát hiện"),
    "fix": _("sửa theo gợi ý"),
    "add": _("thêm dòng"),
    "undo": _("hoàn tác"),
}

# steps of an import in order: code, words; several codes of the reader are one step for people
IMPORT_STEPS = (
    (("check",), _("Kiểm tra an toàn")),
    (("read", "ocr"), _("Đọc chữ")),
    (("tables",), _("Ghép bảng qua trang")),
    (("compile",), _("Nhận ra nhiệm vụ, đơn vị, thời hạn")),
    (("lint", "store"), _("Soát lỗi")),
)

HOW_WORDS = {
    "same": ("✔", _("Giữ nguyên"), "ok"),
    "moved": ("→", _("Đổi chỗ"), "info"),
    "reworded": ("◐", _("Sửa nội dung"), "info"),
    "split": ("◆", _("Tách ra"), "warn"),
    "merged": ("◆", _("Gộp lại"), "warn"),
    "added": ("+", _("Mới"), "ok"),
    "vanished": ("✖", _("Không còn"), "late"),
}

CASCADE_WORDS = {
    "complete": ("✔", _("Có đủ"), "ok"),
    "missing": ("✖", _("Thiếu"), "late"),
    "weaker": ("◆", _("Nhẹ hơn"), "warn"),
    "later": ("▲", _("Muộn hơn"), "warn"),
    "no_lead": ("◇", _("Chưa có đơn vị chủ trì"), "warn"),
    "na": ("–", _("Không áp dụng"), "wait"),
}

KIND_ONE = {
    "task": _("Nhiệm vụ"),
    "gap": _("Tồn tại"),
    "duty": _("Trách nhiệm"),
    "goal": _("Mục tiêu"),
    "target": _("Chỉ tiêu"),
    "report": _("Báo cáo"),
}

TAB_WORDS = {
    "can-xem": _("Cần xem"),
    "nhiem-vu": _("Nhiệm vụ"),
    "ton-tai": _("Tồn tại, điểm mất"),
    "muc-tieu": _("Mục tiêu"),
    "trach-nhiem": _("Trách nhiệm"),
    "bao-cao": _("Báo cáo phải nộp"),
    "thong-tin": _("Thông tin chung"),
    "phat-hien": _("Phát hiện"),
}


def row_name(row: PlanRow) -> str:
    """How a sentence names a row: "Nhiệm vụ 12"."""
    return f"{gettext(str(KIND_ONE[row.kind]))} {row.label}"


def place_words(page: int | None, line: int | None, table: int | None, row: int | None) -> str:
    """Where something stands: "trang 14, bảng 2, dòng 12"."""
    parts = []
    if page:
        parts.append(gettext("trang %(n)s") % {"n": page})
    if table and row:
        parts.append(gettext("bảng %(t)s, dòng %(r)s") % {"t": table, "r": row})
    elif line:
        parts.append(gettext("dòng %(n)s") % {"n": line})
    return ", ".join(parts)
