"""Search text: accents, tone places, abbreviations and blanks in document numbers make no difference."""

from __future__ import annotations

import re

from thuocdo.lib.text import expand_abbreviations, fold

_JOINTS = re.compile(r"\s*([/-])\s*")


def _plain(text: str) -> str:
    """Folded, "10 / KH - UBND" written "10/kh-ubnd"."""
    return _JOINTS.sub(r"\1", fold(text))


def search_text(*parts: str) -> str:
    """What a search looks through: the parts as printed and, where it differs, written out."""
    printed = " ".join(part for part in parts if part)
    plain, written_out = _plain(printed), _plain(expand_abbreviations(printed))
    return f" {plain}" if plain == written_out else f" {plain} | {written_out}"


def search_phrases(query: str) -> tuple[str, ...]:
    """The query as phrases of `search_text`, any of which is a hit; empty for a blank query."""
    phrases = (_plain(query), _plain(expand_abbreviations(query.upper())))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def search_words(query: str) -> tuple[str, ...]:
    """The query's words, each as the beginning of a word of `search_text`."""
    return tuple(f" {word}" for word in dict.fromkeys(_plain(query).replace("-", " ").split()))
