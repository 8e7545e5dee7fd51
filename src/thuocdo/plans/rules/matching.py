"""Which row of a new version is which row of the old one, by text and place.

Method: rows with the same folded text pair first (same place before same order); then what is left pairs by
likeness of text (letters in order and words in any order, half each), best first, with a little weight for the same heading and for neighbours that are pairs already;
then a row whose text stands inside an old one is a part of it (split), and an old row whose text stands inside a
new one went into it (merged). What is only half alike waits for a person, with the candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz, process

from thuocdo.lib.text import fold

ALIKE = 0.72  # from here two texts are the same task reworded
MAYBE = 0.45  # from here it is worth asking a person
INSIDE = 0.9  # share of the shorter text found in the longer, to call it a part
MARGIN = 0.04  # two candidates nearer than this cannot be told apart by text
SAME_PLACE = 0.03
NEIGHBOUR = 0.02
SHORTEST_PART = 12  # letters; shorter texts stand inside others by chance


class How(StrEnum):
    SAME = "same"  # the same text at the same place in the order
    MOVED = "moved"  # the same text elsewhere
    REWORDED = "reworded"
    SPLIT = "split"  # one old row, several new ones
    MERGED = "merged"  # several old rows, one new one


@dataclass(frozen=True, slots=True)
class Item:
    """A row as matching sees it. `place`: the heading it stands under, "" when none."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Indexes of old and new rows that are the same work. The first new row carries the identity on."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    how: How
    ratio: float


@dataclass(frozen=True, slots=True)
class Matching:
    """`vanished`, `added`: rows without a partner; `candidates`: for a vanished row, new rows that may be it."""

    matches: tuple[Match, ...]
    vanished: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    candidates: Mapping[int, tuple[tuple[int, float], ...]] = default(default_factory=dict)

    def old_of(self, new: int) -> tuple[int, ...]:
        """The old rows that a new row continues."""
        return next((match.old for match in self.matches if new in match.new), ())

    def new_of(self, old: int) -> tuple[int, ...]:
        """The new rows that continue an old row."""
        return next((match.new for match in self.matches if old in match.old), ())


def match_rows(old: Sequence[Item], new: Sequence[Item]) -> Matching:
    """Match the rows of two versions. Every row is in at most one match."""
    work = _Work(old, new)
    work.pair_equal()
    work.pair_alike()
    parts = work.find_parts(work.new_texts, work.old_texts, work.free_new(), work.old_to_new)
    wholes = work.find_parts(work.old_texts, work.new_texts, work.free_old(), work.new_to_old)
    return work.result(parts, wholes)


class _Work:
    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self.old_texts = [fold(item.text) for item in old]
        self.new_texts = [fold(item.text) for item in new]
        self.old_places = [fold(item.place) for item in old]
        self.new_places = [fold(item.place) for item in new]
        self.old_to_new: dict[int, int] = {}
        self.new_to_old: dict[int, int] = {}
        self.ratios: dict[int, float] = {}

    def free_old(self) -> list[int]:
        return [number for number in range(len(self.old_texts)) if number not in self.old_to_new]

    def free_new(self) -> list[int]:
        return [number for number in range(len(self.new_texts)) if number not in self.new_to_old]

    def pair(self, old: int, new: int, ratio: float) -> None:
        self.old_to_new[old], self.new_to_old[new], self.ratios[old] = new, old, ratio

    def pair_equal(self) -> None:
        """Same text: first where the heading is the same too, then in order."""
        for with_place in (True, False):
            waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
            for number in self.free_new():
                waiting[self.new_texts[number], self.new_places[number] if with_place else ""].append(number)
            for number in self.free_old():
                found = waiting[self.old_texts[number], self.old_places[number] if with_place else ""]
                if found and self.old_texts[number]:
                    self.pair(number, found.pop(0), 1.0)

    def pair_alike(self) -> None:
        """Best first; a tie within the margin is left to a person unless place or neighbours decide."""
        free_old, free_new = self.free_old(), self.free_new()
        if not free_old or not free_new:
            return
        olds, news = [self.old_texts[n] for n in free_old], [self.new_texts[n] for n in free_new]
        sequence = process.cdist(olds, news, scorer=fuzz.ratio)
        words = process.cdist(olds, news, scorer=fuzz.token_sort_ratio)
        ratios = (sequence + words) / 2  # the same words in another order are half as good as in the same
        scored = sorted(
            (
                (float(ratios[i][j]) / 100, a, b)
                for i, a in enumerate(free_old)
                for j, b in enumerate(free_new)
                if ratios[i][j] >= 100 * (ALIKE - 0.05)
            ),
            key=lambda entry: (-entry[0] - self._bonus(entry[1], entry[2]), entry[1], entry[2]),
        )
        for ratio, a, b in scored:
            if a in self.old_to_new or b in self.new_to_old or ratio + self._bonus(a, b) < ALIKE:
                continue
            if not self._rivalled(ratio, a, b, scored):
                self.pair(a, b, ratio)

    def _bonus(self, a: int, b: int) -> float:
        bonus = SAME_PLACE if self.old_places[a] and self.old_places[a] == self.new_places[b] else 0.0
        for step in (-1, 1):
            if self.old_to_new.get(a + step) == b + step:
                bonus += NEIGHBOUR
        return bonus

    def _rivalled(self, ratio: float, a: int, b: int, scored: Sequence[tuple[float, int, int]]) -> bool:
        mine = ratio + self._bonus(a, b)
        return any(
            ((x == a) != (y == b))
            and x not in self.old_to_new
            and y not in self.new_to_old
            and abs(other + self._bonus(x, y) - mine) < MARGIN / 4
            for other, x, y in scored
        )

    def find_parts(
        self, parts: Sequence[str], wholes: Sequence[str], free: Sequence[int], partner: Mapping[int, int]
    ) -> dict[int, list[int]]:
        """Free short texts that stand inside a long one on the other side: {whole: [its parts]}.

        A whole that has a partner may gain parts only when the partner lost text (its remainder).
        """
        found: dict[int, list[int]] = defaultdict(list)
        for number in free:
            text = parts[number]
            if len(text) < SHORTEST_PART:
                continue
            best = max(range(len(wholes)), key=lambda w: self._inside(text, wholes[w]), default=None)
            if best is None or self._inside(text, wholes[best]) < INSIDE:
                continue
            if best in partner and self._inside(text, parts[partner[best]]) >= INSIDE:
                continue  # the partner still holds these words: they were repeated, not taken out
            found[best].append(number)
        return {
            whole: some
            for whole, some in found.items()
            if whole in partner or len(some) > 1 or self._most(parts[some[0]], wholes[whole])
        }

    @staticmethod
    def _inside(part: str, whole: str) -> float:
        if len(part) >= len(whole) or len(part) < SHORTEST_PART:
            return 0.0
        return 1.0 if part in whole else float(fuzz.partial_ratio(part, whole)) / 100

    @staticmethod
    def _most(part: str, whole: str) -> bool:
        """A lone part is the row itself, shortened, only when it keeps a good deal of it."""
        return len(part) >= 0.4 * len(whole)

    def result(self, parts: Mapping[int, list[int]], wholes: Mapping[int, list[int]]) -> Matching:
        matches: list[Match] = []
        used_old: set[int] = set()
        used_new: set[int] = set()
        for whole, some in parts.items():
            mine = [self.old_to_new[whole]] if whole in self.old_to_new else []
            new = self._by_place(self.old_texts[whole], self.new_texts, {*mine, *some})
            how = How.SPLIT if len(new) > 1 else How.REWORDED
            matches.append(Match((whole,), new, how, self.ratios.get(whole, INSIDE)))
            used_old.add(whole)
            used_new.update(new)
        for whole, some in wholes.items():
            mine = [self.new_to_old[whole]] if whole in self.new_to_old else []
            old = tuple(
                n
                for n in self._by_place(self.new_texts[whole], self.old_texts, {*mine, *some})
                if n not in used_old
            )
            if whole in used_new or not old:
                continue
            how = How.MERGED if len(old) > 1 else How.REWORDED
            matches.append(
                Match(old, (whole,), how, min((self.ratios.get(n, INSIDE) for n in old), default=INSIDE))
            )
            used_old.update(old)
            used_new.add(whole)
        kept = {a: b for a, b in self.old_to_new.items() if a not in used_old and b not in used_new}
        steady = _longest_rising(kept)
        for a, b in sorted(kept.items()):
            how = How.REWORDED if self.ratios[a] < 1.0 else How.SAME if a in steady else How.MOVED
            matches.append(Match((a,), (b,), how, self.ratios[a]))
            used_old.add(a)
            used_new.add(b)
        return self._with_rest(matches, used_old, used_new)

    @staticmethod
    def _by_place(whole: str, texts: Sequence[str], some: set[int]) -> tuple[int, ...]:
        """The longest part first: it carries the identity on; the others in reading order."""
        first = max(sorted(some), key=lambda n: min(len(texts[n]), len(whole)))
        return (first, *sorted(some - {first}))

    def _with_rest(self, matches: list[Match], used_old: set[int], used_new: set[int]) -> Matching:
        vanished = tuple(n for n in range(len(self.old_texts)) if n not in used_old)
        added = tuple(n for n in range(len(self.new_texts)) if n not in used_new)
        candidates: dict[int, tuple[tuple[int, float], ...]] = {}
        for a in vanished:
            some = [(b, round(self._likeness(self.old_texts[a], self.new_texts[b]), 3)) for b in added]
            some = sorted((pair for pair in some if pair[1] >= MAYBE), key=lambda pair: (-pair[1], pair[0]))[
                :3
            ]
            if some:
                candidates[a] = tuple(some)
        matches.sort(key=lambda match: (match.new[0], match.old[0]))
        return Matching(tuple(matches), vanished, added, candidates)

    @staticmethod
    def _likeness(a: str, b: str) -> float:
        words = 0.95 * float(fuzz.token_set_ratio(a, b)) if min(len(a), len(b)) > 20 else 0.0
        return max(float(fuzz.ratio(a, b)), words) / 100


def _longest_rising(pairs: Mapping[int, int]) -> frozenset[int]:
    """The old indexes of the largest set of pairs that kept their order; the others were moved."""
    order = sorted(pairs)
    best: list[list[int]] = []
    for a in order:
        longer = [chain for chain in best if pairs[chain[-1]] < pairs[a]]
        longest: list[int] = max(longer, key=lambda chain: len(chain), default=[])
        best.append([*longest, a])
    longest_of_all: list[int] = max(best, key=lambda chain: len(chain)) if best else []
    return frozenset(longest_of_all)


CARRIED = (
    "text", "criterion", "heading", "lead", "coordinating", "output", "index", "dimension", "subdimension", "field",
    "cause", "remedy", "name", "unit", "to", "via",
)  # fmt: skip


def carried_over(
    old_read: Mapping[str, Any], old_data: Mapping[str, Any], new_read: Mapping[str, Any]
) -> dict[str, Any]:
    """The corrections of the old version that still hold in the new one: {field: corrected value}.

    A correction holds where the new document prints in that field exactly what the old one printed.
    """
    out: dict[str, Any] = {}
    for name in CARRIED:
        if (
            name in new_read
            and old_data.get(name) != old_read.get(name)
            and new_read.get(name) == old_read.get(name)
        ):
            out[name] = old_data.get(name)
    same_words = new_read.get("deadline_text") == old_read.get("deadline_text")
    if same_words and (old_data.get("deadline"), old_data.get("deadline_text")) != (
        old_read.get("deadline"),
        old_read.get("deadline_text"),
    ):
        out["deadline"] = {
            "text": old_data.get("deadline_text"),
            "value": old_data.get("deadline"),
            "by_person": bool(old_data.get("deadline_by_person")),
        }
    return out
