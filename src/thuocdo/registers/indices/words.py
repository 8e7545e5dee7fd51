"""Vietnamese words of the book's values."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thuocdo.registers.indices.rules.baselines import BaselineState, Meaning, Reason
from thuocdo.registers.indices.rules.claims import Kind, Verdict
from thuocdo.registers.indices.rules.standing import Band

BANDS: dict[Band, Promise] = {
    Band.HIGH: _("Cao"),
    Band.UPPER: _("Trung bình cao"),
    Band.LOWER: _("Trung bình thấp"),
    Band.LOW: _("Thấp"),
}
KINDS: dict[Kind, Promise] = {
    Kind.SCORE: _("Điểm"),
    Kind.RANK: _("Hạng"),
    Kind.OF: _("Mẫu số của hạng"),
    Kind.CHANGE: _("Thay đổi điểm"),
    Kind.MOVE: _("Thay đổi bậc"),
}
# shape, word, tone
VERDICTS: dict[Verdict, tuple[str, Promise, str]] = {
    Verdict.RIGHT: ("✔", _("Đúng"), "ok"),
    Verdict.ROUNDED: ("◆", _("Lệch do làm tròn"), "warn"),
    Verdict.WRONG: ("✖", _("Sai"), "late"),
    Verdict.NOT_COMPARABLE: ("◇", _("Không so được"), "warn"),
    Verdict.NO_DATA: ("?", _("Chưa có số để đối chiếu"), "wait"),
}
REASONS: dict[Reason, Promise] = {
    Reason.OLDER: _("mốc là kết quả của năm trước"),
    Reason.DIFFERS: _("mốc ghi khác số đã công bố"),
    Reason.EMPTY: _("kế hoạch nêu năm này nhưng chưa ghi điểm"),
}
MEANINGS: dict[Meaning, tuple[str, Promise, str]] = {
    Meaning.MET: ("✔", _("Mốc mới đã đạt mục tiêu"), "warn"),
    Meaning.NEARER: ("◐", _("Gần mục tiêu hơn"), "info"),
    Meaning.FURTHER: ("▲", _("Xa mục tiêu hơn"), "late"),
    Meaning.SAME: ("◐", _("Chưa đạt mục tiêu"), "info"),
    Meaning.NO_TARGET: ("—", _("Kế hoạch không đặt điểm mục tiêu"), "wait"),
}
STATES: dict[BaselineState, tuple[str, Promise, str]] = {
    BaselineState.ACCEPTED: ("✔", _("Nhận mốc mới"), "ok"),
    BaselineState.DECLINED: ("—", _("Giữ mốc cũ"), "wait"),
}
