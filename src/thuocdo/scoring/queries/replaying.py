"""Whether a stored run still gives the same result."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.lib.errors import InputError
from thuocdo.scoring.models import Run
from thuocdo.scoring.rules.replay import digest, dump_result, replay


@dataclass(frozen=True)
class Verdict:
    """What repeating a run showed."""

    same: bool
    sentence: str


def replays(run: Run) -> Verdict:
    """Score the stored inputs again and compare with the stored result, to the letter."""
    if digest(run.inputs) != run.inputs_sha256 or digest(run.result) != run.result_sha256:
        return Verdict(False, _("Dữ liệu lưu của lần chạy này đã bị sửa: mã băm không còn khớp."))
    try:
        again = dump_result(replay(run.framework.framework, run.inputs))
    except InputError as error:
        return Verdict(False, str(error))
    if again != run.result:
        return Verdict(
            False, _("Tính lại bằng chương trình hiện tại cho kết quả khác; kết quả đã lưu giữ nguyên.")
        )
    return Verdict(True, _("Đã tính lại từ số liệu lưu kèm: kết quả giống hệt."))
