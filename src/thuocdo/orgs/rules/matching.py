"""How the unit name that a plan prints finds its unit in the tree; below the threshold a person chooses.

Method, threshold and figures: docs/methods/unit-matching.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from thuocdo.lib.text import expand_abbreviations, fold, unify_tones

THRESHOLD = 90.0  # of 100; names of unlike units reach the high eighties by their common words alone
MARGIN = 5.0  # a runner-up nearer than this means that a person must choose
WITHOUT_KIND = 95.0  # "Văn hóa - Xã hội" for the one office of that name, its kind left out


class Level(StrEnum):
    """The level of authority that a name mentions at its end ("xã", "phường"; "tỉnh")."""

    COMMUNE = "commune"
    PROVINCE = "province"
    OTHER = "other"  # huyện, thị xã, quận: no authority since 7/2025


_LEVELS = {
    "xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "dac khu": Level.COMMUNE,
    "thi tran": Level.COMMUNE,
    "tinh": Level.PROVINCE,
    "thanh pho": Level.PROVINCE,
    "huyen": Level.OTHER,
    "quan": Level.OTHER,
    "thi xa": Level.OTHER,
}
_LEVEL = "thi xa|thi tran|dac khu|thanh pho|xa|phuong|tinh|huyen|quan"
_BODY = "uy ban nhan dan"
_AUTHORITY = re.compile(rf"(?:(?:{_BODY}|ubnd) )?(?P<level>{_LEVEL})(?: (?P<place>.+))?")
_SUFFIX = re.compile(
    rf"(?P<office>.+?)(?: (?:cua|thuoc|truc thuoc)(?: {_BODY})?)? (?P<level>{_LEVEL})(?: (?P<place>(?!hoi\b).+))?"
)
_KINDS = (
    "van phong", "phong", "trung tam", "ban chi huy", "ban chi dao", "ban quan ly", "ban", "so", "cong an",
    "tram", "truong", "hoi", "doan", "uy ban mat tran to quoc", "to cong tac", "to", "bo phan", "chi cuc", "cuc",
    "thanh tra", "toa an", "vien", "kho bac", "bao hiem xa hoi", "thue", "thon", "xom", "khu pho", "dang uy",
    "hoi dong nhan dan", "bo",
)  # fmt: skip
_KIND = re.compile(rf"(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))}) (?P<proper>.+)")
_POST = re.compile(
    r"(?:cong chuc|can bo|vien chuc|chuyen vien|nhan vien|nguoi|ong|ba|dong chi|d/c|chu tich|pho chu tich|"
    r"truong (?:phong|ban|thon|xom|khu|cong an|tram|doan|to)|pho truong|giam doc|pho giam doc|chanh|pho chanh|"
    r"bi thu|pho bi thu|lanh dao|thu truong|hieu truong|ke toan|chi huy truong)\b"
)
_GROUP = re.compile(
    r"\b(?:cac|nhung|toan the|toan bo|tat ca|moi|tung)\b|\blien quan\b|^(?:ban,? nganh|doan the|co quan|don vi)\b"
)
# between two long abbreviations "&" is "và"; in "TN&MT" it belongs to the abbreviation
_SHORT = (
    (re.compile(r"(?<=\w{3})&(?=\w{3})"), " & "),
    (re.compile(r"\bP\.\s*(?=\w)"), "Phòng "),
    (re.compile(r"\bTP\b\.?\s*(?=\w)"), "Thành phố "),
    (re.compile(r"\bTT\b\.?\s*(?=\w)"), "Trung tâm "),
)
_BETWEEN = re.compile(r"[^0-9a-z/]+")
_JOINING = re.compile(r"\b(?:va|viet nam)\b")


def key_of(name: str) -> str:
    """The name as it is compared: abbreviations written out, no accents, no signs, no "và", no "Việt Nam"."""
    for short, full in _SHORT:
        name = short.sub(full, name)
    plain = _BETWEEN.sub(" ", fold(expand_abbreviations(name)))
    return " ".join(_JOINING.sub(" ", plain).split())


def is_group(name: str) -> bool:
    """Whether the name stands for several units ("Các cơ quan, đơn vị liên quan"), so never for one."""
    return bool(_GROUP.search(fold(name)))


def is_post(name: str) -> bool:
    """Whether the name is a person's office ("Công chức Văn hóa - Thông tin"), not a unit."""
    return bool(_POST.match(fold(name)))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart."""

    key: str
    office: str  # without the authority at its end; "" where the name is an authority itself
    kind: str  # "phong", "trung tam"
    proper: str  # "kinh te"
    level: Level | None
    place: str  # "mau" of "Phòng Kinh tế xã Mẫu"
    spelled: str  # place with accents, in one spelling, where the name is an authority
    accented: bool = True  # printed with accents, so that they tell names apart
    word: str = ""  # the word of the level as written: "xa" and "phuong" of one name are two communes


def parse(name: str) -> Parsed:
    """Office, kind, proper name and authority of a unit's name."""
    key = key_of(name)
    # letters of a place are no abbreviation: "XÃ BÌNH CA" is not about the police
    authority = _AUTHORITY.fullmatch(" ".join(_BETWEEN.sub(" ", fold(name)).split())) or _AUTHORITY.fullmatch(
        key
    )
    if authority:
        level, place = authority["level"], authority["place"] or ""
        spelled, accented = _spelled(name, place), not name.isascii()
        return Parsed(key, "", "", "", _LEVELS[level], place, spelled, accented, level)
    suffix = _SUFFIX.fullmatch(key)
    office, of_level, place = key, None, ""
    if suffix:
        office, of_level, place = suffix["office"], _LEVELS[suffix["level"]], suffix["place"] or ""
    found = _KIND.fullmatch(office)
    kind, proper = (found["kind"], found["proper"]) if found else ("", office)
    return Parsed(key, office, kind, proper, of_level, place, "")


def _spelled(name: str, place: str) -> str:
    """The last words of the name, as many as the place has, in small letters and one spelling of tones."""
    words = re.findall(r"\w+", unify_tones(name).lower())
    return " ".join(words[-len(place.split()) :]) if place else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name that a unit is known by."""

    unit: int
    name: str
    level: Level | None  # of the authority that the unit belongs to
    tier: int  # 0 own authority, 1 own province, 2 anywhere
    place: str = ""  # folded proper name of that authority, "mau"
    alias: bool = False  # chosen by a person for papers of the own authority


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: the unit, or none where a person must choose. `ratio`, `margin` of 100."""

    printed: str
    unit: int | None
    ratio: float
    margin: float
    is_group: bool


class Matcher:
    """Matches printed names against the names of units, the nearest tier first."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._tiers: dict[int, list[tuple[Candidate, Parsed]]] = {}
        self._aliases: dict[str, set[int]] = {}
        for candidate in candidates:
            parsed = parse(candidate.name)
            if candidate.alias:
                self._aliases.setdefault(parsed.key, set()).add(candidate.unit)
            self._tiers.setdefault(candidate.tier, []).append((candidate, parsed))

    def match(self, printed: str) -> Match:
        """The one unit meant, if that is sure enough."""
        wanted = parse(printed)
        chosen = self._aliases.get(wanted.key, set())
        if len(chosen) == 1:
            return Match(printed, next(iter(chosen)), 100.0, 100.0, False)
        group, post = is_group(printed), is_post(printed)
        best = Match(printed, None, 0.0, 0.0, group)
        for tier in sorted(self._tiers):
            found = self._in_tier(printed, wanted, self._tiers[tier], exact_only=group or post)
            if found.unit is not None:
                return found
            if not group and found.ratio > best.ratio:
                best = found
        return best

    @staticmethod
    def _in_tier(
        printed: str, wanted: Parsed, rows: Sequence[tuple[Candidate, Parsed]], *, exact_only: bool
    ) -> Match:
        ratios: dict[int, float] = {}
        for candidate, parsed in rows:
            ratio = _ratio(wanted, candidate, parsed)
            if exact_only and ratio < 100.0:
                continue
            if ratio > ratios.get(candidate.unit, 0.0):
                ratios[candidate.unit] = ratio
        if not ratios:
            return Match(printed, None, 0.0, 0.0, False)
        ranked = sorted(ratios.items(), key=lambda pair: -pair[1])
        unit, ratio = ranked[0]
        runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
        margin = ratio - runner_up
        sure = ratio >= THRESHOLD and (margin >= MARGIN or (ratio == 100.0 and runner_up < 100.0))
        return Match(printed, unit if sure else None, ratio, margin, False)


def _ratio(wanted: Parsed, candidate: Candidate, known: Parsed) -> float:
    """How alike, of 100; 0 where something says that they are different units."""
    if not wanted.office:
        return _authority_ratio(wanted, candidate, known)
    if not known.office:
        return 0.0
    level = known.level or candidate.level
    if wanted.level and level and wanted.level != level:
        return 0.0
    if wanted.place and wanted.place != (known.place or candidate.place):
        return 0.0
    if re.findall(r"\d+", wanted.office) != re.findall(r"\d+", known.office):
        return 0.0
    if wanted.office == known.office:
        return 100.0
    if not wanted.kind or not known.kind:
        return WITHOUT_KIND if wanted.proper == known.proper else 0.0
    if wanted.kind != known.kind:
        return 0.0
    whole = fuzz.ratio(wanted.office, known.office)
    # the proper part apart: "Phòng Kinh tế" and "Phòng Y tế" are alike only by what all offices share
    proper = max(fuzz.ratio(wanted.proper, known.proper), fuzz.token_sort_ratio(wanted.proper, known.proper))
    return float(min(max(whole, proper), proper))


def _authority_ratio(wanted: Parsed, candidate: Candidate, known: Parsed) -> float:
    """Names of places: one letter makes another place, so equal or not at all."""
    if known.office or wanted.level != (known.level or candidate.level):
        return 0.0
    if not wanted.place:
        # "UBND xã" alone: the own authority, or the province it belongs to
        return 100.0 if candidate.tier < 2 and candidate.place == "" else 0.0
    if wanted.place != known.place:
        return 0.0
    if wanted.word != known.word:
        return 80.0
    # printed without any accent: the folded name decides; else accents must agree too
    if wanted.spelled == known.spelled or not wanted.accented:
        return 100.0
    return 80.0
