"""Vietnamese words for what frameworks keep as codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.criteria.rules.differences import Change
from thuocdo.criteria.rules.model import BasisKind, MeasureKind, Method, ZeroRule

BASIS_MARKS = {
    BasisKind.LAW: "§",
    BasisKind.SETTING: "⚙",
    BasisKind.FICTION: _("giả định"),
    BasisKind.PUBLISHED: _("đã công bố"),
}
BASIS_WORDS = {
    BasisKind.LAW: _("Căn cứ pháp luật"),
    BasisKind.SETTING: _("Tham số của đơn vị"),
    BasisKind.FICTION: _("Bộ giả định để dùng thử"),
    BasisKind.PUBLISHED: _("Theo tài liệu đã công bố, không phải văn bản pháp luật"),
}
METHOD_WORDS = {
    Method.YES_NO: _("Có hoặc không"),
    Method.LINEAR: _("Theo tỷ lệ"),
    Method.LINEAR_FLOOR: _("Theo tỷ lệ, dưới ngưỡng thì 0 điểm"),
    Method.LINEAR_CAP: _("Theo tỷ lệ, đạt mức là đủ điểm"),
    Method.TIERS: _("Theo bậc"),
    Method.ON_TIME: _("Đúng hạn theo ngày nhận"),
    Method.COUNT: _("Đủ số lượng, có tài liệu"),
    Method.GROWTH: _("Tăng so với năm trước"),
    Method.CHAIN: _("Đủ chuỗi tài liệu"),
    Method.SURVEY: _("Tỷ lệ hài lòng qua khảo sát"),
    Method.BONUS: _("Điểm thưởng, điểm trừ"),
    Method.EXTERNAL: _("Lấy từ hệ thống khác"),
    Method.COMPLEMENT: _("Phần còn lại sau khi trừ"),
    Method.ALL_CASES: _("Mọi trường hợp đều được xử lý"),
    Method.SHOWN: _("Chỉ theo dõi, không tính điểm"),
}
ZERO_WORDS = {
    ZeroRule.FULL: _("Không phát sinh: đủ điểm"),
    ZeroRule.EXCLUDED: _("Không phát sinh: bỏ ra, các tiêu chí còn lại của nhóm được quy đổi"),
    ZeroRule.ZERO: _("Không phát sinh: 0 điểm"),
    ZeroRule.NOT_SCORED: _("Không phát sinh: chưa tính được"),
}
KIND_WORDS = {
    MeasureKind.YES_NO: _("có hoặc không"),
    MeasureKind.NUMBER: _("một số"),
    MeasureKind.RATIO: _("số đạt trên tổng số"),
    MeasureKind.PERCENT: _("tỷ lệ %"),
    MeasureKind.DATE: _("một ngày"),
    MeasureKind.DATES: _("hạn và ngày nhận từng kỳ"),
    MeasureKind.LINKS: _("từng văn bản trong chuỗi"),
    MeasureKind.ITEMS: _("từng việc kèm tài liệu"),
}
PARAM_WORDS = {
    "floor": _("ngưỡng (%)"),
    "cap": _("mức đủ điểm (%)"),
    "tiers": _("bậc (từ mức: điểm)"),
    "strict": _("phải vượt mức, bằng mức chưa đạt"),
    "due": _("hạn (tháng-ngày)"),
    "year_after": _("hạn tính ở năm sau"),
    "before": _("phải trước ngày hạn"),
    "grace_days": _("số ngày châm chước"),
    "late_points": _("điểm khi nộp muộn"),
    "late_until": _("muộn nhất"),
    "least": _("số lượng tối thiểu"),
    "pro_rata": _("tính theo phần đạt được"),
    "target": _("mức tăng cần đạt (%)"),
    "links": _("các văn bản trong chuỗi"),
    "rule": _("cách trừ"),
    "each": _("điểm mỗi việc"),
    "scale_least": _("thang từ"),
    "scale_most": _("thang đến"),
    "as_points": _("lấy giá trị làm điểm"),
    "tolerance": _("sai lệch làm tròn cho phép"),
}
RULE_WORDS = {
    "all_of": _("thiếu một văn bản là không có điểm"),
    "deduct": _("thiếu văn bản nào trừ điểm văn bản đó"),
}
CHANGE_WORDS = {Change.ADDED: _("Thêm"), Change.REMOVED: _("Bỏ"), Change.CHANGED: _("Sửa")}
CHANGE_SHAPES = {Change.ADDED: "+", Change.REMOVED: "\u2212", Change.CHANGED: "◆"}
WHAT_WORDS = {
    "head": _("Thông tin chung"),
    "criterion": _("Tiêu chí"),
    "measure": _("Số đo"),
    "setting": _("Tham số"),
    "band": _("Mức xếp loại"),
}
FIELD_WORDS = {
    "name": _("Tên"),
    "label": _("Tên"),
    "total": _("Tổng điểm"),
    "combine": _("Cách gộp"),
    "places": _("Số chữ số thập phân"),
    "basis": _("Căn cứ"),
    "max": _("Điểm tối đa"),
    "least": _("Thấp nhất"),
    "most": _("Cao nhất"),
    "method": _("Cách tính"),
    "params": _("Thông số của cách tính"),
    "inputs": _("Số đo dùng"),
    "evidence": _("Minh chứng"),
    "owner": _("Đơn vị chủ trì"),
    "zero": _("Khi không phát sinh"),
    "weight": _("Trọng số"),
    "note": _("Ghi chú"),
    "kind": _("Kiểu"),
    "unit": _("Đơn vị tính"),
    "source": _("Nguồn"),
}
