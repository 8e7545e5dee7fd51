"""The text: receivers, basis, headings, paragraphs, points, the end mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from thuocdo.documents.format.measured import POINT, Para
from thuocdo.documents.format.notes import Notes, inside, shown, span
from thuocdo.documents.format.widths import width_of
from thuocdo.lib.text.spelling import fold

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points in the Vietnamese alphabet
_PART = re.compile(r"^(Phần|Chương|Mục|Tiểu mục)\s+([IVXLC]+|\d+)\.?$", re.IGNORECASE)
_SECTION = re.compile(r"^[IVXLC]+\s*[.\-]\s*\S")
_ARTICLE = re.compile(r"^Điều\s+(?P<number>\w+)\s*(?P<sign>[.:]?)", re.IGNORECASE)
_CLAUSE = re.compile(r"^\d+(\.\d+)*\.\s")
_POINT = re.compile(r"^(?P<letter>[a-zđ])\)", re.IGNORECASE)
_INDENT_SLACK, _GAP_SLACK, _LINE_SLACK = 0.6, 0.1, 0.04
_SINGLE = 1.15  # of the letters' size: one line of Times New Roman


def check_body(notes: Notes) -> None:
    """Everything between the title and the signature."""
    _receivers(notes)
    _basis(notes)
    body = notes.anatomy.body
    if not body:
        notes.missing("body", "body", "text")
        return
    _headings(notes, body)
    _points(notes, body)
    _gaps(notes, [*notes.anatomy.get("basis"), *body])
    tail = " ".join(para.text for para in body[-2:]).rstrip()
    if not tail.endswith("./."):
        notes.add(
            "body.end",
            "body",
            "Hết nội dung không có dấu “./.”.",
            expected="Kết thúc nội dung bằng dấu “./.”",
            source="NĐ 30/2020/NĐ-CP, Phụ lục III, các mẫu văn bản",
            at=[body[-1].place],
        )


def _receivers(notes: Notes) -> None:
    paras, part = notes.anatomy.get("receiver"), notes.component("receiver")
    if not paras:
        if notes.anatomy.is_letter:
            notes.missing("receiver", "receiver", "receiver")
        return
    notes.letters("receiver", "receiver", paras)
    if not re.match(r"Kính gửi\s*:", paras[0].text):
        notes.add(
            "receiver.colon",
            "receiver",
            "Sau từ “Kính gửi” không có dấu hai chấm.",
            expected="“Kính gửi:”",
            source=part.source,
            at=[paras[0].place],
        )
    for index, para in enumerate(paras[1:], 1):
        end = "." if index == len(paras) - 1 else ";"
        if not para.text.startswith(("-", "–")) or not para.text.endswith(end):
            notes.add(
                "receiver.list",
                "receiver",
                "Danh sách nơi nhận ở “Kính gửi” chưa đúng dấu.",
                expected="Mỗi nơi một dòng, đầu dòng “-”, cuối dòng “;”, dòng cuối “.”",
                source=part.source,
                at=[para.place],
            )


def _basis(notes: Notes) -> None:
    paras, part = notes.anatomy.get("basis"), notes.component("basis")
    notes.letters("basis", "basis", paras, skip=frozenset({"align"}))
    for index, para in enumerate(paras):
        end = "." if index == len(paras) - 1 else ";"
        if not para.text.endswith(end):
            notes.add(
                "basis.end",
                "basis",
                f"Căn cứ không kết thúc bằng dấu “{end}”.",
                expected="Cuối mỗi căn cứ “;”, căn cứ cuối cùng “.”",
                source=part.source,
                at=[para.place],
            )
    for para in paras:
        _prose(notes, para, "basis")


def _headings(notes: Notes, body: Sequence[Para]) -> None:
    after_part = False
    for para in body:
        if _PART.match(para.text):
            notes.letters("part", "body", [para])
            after_part = True
            continue
        if after_part and para.align == "center":
            notes.letters("part", "body", [para])
            if not para.printed.isupper():
                part = notes.component("part")
                notes.add(
                    "part.upper",
                    "body",
                    "Tiêu đề của phần, chương, mục không viết in hoa.",
                    expected="Chữ in hoa",
                    source=part.source,
                    at=[para.place],
                )
        elif _SECTION.match(para.text):
            notes.letters("section", "body", [para])
        elif _ARTICLE.match(para.text):
            _article(notes, para)
            _prose(notes, para, "body")
        elif _CLAUSE.match(para.text) and all(run.letters.bold for run in para.lettered):
            notes.letters("clause", "body", [para])
        else:
            _text(notes, para)
        after_part = False


def _article(notes: Notes, para: Para) -> None:
    part = notes.component("article")
    found = _ARTICLE.match(para.text)
    if found and (not found["number"].isdigit() or found["sign"] != "."):
        notes.add(
            "article.number",
            "body",
            f"Số thứ tự của điều ghi “{found[0]}”.",
            expected="“Điều 1.”: chữ số Ả Rập, sau số có dấu chấm",
            source=part.source,
            at=[para.place],
        )
    first = next(iter(para.lettered), None)
    if first and not first.letters.bold:
        notes.add(
            "article.bold",
            "body",
            "Từ “Điều” và số thứ tự không đậm.",
            expected="Kiểu chữ đứng, đậm",
            source=part.source,
            at=[para.place],
        )
    notes.letters("article", "body", [para], skip=frozenset({"bold", "italic"}))


def _text(notes: Notes, para: Para) -> None:
    skip = {"bold", "align"}
    if not all(run.letters.italic for run in para.lettered):
        skip.add("italic")  # a word in italics is an emphasis, a paragraph in italics is another style
    if para.align == "center" and not para.lettered:
        return
    notes.letters("text", "body", [para], skip=frozenset(skip))
    _prose(notes, para, "body")


def _prose(notes: Notes, para: Para, group: str) -> None:
    """Alignment, first line and line spacing of running text."""
    body = notes.standard.body
    if not para.lettered:
        return
    size = para.lettered[0].letters.size
    long = width_of(para.text, size) > max(para.room - (para.left + para.first) / POINT, 1)
    if long and para.align != "both":
        notes.add(
            "text.align",
            group,
            "Đoạn văn không canh đều hai lề.",
            expected="Canh đều cả hai lề",
            source=body.source,
            at=[para.place],
        )
    tabbed = para.runs[0].text.startswith("\t") and abs(para.first) < 1
    starts = (para.first, para.left + para.first)
    fits = any(abs(start - wanted) <= _INDENT_SLACK for start in starts for wanted in body.indent)
    if not (tabbed or fits) and para.align != "center":
        notes.add(
            "text.indent",
            group,
            f"Chữ đầu dòng lùi vào {shown(para.first / 10)} cm.",
            expected="Chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm",
            source=body.source,
            at=[para.place],
        )
    if para.lines is not None:
        right = inside(para.lines, body.lines, _LINE_SLACK)
        value = f"{shown(para.lines) if round(para.lines * 10) == para.lines * 10 else f'{para.lines:.2f}'.replace('.', ',')} dòng"
    else:
        exact = para.exact or 0
        right = inside(exact, (size * body.lines[0], size * _SINGLE * body.lines[1]), 0.6)
        value = f"{shown(exact)} pt"
    if not right:
        notes.add(
            "text.lines",
            group,
            f"Khoảng cách giữa các dòng là {value}.",
            expected=f"Từ dòng đơn đến {span((1.5, 1.5))} dòng",
            source=body.source,
            at=[para.place],
        )


def _points(notes: Notes, body: Sequence[Para]) -> None:
    """Letters of points follow the Vietnamese alphabet: … d, đ, e, g …"""
    source, before = notes.component("clause").source, ""
    for para in body:
        found = _POINT.match(para.text)
        if not found:
            if _CLAUSE.match(para.text) or _SECTION.match(para.text) or _ARTICLE.match(para.text):
                before = ""
            continue
        letter = found["letter"].lower()
        at = LETTERS.find(letter)
        follows = letter == "a" or (before and at == LETTERS.find(before) + 1)
        if at < 0 or not follows:
            wanted = (
                LETTERS[LETTERS.find(before) + 1]
                if before and LETTERS.find(before) + 1 < len(LETTERS)
                else "a"
            )
            notes.add(
                "point.letter",
                "body",
                f"Thứ tự điểm ghi “{letter})”{f' sau “{before})”' if before else ''}.",
                expected=f"“{wanted})”, theo bảng chữ cái tiếng Việt",
                source=source,
                at=[para.place],
            )
        before = letter if at >= 0 else ""


def _gaps(notes: Notes, paras: Sequence[Para]) -> None:
    """At least 6 points between neighbours in the text."""
    body = notes.standard.body
    order = {id(para): index for index, para in enumerate(notes.measured.paragraphs)}
    for first, second in pairwise(paras):
        if order[id(second)] != order[id(first)] + 1 or first.align == "center":
            continue  # something stands between them
        gap = first.after + second.before
        if first.mixed_gap and second.mixed_gap and first.style == second.style:
            gap = 0.0
        if gap + _GAP_SLACK < body.gap:
            notes.add(
                "text.gap",
                "body",
                f"Khoảng cách giữa các đoạn văn là {shown(gap)} pt.",
                expected=f"Tối thiểu {shown(body.gap)} pt",
                source=body.source,
                at=[second.place],
            )


def mentions_annex(body: Sequence[Para]) -> bool:
    """Whether the text points to its annexes, as it must."""
    return any("phu luc" in fold(para.text) for para in body)
