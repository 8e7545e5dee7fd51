"""One spelling for what documents print in several."""

from __future__ import annotations

import re
import unicodedata

# Signs that office programs set for one another, and the one we compare with.
PLAIN_SIGNS: dict[str, str] = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    "…": "...",
}
_SIGNS = str.maketrans(PLAIN_SIGNS)

# Characters without width that copying from PDF and web pages leaves behind.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
TONES = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)  # dictionary order: huyền, hỏi, ngã, sắc, nặng

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_D = str.maketrans("đĐ", "dD")


def clean(text: str) -> str:
    """The text to the letter in one line: NFC, white space collapsed to single blanks, ends trimmed."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.translate(_INVISIBLE))).strip()


def clean_lines(text: str) -> str:
    """As `clean`, but each paragraph keeps its own line; empty lines are dropped."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def plain_punctuation(text: str) -> str:
    """Typographic quotes, dashes and the ellipsis as their plain signs; letters untouched."""
    return text.translate(_SIGNS)


def strip_accents(text: str) -> str:
    """Letters without any mark, "đ" as "d"; case, signs and white space stay."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def fold(text: str) -> str:
    """The form for search and keywords: lower case, no marks, "đ" as "d", plain signs, single blanks.

    The spelling of tones no longer matters: "Hoà", "Hòa" and "hoa" fold alike.
    """
    return _SPACE.sub(" ", "".join(map(_fold_character, text))).strip()


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """`fold(text)` and, for each of its characters, the index in `text` that it comes from.

    So a match in the folded text can be shown in the printed one.
    """
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _fold_character(character):
            if part.isspace():
                if not folded or folded[-1] == " ":
                    continue
                part = " "
            folded.append(part)
            places.append(place)
    if folded and folded[-1] == " ":
        folded.pop()
        places.pop()
    return "".join(folded), places


_FOLDED: dict[str, str] = {}


def _fold_character(character: str) -> str:
    known = _FOLDED.get(character)
    if known is None:
        known = _FOLDED[character] = _compute_fold(character)
    return known


def _compute_fold(character: str) -> str:
    if ord(character) in _INVISIBLE:
        return ""
    text = character.translate(_SIGNS)
    # compatibility forms (ﬁ, full-width digits) first; lower case may bring new marks (İ), so once more
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    text = text.translate(_SIGNS).translate(_D)
    return "".join(c for c in text if not unicodedata.combining(c) and ord(c) not in _INVISIBLE)


def unify_tones(text: str) -> str:
    """Accents kept, but one place of the tone mark ("hoà" -> "hòa", "uỷ" -> "ủy") and one hyphen; NFC.

    In a syllable ending in oa, oe, uy the tone stands on the first vowel, in a longer one on the second
    ("hoàn", "ngoài"); after q the u is part of the consonant ("quý"). Source: the old (and in
    administration usual) placement, as in the names of ministries and laws ("Ủy ban", "Hòa giải").
    """
    plain = unicodedata.normalize("NFC", text).translate(_DASHES)
    return _WORD.sub(lambda found: _unify_syllable(found.group()), plain)


_DASHES = str.maketrans({sign: plain for sign, plain in PLAIN_SIGNS.items() if plain == "-"})
# the medial vowel and the vowel after it, either of which may carry the tone
_PAIR = re.compile(
    rf"(?P<before>.*?)(?P<first>[ou])(?P<t1>[{''.join(TONES)}]?)(?P<second>[aeyo])(?P<t2>[{''.join(TONES)}]?)(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)


def _unify_syllable(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    found = _PAIR.fullmatch(letters)
    if not found or bool(found["t1"]) == bool(found["t2"]):
        return word
    first, second, after = found["first"], found["second"], found["after"]
    tone = found["t1"] or found["t2"]
    if after[:1] and unicodedata.combining(after[0]):
        return word  # â, ê, ă, ơ as second letter: another vowel, whose tone never wanders
    follows_q = found["before"].lower().endswith("q")
    if first.lower() == "u" and second.lower() in "aeo" and not follows_q:
        return word  # "của", "múa": ua is a vowel pair of its own
    if first.lower() == "o" and second.lower() not in "ae":
        return word
    on_first = not after and not (first.lower() == "u" and follows_q)
    moved = first + tone + second if on_first else first + second + tone
    return unicodedata.normalize("NFC", found["before"] + moved + after)
