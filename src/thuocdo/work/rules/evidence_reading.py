"""Number, day, issuer, kind and title of a document, from its blocks; the same reading as of plans."""

from __future__ import annotations

import re

from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.text import clean
from thuocdo.plans.rules.compile.head import annexed, issuer_of, titling_of
from thuocdo.plans.rules.compile.outline import outline_of
from thuocdo.plans.rules.compile.prepare import prepare
from thuocdo.work.rules.evidence import Facts

# the short names that numbers of documents carry (NĐ 30/2020/NĐ-CP, phụ lục III)
KINDS = {
    "KH": "Kế hoạch", "QĐ": "Quyết định", "CTr": "Chương trình", "ĐA": "Đề án", "PA": "Phương án", "BC": "Báo cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CT": "Chỉ thị", "NQ": "Nghị quyết", "CV": "Công văn", "TTr": "Tờ trình",
    "GM": "Giấy mời", "BB": "Biên bản",
}  # fmt: skip
_ABOUT = re.compile(r"^V/v:?\s*(.+)$", re.IGNORECASE | re.DOTALL)
_SHORT = re.compile(r"/([A-ZĐ][A-Za-zĐđ]{0,3})[-–]")


def facts_of(document: Document) -> Facts:
    """What the document says of itself; what it does not say stays empty. Never raises."""
    blocks = prepare(document)
    preface = outline_of(blocks).preface
    titling = titling_of(preface)
    texts = [block.text for block in blocks if block.table is None]
    number, issued, annex_issuer = annexed(texts)
    title = titling.title or next(
        (
            clean(found[1])
            for block in preface
            for line in block.text.split("\n")
            if (found := _ABOUT.match(line.strip()))
        ),
        "",
    )
    own = titling.number or number or ""
    kind = KINDS.get(titling.type, "") if titling.title else _kind_of_number(own)
    return Facts(
        kind=kind or ("Công văn" if title and not titling.title else ""),
        number=own[:80],
        issued_on=titling.issued or (issued if titling.place is None else None),
        issuer=(issuer_of(titling, annex_issuer) or "")[:300],
        title=title[:500],
    )


def _kind_of_number(number: str) -> str:
    found = _SHORT.search(number)
    return KINDS.get(found[1], "") if found else ""
