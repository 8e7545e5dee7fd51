"""What people read about documents that prove."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.documents.words import CLASS_WORDS
from thuocdo.work.rules.evidence import Decision, Verdict

DECISION_WORDS = {
    "": _("Chưa thẩm định"),
    Decision.ACCEPTED: _("Được chấp nhận"),
    Decision.REJECTED: _("Bị từ chối"),
}
VERDICT_WORDS = {
    Verdict.MET: _("Đạt"),
    Verdict.NOT_MET: _("Không đạt"),
    Verdict.UNSURE: _("Chưa đủ căn cứ"),
}
REASON_WORDS = {
    "not_pdf": _("không phải PDF"),
    "not_signed": _("tệp không mang chữ ký số"),
    "signature_changed": _("tệp bị sửa sau khi ký"),
    "signature_untrusted": _("chữ ký số không tin được"),
    "signature_expired": _("chứng thư ký đã hết hạn, không rõ ký trước hay sau đó"),
    "signature_incomplete": _("chưa đủ căn cứ về chữ ký số"),
    "signature_unchecked": _("chữ ký số chưa được kiểm tra"),
    "late": _("nơi nhận nhận được sau hạn"),
    "no_day": _("chưa ghi ngày nơi nhận nhận được"),
    "rejected": _("bị người thẩm định từ chối"),
    "unconfirmed": _("số, ngày, trích yếu chưa được xác nhận"),
}
LINE_WORDS = {
    "met": _("Đã đủ"),
    "open": _("Có, chưa chắc chắn"),
    "wrong": _("Có nhưng không đạt"),
    "missing": _("Còn thiếu"),
}
# values of `?ck=` and `?tt=`
SIGNATURE_FILTERS = (*((str(one), CLASS_WORDS[one]) for one in SignatureClass), ("khac", _("Chưa kiểm tra")))
STATE_FILTERS = (
    ("xac-nhan", _("Chưa xác nhận số liệu")),
    ("cho", _("Chờ thẩm định")),
    ("nhan", _("Được chấp nhận")),
    ("tra", _("Bị từ chối")),
    ("ngung", _("Đã ngừng dùng")),
)
