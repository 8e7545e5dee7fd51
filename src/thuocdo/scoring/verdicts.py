"""The planner's verdicts as Vietnamese sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.scoring.rules.numbers import shown
from thuocdo.scoring.rules.priorities.model import Priorities, Shortage, Verdict, Why


def sentence(verdict: Verdict, works: Mapping[str, str], units: Mapping[str, str]) -> str:
    """Why a work is in or out. `works` and `units` are names by key."""
    names = _names(verdict.others, works)
    lacks = _lacks(verdict.shortages, units)
    match verdict.why:
        case Why.CHOSEN:
            return _("Được chọn.")
        case Why.MUST:
            return _("Được chọn vì đơn vị ghi là phải làm.")
        case Why.SUPPORT:
            return (
                _("Được chọn vì việc khác cần: %(names)s.") % {"names": names} if names else _("Được chọn.")
            )
        case Why.UNESTIMATED:
            return _("Chưa ước lượng công sức nên chưa xếp được.")
        case Why.POINTS_UNKNOWN:
            return _("Chưa biết thêm được bao nhiêu điểm nên chưa xếp được.")
        case Why.TOO_LATE:
            return _("Không còn kịp: hạn còn kịp đã qua.")
        case Why.NEVER:
            return _("Đơn vị ghi là không làm.")
        case Why.NO_FIGURE:
            return _("Có đơn vị tham gia chưa ghi ngày công có thể dùng.")
        case Why.NEEDS_OUT:
            return _("Cần làm trước việc không xếp được: %(names)s.") % {"names": names}
        case Why.ALTERNATIVE:
            return _("Đã chọn cách khác: %(names)s.") % {"names": names}
        case Why.NO_CAPACITY:
            return _("Không đủ ngày công dù chỉ làm riêng việc này: %(lacks)s.") % {"lacks": lacks}
        case Why.BEATEN:
            said = _("Các việc đã chọn thêm được nhiều điểm hơn với cùng ngày công; làm thêm thì %(lacks)s.")
            text = said % {"lacks": lacks}
            return text + (" " + _("Phải làm cùng: %(names)s.") % {"names": names} if names else "")
        case Why.CHAIN_SHORT:
            return _("Chỉ có điểm khi làm đủ cả: %(names)s, mà việc ấy chưa xếp được.") % {"names": names}
        case Why.NO_GAIN:
            return _("Không thêm điểm: tiêu chí đã đủ nhờ các việc khác.")


def waiting(answer: Priorities) -> str:
    """How many works could not be ranked for want of an estimate; empty where all could."""
    count = answer.count(Why.UNESTIMATED)
    if not count:
        return ""
    return ngettext(
        "%(count)s việc chưa ước lượng công sức nên chưa xếp được.",
        "%(count)s việc chưa ước lượng công sức nên chưa xếp được.",
        count,
    ) % {"count": count}


def _names(keys: tuple[str, ...], works: Mapping[str, str]) -> str:
    return "; ".join(works.get(key, key) for key in keys)


def _lacks(found: tuple[Shortage, ...], units: Mapping[str, str]) -> str:
    said = []
    for lack in found:
        days = shown(Decimal(lack.days))
        text = _("%(unit)s thiếu %(days)s ngày") % {"unit": units.get(lack.unit, lack.unit), "days": days}
        if lack.day:
            text += " " + _("tính đến %(day)s") % {"day": f"{lack.day:%d/%m/%Y}"}
        said.append(text)
    return ", ".join(said)
