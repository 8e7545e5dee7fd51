"""The words that pages use for what a check of signatures found."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.documents.rules.signatures import Answer, Judged, Part, Report, SignatureClass

CLASS_WORDS = {
    SignatureClass.VALID: gettext_lazy("Chữ ký số đạt"),
    SignatureClass.CHANGED: gettext_lazy("Tệp bị sửa sau khi ký"),
    SignatureClass.UNTRUSTED: gettext_lazy("Chữ ký số không tin được"),
    SignatureClass.EXPIRED: gettext_lazy("Chứng thư hết hạn"),
    SignatureClass.INCOMPLETE: gettext_lazy("Chưa đủ căn cứ về chữ ký"),
    SignatureClass.UNSIGNED: gettext_lazy("Không có chữ ký số"),
}
PART_WORDS = {
    Part.INTEGRITY: gettext_lazy("Toàn vẹn"),
    Part.SIGNER: gettext_lazy("Người ký"),
    Part.CHAIN: gettext_lazy("Chuỗi chứng thư"),
    Part.REVOCATION: gettext_lazy("Thu hồi tại thời điểm ký"),
    Part.STAMP: gettext_lazy("Dấu thời gian"),
    Part.CHANGES: gettext_lazy("Sửa sau khi ký"),
    Part.COVERAGE: gettext_lazy("Phủ toàn bộ tệp"),
}
ANSWER_WORDS = {
    Answer.MET: gettext_lazy("Đạt"),
    Answer.NOT_MET: gettext_lazy("Không đạt"),
    Answer.UNSURE: gettext_lazy("Chưa đủ căn cứ"),
    Answer.NONE: gettext_lazy("Không có"),
}
WHY_WORDS = {
    "intact": gettext_lazy("nội dung đúng như lúc ký"),
    "bytes_changed": gettext_lazy("nội dung không còn như lúc ký"),
    "not_checkable": gettext_lazy("cấu trúc chữ ký không theo chuẩn nên không kiểm tra được"),
    "weak_hash": gettext_lazy("dùng thuật toán băm cũ, không còn được coi là an toàn"),
    "named": gettext_lazy("có tên trong chứng thư"),
    "nameless": gettext_lazy("chứng thư không ghi tên"),
    "to_root": gettext_lazy("dẫn tới chứng thư gốc đã cài"),
    "no_roots": gettext_lazy("chưa cài chứng thư gốc nào"),
    "unknown_root": gettext_lazy("nơi cấp chứng thư không có trong danh sách đã cài"),
    "key_usage": gettext_lazy("chứng thư không được cấp để ký"),
    "weak": gettext_lazy("chuỗi chứng thư dùng thuật toán cũ, không còn được coi là an toàn"),
    "broken": gettext_lazy("chuỗi chứng thư không đúng quy tắc"),
    "not_yet": gettext_lazy("ký trước ngày chứng thư có hiệu lực"),
    "expired_before": gettext_lazy("ký sau khi chứng thư hết hạn"),
    "expired_since": gettext_lazy(
        "chứng thư nay đã hết hạn và không có dấu thời gian cho biết ký trước hay sau đó"
    ),
    "revoked": gettext_lazy("chứng thư đã bị thu hồi"),
    "not_revoked": gettext_lazy("chưa bị thu hồi"),
    "no_revocation_data": gettext_lazy(
        "không có dữ liệu thu hồi trong tệp hoặc trong danh sách đã cài cho thời điểm cần xét"
    ),
    "stamped": gettext_lazy("có, kiểm tra được"),
    "no_stamp": gettext_lazy("tệp không có dấu thời gian"),
    "is_stamp": gettext_lazy("đây là dấu thời gian của cả tệp"),
    "stamp_untrusted": gettext_lazy("nơi cấp dấu thời gian không có trong danh sách đã cài"),
    "stamp_unproven": gettext_lazy("không biết chứng thư của nơi cấp dấu thời gian có bị thu hồi không"),
    "stamp_bad": gettext_lazy("dấu thời gian không khớp chữ ký"),
    "untouched": gettext_lazy("không sửa gì"),
    "only_upkeep": gettext_lazy("chỉ thêm dữ liệu để kiểm tra chữ ký về sau"),
    "signed_again": gettext_lazy("chỉ thêm chữ ký sau, phủ cả phần thêm"),
    "forms_after": gettext_lazy("có điền biểu mẫu sau chữ ký cuối, không chữ ký nào phủ phần đó"),
    "changes_unknown": gettext_lazy("không xác định được"),
    "changed_after": gettext_lazy("nội dung bị sửa sau khi ký"),
    "whole_file": gettext_lazy("phủ cả tệp"),
    "whole_then": gettext_lazy("phủ cả tệp tại lúc ký"),
    "whole_but_upkeep": gettext_lazy("phủ cả tệp, trừ dữ liệu kiểm tra chữ ký thêm sau"),
    "part_only": gettext_lazy("chỉ phủ một phần tệp"),
    "rest_uncovered": gettext_lazy("phần thêm sau không chữ ký nào phủ"),
    # of the whole file
    "unsigned": gettext_lazy("tệp không mang chữ ký số"),
    "unreadable": gettext_lazy("cấu trúc tệp PDF không đúng chuẩn nên không kiểm tra được chữ ký"),
    "encrypted": gettext_lazy("tệp PDF có mật khẩu nên không kiểm tra được chữ ký"),
    "too_slow": gettext_lazy("kiểm tra quá lâu nên đã dừng"),
    "stamps_only": gettext_lazy("tệp chỉ có dấu thời gian, không có chữ ký của người hoặc cơ quan"),
    "valid": gettext_lazy("đủ 7 kiểm tra"),
    "valid_without_stamp": gettext_lazy("không có dấu thời gian"),
}


def headline(report: Report) -> str:
    """One sentence on the whole file; it says valid only where nothing is unknown."""
    why = str(WHY_WORDS.get(report.why, report.why))
    if report.verdict is SignatureClass.VALID:
        if report.why == "valid_without_stamp":
            return _("Chữ ký số đạt, không có dấu thời gian")
        return _("Chữ ký số đạt đủ 7 kiểm tra")
    if report.verdict is SignatureClass.UNSIGNED:
        return _("Tệp không có chữ ký số")
    sure = report.verdict in (SignatureClass.CHANGED, SignatureClass.UNTRUSTED) or report.why in (
        "expired_before",
        "not_yet",
    )
    if sure:
        return _("Chữ ký số không đạt: %(why)s") % {"why": why}
    return _("Chưa đủ căn cứ: %(why)s") % {"why": why}


def details(one: Judged) -> list[tuple[str, str, str, str]]:
    """The seven checks of a signature: name, answer's code, answer, and the reason with what is known of it."""
    return [
        (
            str(PART_WORDS[row.part]),
            str(row.answer),
            str(ANSWER_WORDS[row.answer]),
            _with_facts(one, row.part, str(WHY_WORDS.get(row.why, row.why))),
        )
        for row in one.rows
    ]


def _with_facts(one: Judged, part: Part, why: str) -> str:
    facts = one.facts
    more = {
        Part.SIGNER: ", ".join(text for text in (facts.signer, facts.organisation) if text),
        Part.CHAIN: _("cấp bởi %(issuer)s, dùng đến %(day)s")
        % {"issuer": facts.issuer, "day": _day(facts.not_after)}
        if facts.issuer
        else "",
        Part.REVOCATION: _revocation(one),
        Part.STAMP: " – ".join(text for text in (_day(facts.stamped_at), facts.stamper) if text),
    }.get(part, "")
    return f"{why} ({more})" if more else why


def _revocation(one: Judged) -> str:
    if one.facts.revoked_at:
        return _("từ %(day)s") % {"day": _day(one.facts.revoked_at)}
    if one.facts.revocation_as_of:
        return _("theo danh sách ngày %(day)s") % {"day": _day(one.facts.revocation_as_of)}
    return ""


def _day(text: str) -> str:
    if not text:
        return ""
    return timezone.localtime(datetime.fromisoformat(text)).strftime("%H:%M %d/%m/%Y")
