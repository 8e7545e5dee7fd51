"""Planted slips of spelling and wording."""

from __future__ import annotations

from tests.plans.rules.lint.planted.scene import Planted, said

TWICE = (
    "Ủy ban tổ chức công bố kết quả đánh giá mức độ hài lòng của người dân trên địa bàn xã năm 2026{} tổ chức công bố "
    "kết quả đánh giá mức độ hài lòng của người dân trên địa bàn xã năm 2026."
)

PLANTED: dict[str, Planted] = {
    "spelling": said("Mở rộng bảo hiểm ý tế toàn dân.", "Mở rộng bảo hiểm y tế toàn dân."),
    "missing_word": said("Các thôn yết công khai kết quả.", "Các thôn niêm yết công khai kết quả."),
    "wording": said("Các cơ chủ trì báo cáo đúng hạn.", "Các cơ quan chủ trì báo cáo đúng hạn."),
    "duplicate_word": said("Nâng cao chất lượng chất lượng phục vụ.", "Nâng cao chất lượng phục vụ."),
    "duplicated_clause": said(TWICE.format(""), TWICE.format("; sau đó")),
    "abbreviation_typo": said(
        "Giải quyết TTHC đúng hạn. Công khai TTHC. Rà soát TTCH hằng quý.",
        "Giải quyết TTHC đúng hạn. Công khai TTHC. Rà soát TTHC hằng quý.",
    ),
}
