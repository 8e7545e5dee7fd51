"""Values of measures as files and tables write them, checked against what the measure may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from thuocdo.criteria.rules.model import Measure, MeasureKind
from thuocdo.lib.errors import InputError
from thuocdo.lib.text.figures import print_figure
from thuocdo.scoring.rules.model import Provenance, Value
from thuocdo.scoring.rules.numbers import LARGEST

_HUNDRED = Decimal(100)
_DIGITS = 20


def read_value(measure: Measure, raw: object, sources: tuple[Provenance, ...] = ()) -> Value:
    """The value in the measure's own form, from JSON (numbers may also be text, with a decimal point).

    Raises InputError with one sentence that names the measure, what was found and what would be accepted.
    """
    match measure.kind:
        case MeasureKind.YES_NO:
            return Value(_flag(measure, raw), sources=sources)
        case MeasureKind.NUMBER:
            return Value(_bounded(measure, _number(measure, raw)), sources=sources)
        case MeasureKind.PERCENT:
            share = _bounded(measure, _number(measure, raw))
            if not 0 <= share <= _HUNDRED:
                raise _wrong(measure, raw, "cần tỷ lệ từ 0 đến 100")
            return Value(share, sources=sources)
        case MeasureKind.RATIO:
            return _ratio(measure, raw, sources)
        case MeasureKind.DATE:
            return Value(_date(measure, raw), sources=sources)
        case MeasureKind.DATES:
            return Value(tuple(_period(measure, row) for row in _list(measure, raw)), sources=sources)
        case MeasureKind.LINKS:
            return Value(_links(measure, raw), sources=sources)
        case MeasureKind.ITEMS:
            return Value(tuple(_item(measure, row) for row in _list(measure, raw)), sources=sources)


def write_value(value: Value) -> object:
    """The value as JSON that `read_value` reads back to the same; numbers as text, so that no digit is lost."""
    if value.of is not None:
        return {"value": str(value.value), "of": str(value.of)}
    return plain(value.value, str)


def plain(value: object, number: Callable[[Decimal], object]) -> object:
    """A value as JSON holds it, its numbers as `number` writes them."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item, number) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item, number) for item in value]
    return value


def _wrong(measure: Measure, raw: object, wanted: str) -> InputError:
    shown = str(raw)
    return InputError(f"Số đo “{measure.label}” ({measure.name}) ghi là “{shown[:80]}”: {wanted}.")


def _number(measure: Measure, raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise _wrong(measure, raw, "cần một số")
    try:
        # a float of a JSON file is meant as printed: 97.57, not its binary neighbour
        number = Decimal(str(raw).strip())
    except InvalidOperation:
        raise _wrong(measure, raw, "cần một số") from None
    if not number.is_finite():
        raise _wrong(measure, raw, "cần một số")
    # beyond this no office counts, and sums would no longer be exact
    exponent = number.as_tuple().exponent
    if abs(number) >= LARGEST or (isinstance(exponent, int) and exponent < -_DIGITS):
        raise _wrong(measure, raw, f"cần một số dưới 10^15, nhiều nhất {_DIGITS} chữ số thập phân")
    return number


def _bounded(measure: Measure, number: Decimal) -> Decimal:
    if measure.least is not None and number < measure.least:
        raise _wrong(measure, number, f"không nhỏ hơn {measure.least}")
    if measure.most is not None and number > measure.most:
        raise _wrong(measure, number, f"không lớn hơn {measure.most}")
    return number


def _ratio(measure: Measure, raw: object, sources: tuple[Provenance, ...]) -> Value:
    if not isinstance(raw, Mapping) or set(raw) != {"value", "of"}:
        raise _wrong(measure, raw, "cần số đạt và tổng số, dạng {“value”: …, “of”: …}")
    value, of = _number(measure, raw["value"]), _number(measure, raw["of"])
    if value < 0 or of < 0:
        raise _wrong(measure, f"{value}/{of}", "số đạt và tổng số không thể âm")
    if value > of:
        raise InputError(
            f"{measure.label}: số đạt ({print_figure(value)}) không thể lớn hơn tổng số ({print_figure(of)})."
        )
    return Value(value, of=of, sources=sources)


def _flag(measure: Measure, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _wrong(measure, raw, "cần có (true) hoặc không (false)")
    return raw


def _day(measure: Measure, raw: object) -> dt.date:
    if isinstance(raw, dt.date):
        return raw
    try:
        # fromisoformat alone would also take 20260306 and 2026-W10-5
        if len(str(raw)) == 10 and str(raw)[4] == str(raw)[7] == "-":
            return dt.date.fromisoformat(str(raw))
    except ValueError:
        pass
    raise _wrong(measure, raw, "cần một ngày dạng 2026-03-06")


def _date(measure: Measure, raw: object) -> dt.date | bool:
    """A date, or False: known not to have happened."""
    if raw is False:
        return False
    if raw is True:
        raise _wrong(measure, raw, "cần một ngày, hoặc không (false)")
    return _day(measure, raw)


def _list(measure: Measure, raw: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        raise _wrong(measure, raw, "cần một danh sách")
    return raw


def _period(measure: Measure, row: Mapping[str, object]) -> Mapping[str, object]:
    """One period; without a day of receipt (or null) it is not known whether it came."""
    if not {"due"} <= set(row) <= {"due", "received", "name"}:
        raise _wrong(measure, row, "mỗi kỳ cần hạn (due) và ngày nhận (received)")
    came = row.get("received")
    received = None if came is None else _date(measure, came)
    return {"name": str(row.get("name", "")), "due": _day(measure, row["due"]), "received": received}


def _item(measure: Measure, row: Mapping[str, object]) -> Mapping[str, object]:
    if set(row) != {"name", "proven"}:
        raise _wrong(measure, row, "mỗi mục cần tên (name) và có tài liệu hay không (proven)")
    return {"name": str(row["name"]), "proven": _flag(measure, row["proven"])}


def _links(measure: Measure, raw: object) -> Mapping[str, bool]:
    if not isinstance(raw, Mapping):
        raise _wrong(measure, raw, "cần danh sách tài liệu, mỗi tài liệu có (true) hoặc không (false)")
    return {str(key): _flag(measure, value) for key, value in raw.items()}
