"""Rules about words and clauses that are printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from thuocdo.lib.text import fold
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.lexicon import Lexicon, lexicon
from thuocdo.plans.rules.lint.passages import Passage, Word, sentences, words_of
from thuocdo.plans.rules.lint.spelling import STANDALONE, printed

# syllables doubled on purpose
_REDUPLICATED_TEXT = """
    luôn hằng hàng dần mãi ngày người nhà ai từ song đời nơi lần đều thường xanh rất nhiều khắp ngành
    nghề vừa càng cứ tầng lớp sau trước năm tháng chung
"""
_REDUPLICATED = frozenset(_REDUPLICATED_TEXT.split())


@rule("duplicate_word", Severity.WARNING)
def duplicate_word(context: Context) -> Iterator[Hit]:
    """A word or a pair of words is printed twice in a row."""
    words = lexicon()
    for passage, run in context.runs:
        lower = [word.lower for word in run]
        taken = -1
        for at in range(len(run)):
            if at <= taken:
                continue
            for size in (3, 2, 1):
                if at + 2 * size > len(run) or lower[at : at + size] != lower[at + size : at + 2 * size]:
                    continue
                if size == 1 and not _slip_of_one(words, passage, run, at):
                    break
                if size > 1 and run[at].text[:1].isupper() and run[at + size].text.islower():
                    # "Sở Xây dựng | xây dựng Kế hoạch": the end of a name, then the verb
                    continue
                if size > 1 and len(set(lower[at : at + size])) == 1:
                    continue
                taken = at + 2 * size - 1
                yield Hit(
                    f"Lặp chữ: “{printed(passage, run[at : at + 2 * size])}”.",
                    printed(passage, run[max(0, at - 2) : at + 2 * size + 1]),
                    passage.source,
                    f"“{printed(passage, run[at : at + size])}”",
                    fix=Fix(printed(passage, run[at : at + 2 * size]), printed(passage, run[at : at + size])),
                )
                break


def _slip_of_one(words: Lexicon, passage: Passage, run: Sequence[Word], at: int) -> bool:
    text, after = run[at].lower, run[at + 2].lower if at + 2 < len(run) else ""
    before = run[at - 1].lower if at else ""
    follows_number = passage.text[run[at + 1].end :].lstrip()[:1].isdigit()
    if text in _REDUPLICATED and not (text == "ngày" and follows_number):
        return False
    # "tình hình | hình thành": each half belongs to a word of its own
    split = (
        ((before, text) in words.pairs or _ends_word(run, at))
        and bool(after)
        and (text in STANDALONE or (text, after) in words.pairs)
    )
    return not split and not run[at].text.isupper()


def _ends_word(run: Sequence[Word], at: int) -> bool:
    """ "hành chính công | công khai": the first half ends a fixed term of three syllables."""
    before = tuple(word.lower for word in run[max(0, at - 2) : at + 1])
    return before in (
        ("hành", "chính", "công"),
        ("dịch", "vụ", "công"),
        ("tài", "chính", "công"),
        ("tài", "sản", "công"),
        ("đầu", "tư", "công"),
    )


MIN_REPEATED = 8
"""Syllables that a clause must share before it counts as said twice."""


@rule("duplicated_clause", Severity.WARNING)
def duplicated_clause(context: Context) -> Iterator[Hit]:
    """A sentence says one clause twice, with the same verb and no sign between."""
    for passage in context.passages:
        if passage.shared:
            continue
        for _, sentence in sentences(passage.text):
            words = words_of(sentence)
            found = _repeated(sentence, words)
            if found:
                first, second, length = found
                end = words[second + length - 1].end
                yield Hit(
                    "Một vế câu được viết hai lần.",
                    sentence[words[max(0, second - 4)].start : end],
                    passage.source,
                    f"Giữ một trong hai vế (vế trước bắt đầu từ “{sentence[words[max(0, first - 3)].start : words[first].end]}”).",
                )


def _repeated(sentence: str, words: Sequence[Word]) -> tuple[int, int, int] | None:
    folded = [fold(word.text) for word in words]
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - MIN_REPEATED + 1):
        key = tuple(folded[at : at + MIN_REPEATED])
        first = places.setdefault(key, at)
        if first == at:
            continue
        length = MIN_REPEATED
        while (
            at + length < len(words) and first + length < at and folded[first + length] == folded[at + length]
        ):
            length += 1
        between = sentence[words[first + length - 1].end : words[at].start]
        lead_a, lead_b = folded[max(0, first - 6) : first], folded[max(first + length, at - 8) : at]
        if not re.search(r"[,;:.\n]|\s[-–]\s", between) and _pairs(lead_a) & _pairs(lead_b):
            return first, at, length
    return None


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))
