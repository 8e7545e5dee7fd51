"""The vocabulary of the grammar, in folded form (lower case, no accents), as data and patterns."""

from __future__ import annotations

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.lib.text import NUMBER_WORDS

END = r"(?![a-z0-9])"
YEAR = r"(?:19|20)\d\d"


def spelled(most: int) -> str:
    """Alternatives of the number words 1..most, the longest first."""
    words = sorted(
        (word for word, value in NUMBER_WORDS.items() if 1 <= value <= most), key=len, reverse=True
    )
    return "|".join(words)


DAY = rf"(?:mung )?(?:\d{{1,2}}|{spelled(31)})"
MONTH = rf"(?:\d{{1,2}}|{spelled(12)}|tu)"
QUARTER = r"(?:iv|i{1,3}|0?[1-4]|mot|hai|ba|bon|tu)"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}

# the year that follows a quarter or month: "/2026", " năm 2026", "-2026", " của năm 2026"
OF_YEAR = rf"(?: ?[/-] ?(?P<y1>{YEAR})|,?(?: cua| trong)? nam (?P<y2>{YEAR})| (?P<y3>{YEAR})){END}"
EVERY = r"(?:hang|moi|tung|cac)"
NEXT = r"(?:sau|tiep theo|ke tiep|lien ke|lien sau)"

# Folded words that mean something else with another accent; unaccented they stay unread.
# folded word -> the spellings that are the number
AMBIGUOUS_NUMBERS = {"sau": ("sáu",), "tu": ("tư", "tu")}

# What stands before a time. "before": "trước"; "until": up to and including; "in"; "from"; "to"; "end".
PREPOSITIONS: tuple[tuple[str, str], ...] = (
    ("until", r"(?:(?:cham|muon) nhat|khong (?:de )?(?:qua|muon hon|cham hon|tre hon)|den het|toi het|(?:han|thoi han) (?:cuoi|chot)|han(?= (?:la |den )?(?:het )?(?:ngay )?\d))"
              r"(?: cung)?(?:,?:? (?:la|vao|den|het|trong|cuoi|truoc))*"),
    ("before", r"truoc(?: het| thoi diem| thoi han| han)?"),
    ("from", r"(?:bat dau |ke |tinh )?tu(?: dau)?"),
    ("to", r"den(?: cuoi| thoi diem)?|toi"),
    ("end", r"(?:vao )?(?:cuoi|het)"),
    ("in", r"trong(?: khoang)?(?: thoi gian)?|vao|tai thoi diem"),
)  # fmt: skip

# words that turn the time after them into something the grammar does not know
BLOCKERS = (
    r"dau(?! (?:tu|vao|ra|moi|bai|thau|gia))|giua|sau(?! (?:day|sac|rong))|som nhat|khoang|hoac|khong|chua|tuan|gio|dip|thang|quy|"
    r"(?:gan|tru|ngoai|qua)(?= (?:cuoi|ngay|thang|quy|nam|\d))"
)
WEEKDAY = r"thu (?:hai|ba|tu|nam|sau|bay)|chu nhat"
# words that make any reading uncertain, wherever they stand
DOUBTS = frozenset(("neu", "hoac"))

# words that say nothing about when
FILLERS = frozenset(
    [
        "hoan",
        "thanh",
        "thuc",
        "hien",
        "thoi",
        "gian",
        "han",
        "trien",
        "khai",
        "tiep",
        "tuc",
        "duy",
        "tri",
        "dinh",
        "ky",
        "xong",
        "bao",
        "cao",
        "cong",
        "tac",
        "nhiem",
        "vu",
        "to",
        "chuc",
        "viec",
        "cac",
        "cua",
        "phai",
        "can",
        "se",
        "duoc",
        "la",
        "cho",
        "toan",
        "bo",
        "dam",
        "bao",
        "vao",
        "ban",
        "hanh",
        "ket",
        "thuc",
        "lam",
        "ngay",
        "moc",
        "du",
        "kien",
        "dong",
        "cung",
        "do",
        "nay",
        "xay",
        "dung",
    ]
)

CONTINUOUS = r"thuong xuyen|lien tuc|quanh nam|suot nam|lau dai"
# finer than anything that is tracked period by period: work without a closing date
FINE = r"(?:hang|moi|dinh ky(?: hang)?) (?:tuan|ngay)|(?:0?1|mot) lan ?(?:/|mot|moi) ?(?:tuan|ngay)"

# units of repetition in a list such as "hằng tháng, quý, 6 tháng, năm"
UNITS: dict[str, tuple[DeadlineKind, tuple[int, ...]]] = {
    "thang": (DeadlineKind.MONTHLY, ()),
    "quy": (DeadlineKind.QUARTERLY, ()),
    "6 thang": (DeadlineKind.ANNUAL, (6, 12)),
    "9 thang": (DeadlineKind.ANNUAL, (9,)),
    "3 thang": (DeadlineKind.QUARTERLY, ()),
    "nam": (DeadlineKind.ANNUAL, ()),
}
UNIT = r"(?:(?:0?[369]|sau|chin) thang(?: (?:dau|cuoi) nam)?|(?:0?1 |mot )?(?:thang|nam)|quy(?! (?:iv|i{1,3}|0?[1-4])(?![a-z0-9])))"
# "hằng quý, 6 tháng, quý 3, năm"
UNITS_LISTED = rf"(?:nam(?: ?(?:,|va|;|/|-) ?(?:hang )?{UNIT}(?! 20))*|{UNIT}(?: ?(?:,|va|;|/|-) ?(?:hang )?(?:{UNIT}(?! 20)|quy (?:iv|i{{1,3}}|0?[1-4])(?![a-z0-9/])))*)"

# Documents and instructions that may set a deadline, after "theo".
DOCUMENTS = (
    r"(?:ke hoach|cong van|van ban|giay moi|giay trieu tap|huong dan|chi dao|thong bao|thong tu|nghi dinh|luat|quyet dinh|nghi quyet|chi thi|"
    r"chuong trinh|de an|du an|lich|yeu cau|quy dinh|quy che|tien do|de cuong|ket luan|phan cong|cong dien|ky hop|hop dong|ke khai|"
    r"thoi (?:gian|han|diem) (?:quy dinh|yeu cau|tai|cua|trong|theo|neu|do)|bo tieu chi|kh|cv|vb|qd|nq|tb|ct)"
)
# events that somebody else makes happen
EVENTS = (
    r"(?:khi|sau khi|ngay sau khi|ngay khi) "
    r"(?:co (?:yeu cau|van ban|chi dao|su chi dao|huong dan|thong bao|ke hoach|phat sinh|thay doi|su thay doi|quyet dinh|"
    r"giay moi|don|vu viec|y kien|ket qua|ket luan|cong van|bien dong)|phat sinh|nhan duoc|nhan|"
    r"(?:cap tren|cap co tham quyen|cap tinh|tinh|trung uong|bo|so|ubnd(?: tinh| xa| huyen)?|uy ban nhan dan(?: tinh| xa| huyen)?) "
    r"(?:yeu cau|ban hanh|co|trien khai|chi dao|huong dan|phe duyet|giao)|duoc (?:giao|yeu cau|phe duyet|phan cong|ban hanh|thong qua|cap))"
)
AFTER_EVENTS = r"(?:ngay )?sau khi [a-z]+"
