"""Spelling by the company of syllables: sound text stays untouched."""

from __future__ import annotations

import pytest

from tests.plans.rules.lint.planted.scene import Scene
from thuocdo.plans.rules.lint.syllables import is_syllable

WORDING = {"spelling", "missing_word", "wording", "duplicate_word", "duplicated_clause", "abbreviation_typo"}

SOUND = (
    "Mỗi trường học, mỗi thôn có một đồng chí phụ trách; không khi nào để người dân chờ.",
    "Tình hình hình thành các tổ công nghệ số cộng đồng; truyền thông thông tin kịp thời.",
    "Công nhận danh hiệu cho công nhân; cộng tác viên và công tác dân vận; phân bố và phân bổ vốn.",
    "Chi tiêu ngân sách đạt chỉ tiêu; người dẫn chương trình; thế hệ trẻ là toàn thể đoàn viên.",
    "Các nhân viên y tế, các nhân tố mới; những người đứng đầu; hành vi vi phạm bị xử lý.",
    "Bí thư Chi bộ, Đảng ủy, HĐND xã; công khai trên Cổng thông tin điện tử và Trang thông tin điện tử.",
    "Điểm số PAPI tăng so với năm trước; tổng số PAPI; kiểm soát văn bản theo hướng dẫn kèm theo theo quy định.",
    "Cán bộ, công chức hướng dẫn nộp đơn; đơn nộp trễ được xin lỗi.",
    "Luôn luôn lắng nghe; ngày ngày đổi mới; dần dần hoàn thiện.",
    "Truy cập https://dichvucong.gov.vn/p/home/dvc.html, email, website, Internet, wifi và app.",
    "UBND, HĐND, MTTQ, TTHC, CCHC, CBCCVC, OCOP, HTX, THCS và CLB của xã.",
)


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    """Words that look like slips but are none are not reported."""
    assert not Scene(text).rules() & WORDING


@pytest.mark.parametrize("tone_mark", ["hoà giải ở cơ sở", "hòa giải ở cơ sở"])
def test_old_and_new_tone_marks_are_the_same(tone_mark: str) -> None:
    """The place of the tone mark is no slip."""
    assert "spelling" not in Scene(f"Làm tốt công tác {tone_mark} và uỷ quyền.").rules()


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "khuyến",
        "quyết",
        "quốc",
        "giếng",
        "gì",
        "yêu",
        "thuở",
        "ngoằn",
        "xoong",
        "khuỷu",
        "uống",
        "ươm",
        "được",
        "lịch",
        "quỹ",
        "quýt",
        "hươu",
        "rượu",
    ],
)
def test_syllables_of_the_language_are_possible(word: str) -> None:
    """Rare but real syllables are accepted."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["nhiiệm", "lưc", "thựuc", "trưởg", "kiềmm", "hoàcnh", "đươngc", "tỉnhh", "qủá"]
)
def test_impossible_syllables_are_told(word: str) -> None:
    """Doubled letters, impossible ends and tones a stop cannot take."""
    assert not is_syllable(word)
