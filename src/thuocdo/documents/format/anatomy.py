"""Which paragraph of a measured file is which component of form. Recognised by words and place, never by style names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thuocdo.documents.format.measured import Measured, Para
from thuocdo.documents.format.standard import Standard
from thuocdo.lib.text.spelling import fold

_HEAD = 40  # paragraphs in which the head is looked for
_DATE = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
NUMBER = re.compile(r"^\s*Số\s*[:.]?", re.IGNORECASE)
_SUBJECT = re.compile(r"^\s*(V/v|Về việc)\b", re.IGNORECASE)
_ANNEX = re.compile(r"^PHỤ LỤC(\s+(SỐ\s+)?([IVXLC]+|\d+))?\s*[.:]?$", re.IGNORECASE)
_BASIS = re.compile(r"^(Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình)\b", re.IGNORECASE)
_SIGNING = re.compile(
    r"^(TM|KT|TL|TUQ|Q)\s*\.\s*\S|^T/M\b|^(CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG|THƯ KÝ|CHỦ T(ỌA|OẠ))$"
)
_OFFICE = re.compile(
    r"^(ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|BỘ|SỞ|PHÒNG|VĂN PHÒNG|TRUNG TÂM|BAN|CHI CỤC|CỤC|TRƯỜNG|TRẠM|THANH TRA)\b"
)
_PARTY = re.compile(r"^đảng cộng sản việt nam$", re.IGNORECASE)


@dataclass(slots=True)
class Anatomy:
    """The components found; a missing one is an empty list. `body` has the paragraphs of the text, tables left out."""

    found: dict[str, list[Para]] = field(default_factory=dict)
    body: list[Para] = field(default_factory=list)
    kind: str = ""  # printed name
    is_letter: bool = False
    is_slip: bool = False
    is_party: bool = False
    head_in_table: bool = True
    annexes: list[list[Para]] = field(default_factory=list)  # each from its label on

    def get(self, name: str) -> list[Para]:
        return self.found.get(name, [])

    def put(self, name: str, para: Para) -> None:
        self.found.setdefault(name, []).append(para)


def dissect(measured: Measured, standard: Standard) -> Anatomy:
    """Find the components of a file."""
    paras = list(measured.paragraphs)
    anatomy = Anatomy()
    anatomy.is_party = any(_PARTY.match(para.text) for para in paras[:_HEAD])
    main, anatomy.annexes = _split_annexes(paras)
    after = _head(main, anatomy)
    foot = _foot(main, anatomy, after)
    _middle([para for para in main[after:foot] if not para.in_table], anatomy, standard)
    return anatomy


def _split_annexes(paras: list[Para]) -> tuple[list[Para], list[list[Para]]]:
    """The document itself, and each annex. A label counts only after the signature or at a section's start."""
    signed = next((i for i, para in enumerate(paras) if fold(para.text).startswith("noi nhan")), 0)
    starts = [
        index
        for index, para in enumerate(paras)
        if index > signed and not para.in_table and _ANNEX.match(para.text)
    ]
    if not starts:
        return paras, []
    ends = [*starts[1:], len(paras)]
    return paras[: starts[0]], [paras[start:end] for start, end in zip(starts, ends, strict=True)]


def _head(main: list[Para], anatomy: Anatomy) -> int:
    """The head's components; the index of the first paragraph behind it."""
    window = main[:_HEAD]
    motto = [i for i, para in enumerate(window) if _is_motto(para.text)]
    national = [i for i, para in enumerate(window) if _is_national(para.text)]
    for name, indexes in (("national_name", national[:1]), ("motto", motto[:1])):
        for index in indexes:
            anatomy.put(name, window[index])
    anchor = next(iter(national or motto), None)
    if anchor is None or window[anchor].place.table is None:
        anatomy.head_in_table = anchor is None
        return _loose_head(window, anatomy, anchor or 0)
    table = window[anchor].place.table
    cell = window[anchor].place.cell
    inside = [(i, para) for i, para in enumerate(main) if para.place.table == table]
    left: list[Para] = []
    for _index, para in inside:
        if para in anatomy.get("national_name") or para in anatomy.get("motto") or not para.text:
            continue
        if _DATE.search(para.text) and not NUMBER.match(para.text):
            anatomy.put("date", para)
        elif NUMBER.match(para.text):
            anatomy.put("number", para)
        elif _SUBJECT.match(para.text) or (anatomy.get("subject") and para.place.cell != cell):
            anatomy.put("subject", para)
        elif para.place.cell != cell and not anatomy.get("number"):
            left.append(para)
    _offices(left, anatomy)
    return inside[-1][0] + 1


def _loose_head(window: list[Para], anatomy: Anatomy, anchor: int) -> int:
    """A head laid out by tabs: only number and day can be told; its letters are not judged one by one."""
    last = anchor
    for index, para in enumerate(window):
        if NUMBER.match(para.text) and not anatomy.get("number"):
            anatomy.put("number", para)
            last = index
        if _DATE.search(para.text) and not anatomy.get("date") and index < 12:
            anatomy.put("date", para)
            last = max(last, index)
    return last + 1 if (anatomy.get("number") or anatomy.get("motto")) else 0


def _offices(lines: list[Para], anatomy: Anatomy) -> None:
    """The superior first, the issuer below it; an issuer's name may take several lines."""
    if not lines:
        return
    own = next((i for i, para in enumerate(lines) if _heavy(para)), len(lines) - 1)
    starts = [i for i, para in enumerate(lines) if _OFFICE.match(para.printed.upper())]
    if own == 0 and len(starts) > 1 and len(lines[0].text.split()) > 2:
        own = starts[-1]  # two offices, both bold: the upper one is the superior
    for index, para in enumerate(lines):
        anatomy.put("superior" if index < own else "issuer", para)


def _heavy(para: Para) -> bool:
    runs = para.lettered
    return bool(runs) and all(run.letters.bold for run in runs)


def _foot(main: list[Para], anatomy: Anatomy, start: int) -> int:
    """Signature and recipients; the index at which the body ends."""
    label = next((i for i in range(start, len(main)) if fold(main[i].text).startswith("noi nhan")), None)
    signing = [i for i in range(start, len(main)) if _SIGNING.match(main[i].printed)]
    if label is not None:
        table, cell = main[label].place.table, main[label].place.cell
        anatomy.put("recipients_label", main[label])
        for para in main[label + 1 :]:
            if para.place.table != table or para.place.cell != cell:
                break
            if para.text.startswith(("-", "–")) or (para.text and fold(para.text).startswith("luu")):
                anatomy.put("recipients", para)
            elif para.text and anatomy.get("recipients") and para.place.table is None:
                break
        if table is not None:
            _signer([p for p in main[start:] if p.place.table == table and p.place.cell != cell], anatomy)
            return next(i for i in range(start, len(main)) if main[i].place.table == table)
    if signing:
        first = main[signing[0]]
        for group in _columns([p for p in main[signing[0] :] if _same_block(p, first)]):
            _signer(group, anatomy)
        return signing[0]
    return len(main) if label is None else label


def _same_block(para: Para, first: Para) -> bool:
    return para.place.table == first.place.table and not fold(para.text).startswith(("noi nhan", "-"))


def _columns(paras: list[Para]) -> list[list[Para]]:
    cells: dict[int | None, list[Para]] = {}
    for para in paras:
        cells.setdefault(para.place.cell, []).append(para)
    return list(cells.values())


def _signer(paras: list[Para], anatomy: Anatomy) -> None:
    said = [para for para in paras if para.text and not para.text.startswith(("(", "Ký bởi", "Digitally"))]
    for para in said[:-1]:
        anatomy.put("authority", para)
    if said:
        anatomy.put("signer" if len(said) > 1 else "authority", said[-1])


def _middle(paras: list[Para], anatomy: Anatomy, standard: Standard) -> None:
    """Kind, title, receivers, basis, and the rest: the body."""
    kinds = {fold(name): name for name, _short in standard.kinds}
    said = [para for para in paras if para.text]
    at = next((i for i, p in enumerate(said[:6]) if fold(p.text) in kinds or _is_slip(p.text)), None)
    if at is None:
        anatomy.is_letter = bool(anatomy.get("subject"))
        anatomy.kind = "CÔNG VĂN" if anatomy.is_letter else ""
    else:
        anatomy.is_slip = _is_slip(said[at].text)
        anatomy.kind = "PHIẾU XIN LỖI" if anatomy.is_slip else kinds[fold(said[at].text)]
        anatomy.put("kind", said[at])
    rest = said if at is None else said[at + 1 :]
    rest = _title(rest, anatomy) if at is not None and not anatomy.is_slip else rest
    rest = _receivers(rest, anatomy)
    reading = True
    for para in rest:
        decided = fold(para.text) in ("quyet dinh:", "quyet nghi:", "chi thi:")
        if decided or _is_authority(para, anatomy):
            reading = reading and not decided
        elif reading and _BASIS.match(para.text) and not _leads_on(para.text):
            anatomy.put("basis", para)
        else:
            anatomy.body.append(para)


def _title(rest: list[Para], anatomy: Anatomy) -> list[Para]:
    """Centred lines below the kind, but for those that say who decides or to whom it goes."""
    for index, para in enumerate(rest):
        stops = _BASIS.match(para.text) or fold(para.text).startswith("kinh gui") or para.align != "center"
        if index and (para.printed.isupper() or stops):
            return rest[index:]
        if stops and not index:
            return rest
        anatomy.put("title", para)
    return []


def _receivers(rest: list[Para], anatomy: Anatomy) -> list[Para]:
    if not rest or not fold(rest[0].text).startswith("kinh gui"):
        return rest
    anatomy.put("receiver", rest[0])
    index = 1
    while index < len(rest) and fold(rest[0].text) in ("kinh gui", "kinh gui:") and _listed(rest[index]):
        anatomy.put("receiver", rest[index])
        index += 1
    return rest[index:]


def _listed(para: Para) -> bool:
    return para.text.startswith(("-", "–")) or (para.left > 25 and para.align != "both")


def _is_authority(para: Para, anatomy: Anatomy) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …" between a decision's title and its basis."""
    early = not anatomy.body and not anatomy.get("basis")
    return early and para.align == "center" and para.printed.isupper() and bool(anatomy.get("kind"))


def _leads_on(text: str) -> bool:
    """A sentence that starts with its basis and goes on to what is done belongs to the body."""
    return text.endswith(":")


def _is_national(text: str) -> bool:
    folded = fold(text)
    return "cong hoa x" in folded and "viet nam" in folded


def _is_motto(text: str) -> bool:
    folded = fold(text)
    return "doc lap" in folded and "hanh phuc" in folded


def _is_slip(text: str) -> bool:
    return fold(text).startswith("phieu xin loi")
