"""What a task is about: index, PAPI dimension and sub-dimension, PAR INDEX field.

Names of PAPI's dimensions and sub-dimensions: papi.org.vn; numbering of dimension 5 as since 2021.
Fields of PAR INDEX: the eight fields of the provincial sets (Ministry of Home Affairs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from thuocdo.lib.text import fold

PAPI, PAR, SIPAS = "PAPI", "PAR INDEX", "SIPAS"

_INDICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PAPI, re.compile(r"\bpapi\b|hieu qua quan tri,? (va )?hanh chinh cong|quan tri va hanh chinh cong")),
    (PAR, re.compile(r"\bpar[ -]?index\b|cai cach hanh chinh|\bcchc\b")),
    (
        SIPAS,
        re.compile(r"\bsipas\b|su hai long cua (nguoi dan|to chuc)|hai long ve su phuc vu|muc do hai long"),
    ),
    ("DDCI", re.compile(r"\bddci\b|nang luc canh tranh cap (so|huyen|xa)")),
    ("PCI", re.compile(r"\bpci\b|nang luc canh tranh cap tinh")),
    ("DTI", re.compile(r"\bdti\b|chuyen doi so")),
)
_DIMENSIONS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(p)
    for p in (
        r"tham gia cua nguoi dan",
        r"cong khai,? (va )?minh bach|cong khai trong viec ra quyet dinh|minh bach trong viec ra quyet dinh",
        r"giai trinh",
        r"kiem soat tham nhung|phong,? chong tham nhung",
        r"thu tuc hanh chinh cong",
        r"cung ung,? (va )?(cung cap )?dich vu cong|dich vu cong (co ban|thiet yeu)",
        r"quan tri (ve )?moi truong",
        r"quan tri dien tu",
    )
)
DIMENSION_COUNT = len(_DIMENSIONS)
_SUBDIMENSIONS: dict[str, re.Pattern[str]] = {
    code: re.compile(pattern)
    for code, pattern in (
        ("1.1", r"tri thuc cong dan|hieu biet (ve|cua nguoi dan)|luat thuc hien dan chu|chinh sach hien hanh|quyen va nghia vu cong dan|dan chu o co so"),
        ("1.2", r"co hoi tham gia|tham gia (vao )?(cac )?(to chuc|bau cu)|bau cu dai bieu|quyen cu tri|van dong cu tri|di bau"),
        ("1.3", r"chat luong bau cu|bau (cu )?(cac chuc danh )?(truong thon|to truong|truong ban|truong khu)|ung cu vien"),
        ("1.4", r"dong gop tu nguyen|tu nguyen( tham gia)?,? dong gop|huy dong (su )?dong gop|khoan dong gop|giam sat (dau tu|xay moi|cong trinh)|cong trinh cong cong"),
        ("2.1", r"tiep can thong tin|cung cap thong tin cho nguoi dan|thong tin ve chinh sach|hop thu dien tu cua nguoi dung dau|so dien thoai"),
        ("2.2", r"ho ngheo|can ngheo"),
        ("2.3", r"thu,? chi ngan sach|ngan sach (cap )?xa|cong khai (tai chinh|du toan|quyet toan)|tai chinh cong khai"),
        ("2.4", r"quy hoach|ke hoach su dung dat|bang gia dat|khung gia dat|gia boi thuong|thu hoi dat"),
        ("3.1", r"tiep xuc (voi )?(chinh quyen|cu tri)|tuong tac (voi|giua) (chinh quyen|nguoi dan)|tiep cong dan|lich tiep dan|tiep dan|doi thoai|muc do va hieu qua"),
        ("3.2", r"khieu nai|to cao|to giac|phan anh,? kien nghi|khuc mac|don thu"),
        ("3.3", r"dich vu tu phap|tro giup phap ly|hoa giai|toa an|dich vu phap ly|hoat dong (cua )?tu phap"),
        ("4.1", r"tham nhung trong chinh quyen|cong quy|kiem tra cong vu|luan chuyen|chuyen doi vi tri"),
        ("4.2", r"tham nhung trong (cung ung|cung cap) dich vu|nhung nhieu.{0,60}dich vu|(y te|benh vien).{0,40}giao duc|hoi lo.{0,60}(benh vien|truong)"),
        ("4.3", r"tuyen dung|thi nang ngach|nhan luc vao khu vuc cong|cong bang trong"),
        ("4.4", r"quyet tam chong|to cao hanh vi tham nhung|bao ve nguoi to cao|duong day nong|bao cao ket qua phong,? chong tham nhung|xu ly (nghiem )?cac (hanh vi|vu viec) tham nhung"),
        ("5.1", r"chung thuc|xac nhan cua chinh quyen|dich vu chung thuc"),
        ("5.2", r"giay chung nhan quyen su dung dat|cap gcnqsdd|quyen su dung dat"),
        ("5.3", r"dich vu hanh chinh (o )?cap xa|thu tuc hanh chinh (o )?cap xa|ho tich|thu tuc ca nhan"),
        ("6.1", r"y te|bao hiem|kham,? chua benh|tram y te|benh vien|suc khoe"),
        ("6.2", r"giao duc|truong hoc|truong lop|truong chuan|giao vien|hoc sinh"),
        ("6.3", r"ha tang can ban|ha tang co ban|luoi dien|cap nuoc|nuoc sach|duong giao thong|rac thai|be tong hoa|chieu sang"),
        ("6.4", r"an ninh|trat tu|toi pham|phong chay|ma tuy"),
        ("7.1", r"nghiem tuc trong bao ve moi truong|bao ve moi truong|o nhiem moi truong|chat thai|xa thai"),
        ("7.2", r"khong khi|khi thai|bui min"),
        ("7.3", r"chat luong nuoc|nguon nuoc|tai nguyen nuoc|nuoc sinh hoat"),
        ("8.1", r"cong( |/)*(trang )?thong tin dien tu|trang thong tin|cong dich vu cong|dich vu cong truc tuyen"),
        ("8.2", r"internet|bang thong rong|vien thong"),
        ("8.3", r"phuc dap|phan hoi|tra loi.{0,40}(tren|qua) (cong|trang)|lay y kien.{0,40}(du thao|nguoi dan)|tuong tac truc tuyen|phuong thuc tuong tac"),
    )
}  # fmt: skip
PAR_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Chỉ đạo, điều hành cải cách hành chính", re.compile(r"chi dao,? (va )?dieu hanh|lanh dao,? chi dao.{0,40}cai cach|cai thien chi so|kiem tra cai cach hanh chinh|sang kien")),
    ("Cải cách thể chế", re.compile(r"the che|quy pham phap luat|vbqppl|qppl|thi hanh phap luat|phan bien chinh sach")),
    ("Cải cách thủ tục hành chính", re.compile(r"thu tuc hanh chinh|\btthc\b|mot cua|ho so qua han|dung han|xin loi")),
    ("Cải cách tổ chức bộ máy", re.compile(r"bo may|co cau to chuc|sap xep.{0,30}(to chuc|don vi)|phan cap|tinh gian bien che")),
    ("Cải cách chế độ công vụ", re.compile(r"cong vu|vi tri viec lam|ky luat,? ky cuong|boi duong can bo|danh gia can bo|tuyen dung")),
    ("Cải cách tài chính công", re.compile(r"tai chinh|ngan sach|tai san cong|dau tu cong|giai ngan|tu chu|thu su nghiep")),
    ("Xây dựng và phát triển chính quyền điện tử, chính quyền số", re.compile(r"chuyen doi so|chinh quyen (dien tu|so)|chinh phu dien tu|ha tang so|co so du lieu|cong nghe thong tin|hien dai hoa|nen tang so|dich vu cong truc tuyen|an toan thong tin")),
    ("Tác động của cải cách hành chính đến người dân, tổ chức và phát triển kinh tế - xã hội", re.compile(r"tac dong (cua|cchc)|muc do hai long|phat trien (kinh te|kt)")),
)  # fmt: skip
_SURVEYED = re.compile(
    r"(khao sat|do luong|dieu tra).{0,60}hai long|khao sat sipas|tham gia khao sat|^nang cao (muc do|chi so) (su )?hai long"
    r"|nang cao chi so (ve )?(su )?hai long|chi so sipas"
)


@lru_cache(maxsize=512)
def indices_in(text: str) -> tuple[str, ...]:
    """The indices that a text names, in fixed order."""
    folded = fold(text)
    return tuple(name for name, pattern in _INDICES if pattern.search(folded))


def index_of(text: str, headings: Sequence[str], indices: Sequence[str]) -> str | None:
    """The index a task serves: SIPAS where it measures or raises satisfaction, else the plan's first."""
    if not indices:
        return None
    main = next((name for name in indices if name != SIPAS), indices[0])
    if SIPAS not in indices or main == SIPAS:
        return main
    if any("sipas" in fold(h) and "par" not in fold(h) for h in headings):
        return SIPAS
    folded = fold(text)
    named = "sipas" in folded and "par index" in folded
    return SIPAS if not named and _SURVEYED.search(folded) else main


@lru_cache(maxsize=4096)
def dimensions_in(text: str) -> tuple[int, ...]:
    """The official numbers of the PAPI dimensions a title names."""
    folded = fold(text)
    return tuple(number for number, pattern in enumerate(_DIMENSIONS, 1) if pattern.search(folded))


def dimension_of(titles: Iterable[str]) -> int | None:
    """The dimension named by the nearest title (heading, component, lead-in) that names just one."""
    for title in titles:
        named = dimensions_in(_quoted(title))
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            return None
    return None


def _quoted(title: str) -> str:
    quoted = re.findall(r"[“\"]([^”\"]+)[”\"]", title)
    return quoted[0] if len(set(map(fold, quoted))) == 1 else title


@lru_cache(maxsize=8192)
def subdimensions_in(text: str, dimension: int | None) -> tuple[str, ...]:
    """The sub-dimensions a text names, within a dimension where it is known."""
    folded = fold(text)
    codes = [
        code
        for code, pattern in _SUBDIMENSIONS.items()
        if (dimension is None or code.startswith(f"{dimension}.")) and pattern.search(folded)
    ]
    return tuple(codes)


def subdimension_of(component: str | None, text: str, dimension: int | None) -> tuple[str | None, float]:
    """The sub-dimension and how sure: the component's name, else the wording within the dimension."""
    if component:
        named = subdimensions_in(component, dimension)
        if len(named) == 1:
            return named[0], 0.95
        if named:
            worded = [code for code in subdimensions_in(text, dimension) if code in named]
            return (worded[0], 0.7) if len(worded) == 1 else (None, 0.0)
    if dimension is None:
        return None, 0.0
    return _worded(text, dimension)


def _worded(text: str, dimension: int) -> tuple[str | None, float]:
    """By wording: the beginning of the text weighs most."""
    for part, certainty in ((text[:90], 0.7), (text[:220], 0.6), (text, 0.5)):
        named = subdimensions_in(part, dimension)
        if len(named) == 1:
            return named[0], certainty
        if named:
            first = min(named, key=lambda code: _place(code, part))
            return first, certainty - 0.15
    return None, 0.0


def _place(code: str, text: str) -> int:
    found = _SUBDIMENSIONS[code].search(fold(text))
    return found.start() if found else len(text)


def dimension_by_wording(text: str) -> int | None:
    """The only dimension whose sub-dimensions the beginning of a text names."""
    named = {int(code[0]) for code in subdimensions_in(text[:160], None)} | set(dimensions_in(text[:160]))
    return named.pop() if len(named) == 1 else None


def field_by_heading(title: str) -> str | None:
    """The official field that a heading names, or None."""
    folded = fold(title)
    if len(folded) > 140:
        return None
    named = [name for name, pattern in PAR_FIELDS if pattern.search(folded)]
    if fold(title).startswith("tac dong"):
        return PAR_FIELDS[-1][0]
    return named[0] if named else None


def field_by_wording(text: str) -> str | None:
    """The official field whose words stand first in the text, or None."""
    folded = fold(text)[:260]
    places = [(found.start(), name) for name, pattern in PAR_FIELDS if (found := pattern.search(folded))]
    return min(places)[1] if places else None
