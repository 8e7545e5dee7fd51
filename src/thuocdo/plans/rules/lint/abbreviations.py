"""Short forms that nobody knows, one letter away from one that the plan uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from thuocdo.lib.text import ABBREVIATIONS, fold, strip_accents
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.passages import Passage
from thuocdo.plans.rules.lint.syllables import is_syllable

# short forms that are no words of `ABBREVIATIONS` but stand in plans with a meaning of their own
_OTHER_SHORT_TEXT = """
    PAPI SIPAS INDEX PAR DDCI PCI DTI PGI UNDP CECODES NDXP LGSP IOC OCOP HTX THCS THPT TNHH BNV TTTT
    CSDL ATTT ATGT VSMT BVMT GPMB DTTS MTQG PCCC TDTT SXKD HCNN PCT KSTT KTN QLĐT LĐLĐ ĐMST HSSV TTYT
    PTTH TTCN KKT KCN VPCP BCVT SKHCN NHCSXH LLVT ANQP QPAN QSĐP THTT TTĐT CSHT KHKT CBQL ASXH GTVT
    NNPTNT HĐQT CLB QĐND CAND
"""
_OTHER_SHORT = frozenset(_OTHER_SHORT_TEXT.split())
_SHORT = re.compile(r"(?<![\w/&.-])[A-ZĐ]{3,8}(?![\w/&]|-[A-ZĐ])")
_CODE = re.compile(r"\d+[\w.]*\s?[/-]\s?[^\s,;()]+|\b[A-ZĐ]+(?:-[A-ZĐ]+)+\b")


@rule("abbreviation_typo", Severity.WARNING)
def abbreviation_typo(context: Context) -> Iterator[Hit]:
    """A short form that nobody knows, one letter away from one that this plan uses."""
    counts: Counter[str] = Counter()
    found: list[tuple[str, Passage, int]] = []
    for passage in context.passages:
        if passage.shared:
            continue
        text = _CODE.sub(lambda code: " " * len(code.group()), passage.text)
        for match in _SHORT.finditer(text):
            counts[match.group()] += 1
            found.append((match.group(), passage, match.start()))
    defined = set(re.findall(r"\(([A-ZĐ]{2,8})\)", context.text))
    for short, passage, start in found:
        if short in ABBREVIATIONS or short in _OTHER_SHORT or short in defined or is_syllable(short.lower()):
            continue
        right = _nearest_short(context, short, counts)
        if right:
            yield Hit(
                f"Chữ viết tắt “{short}” không rõ nghĩa; văn bản dùng “{right}” ({ABBREVIATIONS[right]}).",
                passage.around(start, start + len(short), 15),
                passage.source,
                right,
                fix=Fix(short, right),
            )


def _nearest_short(context: Context, short: str, counts: Counter[str]) -> str | None:
    best: tuple[int, str] | None = None
    for known, full in ABBREVIATIONS.items():
        same_length = len(known) == len(short)
        near = strip_accents(known) == strip_accents(short) or (
            (same_length or len(short) >= 5) and len(known) >= 3 and OSA.distance(short, known) == 1
        )
        weight = counts[known] * 2 + context.folded.count(fold(full))
        if near and weight > counts[short] and (best is None or weight > best[0]):
            best = (weight, known)
    return best[1] if best else None
