"""Finding the times, repetitions and small words of a folded phrase."""

from __future__ import annotations

import re

from thuocdo.calendars.rules.grammar.patterns import RULES
from thuocdo.calendars.rules.grammar.phrase import Phrase
from thuocdo.calendars.rules.grammar.tokens import Joint, Token, Word
from thuocdo.calendars.rules.grammar.words import FILLERS

_PLAIN = re.compile(r"[^\s,;:()\[\]+&/-]+(?:/[^\s,;()]+)?")


def scan(phrase: Phrase, text: str) -> list[Token]:
    """The tokens of `text`, which is `phrase.folded` with the parts already read blanked out."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        token, place = _next(phrase, text, place, tokens)
        tokens.append(token)
    return tokens


def _next(phrase: Phrase, text: str, place: int, before: list[Token]) -> tuple[Token, int]:
    for rule in RULES:
        found = rule.pattern.match(text, place)
        if found:
            token = rule.build(phrase, found, before)
            if token is not None:
                return token, found.end()
    found = _PLAIN.match(text, place)
    if not found:  # a sign of its own
        return Joint(text[place]), place + 1
    return Word(found.group(), filler=found.group() in FILLERS), found.end()
