"""Words that a narrow cell cut in the middle, one line holding the first half and nothing else."""

from __future__ import annotations

import re
from collections import Counter

from thuocdo.documents.rules.joining import join_halves
from thuocdo.documents.rules.wording import is_upper
from thuocdo.lib.text import fold

_DATE = re.compile(r"(^|\D)\d{1,2}/\d{1,2}/\d{4}$")


def mend(text: str, rest: str, words: Counter[str]) -> str:
    """The two joined; without a blank where the last word of `text` goes on in `rest`.

    Call it only when the last line of `text` is one word that leaves no room for another letter.
    `words`: how often each folded word stands in the document.
    """
    left, right = text.rsplit(None, 1)[-1], rest.split(None, 1)[0]
    if _is_cut(left, right, words):
        return text + rest
    return join_halves(text, rest, words)


def _is_cut(left: str, right: str, words: Counter[str]) -> bool:
    end, start = left[-1], right[0]
    if start in ").,;:/%]”*" or (end not in "),;" and ("://" in left or left.startswith("www."))):
        return True
    if end.isdigit() and start.isdigit():
        return not _DATE.search(left)
    mixed = any(c.isdigit() for c in left) or (is_upper(left) and any(c in "/_-" for c in left))
    if mixed and end.isalpha() and start.isalpha():
        return end.isupper() == start.isupper()
    if start == "-" and end.isalnum():
        return right[1:2].isalnum()
    if is_upper(left) and end.isalpha() and right.isupper():
        return words[fold(left + right)] > 0 or words[fold(left)] <= 1
    return False
