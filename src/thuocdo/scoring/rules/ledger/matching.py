"""Which criterion a printed gap speaks of, by its words: always a proposal, never a decision.

Method (docs/methods/ledger.md): texts are folded with abbreviations written out. Words that many criteria share
count little, words of few count much (weight log(1 + N/n) for a word that n of N criteria use); single words
and pairs of neighbours both count. The score of a criterion is 60 % how much of its name the gap's heading says,
25 % how alike the two sentences are letter by letter (rapidfuzz), 15 % how much of its measures' and documents'
names the whole gap says; a criterion outside the field that the gap is printed under loses a quarter. Under the
threshold, or with a runner-up too near, there is no proposal and a person chooses.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from thuocdo.criteria.rules.model import Framework
from thuocdo.lib.text import expand_abbreviations, fold

THRESHOLD = 0.45  # under it the words say too little
MARGIN = 0.06  # nearer than this to the runner-up, two criteria cannot be told apart by words
FIELD_ALIKE = 0.75  # from here the printed field is taken for a field of the framework
OTHER_FIELD = 0.75  # what is left of the score of a criterion outside the printed field
_NAME, _LETTERS, _SUPPORT = 0.60, 0.25, 0.15
_NUMBERED = re.compile(r"^\s*\d+(\.\d+)*[.)]\s*")
_WORD = re.compile(r"[a-z0-9]+")
# words of every complaint and of every criterion: they say nothing about which one is meant
_EMPTY = frozenset(
    [
        "va",
        "cua",
        "cac",
        "cho",
        "theo",
        "trong",
        "nam",
        "voi",
        "den",
        "tu",
        "la",
        "co",
        "duoc",
        "chua",
        "khong",
        "dam",
        "bao",
        "yeu",
        "cau",
        "thuc",
        "hien",
        "ket",
        "qua",
        "ve",
        "khi",
        "de",
        "so",
        "tai",
        "lieu",
        "kiem",
        "chung",
        "van",
        "ban",
        "cung",
        "cap",
        "xa",
    ]
)


@dataclass(frozen=True)
class Known:
    """A criterion as matching sees it: words (with weights from `known_criteria`) of its name and of what supports it."""

    code: str
    name: str
    field: str  # code of the top group it stands in
    name_words: frozenset[str]
    support_words: frozenset[str]


@dataclass(frozen=True)
class Catalogue:
    """The criteria that may be proposed, the framework's fields, and the weight of each word."""

    criteria: tuple[Known, ...]
    fields: Mapping[str, str]  # code -> folded name
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """The likeliest criterion. `code` is "" where a person must choose; `likeliest` and `second` are told anyway.

    `score` and `margin` (distance to the runner-up) run from 0 to 1.
    """

    code: str
    score: float
    margin: float
    likeliest: str
    second: str


NOTHING = Proposal("", 0.0, 0.0, "", "")


def catalogue_of(framework: Framework) -> Catalogue:
    """What can be proposed from this framework: its scored criteria, with the words that name them."""
    found: list[Known] = []
    for top in framework.criteria:
        for leaf in top.walk():
            if leaf.method is None:
                continue
            labels = [framework.measures[name].label for name in leaf.inputs.values()]
            labels += [rule.label for rule in leaf.evidence]
            found.append(
                Known(leaf.code, _folded(leaf.name), top.code, words_of(leaf.name), words_of(*labels))
            )
    uses = Counter(word for known in found for word in known.name_words | known.support_words)
    count = len(found)
    weights = {word: math.log(1 + count / uses[word]) for word in uses}
    return Catalogue(tuple(found), {top.code: _folded(top.name) for top in framework.criteria}, weights)


def propose(heading: str, *, cause: str = "", printed_field: str = "", among: Catalogue) -> Proposal:
    """The criterion that a gap most likely speaks of.

    `heading` is the printed criterion or shortcoming, `cause` its reason, `printed_field` the field it stands
    under; any of them may be empty. Without words, or without criteria, gives `NOTHING`.
    """
    said, letters = words_of(heading), _folded(heading)
    if not said or not among.criteria:
        return NOTHING
    everything = said | words_of(cause)
    where = field_of(printed_field, among)
    scored = sorted(
        ((_score(known, said, everything, letters, where, among), known.code) for known in among.criteria),
        key=lambda pair: (-pair[0], pair[1]),
    )
    (best, code), rest = scored[0], scored[1:]
    second, runner_up = rest[0] if rest else (0.0, "")
    margin = best - second
    sure = best >= THRESHOLD and margin >= MARGIN
    return Proposal(code if sure else "", round(best, 3), round(margin, 3), code, runner_up)


def field_of(printed: str, among: Catalogue) -> str:
    """The code of the framework's field that is printed so; "" where none is alike enough."""
    text = _folded(printed)
    if not text:
        return ""
    rated = [(fuzz.token_set_ratio(text, name) / 100, code) for code, name in among.fields.items()]
    best, code = max(rated, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
    return code if best >= FIELD_ALIKE else ""


def words_of(*texts: str) -> frozenset[str]:
    """Single words and pairs of neighbours of the texts, folded, abbreviations written out, empty words left out."""
    found: set[str] = set()
    for text in texts:
        words: Sequence[str] = _WORD.findall(_folded(text))
        found.update(word for word in words if word not in _EMPTY)
        found.update(" ".join(pair) for pair in pairwise(words) if not set(pair) <= _EMPTY)
    return frozenset(found)


def _score(
    known: Known, said: frozenset[str], everything: frozenset[str], letters: str, where: str, among: Catalogue
) -> float:
    name = _covered(known.name_words, said, among.weights)
    support = _covered(known.support_words, everything, among.weights)
    alike = fuzz.token_set_ratio(letters, known.name) / 100
    score = _NAME * name + _LETTERS * alike + _SUPPORT * support
    return score if not where or where == known.field else score * OTHER_FIELD


def _covered(wanted: Iterable[str], said: frozenset[str], weights: Mapping[str, float]) -> float:
    """The share, by weight, of the wanted words that were said."""
    total = sum(weights[word] for word in wanted)
    return sum(weights[word] for word in wanted if word in said) / total if total else 0.0


def _folded(text: str) -> str:
    return fold(expand_abbreviations(_NUMBERED.sub("", text)))
