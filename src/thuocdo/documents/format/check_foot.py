"""Signature, recipients, annexes."""

from __future__ import annotations

import re

from thuocdo.documents.format.check_body import mentions_annex
from thuocdo.documents.format.measured import Para
from thuocdo.documents.format.notes import Notes
from thuocdo.lib.text.numerals import roman
from thuocdo.lib.text.spelling import fold

_TITLED = re.compile(
    r"^(ThS|TS|PGS|GS|BS|KS|CN|CKI|CKII|NGƯT|NGND|NSƯT|NSND|Thạc sĩ|Thạc sỹ|Tiến sĩ|Tiến sỹ|Giáo sư|Phó Giáo sư|Bác sĩ|Kỹ sư|Ông|Bà)[.\s]",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"^(T/M|(TM|KT|TL|TUQ)(?!\.))\b", re.IGNORECASE)
_LABEL = re.compile(r"^Phụ lục(\s+(số\s+)?(?P<number>\w+))?\s*[.:]?$", re.IGNORECASE)


def check_foot(notes: Notes) -> None:
    """Who signs, who receives, what is attached."""
    _signature(notes)
    _recipients(notes)
    for index, annex in enumerate(notes.anatomy.annexes):
        _annex(notes, index, annex)
    if notes.anatomy.annexes and not mentions_annex(notes.anatomy.body + notes.anatomy.get("basis")):
        notes.add(
            "annex.unmentioned",
            "annexes",
            "Nội dung văn bản không nhắc đến Phụ lục.",
            expected="Trong văn bản có chỉ dẫn về Phụ lục",
            source="mục III khoản 1 điểm a",
        )


def _signature(notes: Notes) -> None:
    authority, signer = notes.anatomy.get("authority"), notes.anatomy.get("signer")
    if not authority:
        notes.missing("authority", "signature", "authority")
    if not signer:
        notes.missing("signer", "signature", "signer")
    notes.letters("authority", "signature", authority)
    for para in authority:
        if _ABBREVIATED.match(para.printed):
            notes.add(
                "authority.form",
                "signature",
                f"Quyền hạn ghi “{para.text}”.",
                expected="“TM.”, “KT.”, “TL.”, “TUQ.”, “Q.” có dấu chấm",
                source="mục II khoản 7 điểm b",
                at=[para.place],
            )
    notes.letters("signer", "signature", signer)
    for para in signer:
        if _TITLED.match(para.text):
            notes.add(
                "signer.title",
                "signature",
                f"Trước họ tên người ký có danh xưng: “{para.text}”.",
                expected="Chỉ ghi họ, tên đệm và tên",
                source="mục II khoản 7 điểm c",
                at=[para.place],
            )
        elif para.printed.isupper() and len(para.text) > 3:
            notes.add(
                "signer.upper",
                "signature",
                "Họ tên người ký viết in hoa toàn bộ.",
                expected="Chữ in thường",
                source=notes.component("signer").source,
                at=[para.place],
            )


def _recipients(notes: Notes) -> None:
    label, names = notes.anatomy.get("recipients_label"), notes.anatomy.get("recipients")
    part = notes.component("recipients")
    if not label:
        notes.missing("recipients_label", "recipients", "recipients_label")
        return
    notes.letters("recipients_label", "recipients", label)
    if not re.match(r"Nơi nhận\s*:", label[0].text):
        notes.add(
            "recipients_label.colon",
            "recipients",
            "Sau từ “Nơi nhận” không có dấu hai chấm.",
            expected="“Nơi nhận:”",
            source=part.source,
            at=[label[0].place],
        )
    if not names:
        notes.missing("recipients", "recipients", "recipients")
        return
    notes.letters("recipients", "recipients", names)
    for index, para in enumerate(names):
        last = index == len(names) - 1
        if not para.text.startswith("-"):
            notes.add(
                "recipients.hyphen",
                "recipients",
                "Dòng nơi nhận không có gạch đầu dòng.",
                expected="Đầu dòng có “-” sát lề trái",
                source=part.source,
                at=[para.place],
            )
        if not para.text.endswith("." if last else ";"):
            notes.add(
                "recipients.end",
                "recipients",
                "Dòng nơi nhận chưa đúng dấu cuối dòng.",
                expected="Cuối dòng “;”, dòng cuối cùng “.”",
                source=part.source,
                at=[para.place],
            )
    if not re.match(r"-?\s*Lưu\s*:\s*\S*VT", names[-1].text):
        notes.add(
            "recipients.filed",
            "recipients",
            "Dòng cuối của nơi nhận không phải “Lưu: VT, …”.",
            expected="“- Lưu: VT, [đơn vị soạn thảo].”",
            source=part.source,
            at=[names[-1].place],
        )


def _annex(notes: Notes, index: int, paras: list[Para]) -> None:
    label, group = paras[0], "annexes"
    notes.letters("annex", group, [label])
    found = _LABEL.match(label.text)
    number, count = (found["number"] if found else None), len(notes.anatomy.annexes)
    wanted = roman(index + 1)
    if (count > 1 and number != wanted) or (count == 1 and number not in (None, "I")):
        notes.add(
            "annex.number",
            group,
            f"Phụ lục thứ {index + 1} ghi “{label.text}”.",
            expected=f"“Phụ lục {wanted}” (từ hai phụ lục trở lên đánh số La Mã)"
            if count > 1
            else "“Phụ lục”",
            source="mục III khoản 1 điểm a",
            at=[label.place],
        )
    if label.printed.isupper():
        notes.add(
            "annex.upper",
            group,
            "Từ “Phụ lục” viết in hoa.",
            expected="Chữ in thường: “Phụ lục”",
            source=notes.component("annex").source,
            at=[label.place],
        )
    title, reference = _parts(paras[1:])
    notes.letters("annex_title", group, title)
    if reference is None:
        notes.add(
            "annex.reference_missing",
            group,
            "Phụ lục không có dòng “(Kèm theo …)”.",
            expected="Dưới tên phụ lục: “(Kèm theo … số … ngày … của …)”",
            source="mục III khoản 1 điểm c",
            at=[label.place],
        )
    else:
        notes.letters("annex_reference", group, [reference])
    section = notes.measured.sections[label.place.section - 1]
    before = next((p for p in reversed(_before(notes, label)) if p.text), None)
    if section.start != 1 or (before and before.place.section == label.place.section):
        notes.add(
            "annex.pages",
            group,
            "Số trang của phụ lục không đánh riêng.",
            expected="Mỗi phụ lục là một phần (section) riêng, số trang bắt đầu từ 1",
            source="mục III khoản 1 điểm đ",
            at=[label.place],
        )


def _before(notes: Notes, para: Para) -> list[Para]:
    everything = list(notes.measured.paragraphs)
    return everything[: next(i for i, each in enumerate(everything) if each is para)]


def _parts(paras: list[Para]) -> tuple[list[Para], Para | None]:
    """The annex's title lines and its reference, which come before anything else."""
    title: list[Para] = []
    for para in paras:
        if not para.text:
            continue
        if para.in_table or len(title) > 4:
            break
        if fold(para.text).startswith("(kem theo"):
            return title, para
        if para.align != "center" and title:
            break
        title.append(para)
    return title, None
