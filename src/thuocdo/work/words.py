"""What people read about a task: its state in words, the names of its steps, kinds of deadline."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from thuocdo.work.rules.series import Rhythm
from thuocdo.work.rules.status import Shown, Status

SHOWN_WORDS = {
    Shown.DRAFT: _("Dự thảo"),
    Shown.OPEN: _("Chưa bắt đầu"),
    Shown.DOING: _("Đang làm"),
    Shown.SOON: _("Sắp đến hạn"),
    Shown.LATE: _("Quá hạn"),
    Shown.WAITING: _("Chờ văn bản cấp trên"),
    Shown.SUBMITTED: _("Chờ xác nhận"),
    Shown.RETURNED: _("Bị trả lại"),
    Shown.DONE: _("Hoàn thành đúng hạn"),
    Shown.DONE_LATE: _("Hoàn thành muộn"),
    Shown.NOT_ARISEN: _("Không phát sinh"),
    Shown.PAUSED: _("Tạm dừng"),
    Shown.DROPPED: _("Không còn trong kế hoạch"),
}

# values of `?tt=`: what a reader can filter by
FILTER_STATES = (
    *(
        (code, SHOWN_WORDS[code])
        for code in (
            Shown.LATE, Shown.SOON, Shown.OPEN, Shown.DOING, Shown.SUBMITTED, Shown.RETURNED, Shown.WAITING,
            Shown.PAUSED, Shown.DRAFT, Shown.NOT_ARISEN, Shown.DROPPED,
        )
    ),
    (Shown.DONE, _("Hoàn thành")),
)  # fmt: skip

# label of the button, what the step did (for the history)
STEP_WORDS = {
    "issue": (_("Chuyển từ dự thảo thành nhiệm vụ"), _("Kế hoạch đã có số, ngày ban hành")),
    "issue_waiting": (_("Chuyển từ dự thảo thành nhiệm vụ"), _("Kế hoạch đã có số, ngày ban hành")),
    "dated": (_("Đã có hạn"), _("Đã có hạn, không còn chờ văn bản")),
    "start": (_("Bắt đầu thực hiện"), _("Bắt đầu thực hiện")),
    "submit": (_("Trình xác nhận hoàn thành"), _("Trình xác nhận hoàn thành")),
    "withdraw": (_("Rút lại để bổ sung"), _("Rút lại bản đã trình")),
    "accept": (_("Xác nhận hoàn thành"), _("Xác nhận hoàn thành")),
    "return": (_("Trả lại"), _("Trả lại để làm tiếp")),
    "not_arisen": (_("Không phát sinh"), _("Ghi nhận không phát sinh")),
    "pause": (_("Tạm dừng"), _("Tạm dừng")),
    "resume": (_("Làm tiếp"), _("Làm tiếp sau tạm dừng")),
    "reopen": (_("Mở lại"), _("Mở lại")),
    "drop": (_("Bỏ khỏi danh sách theo dõi"), _("Bỏ khỏi danh sách theo dõi")),
    "progress": (_("Ghi kết quả"), _("Ghi kết quả")),
    "assign_lead": (_("Chuyển đơn vị chủ trì"), _("Chuyển đơn vị chủ trì")),
    "assign_person": (_("Giao người thực hiện"), _("Giao người thực hiện")),
    "deadline": (_("Đặt hạn"), _("Đặt lại hạn")),
    "recount": (_("Tính lại hạn"), _("Tính lại hạn theo lịch làm việc")),
    "rhythm": (_("Đặt nhịp theo kỳ"), _("Đặt nhịp theo kỳ")),
    "above_set": (_("Nối nhiệm vụ cấp trên"), _("Nối nhiệm vụ cấp trên")),
    "part_set": (_("Giao phần phối hợp"), _("Giao phần phối hợp")),
    "part_done": (_("Xong phần phối hợp"), _("Xong phần phối hợp")),
    "part_noted": (_("Ghi phần phối hợp"), _("Ghi phần phối hợp")),
    "child_added": (_("Thêm việc con"), _("Thêm việc con")),
    "block_added": (_("Chờ nhiệm vụ khác"), _("Chờ nhiệm vụ khác")),
    "block_removed": (_("Không còn chờ"), _("Không còn chờ nhiệm vụ khác")),
    "outside": (_("Thêm nhiệm vụ ngoài kế hoạch"), _("Thêm nhiệm vụ ngoài kế hoạch")),
    "extension_asked": (_("Xin gia hạn"), _("Xin gia hạn")),
    "extension_agreed": (_("Đồng ý gia hạn"), _("Đồng ý gia hạn")),
    "extension_refused": (_("Không đồng ý gia hạn"), _("Không đồng ý gia hạn")),
    "extension_withdrawn": (_("Rút đề nghị gia hạn"), _("Rút đề nghị gia hạn")),
    "period_note": (_("Lưu, chưa nộp"), _("Ghi kết quả kỳ")),
    "period_submit": (_("Nộp kết quả kỳ"), _("Nộp kết quả kỳ")),
    "period_withdraw": (_("Rút lại để bổ sung"), _("Rút lại kết quả kỳ")),
    "period_accept": (_("Xác nhận, đóng kỳ"), _("Xác nhận, đóng kỳ")),
    "period_return": (_("Trả lại"), _("Trả lại kết quả kỳ")),
    "period_not_arisen": (_("Không phát sinh trong kỳ"), _("Ghi nhận không phát sinh trong kỳ")),
    "period_missed": (_("Ghi nhận không thực hiện"), _("Ghi nhận không thực hiện trong kỳ")),
    "open": (_("Tạo nhiệm vụ"), _("Tạo từ kế hoạch đã xác nhận")),
    "version": (_("Cập nhật theo bản mới"), _("Cập nhật theo bản kế hoạch mới")),
}


RHYTHM_WORDS = {
    Rhythm.MONTHLY: _("Hằng tháng"),
    Rhythm.QUARTERLY: _("Hằng quý"),
    Rhythm.HALF_YEAR: _("6 tháng một lần"),
    Rhythm.YEARLY: _("Hằng năm"),
}


@dataclass(frozen=True, slots=True)
class StateWords:
    """A status ready to print: the word, what the days say, and the look."""

    code: str
    word: str
    days: str
    shape: str
    tone: str


def state_words(status: Status) -> StateWords:
    """The words of a status in the language of the request."""
    word = str(SHOWN_WORDS[status.code])
    left = ""
    number = status.days
    if status.code is Shown.LATE and number:
        word = ngettext("Quá hạn %(n)s ngày làm việc", "Quá hạn %(n)s ngày làm việc", number) % {"n": number}
    elif status.code is Shown.DONE_LATE and number:
        word = ngettext(
            "Hoàn thành muộn %(n)s ngày làm việc", "Hoàn thành muộn %(n)s ngày làm việc", number
        ) % {"n": number}
    elif number is not None and status.code is not Shown.LATE and status.code is not Shown.DONE_LATE:
        left = (
            ngettext("còn %(n)s ngày làm việc", "còn %(n)s ngày làm việc", number) % {"n": number}
            if number
            else gettext("không còn ngày làm việc nào")
        )
    return StateWords(str(status.code), word, left, status.shape, str(status.tone))
