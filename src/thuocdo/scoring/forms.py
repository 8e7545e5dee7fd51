"""The form of one measure, in the shape of its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.criteria.rules.model import Framework, Measure, MeasureKind, Method
from thuocdo.lib.errors import InputError
from thuocdo.lib.text.figures import read_figure

SPARE_ROWS = 3  # empty rows below what is filled
MOST_ROWS = 400


@dataclass(frozen=True)
class LinkField:
    """One document of a chain: what is known of it now ("co", "khong" or "" for not known)."""

    code: str
    label: str
    chosen: str


def links_of(framework: Framework, measure: str) -> tuple[tuple[str, str], ...]:
    """The links (code, label) that the criteria taking this measure ask for, each once."""
    found: dict[str, str] = {}
    for leaf in framework.leaves():
        if leaf.method is Method.CHAIN and measure in leaf.inputs.values():
            for code, label, _deduction in leaf.params["links"]:  # type: ignore[attr-defined]
                found.setdefault(str(code), str(label))
    return tuple(found.items())


def raw_of(measure: Measure, posted: QueryDict, links: tuple[tuple[str, str], ...] = ()) -> object:
    """What was typed, in the form `scoring.rules.values.read_value` takes. Raises InputError with one sentence."""
    match measure.kind:
        case MeasureKind.YES_NO:
            return {"co": True, "khong": False}.get(posted.get("gia_tri", ""))
        case MeasureKind.NUMBER | MeasureKind.PERCENT:
            return _figure(posted.get("gia_tri", ""), measure.label)
        case MeasureKind.RATIO:
            return {
                "value": _figure(posted.get("dat", ""), _("số đạt")),
                "of": _figure(posted.get("tong", ""), _("tổng số")),
            }
        case MeasureKind.DATE:
            if posted.get("khong_co"):
                return False
            return _day(posted.get("gia_tri", ""))
        case MeasureKind.DATES:
            return _periods(posted)
        case MeasureKind.LINKS:
            known = {code: posted.get(f"lien_{code}", "") for code, _label in links}
            return {code: word == "co" for code, word in known.items() if word in ("co", "khong")}
        case MeasureKind.ITEMS:
            return _items(posted)


def _figure(text: str, label: str) -> str:
    number = read_figure(text)
    if number is None:
        raise InputError(
            _("Ô “%(label)s” ghi “%(text)s”; cần một số, ví dụ 2.141 hoặc 97,57.")
            % {"label": label, "text": text[:40]}
        )
    return str(number)


def _day(text: str) -> str:
    bare = text.strip()
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(bare, form).date().isoformat()  # noqa: DTZ007  (a day, not a moment)
        except ValueError:
            continue
    raise InputError(_("“%(text)s” không phải một ngày; ghi dạng 28/02/2026.") % {"text": bare[:40]})


def _periods(posted: QueryDict) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    names, dues = posted.getlist("ten")[:MOST_ROWS], posted.getlist("han")[:MOST_ROWS]
    received = posted.getlist("nhan")[:MOST_ROWS]
    for name, due, got in zip(names, dues, received, strict=False):
        if not (name.strip() or due.strip() or got.strip()):
            continue
        late = got.strip().casefold() in ("", "chưa", "không", "chưa nhận")
        rows.append({"name": name.strip(), "due": _day(due), "received": False if late else _day(got)})
    return rows


def _items(posted: QueryDict) -> list[dict[str, object]]:
    names = posted.getlist("ten")[:MOST_ROWS]
    proven = posted.getlist("tai_lieu")[:MOST_ROWS]
    return [
        {"name": name.strip(), "proven": has == "co"}
        for name, has in zip(names, proven, strict=False)
        if name.strip()
    ]


def shown(measure: Measure, value: Any, links: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """A stored value (JSON) as the fields of the form show it; empty fields where there is none."""
    match measure.kind:
        case MeasureKind.YES_NO:
            return {"chosen": {True: "co", False: "khong"}.get(value, "")}
        case MeasureKind.NUMBER | MeasureKind.PERCENT:
            return {"text": _comma(value)}
        case MeasureKind.RATIO:
            known = value if isinstance(value, Mapping) else {}
            return {"done": _comma(known.get("value")), "total": _comma(known.get("of"))}
        case MeasureKind.DATE:
            return {"text": _local(value), "absent": value is False}
        case MeasureKind.DATES:
            rows = [
                {
                    "name": r["name"],
                    "due": _local(r["due"]),
                    "received": _local(r["received"]) or _("chưa nhận"),
                }
                for r in value or []
            ]
            return {"rows": rows + [{"name": "", "due": "", "received": ""}] * SPARE_ROWS}
        case MeasureKind.LINKS:
            known = value if isinstance(value, Mapping) else {}
            words = {True: "co", False: "khong", None: ""}
            return {"links": [LinkField(code, label, words[known.get(code)]) for code, label in links]}
        case MeasureKind.ITEMS:
            return {"rows": [*(value or []), *({"name": "", "proven": False},) * SPARE_ROWS]}


def _comma(value: object) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _local(value: object) -> str:
    return dt.date.fromisoformat(value).strftime("%d/%m/%Y") if isinstance(value, str) and value else ""
