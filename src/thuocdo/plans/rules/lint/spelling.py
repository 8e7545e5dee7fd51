"""Rules about spelling and wording, by the company that syllables keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from thuocdo.lib.text import fold
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.lexicon import Lexicon, Phrase, is_variant, lexicon
from thuocdo.plans.rules.lint.passages import Passage, Word
from thuocdo.plans.rules.lint.syllables import is_syllable


def printed(passage: Passage, run: Sequence[Word]) -> str:
    """The words of a run as they stand in the passage."""
    return passage.text[run[0].start : run[-1].end]


def _bound(words: Lexicon, run: Sequence[Word], at: int) -> bool:
    """Whether the syllable forms a known word with a neighbour, so nothing is wrong with it."""
    if run[at].lower in STANDALONE:
        return True
    before = at > 0 and (run[at - 1].lower, run[at].lower) in words.pairs
    after = at + 1 < len(run) and (run[at].lower, run[at + 1].lower) in words.pairs
    return before or after


# syllables that stand alone anywhere; their company proves nothing
STANDALONE_TEXT = """
    này năm so có là và với cho về theo được trong từ tại do khi để ở đã sẽ mà thì cũng đều nếu ra vào còn
"""
STANDALONE = frozenset(STANDALONE_TEXT.split())

Slip = tuple[int, int, int, str]  # first and last+1 word of the phrase, place of the slip, right syllable


def _phrase_slips(words: Lexicon, run: Sequence[Word]) -> Iterator[Slip]:
    for length, slots in words.phrases.items():
        firsts, seconds = words.openings[length]
        for start in range(len(run) - length + 1):
            # one of the first two syllables must be right for a phrase to be meant
            if run[start].lower not in firsts and run[start + 1].lower not in seconds:
                continue
            window = tuple(word.lower for word in run[start : start + length])
            for at in range(length):
                rights = slots.get((at, window[:at] + window[at + 1 :]), ())
                if window[at] in rights:
                    break
                for right in rights:
                    if is_variant(window[at], right) and not _bound(words, run, start + at):
                        yield start, start + length, start + at, right


def _pair_slips(words: Lexicon, run: Sequence[Word]) -> Iterator[Slip]:
    for start in range(len(run) - 1):
        pair = (run[start].lower, run[start + 1].lower)
        # a capital in the middle begins another name ("Bí thư | Chi bộ")
        if pair in words.pairs or (run[start].text.islower() and run[start + 1].text.istitle()):
            continue
        rights = [
            right
            for right in words.by_folded.get((fold(pair[0]), fold(pair[1])), ())
            if _one_off(pair, right)
        ]
        rights += [right for right in words.letters if _one_off(pair, right) and _close(pair, right)]
        for right in rights[:1]:
            wrong = 0 if pair[0] != right[0] else 1
            other = start + 1 - wrong
            if not _bound(words, run, start + wrong) and not _bound(words, run, other):
                yield start, start + 2, start + wrong, right[wrong]


def _one_off(pair: tuple[str, str], right: tuple[str, ...]) -> bool:
    return (pair[0] == right[0]) != (pair[1] == right[1])


def _close(pair: tuple[str, str], right: tuple[str, ...]) -> bool:
    return all(is_variant(a, b) for a, b in zip(pair, right, strict=True) if a != b)


@rule("spelling", Severity.WARNING)
def spelling(context: Context) -> Iterator[Hit]:
    """A syllable that differs by a mark or a letter from what always stands in that phrase."""
    words = lexicon()
    for passage, run in context.runs:
        done: set[int] = set()
        for start, end, at, right in (*_phrase_slips(words, run), *_pair_slips(words, run)):
            if at in done or (
                run[at].text[:1].isupper()
                and at > 0
                and not run[at].text.isupper()
                and run[at - 1].text[:1].isupper()
            ):
                continue
            done.add(at)
            seen = passage.text[run[at].start : run[at].end]
            yield Hit(
                f"Có thể viết sai “{seen}” trong “{printed(passage, run[start:end])}”.",
                printed(passage, run[max(0, start - 1) : end + 1]),
                passage.source,
                f"“{right}”",
                fix=Fix(seen, _written_like(seen, right)),
            )
        yield from _impossible(passage, run, done)


def _impossible(passage: Passage, run: Sequence[Word], done: set[int]) -> Iterator[Hit]:
    for at, word in enumerate(run):
        # without any mark it may be a loan word, an address or a name of a system
        if at in done or word.text.isascii() or not word.text.islower() or is_syllable(word.text):
            continue
        if not _in_address(passage.text, word.start):
            yield Hit(
                f"“{word.text}” không phải là một âm tiết tiếng Việt.",
                printed(passage, run[max(0, at - 2) : at + 3]),
                passage.source,
            )


def _written_like(seen: str, right: str) -> str:
    """The right letters in capitals where the printed ones are."""
    if len(seen) > 1 and seen.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if seen[:1].isupper() else right


def _in_address(text: str, at: int) -> bool:
    left = text.rfind(" ", 0, at) + 1
    right = text.find(" ", at)
    token = text[left : right if right > 0 else len(text)]
    return bool(re.search(r"https?:|www\.|@|\w/\w+/|\.\w+[./]", token))


@rule("missing_word", Severity.WARNING)
def missing_word(context: Context) -> Iterator[Hit]:
    """The first syllable of a word was lost: the rest means nothing alone."""
    words = lexicon()
    for passage, run in context.runs:
        yield from _all_lost(words, passage, run, words.missing, first=True)


@rule("wording", Severity.WARNING)
def wording(context: Context) -> Iterator[Hit]:
    """The second syllable of a word was lost: the rest is another word and the sentence reads wrong."""
    words = lexicon()
    for passage, run in context.runs:
        yield from _all_lost(words, passage, run, words.cut, first=False)


def _all_lost(
    words: Lexicon,
    passage: Passage,
    run: Sequence[Word],
    phrases: Mapping[str, Sequence[Phrase]],
    *,
    first: bool,
) -> Iterator[Hit]:
    """Each place once, by the longest phrase."""
    for start, word in enumerate(run):
        for phrase in phrases.get(word.lower, ()):
            if not _lost(words, run, start, phrase, first=first):
                continue
            end = start + len(phrase.syllables) - 1
            seen, whole = printed(passage, run[start : start + 1]), " ".join(phrase.syllables[:2])
            yield Hit(
                f"Có thể thiếu chữ: “{seen}” trong “{printed(passage, run[start:end])}”.",
                printed(passage, run[max(0, start - 2) : end]),
                passage.source,
                f"“{whole}”",
                fix=Fix(seen, _written_like(seen, whole)),
            )
            break


def _lost(words: Lexicon, run: Sequence[Word], start: int, phrase: Phrase, *, first: bool) -> bool:
    """Whether the phrase stands at `start` without the first (or second) syllable of its first word."""
    whole = phrase.syllables
    lost, kept = (whole[0], whole[1]) if first else (whole[1], whole[0])
    sought = (kept, *whole[2:])
    if tuple(word.lower for word in run[start : start + len(sought)]) != sought:
        return False
    before = run[start - 1].lower if start else ""
    bound_before = (before, kept) in words.pairs or before == lost
    bound_after = not first and (kept, run[start + 1].lower) in words.pairs
    # a capital at the start of a sentence begins a name or a title of its own
    begins = first and start == 0 and run[0].text[:1].isupper()
    return not (bound_before or bound_after or begins)
