"""Whether a syllable can be Vietnamese: onset, rime and tone (letters, not a word list)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ONSET_TEXT = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x q"
_ONSETS = tuple(_ONSET_TEXT.split())
_RIME_TEXT = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
    u ua uac uan uang uao uat uay uân uâng uât uây uc ue uê uêch uên uênh uêu ui um un ung uơ uôc uôi uôm uôn
    uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych ym yn ynh yt
"""
_RIMES = frozenset(_RIME_TEXT.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED = re.compile(r"(?:c|ch|p|t)$")


@cache
def is_syllable(word: str) -> bool:
    """True for every possible Vietnamese syllable in small letters, known or not; accents are taken as complete."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFD", word):
        if character in _TONES:
            tones.append(character)
        else:
            letters.append(character)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1:
        return False
    for onset in (*(o for o in _ONSETS if plain.startswith(o)), ""):
        rime = plain[len(onset) :]
        if rime in _RIMES or (
            onset in ("gi", "qu") and (rime == "" or "i" + rime in _RIMES or "u" + rime in _RIMES)
        ):
            # a rime closed by a stop always has one of two tones
            return not _STOPPED.search(rime) or tones in (["\u0301"], ["\u0323"])
    return False
