"""Unit names as printed: a cell or sentence split into names, and which of them name a group."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thuocdo.documents.rules.wording import BULLETS
from thuocdo.lib.text import clean, fold
from thuocdo.plans.rules.compile.comma_names import goes_on_name

# common nouns that go on a list begun by "các" ("các sở, ban, ngành"; "UBND các huyện, thành phố")
_GENERIC = re.compile(
    r"(don vi|ban\b|nganh|doan the|dia phuong|to chuc|thanh pho|thi xa|phuong|xa\b|thi tran|to dan pho|ban\b|ca nhan"
    r"|doanh nghiep|phong\b|vien chuc|cong chuc|hoi\b|khu pho|thon\b|lang\b|ap\b|co quan|bo phan|so\b|quan\b|huyen\b"
    r"|dac khu|truong hoc|tram\b|chuyen mon|trung tam\b|chi bo|hoi quan chung|nguoi dan|ho gia dinh|phan\b)"
)
_GROUP_START = re.compile(
    r"(cac |toan the|toan bo|nhung |tat ca|tung |moi |thu truong cac|lanh dao cac|nguoi dung dau cac)"
)
_GROUP = re.compile(
    r"^(cac|toan the|toan bo|nhung|tat ca|moi|tung)\b|\blien quan\b|\bcac (co quan|don vi|phong|ban|so|xa|phuong|huyen"
    r"|thon|to chuc|doan the|nganh|dia phuong|to dan pho|khu pho|truong|hoi|chi bo|thanh vien|bo phan)\b|^doan the\b"
)  # fmt: skip
_LEADS = re.compile(
    r"^(?P<lead>.+?)\s*(?:,\s*|\s)(?:là (?:cơ quan|đơn vị|đầu mối) )?chủ trì(?:\s*thực hiện)?\s*[,;.]?\s*"
    r"(?:và\s+)?(?:phối hợp(?:\s+(?:với|cùng|chặt chẽ với))?\s*:?\s*(?P<with>.+))?$",
    re.IGNORECASE | re.DOTALL,
)
_WITH = re.compile(
    r"^(?P<lead>.+?)\s*[,;]?\s+(?:chủ động\s+)?phối hợp (?:với|cùng)\s+(?P<with>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LABELS = re.compile(
    r"(?:^|[\n;.,(])\s*[-+•*–]?\s*(?:(?:cơ quan|đơn vị|bộ phận)\s+)?(?P<what>chủ trì|thực hiện|phối hợp)(?:\s+thực hiện)?\s*:\s*",
    re.IGNORECASE,
)


_SAID = re.compile(r"\s*\(\s*(?:chủ trì|phối hợp)\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who leads and who helps, as printed."""

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()


def split_units(text: str) -> tuple[str, ...]:
    """The names in a cell or phrase: separated by ";", "," or lines; "và" never separates.

    The commas inside a group name ("Các cơ quan, đơn vị có liên quan") do not separate.
    """
    names: list[str] = []
    for line in _lines(text):
        for part in line.split(";"):
            names.extend(_by_comma(part))
    return tuple(dict.fromkeys(name for name in map(_trim, names) if name))


def _lines(text: str) -> list[str]:
    """Lines of a cell; a line that only goes on the name above it is joined to it."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = clean(raw)
        if not line:
            continue
        bullet = line[0] in BULLETS
        if lines and not bullet and (line[0].islower() or re.search(r"(,|\bvà|[-–&])$", lines[-1])):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line.lstrip(BULLETS + " ") if bullet else line)
    return lines


def _by_comma(part: str) -> list[str]:
    names: list[str] = []
    for piece in (p.strip() for p in _commas(part)):
        if names and _goes_on(names[-1], piece):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    return names


def _commas(part: str) -> list[str]:
    """Parts between commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(part):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0:
            parts.append(part[start:at])
            start = at + 1
    return [*parts, part[start:]]


def _goes_on(name: str, piece: str) -> bool:
    folded, next_ = fold(name), fold(piece)
    if goes_on_name(name, piece):
        return True
    if folded in ("ubnd", "hdnd", "uy ban nhan dan") and next_.startswith("cap "):
        return True
    if not piece or not piece[0].islower():
        return False
    return bool(_GENERIC.match(next_)) and bool(_GROUP_START.match(folded) or re.search(r"\bcac\b", folded))


def _trim(name: str) -> str:
    name = clean(name).strip(" .;,:")
    return re.sub(r"^(và|cùng|với)\s+", "", name)


def is_group(name: str) -> bool:
    """Whether a name stands for several units ("Các cơ quan, đơn vị liên quan")."""
    return bool(_GROUP.search(fold(name)))


def groups_among(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that stand for groups, each once."""
    return tuple(dict.fromkeys(name for name in names if is_group(name)))


def parse_roles(text: str) -> Roles:
    """Leading and coordinating units of one phrase: "X chủ trì, phối hợp với Y", "Chủ trì: X; phối hợp: Y", "X"."""
    plain = text.strip()
    if not plain:
        return Roles()
    labels = list(_LABELS.finditer(plain))
    if labels:
        return _labelled(plain, labels)
    if _SAID.search(plain):
        return _said(plain)
    found = _LEADS.match(plain) or _WITH.match(plain)
    if found:
        return Roles(split_units(found["lead"]), split_units(found["with"] or ""))
    return Roles(split_units(plain))


def _said(text: str) -> Roles:
    """Names with their part in brackets: "Phòng A (chủ trì), Phòng B (phối hợp)"."""
    lead: list[str] = []
    helpers: list[str] = []
    for name in split_units(text):
        helps = re.search(r"\(\s*phối hợp\s*\)", name, re.IGNORECASE)
        (helpers if helps else lead).append(_SAID.sub("", name).strip())
    return Roles(tuple(lead), tuple(helpers))


def _labelled(text: str, labels: list[re.Match[str]]) -> Roles:
    lead: list[str] = []
    helpers: list[str] = []
    if labels[0].start() > 0:
        lead.extend(split_units(re.sub(r"\s+chủ trì\W*$", "", text[: labels[0].start()])))
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        names = split_units(text[label.end() : end].strip(" ()"))
        (helpers if fold(label["what"]) == "phoi hop" else lead).extend(names)
    return Roles(tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(helpers)))
