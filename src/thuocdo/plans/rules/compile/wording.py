"""Words by which a plan's sentences are told apart: verbs of action, units, labels, formulas."""

from __future__ import annotations

import re
from functools import lru_cache

from thuocdo.lib.text import fold

_VERBS = (
    "tang cuong|day manh|nang cao|to chuc|xay dung|trien khai|thuc hien|ra soat|tiep tuc|tap trung|chu dong|phoi hop"
    "|chu tri|tham muu|huong dan|kiem tra|giam sat|theo doi|don doc|tong hop|bao cao|cong khai|niem yet|tuyen truyen"
    "|pho bien|cap nhat|hoan thien|kien toan|bo tri|ban hanh|tiep nhan|giai quyet|xu ly|cung cap|dau tu|nang cap"
    "|cai thien|cai tien|khac phuc|duy tri|phat huy|bao dam|dam bao|doi moi|ung dung|so hoa|van hanh|khao sat|do luong"
    "|danh gia|phan tich|tham gia|dao tao|boi duong|tap huan|ho tro|khuyen khich|quan triet|siet chat|ngan chan"
    "|phat hien|xu phat|thiet lap|mo rong|phat trien|quan ly|su dung|khai thac|dang tai|thong tin|gioi thieu|lap |trinh "
    "|gui |ky |cu |phan cong|giao |chi dao|yeu cau|de nghi|van dong|keu goi|huy dong|bien soan|in |phat hanh|lay y kien"
    "|thuong xuyen|kip thoi|dinh ky|nghiem tuc|nghiem cam|chan chinh|tao |cong bo|cong nhan|dieu tra|binh xet|quan tam"
    "|bao ve|thanh tra|thu gom|ket noi|chia se|cat giam|don gian|chuan hoa|tai cau truc|bo sung|sua doi|thao go"
    "|chap hanh|chiu trach nhiem|co trach nhiem|can cu|truc tiep|giai trinh|long ghep|tra loi|doi thoai|tiep cong dan"
    "|tiep xuc|cham diem|tu danh gia|nhan rong|phat dong|lam tot|luu |soan|tong ket|so ket|trang bi|lap dat|hoan thanh"
    "|co van ban|co bao cao|viec |can doi|tham dinh|theo sat|de xuat|phan bo"
)
_VERB = re.compile(rf"({_VERBS})")
_SUBJECT_END = re.compile(
    r"\s(chịu trách nhiệm|có trách nhiệm|tăng cường|đẩy mạnh|nâng cao|theo dõi|báo cáo|chủ trì|phối hợp|tham mưu|hướng dẫn"
    r"|thực hiện|triển khai|căn cứ|chủ động|kiểm tra|(?<!vụ )tổng hợp|xây dựng|tổ chức(?!\s+(?:chính trị|đoàn thể|cá nhân|xã hội|hội|kinh tế|tôn giáo|liên quan|có liên quan|thành viên|cơ sở))"
    r"|tiếp tục|thường xuyên|kịp thời|nghiêm túc|trực tiếp|bố trí|bảo đảm|đảm bảo|cân đối|rà soát|đôn đốc|tập trung|phát huy"
    r"|là cơ quan|là đơn vị|là đầu mối|định kỳ|hằng (?:tuần|tháng|quý|năm)|hàng (?:tuần|tháng|quý|năm)|(?<!nghệ )(?<!tâm )(?<!trang )(?<!hóa )thông tin|thông báo|vận động|công khai|niêm yết"
    r"|cập nhật|đăng tải|khảo sát|ban hành|hoàn thành|(?<!đồng )(?<!cục )thống kê|(?<!đồng )đánh giá|lập|lắp|mở|lấy|giúp|gửi|cung cấp|phải|cần|đề xuất|quán triệt|phổ biến|tuyên truyền|quản lý|giám sát|tiếp nhận)(?=[\s,;:.])"
)
_THINGS = (
    "noi dung|nhiem vu|van ban|hoat dong|giai phap|chi so|tieu chi|ho so|thu tuc|quy dinh|bien phap|cong viec|chuong trinh"
    "|hinh thuc|dich vu|he thong|loai|truong hop|du an|chi tieu|muc tieu|kien nghi|y kien|buoc|cuoc|lop|hanh vi|ket qua"
)
_UNIT_HEAD = re.compile(
    rf"(cac (?!{_THINGS})|phong |van phong|trung tam|so |uy ban|ubnd|hdnd|hoi dong|ban (?!hanh|giao)|cong an|toan the|thu truong"
    r"|to (?!chuc)[a-z]+ |doan thanh nien|doan tncs|doan the|hoi (?!nghi|thao|thi)|ub ?mttq|mttq|mat tran|truong |tram |cong chuc"
    r"|chi cuc|thanh tra (?!,|viec|kiem)|bo phan|kho bac|thuong truc|bi thu|chu tich|pho chu tich|lanh dao (?!,)|tu phap|van hoa"
    r"|dia chinh|ke toan|dai (?!hoi)|bch |bcd |can bo|ong |ba |nguoi dung dau|cap xa|cap huyen|vien |chi bo|dang uy|huyen |xa (?!hoi)|phuong "
    r"|giam doc|pho giam doc|chanh van phong|chanh thanh tra|hieu truong|thanh doan|tinh doan|buu dien|ngan hang )"
)
_SENTENCE_INSIDE = re.compile(r"[.;:]\s")
CLOSING = re.compile(r"(tren day la|noi nhan|yeu cau (cac|thu truong)[^.]{0,60}nghiem tuc)")
REFERENCE = re.compile(
    r"(phu luc|bieu|danh muc|bang)[^.]{0,60}(kem theo|dinh kem|duoi day|gui kem)|kem theo ke hoach nay"
)


@lru_cache(maxsize=8192)
def starts_with_verb(text: str) -> bool:
    """Whether the sentence begins as an instruction does ("Rà soát …", "Tăng cường …")."""
    return bool(_VERB.match(fold(text[:40])))


@lru_cache(maxsize=8192)
def starts_as_unit(text: str) -> bool:
    """Whether the text begins with the name of a unit or group of units."""
    # "Số hóa …" (digitise) folds like "Sở …" (a department)
    return not text[:3].lower().startswith("số ") and bool(_UNIT_HEAD.match(fold(text[:60])))


def is_unit_name(text: str) -> bool:
    """Whether a heading is nothing but the name of one or several units."""
    plain = strip_request(text).rstrip(" :.;")
    if (
        not plain
        or len(plain) > 160
        or not starts_as_unit(plain)
        or _SENTENCE_INSIDE.search(f"{plain} "[:-1])
    ):
        return ";" in plain and len(plain) <= 160 and all(starts_as_unit(p.strip()) for p in plain.split(";"))
    return subject_of(f"{plain} ") is None or bool(re.search(r"\bvà\b|,", plain[-12:]))


def subject_of(sentence: str) -> str | None:
    """The unit that a sentence begins with, as printed ("Phòng Kinh tế tham mưu …" -> "Phòng Kinh tế")."""
    plain = strip_request(sentence)
    if not starts_as_unit(plain):
        return None
    end = _SUBJECT_END.search(plain[:200])
    return plain[: end.start()].rstrip(" ,") if end else None


_REQUEST = re.compile(
    r"^(đề nghị|đối với|giao(?: cho)?|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công)\s+", re.IGNORECASE
)
_DUTY_TAIL = re.compile(
    r"\s*(có trách nhiệm|có nhiệm vụ|thực hiện các nhiệm vụ( sau)?)\s*:?\s*$", re.IGNORECASE
)


def strip_request(text: str) -> str:
    """Without the words that only address the unit ("Đề nghị", "Giao", "có trách nhiệm:")."""
    return _DUTY_TAIL.sub("", _REQUEST.sub("", text.strip())).strip()
