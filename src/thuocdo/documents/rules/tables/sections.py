"""Rows that are one title over the rows below them."""

from __future__ import annotations

import re

from thuocdo.documents.rules.blocks import Row
from thuocdo.documents.rules.joining import starts_small
from thuocdo.documents.rules.tables.profile import Profile
from thuocdo.documents.rules.wording import BULLETS, is_upper, split_marker

_GROUP_MARK = re.compile(r"([IVXL]+|[A-HĐ]|\d{1,2})[.)]?")


def is_section(row: Row, width: int, following: Row | None, profile: Profile, *, starts: bool) -> bool:
    """Whether the row is a title: one filled cell (or a mark and a title) and nothing for any column after it."""
    if row.section:
        return True
    filled = [at for at, cell in enumerate(row.cells) if cell.text and not cell.inherited]
    if not filled or width < 3:
        return False
    text = row.cells[filled[-1]].text
    if starts_small(text) or text[0] in BULLETS or len(text) > 300:
        return False
    if len({row.cells[at].text for at in filled}) == 1 and (len(filled) == 1 or len(filled) >= width - 1):
        spans = row.cells[filled[0]].colspan >= max(width - 1, 2) or len(filled) > 1
        return spans or _single(row, filled[0], profile, starts=starts)
    last = filled[-1]
    if last <= 1 and row.cells[last].colspan >= max(width - last, 2):
        # a mark of its own and a title over all the rest
        return True
    if _with_sums(row, filled, profile):
        return True
    if len(filled) == 2 and filled[0] == 0 and filled[1] <= 2:
        return _marked(row.cells[0].text, text, following, profile, filled[1])
    return False


def _with_sums(row: Row, filled: list[int], profile: Profile) -> bool:
    """A Roman or capital mark, a title and sums: "II | CẢI CÁCH THỂ CHẾ | 9,5 | 8,2 | | |", the columns of text blank."""
    if (
        len(filled) < 3
        or filled[0] != 0
        or filled[1] > 2
        or not re.fullmatch(r"[IVXL]+|[A-HĐ]", row.cells[0].text.rstrip(".)"))
    ):
        return False
    sums = all(re.fullmatch(r"[\d.,/%]+", row.cells[at].text) for at in filled[2:])
    blank = [at for at in range(filled[1] + 1, len(row.cells)) if not row.cells[at].text]
    return sums and any(at < len(profile.columns) and profile.filled(at) > 0.5 for at in blank)


def _single(row: Row, at: int, profile: Profile, *, starts: bool) -> bool:
    """One filled cell: the first is a title; another one only where it has a mark or stands in capitals."""
    text = row.cells[at].text
    titled = is_upper(text) or split_marker(text)[0] is not None
    if at == 0:
        return titled or not starts or len(text) > 7
    if at > profile.main or at > 1:
        return False
    return titled or (not starts and len(text) <= 120 and not text.endswith((".", ";")))


def _marked(mark: str, text: str, following: Row | None, profile: Profile, at: int) -> bool:
    """A mark and a title while other rows fill the columns after it: "I | CHỈ ĐẠO | | |", "1 | Công khai | | |"."""
    found = _GROUP_MARK.fullmatch(mark)
    after = range(at + 1, len(profile.columns))
    if not found or not any(profile.filled(column) > 0.5 for column in after):
        return False
    if not found[1].isdigit() or is_upper(text):
        return True
    if following is None or len(text) > 200:
        return False
    below = following.cells[0].text
    filled_below = any(following.cells[column].text for column in after if column < len(following.cells))
    return filled_below and (below.startswith(f"{found[1]}.") or below in ("", "a", "a)", "-", "1)"))
