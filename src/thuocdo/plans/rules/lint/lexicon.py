"""The shipped words and phrases (data/wording.txt), indexed for comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from thuocdo.lib.text import fold

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """`syllables` in small letters; `words`: (start, end) of each word among them."""

    syllables: Syllables
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Lexicon:
    """`pairs`: words of two syllables; `by_folded`: folded pair -> right pairs; `letters`: loosely compared ones.

    `phrases`: by length, then by the syllables but one -> right syllables at that place. `openings`: by length,
    their first and second syllables. `missing`, `cut`: by the syllable that is left, the longest phrase first.
    """

    pairs: frozenset[Syllables]
    by_folded: Mapping[Syllables, tuple[Syllables, ...]]
    letters: tuple[Syllables, ...]
    phrases: Mapping[int, Mapping[tuple[int, Syllables], tuple[str, ...]]]
    openings: Mapping[int, tuple[frozenset[str], frozenset[str]]]
    missing: Mapping[str, tuple[Phrase, ...]]
    cut: Mapping[str, tuple[Phrase, ...]]


def _phrase(line: str) -> Phrase:
    syllables: list[str] = []
    words = []
    for word in line.split():
        parts = word.lower().split("_")
        words.append((len(syllables), len(syllables) + len(parts)))
        syllables += parts
    return Phrase(tuple(syllables), tuple(words))


@cache
def lexicon() -> Lexicon:
    """Read once."""
    text = files("thuocdo.plans.rules.lint").joinpath("data/wording.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[name].append(line)
    return _index(sections)


def _index(sections: Mapping[str, list[str]]) -> Lexicon:
    letters = tuple(_phrase(word).syllables for line in sections["letters"] for word in line.split())
    plain = [_phrase(word).syllables for line in sections["words"] for word in line.split()]
    lines = [_phrase(line) for name in ("phrases", "missing", "cut") for line in sections[name]]
    inside = [p.syllables[a:b] for p in lines for a, b in p.words if b - a == 2]
    pairs = frozenset((*letters, *plain, *inside))
    folded: dict[Syllables, list[Syllables]] = defaultdict(list)
    for pair in sorted(pairs):
        folded[tuple(fold(part) for part in pair)].append(pair)
    phrases = [_phrase(line) for line in sections["phrases"]]
    return Lexicon(
        pairs,
        {key: tuple(value) for key, value in folded.items()},
        letters,
        _slots(phrases),
        _openings(phrases),
        _by_rest([_phrase(line) for line in sections["missing"]], 1),
        _by_rest([_phrase(line) for line in sections["cut"]], 0),
    )


def _openings(phrases: list[Phrase]) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    lengths = {len(phrase.syllables) for phrase in phrases}
    out = {}
    for length in lengths:
        same = [phrase.syllables for phrase in phrases if len(phrase.syllables) == length]
        out[length] = (frozenset(s[0] for s in same), frozenset(s[1] for s in same))
    return out


def _by_rest(phrases: list[Phrase], kept: int) -> dict[str, tuple[Phrase, ...]]:
    out: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.syllables)):
        out[phrase.syllables[kept]].append(phrase)
    return {rest: tuple(found) for rest, found in out.items()}


def _slots(phrases: list[Phrase]) -> dict[int, dict[tuple[int, Syllables], tuple[str, ...]]]:
    out: dict[int, dict[tuple[int, Syllables], tuple[str, ...]]] = defaultdict(dict)
    for phrase in phrases:
        syllables = phrase.syllables
        for at, right in enumerate(syllables):
            key = (at, syllables[:at] + syllables[at + 1 :])
            known = out[len(syllables)].get(key, ())
            out[len(syllables)][key] = (*known, right)
    return out


def is_variant(seen: str, right: str) -> bool:
    """Another mark, or one letter more, less, other: what a slip or OCR makes of a syllable."""
    if seen == right:
        return False
    a, b = fold(seen), fold(right)
    return a == b or (min(len(a), len(b)) >= 3 and OSA.distance(a, b) <= 1) or OSA.distance(seen, right) <= 1
