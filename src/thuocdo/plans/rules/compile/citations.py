"""Documents that the plan names: those it is based on, and every other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from thuocdo.documents.rules.blocks import Source
from thuocdo.lib.text import expand_abbreviations, fold
from thuocdo.plans.rules.model import Citation

_TYPES = (
    "Quyết định|Công văn|Kế hoạch|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Chỉ thị|Thông báo|Báo cáo|Chương trình"
    "|Văn bản|Hướng dẫn|Tờ trình|Kết luận|Pháp lệnh|Quy định|Quy chế|Công điện|Đề án|Luật|Hiến pháp|Lệnh|Phương án|Giấy mời|Quy trình"
)
_NUMBER = (
    r"\d{1,5}\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][A-ZĐa-z0-9&]*(?:\s?[-–/]\s?[A-ZĐ0-9][A-ZĐa-z0-9&.]*)*"
    r"|\d{1,5}\s?[-–]\s?[A-ZĐ]{1,6}[a-z]?\s?/\s?[A-ZĐ]{2,8}(?:[-–][A-ZĐ]+)*"
)
_DAY = r"(?:ngày\s+)+(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_CITED = re.compile(rf"(?:\b(?P<type>{_TYPES})\s+)?(?:số\s*:?\s*)?(?P<number>{_NUMBER})", re.IGNORECASE)
_SIGN = re.compile(r"[A-ZĐ]{2}")
_DATED = re.compile(rf"^[\s,]*(?:(?:được|do)[^.;()]{{0,40}}?\s)?{_DAY}", re.IGNORECASE)
_ISSUER = re.compile(
    r"^[\s,]*của\s+(.+?)(?=\s+(?:về|ban hành|quy định|hướng dẫn|phê duyệt|triển khai|V/v|v/v|nâng cao|năm \d{4}|chưa|không|nhưng|để|đã|được"
    r"|theo|đáp ứng|và\s+(?-i:[a-zà-ỹđ]))|\s*[;.,()]|$)",
    re.IGNORECASE,
)
_LAWS = (
    "Phòng, chống tham nhũng|Thực hiện dân chủ ở cơ sở|Bầu cử đại biểu Quốc hội và đại biểu (?:Hội đồng nhân dân|HĐND)"
    "|Tổ chức chính quyền địa phương|Tiếp công dân|Tiếp cận thông tin|Khiếu nại|Tố cáo|Đất đai|Ngân sách [Nn]hà nước|Thanh tra"
    "|Hòa giải ở cơ sở|Bảo vệ môi trường|Giao dịch điện tử|Cán bộ, công chức|Viên chức|Thực hành tiết kiệm, chống lãng phí"
    "|Ban hành văn bản quy phạm pháp luật|An ninh mạng|Phòng cháy,? chữa cháy|Phổ biến, giáo dục pháp luật|Trợ giúp pháp lý"
    "|Phòng chống tham nhũng|Công nghệ thông tin|Lưu trữ|Đầu tư công|Quản lý, sử dụng tài sản công|Bảo hiểm y tế"
    "|Bảo vệ bí mật nhà nước|Dữ liệu|Căn cước|Cư trú|Hộ tịch|Xây dựng|Quy hoạch|Doanh nghiệp|Mặt trận Tổ quốc Việt Nam"
)
_LAW = re.compile(rf"\bLuật\s+(?:{_LAWS})(?![^\W\d_])")
_OTHER_LAW = re.compile(
    r"\bLuật\s+[A-ZĐÀ-Ỹ][a-zà-ỹ]+(?:\s+[a-zà-ỹđ]+){0,4}?(?=\s+(?:và|năm|về|số|ngày|để|trong|được|quy|của)\b|[,;.)]|$)"
)
_PROJECT = re.compile(r"\bĐề án\s+\d{2}\b")


def normal_number(printed: str) -> str:
    """A document's number without inner blanks: "10 /KH - UBND" gives "10/KH-UBND"."""
    return re.sub(r"\s+", "", printed).replace("–", "-").rstrip(".-/")


def citations_in(text: str, source: Source) -> Iterator[Citation]:
    """Every numbered document that a text names, in order."""
    for found in _CITED.finditer(text):
        number = normal_number(found["number"])
        if not _SIGN.search(number) or re.match(r"\d{1,2}/\d{1,2}$", number):
            continue
        after = text[found.end() : found.end() + 160]
        dated = _DATED.match(after)
        issuer = _ISSUER.match(after[dated.end() :] if dated else after)
        end = found.end() + (dated.end() if dated else 0) + (issuer.end() if issuer else 0)
        yield Citation(
            text=" ".join(text[found.start() : end].split()).strip(" ,"),
            number=number,
            date=_date(dated[1]) if dated else None,
            issuer_text=issuer[1].strip() if issuer else None,
            source=source,
        )


def laws_in(text: str, source: Source) -> Iterator[Citation]:
    """Laws and projects named without a number."""
    for pattern in (_LAW, _PROJECT):
        for found in pattern.finditer(text):
            yield Citation(text=" ".join(found[0].split()), source=source)
    for found in _OTHER_LAW.finditer(_LAW.sub(" ", text)):
        yield Citation(text=" ".join(found[0].split()), source=source)


def bases_in(text: str, source: Source) -> tuple[Citation, ...]:
    """The documents a paragraph "Căn cứ …" or "Thực hiện …" rests on."""
    if not re.match(r"(can cu|thuc hien|thi hanh|trien khai)\b", fold(text)):
        return ()
    return tuple(citations_in(text, source))


def others(
    texts: Iterable[tuple[str, Source]], bases: Iterable[Citation], own: str | None
) -> tuple[Citation, ...]:
    """Every document named besides the bases and the plan itself, once each, with its date where any place tells it."""
    known = {base.number for base in bases} | {own}
    named: dict[str, Citation] = {}
    for text, source in texts:
        for citation in (*citations_in(text, source), *laws_in(text, source)):
            if citation.number is not None and citation.number in known:
                continue
            key = citation.number or re.sub(r"[^a-z0-9]", "", fold(expand_abbreviations(citation.text)))
            before = named.get(key)
            if before is None:
                named[key] = citation
            elif before.date is None and citation.date is not None:
                named[key] = replace(citation, source=before.source)
    return tuple(named.values())


def _date(printed: str) -> date | None:
    parts = [int(n) for n in re.findall(r"\d+", printed)]
    try:
        return date(parts[2], parts[1], parts[0])
    except (ValueError, IndexError):
        return None
