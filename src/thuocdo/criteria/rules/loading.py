"""A set as TOML text -> `Framework`. A bad set is refused with file, line and reason of every fault.

The text is complete in itself, also for a variant: `extends` and `changes` say what it varies, and the difference
is computed (`differences.py`), not written. Criteria stand in one flat list in printed order; `under` names the
group. Bases and documents of evidence are named once (`[bases.x]`, `[documents.x]`) and referred to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from thuocdo.criteria.rules.checking import check
from thuocdo.criteria.rules.methods import SPECS
from thuocdo.criteria.rules.model import (
    Band,
    Basis,
    BasisKind,
    Combine,
    Criterion,
    EvidenceRule,
    Framework,
    Measure,
    MeasureKind,
    Method,
    Rounding,
    Setting,
    ZeroRule,
)
from thuocdo.criteria.rules.params import read_inputs, read_params
from thuocdo.criteria.rules.places import Places
from thuocdo.criteria.rules.problems import FrameworkError, Problem
from thuocdo.criteria.rules.reading import NAME, Notes, Table, as_day, is_day_of_year

LEVELS = ("province", "commune")
MAX_CHARACTERS = 2_000_000
MAX_CRITERIA = 2_000
_CODE = re.compile(r"[\w.\-]+")
_LAW_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w\-]*")
_NO_BASIS = Basis(BasisKind.SETTING, "")


@dataclass(frozen=True)
class _Parts:
    """What criteria refer to."""

    bases: Mapping[str, Basis]
    documents: Mapping[str, EvidenceRule]
    measures: Mapping[str, Measure]


@dataclass
class _Node:
    """A criterion being put into its tree."""

    criterion: Criterion
    under: str
    index: int


def load_framework(text: str, name: str) -> Framework:
    """Read a set. `name` is what the reader knows the file by. Raises FrameworkError (an InputError)."""
    if len(text) > MAX_CHARACTERS:
        raise FrameworkError(
            name, [Problem(1, "tệp quá lớn (trên 2 triệu ký tự), không phải một bộ tiêu chí.")]
        )
    notes = Notes(Places(text))
    head = Table(_parsed(text, name), notes, (), "Đầu bộ tiêu chí")
    bases = {key: _basis(table) for key, table in _named(head, notes, "bases", "Căn cứ")}
    documents = {key: _document(key, table) for key, table in _named(head, notes, "documents", "Tài liệu")}
    measures = {key: _measure(key, table) for key, table in _named(head, notes, "measures", "Số đo")}
    settings = {key: _setting(key, table) for key, table in _named(head, notes, "settings", "Tham số")}
    bands = tuple(_band(table) for table in _listed(head, notes, "bands", "Mức xếp loại"))
    rows = _listed(head, notes, "criteria", "Tiêu chí")
    criteria = _criteria(rows, _Parts(bases, documents, measures))
    framework = _framework(head, bases)
    head.close()
    framework = replace(framework, measures=measures, settings=settings, bands=bands, criteria=criteria)
    check(framework, notes)
    if notes.problems:
        raise FrameworkError(name, notes.problems)
    return framework


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        # no binary fractions: 2.93 stays 2.93
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line = int(at[1]) if at else max(1, text.count("\n") + 1)
        where = f" ở cột {at[2]}" if at else ""
        raise FrameworkError(name, [Problem(line, f"không đúng cú pháp TOML{where}: {error}.")]) from error
    except (ArithmeticError, RecursionError, ValueError) as error:
        raise FrameworkError(name, [Problem(1, "có một số hoặc một bảng không đọc được.")]) from error


def _named(head: Table, notes: Notes, key: str, label: str) -> list[tuple[str, Table]]:
    data = head.raw(key)
    if data is None:
        return []
    if not isinstance(data, Mapping):
        head.wrong(key, "phải là các bảng có tên, ví dụ " + f"[{key}.ten_goi]")
        return []
    out = []
    for name, value in data.items():
        table = Table(value, notes, (key, name), f"{label} “{name}”")
        if not NAME.fullmatch(name):
            table.wrong("", "có tên không hợp lệ; tên gồm chữ thường không dấu, số và gạch dưới")
        out.append((name, table))
    return out


def _listed(head: Table, notes: Notes, key: str, label: str) -> list[Table]:
    data = head.raw(key)
    if data is None:
        return []
    if not isinstance(data, list) or len(data) > MAX_CRITERIA:
        head.wrong(key, f"phải là các bảng [[{key}]], nhiều nhất {MAX_CRITERIA}")
        return []
    out = []
    for index, value in enumerate(data):
        code = str(value.get("code", "")) if isinstance(value, Mapping) else ""
        said = f"{label} {code}" if code else f"{label} thứ {index + 1}"
        out.append(Table(value, notes, (key, index), said, code))
    return out


def _framework(head: Table, bases: Mapping[str, Basis]) -> Framework:
    name = head.text("name", required=True)
    code, version = head.text("code", required=True), head.text("version", required=True)
    for key, value in (("code", code), ("version", version)):
        if value and not _CODE.fullmatch(value):
            head.wrong(key, "chỉ gồm chữ, số, dấu chấm và gạch nối")
    level = head.text("level", required=True)
    if level and level not in LEVELS:
        head.wrong("level", f"là “{level}”; chỉ nhận: {', '.join(LEVELS)}")
    extends = head.text("extends") or None
    changes = head.text("changes")
    if extends and not re.fullmatch(r"[\w.\-]+@[\w.\-]+", extends):
        head.wrong("extends", "phải ghi bộ được sửa theo dạng mã@phiên bản, ví dụ par-index-commune@2025")
    if extends and not changes:
        head.wrong("changes", "chưa được ghi: bản sửa phải nói sửa những gì so với bộ gốc")
    return Framework(
        code=code,
        version=version,
        name=name,
        name_en=head.text("name_en") or name,
        index=head.text("index", required=True),
        level=level,
        total=head.quantity("total"),
        basis=_basis_of(head, bases) or _missing_basis(head),
        measures={},
        settings={},
        criteria=(),
        combine=head.choice("combine", Combine) or Combine.SUM,
        rounding=_rounding(head),
        extends=extends,
        changes=changes,
        comparable_with=head.texts("comparable_with"),
        notes=head.texts("notes"),
    )


def _basis(table: Table) -> Basis:
    kind = table.choice("kind", BasisKind, required=True)
    text = table.text("text", required=True)
    basis = Basis(
        kind=kind or BasisKind.SETTING,
        text=text,
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        note=table.text("note"),
    )
    table.close()
    if basis.valid_from and basis.valid_to and basis.valid_from > basis.valid_to:
        table.wrong("valid_to", f"{basis.valid_to} đứng trước ngày bắt đầu hiệu lực {basis.valid_from}")
    if kind is BasisKind.LAW and text and not _LAW_NUMBER.search(text):
        table.wrong("text", "là căn cứ pháp luật nhưng không ghi số, ký hiệu văn bản (ví dụ 766/QĐ-TTg)")
    return basis


def _document(code: str, table: Table) -> EvidenceRule:
    label = table.text("label", required=True)
    by = table.raw("received_by")
    if by is not None and not (is_day_of_year(by) or as_day(by)):
        table.wrong("received_by", f"là “{by}”; ghi dạng 02-28 (của năm sau) hoặc 2026-02-28")
    rule = EvidenceRule(
        code=code,
        label=label,
        label_en=table.text("label_en") or label,
        kind=table.text("kind"),
        must_be_pdf=table.flag("pdf"),
        must_be_signed=table.flag("signed"),
        received_by=None if by is None else str(by),
        required=not table.flag("optional"),
    )
    table.close()
    return rule


def _measure(name: str, table: Table) -> Measure:
    label = table.text("label", required=True)
    measure = Measure(
        name=name,
        label=label,
        label_en=table.text("label_en") or label,
        kind=table.choice("kind", MeasureKind, required=True) or MeasureKind.NUMBER,
        unit=table.text("unit"),
        source=table.text("source"),
        least=table.number("least"),
        most=table.number("most"),
    )
    _range(table, measure.least, measure.most)
    table.close()
    return measure


def _setting(name: str, table: Table) -> Setting:
    label = table.text("label", required=True)
    setting = Setting(
        name=name,
        label=label,
        label_en=table.text("label_en") or label,
        unit=table.text("unit", required=True),
        least=table.number("least"),
        most=table.number("most"),
        note=table.text("note"),
    )
    _range(table, setting.least, setting.most)
    table.close()
    return setting


def _range(table: Table, least: Decimal | None, most: Decimal | None) -> None:
    if least is not None and most is not None and least > most:
        table.wrong("most", f"{most} nhỏ hơn “least” {least}")


def _band(table: Table) -> Band:
    label = table.text("label", required=True)
    least = table.quantity("least")
    if least is None:
        table.wrong("least", "chưa được ghi")
    band = Band(label, table.text("label_en") or label, Decimal(0) if least is None else least)
    table.close()
    return band


def _rounding(table: Table) -> Rounding:
    places = table.number("places")
    if places is None:
        return Rounding()
    if places != places.to_integral_value() or not 0 <= places <= 6:
        table.wrong("places", f"là {places}; phải là số nguyên từ 0 đến 6")
        return Rounding()
    return Rounding(int(places))


def _basis_of(table: Table, bases: Mapping[str, Basis]) -> Basis | None:
    name = table.text("basis")
    if not name:
        return None
    if name not in bases:
        table.wrong("basis", f"là “{name}”, chưa được khai trong [bases]")
        return _NO_BASIS
    return bases[name]


def _missing_basis(table: Table) -> Basis:
    table.wrong("basis", "chưa được ghi: mỗi điểm số phải có căn cứ, hoặc ghi ở nhóm chứa nó")
    return _NO_BASIS


def _criteria(rows: list[Table], parts: _Parts) -> tuple[Criterion, ...]:
    """The flat list as trees. A criterion without a basis takes its group's; a group stands above its children."""
    nodes: dict[str, _Node] = {}
    for index, table in enumerate(rows):
        code = table.text("code", required=True)
        under = table.text("under")
        if code and not _CODE.fullmatch(code):
            table.wrong("code", "chỉ gồm chữ, số, dấu chấm và gạch nối")
        if code in nodes:
            table.wrong("code", "bị trùng: mã này đã có ở trên")
            code = f"{code}#{index}"
        parent = nodes.get(under)
        if under and parent is None:
            table.wrong("under", f"là “{under}”, nhưng nhóm này chưa có ở phía trên")
        elif parent and parent.criterion.method is not None:
            table.wrong(
                "under",
                f"là “{under}”, nhưng {under} đã có phương pháp tính riêng nên không thể chứa tiêu chí con",
            )
        basis = _basis_of(table, parts.bases) or (parent.criterion.basis if parent else _missing_basis(table))
        nodes[code] = _Node(_criterion(table, code, basis, parts), under, index)
        table.close()
    groups = {node.under for node in nodes.values() if node.under}
    for code, node in nodes.items():
        if node.criterion.method is None and code not in groups:
            said = "chưa được ghi, mà cũng không có tiêu chí con nào"
            rows[node.index].wrong("method", said, unless_known=True)
    return tuple(_built(code, nodes) for code, node in nodes.items() if not node.under)


def _built(code: str, nodes: Mapping[str, _Node]) -> Criterion:
    children = tuple(_built(below, nodes) for below, node in nodes.items() if node.under == code)
    return replace(nodes[code].criterion, children=children)


def _criterion(table: Table, code: str, basis: Basis, parts: _Parts) -> Criterion:
    name = table.text("name", required=True)
    method = table.choice("method", Method)
    params, inputs = table.raw("params"), table.raw("inputs")
    zero = table.choice("zero", ZeroRule)
    if method is None and (params or inputs):
        table.wrong("method", "chưa được ghi, nhưng đã có params hoặc inputs", unless_known=True)
    if method and SPECS[method].denominator and zero is None:
        table.wrong(
            "zero",
            "chưa được ghi: phải chọn cách xử lý khi không phát sinh (full, excluded, zero, not_scored)",
        )
    least = table.quantity("least")
    weight = table.number("weight")
    return Criterion(
        code=code,
        name=name,
        name_en=table.text("name_en") or name,
        max=table.quantity("max"),
        basis=basis,
        least=Decimal(0) if least is None else least,
        method=method,
        params=read_params(table, params, method) if method else {},
        inputs=read_inputs(table, inputs, method, parts.measures) if method else {},
        evidence=_evidence(table, parts.documents),
        owner=table.text("owner"),
        rounding=_rounding(table),
        zero=zero,
        weight=Decimal(1) if weight is None else weight,
        combine=table.choice("combine", Combine) or Combine.SUM,
        note=table.text("note"),
    )


def _evidence(table: Table, documents: Mapping[str, EvidenceRule]) -> tuple[EvidenceRule, ...]:
    out = []
    for name in table.texts("evidence"):
        if name not in documents:
            table.wrong("evidence", f"có “{name}”, chưa được khai trong [documents]")
        else:
            out.append(documents[name])
    return tuple(out)
