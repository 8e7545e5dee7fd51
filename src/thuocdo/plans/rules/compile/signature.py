"""The signature part: who signs, for whom, and who receives the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuocdo.documents.rules.blocks import Block
from thuocdo.documents.rules.wording import is_upper
from thuocdo.lib.text import fold
from thuocdo.plans.rules.model import Signer

_POSITION = r"(?:Q(?:UYỀN|\.)\s*)?(?:PHÓ\s+)?(?:CHỦ\s+TỊCH|CHÁNH\s+VĂN\s+PHÒNG|GIÁM\s+ĐỐC|TRƯỞNG\s+PHÒNG|TRƯỞNG\s+BAN|BÍ\s+THƯ|BỘ\s+TRƯỞNG|TỔNG\s+GIÁM\s+ĐỐC|THỦ\s+TRƯỞNG|CỤC\s+TRƯỞNG|CHI\s+CỤC\s+TRƯỞNG|CHÁNH\s+THANH\s+TRA)"
_BEHALF = re.compile(
    r"^(T/?M\.?\s*[^\n]+?)(?=\s+(?:KT\.|TL\.|TUQ\.|Q\.|" + _POSITION + r")|$)", re.IGNORECASE
)
_ACTING = re.compile(r"((?:KT|TL|TUQ|Q)\.\s*" + _POSITION + ")", re.IGNORECASE)
_PLACE = re.compile("(" + _POSITION + ")")
_NAME = re.compile(r"^(?:(?:TS|ThS|PGS|GS|BS|KS)\.\s*)*([A-ZĐÀ-Ỹ][a-zà-ỹ]+(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹ]*){1,4})$")
_NO_NAME = re.compile(
    r"(ubnd|uy ban|phong|so |ban |trung tam|luu|nhu |chu tich|hoi dong|dang uy|van phong|noi nhan|nguoi )"
)


def signer_of(blocks: Sequence[Block]) -> Signer:
    """The signer from the blocks of the signature part; fields that are not printed are None."""
    behalf = acting = position = name = None
    for block in blocks:
        if block.marker is not None and block.marker in "-–+•*":
            continue
        for line in _printed(block):
            rest = line
            found = _BEHALF.match(rest) if is_upper(rest[:12]) else None
            if found and behalf is None:
                behalf, rest = found[1].strip(), rest[found.end() :].strip()
            found = _ACTING.search(rest)
            if found and acting is None and is_upper(found[1]):
                acting, rest = found[1].strip(), (rest[: found.start()] + rest[found.end() :]).strip()
            found = _PLACE.search(rest)
            if found and position is None:
                position, rest = found[1].strip(), rest[found.end() :].strip()
            if name is None and (position or behalf):
                name = _name(rest)
    return Signer(name, position, behalf, acting)


def _printed(block: Block) -> list[str]:
    text = f"{block.marker}. {block.text}" if block.marker else block.text
    return [line.strip() for line in text.split("\n") if line.strip()]


def _name(text: str) -> str | None:
    found = _NAME.match(text.strip())
    if not found or _NO_NAME.match(fold(found[1])):
        return None
    return found[1]


def recipients_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The lines under "Nơi nhận", without hyphen and closing sign."""
    names: list[str] = []
    inside = False
    for block in blocks:
        for line in block.text.split("\n"):
            folded = fold(line)
            if folded.startswith("noi nhan"):
                inside = True
                rest = line.split(":", 1)[-1] if ":" in line else ""
                names.extend(_names(rest))
                continue
            if not inside:
                continue
            if block.marker is None and (is_upper(line) or _name(line)):
                inside = inside and not names
                continue
            names.extend(_names(line))
            if folded.startswith("luu"):
                inside = False
    return tuple(names)


def _names(line: str) -> list[str]:
    plain = line.strip().lstrip("-–+•* ").rstrip(" ;.")
    return [plain] if plain else []
