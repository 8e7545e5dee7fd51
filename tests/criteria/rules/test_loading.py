"""A set that is wrong is refused with file, line and reason of every fault."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.criteria.rules.loading import load_framework
from thuocdo.criteria.rules.model import SettingRef
from thuocdo.criteria.rules.problems import FrameworkError
from thuocdo.lib.errors import InputError

GOOD = """\
code = "mau"
version = "1"
name = "Bộ mẫu"
index = "PAR INDEX"
level = "commune"
total = 10
basis = "quyet_dinh"

[bases.quyet_dinh]
kind = "law"
text = "Quyết định số 12/QĐ-UBND ngày 05/9/2025"
valid_from = 2025-09-05
valid_to = 2026-12-31

[documents.bao_cao]
label = "Báo cáo"
pdf = true
received_by = "02-28"

[settings.nguong]
label = "Ngưỡng"
unit = "%"
least = 0
most = 100

[measures.ho_so]
label = "Hồ sơ đúng hạn"
kind = "ratio"

[measures.chuoi]
label = "Chuỗi tài liệu"
kind = "links"

[[criteria]]
code = "5"
name = "Lĩnh vực 5"
max = 10
basis = "quyet_dinh"

[[criteria]]
code = "5.1"
under = "5"
name = "Đúng hạn"
max = 7.5
method = "linear_floor"
params = { floor = { setting = "nguong" } }
inputs = { share = "ho_so" }
zero = "not_scored"
evidence = ["bao_cao"]

[[criteria]]
code = "5.2"
under = "5"
name = "Bậc"
max = 2.5
method = "tiers"
params = { tiers = [[90, 2.5], [50, 1]] }
inputs = { value = "ho_so" }
zero = "zero"
"""


def faults(text: str) -> list[tuple[int, str]]:
    """Line and reason of each fault of a set."""
    with pytest.raises(FrameworkError) as caught:
        load_framework(text, "mau.toml")
    return [(problem.line, problem.text) for problem in caught.value.problems]


def line_of(text: str, part: str) -> int:
    """The line on which `part` stands."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_good_set_is_read() -> None:
    """A right set becomes a tree with exact numbers, references to settings and inherited bases."""
    framework = load_framework(GOOD, "mau.toml")
    (field,) = framework.criteria
    first, second = field.children
    assert (first.max, first.params["floor"]) == (Decimal("7.5"), SettingRef("nguong"))
    assert second.params["tiers"] == ((Decimal(90), Decimal("2.5")), (Decimal(50), Decimal(1)))
    assert first.basis is field.basis and "12/QĐ-UBND" in first.basis.text
    assert first.evidence[0].must_be_pdf and first.evidence[0].received_by == "02-28"


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ('level = "commune"', 'level = "commune"\ncolour = "đỏ"', "colour", "“colour” là khóa không có"),
        ('unit = "%"', 'unit = "%"\nsize = 3', "size", "“size” là khóa không có"),
        ('method = "tiers"', 'method = "steps"', 'method = "steps"', "“method” là “steps”; chỉ nhận"),
        ('params = { floor = { setting = "nguong" } }', "params = { cap = 80 }", "cap = 80", "thiếu “floor”"),
        (
            'params = { floor = { setting = "nguong" } }',
            "params = { cap = 80 }",
            "cap = 80",
            "có “cap”, mà phương pháp",
        ),
        ('floor = { setting = "nguong" }', "floor = 120", "floor = 120", "phải từ 0 đến 100"),
        ('setting = "nguong"', 'setting = "khac"', '"khac"', "tham số “khac” chưa được khai"),
        ('inputs = { share = "ho_so" }', 'inputs = { share = "la" }', '"la"', "số đo “la” chưa được khai"),
        ('inputs = { share = "ho_so" }', 'inputs = { done = "ho_so" }', "done", "thiếu “share”"),
        (
            'inputs = { share = "ho_so" }',
            'inputs = { share = "chuoi" }',
            '"chuoi"',
            "“share” chỉ nhận kiểu: ratio, percent",
        ),
        ('code = "5.2"', 'code = "5.1"', "", "mã này đã có"),
        (
            'under = "5"\nname = "Bậc"',
            'under = "6"\nname = "Bậc"',
            'under = "6"',
            "nhóm này chưa có ở phía trên",
        ),
        ('zero = "zero"\n', "", "", "phải chọn cách xử lý khi không phát sinh"),
        ("[[90, 2.5], [50, 1]]", "[[50, 2.5], [90, 1]]", "[[50, 2.5], [90, 1]]", "ngưỡng phải giảm dần"),
        ("[[90, 2.5], [50, 1]]", "[[90, 3], [50, 1]]", "[[90, 3]", "có mức 3 điểm, quá điểm tối đa 2,50"),
        ("valid_from = 2025-09-05", 'valid_from = "2025-09-31"', "2025-09-31", "không phải một ngày có thật"),
        ("valid_to = 2026-12-31", "valid_to = 2024-12-31", "2024-12-31", "đứng trước ngày bắt đầu hiệu lực"),
        (
            "Quyết định số 12/QĐ-UBND ngày 05/9/2025",
            "Theo quy định",
            "Theo quy định",
            "không ghi số, ký hiệu văn bản",
        ),
        ('max = 10\nbasis = "quyet_dinh"', "max = 10", "", "“basis” chưa được ghi"),
        ("max = 7.5", "max = nan", "nan", "không phải một số"),
        ("max = 7.5\n", "", "", "chưa ghi điểm tối đa"),
        ('received_by = "02-28"', 'received_by = "02-30"', "02-30", "ghi dạng 02-28"),
        ('evidence = ["bao_cao"]', 'evidence = ["giay"]', "giay", "“giay”, chưa được khai trong [documents]"),
        ("least = 0\nmost = 100", "least = 100\nmost = 0", "most = 0", "nhỏ hơn"),
    ],
)
def test_each_fault_is_told_with_its_line(old: str, new: str, at: str, says: str) -> None:
    """Every kind of fault is found, and its line is the one where it stands."""
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    found = [fault for fault in faults(text) if says in fault[1]]
    assert found, faults(text)
    if at:
        assert found[0][0] == line_of(text, at)


def test_sum_of_points_is_told_as_the_screen_says() -> None:
    """Points that do not add up are told with the sum, the total, what is missing and where."""
    text = GOOD.replace("max = 2.5", "max = 2").replace("[[90, 2.5]", "[[90, 2]")
    assert (
        line_of(text, "max = 10"),
        "Tổng điểm các tiêu chí là 9,50, không bằng 10. Thiếu 0,50 ở lĩnh vực 5.",
    ) in faults(text)


def test_points_left_to_an_office_do_not_break_the_sum() -> None:
    """A group may hold open settings as long as what is known does not pass its points."""
    open_points = GOOD.replace("max = 7.5", 'max = { setting = "nguong" }')
    assert load_framework(open_points, "mau.toml").criteria[0].max == 10
    too_many = open_points.replace("max = 2.5", "max = 11")
    assert any("Thừa 1 ở lĩnh vực 5" in says for _line, says in faults(too_many))


def test_all_faults_come_at_once_in_order_of_the_file() -> None:
    """Three faults are three lines of one message, each with the file's name."""
    text = (
        GOOD.replace('level = "commune"', 'level = "xa"')
        .replace('unit = "%"\n', "")
        .replace("max = 7.5", "max = 8")
    )
    with pytest.raises(InputError) as caught:
        load_framework(text, "tinh-mau.toml")
    lines = str(caught.value).splitlines()
    assert len(lines) == 3 and all(line.startswith("tinh-mau.toml: dòng ") for line in lines)
    numbers = [int(line.split("dòng ")[1].split(":")[0]) for line in lines]
    assert numbers == sorted(numbers)


def test_text_that_is_no_toml_is_refused_with_its_line() -> None:
    """A broken file is one fault with the line the parser stopped at."""
    ((line, says),) = faults('code = "a"\nname = \n')
    assert line == 2 and "không đúng cú pháp TOML" in says


def test_deductions_belong_to_the_rule_that_deducts() -> None:
    """A chain that deducts wants points for each document; one that is all or nothing wants none."""
    chain = GOOD.replace('method = "tiers"', 'method = "chain"').replace('zero = "zero"\n', "")
    chain = chain.replace('inputs = { value = "ho_so" }', 'inputs = { links = "chuoi" }')
    link = '{ rule = "%s", links = [{ code = "a", label = "A"%s }] }'
    old = "{ tiers = [[90, 2.5], [50, 1]] }"
    assert any("chưa ghi deduction" in says for _l, says in faults(chain.replace(old, link % ("deduct", ""))))
    assert any(
        "không trừ từng phần" in says
        for _l, says in faults(chain.replace(old, link % ("all_of", ", deduction = 1")))
    )


def test_variant_says_what_it_varies() -> None:
    """A set that extends another must say what it changes."""
    text = GOOD.replace('version = "1"', 'version = "2"\nextends = "mau@1"')
    assert any("bản sửa phải nói sửa những gì" in says for _line, says in faults(text))
    assert (
        load_framework(
            text.replace('extends = "mau@1"', 'extends = "mau@1"\nchanges = "Sửa điểm."'), "x"
        ).extends
        == "mau@1"
    )
