"""What the checker says: findings, and the list of what was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from thuocdo.documents.format.measured import Place


class Severity(StrEnum):
    """`ERROR` against the standard; `WARNING` probably, or bad for readers; `INFO` open before issue."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is off, at one or more places. Texts are Vietnamese; `source` is the article."""

    rule: str  # "margin.left", "motto.size"
    severity: Severity
    group: str  # key of `GROUPS`
    message: str
    expected: str
    source: str
    places: tuple[Place, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values; places with their section, paragraph, table, row, cell and the words there."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "group": self.group,
            "message": self.message,
            "expected": self.expected,
            "source": self.source,
            "places": [
                {
                    "section": place.section,
                    "paragraph": place.paragraph,
                    "table": place.table,
                    "row": place.row,
                    "cell": place.cell,
                    "quote": place.quote,
                    "text": said(place),
                }
                for place in self.places
            ],
        }


# what the list of checks names, in the order of the page
GROUPS: dict[str, str] = {
    "paper": "Khổ giấy, kiểu trình bày",
    "margins": "Lề trang",
    "font": "Phông chữ, màu chữ",
    "page_numbers": "Số trang",
    "motto": "Quốc hiệu, Tiêu ngữ",
    "issuer": "Tên cơ quan ban hành",
    "number": "Số, ký hiệu",
    "date": "Địa danh, ngày tháng năm",
    "title": "Tên loại, trích yếu",
    "receiver": "Kính gửi",
    "basis": "Căn cứ",
    "body": "Nội dung",
    "signature": "Chức vụ, họ tên người ký",
    "recipients": "Nơi nhận",
    "annexes": "Phụ lục",
    "tables": "Bảng",
}


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, errors first, and which groups the document has: absent ones were not looked at."""

    standard: str
    kind: str  # "KẾ HOẠCH", "CÔNG VĂN", "" where it was not recognised
    findings: tuple[Finding, ...]
    present: frozenset[str] = field(default=frozenset())
    confirmed: bool = True

    def status(self, group: str) -> str:
        """ "error", "warning", "info", "ok" or "absent"."""
        found = {finding.severity for finding in self.findings if finding.group == group}
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
            if severity in found:
                return str(severity)
        return "ok" if group in self.present else "absent"

    def to_json(self) -> dict[str, Any]:
        """What `thuocdo check-format --json` writes, and what the measuring process sends back."""
        return {
            "standard": self.standard,
            "kind": self.kind,
            "confirmed": self.confirmed,
            "checks": [
                {"group": key, "label": label, "status": self.status(key)} for key, label in GROUPS.items()
            ],
            "findings": [finding.to_json() for finding in self.findings],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        """The report that `to_json` was made from."""
        return cls(
            data["standard"],
            data["kind"],
            tuple(_finding(each) for each in data["findings"]),
            frozenset(each["group"] for each in data["checks"] if each["status"] != "absent"),
            data["confirmed"],
        )


def _finding(data: dict[str, Any]) -> Finding:
    keys = ("section", "paragraph", "table", "row", "cell", "quote")
    places = tuple(Place(**{key: place[key] for key in keys}) for place in data["places"])
    texts = {key: data[key] for key in ("rule", "group", "message", "expected", "source")}
    return Finding(severity=Severity(data["severity"]), places=places, **texts)


def said(place: Place) -> str:
    """ "phần 2, bảng 1, hàng 3, ô 2: “…”", "đoạn 12: “…”"."""
    words = [f"phần {place.section}"] if place.section > 1 else []
    pairs = (("đoạn", place.paragraph), ("bảng", place.table), ("hàng", place.row), ("ô", place.cell))
    words += [f"{word} {number}" for word, number in pairs if number]
    where = ", ".join(words) or f"phần {place.section}"
    if not place.quote:
        return where
    return f"{where}: “{place.quote}”"
