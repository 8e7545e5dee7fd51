"""Every address that changes something, with what a form would send."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.registers.indices.tables import SURVEYED, csv_of
from tests.rights_walk import duties, proofs, reports, scores
from tests.rights_walk import expected as e
from tests.rights_walk import forms as form_rows
from tests.rights_walk.expected import Deed
from tests.rights_walk.pages import PAPI, PEOPLE, PLAN, SETS, TAKES_IN_INDICES, TASK, UNITS
from tests.rights_walk.papers import pdf, people_sheet, plan_text, unit_sheet


def new_plan() -> dict[str, Any]:
    """A file that nobody has imported."""
    text = plan_text(
        [("Việc mới hoàn toàn", "Phòng Kinh tế", "", "Quý IV/2026")], place="Xã Mẫu", number=77, title="mới"
    )
    return {"file": SimpleUploadedFile("moi.txt", text)}


def new_page() -> dict[str, Any]:
    """A better picture of a page."""
    return {"file": SimpleUploadedFile("trang.pdf", pdf("better"))}


def _plans() -> list[Deed]:
    # --------------------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
    found = [
        Deed("plans:plan_import",     f"{PLAN}nhap/",                        "oo....... ee. ee... .", {"unit": "{commune}"}, new_plan),
        Deed("plans:version_import",  f"{PLAN}{{mau_plan}}/ban-moi/",        e.REVIEW_MAU, {}, new_plan),
        Deed("plans:version_import",  f"{PLAN}{{ben_plan}}/ban-moi/",        e.REVIEW_BEN, {}, new_plan),
        Deed("plans:import_retry",    f"{PLAN}nhap/{{mau_failed}}/doc-lai/", e.REVIEW_MAU),
        Deed("plans:import_retry",    f"{PLAN}nhap/{{ben_failed}}/doc-lai/", e.REVIEW_BEN),
        Deed("plans:pages_replace",   f"{PLAN}nhap/{{mau_scan}}/trang-thay-the/", e.REVIEW_MAU, {"page": "1"}, new_page),
        Deed("plans:import_stop",     f"{PLAN}nhap/{{mau_pdf}}/dung/",       e.REVIEW_MAU),
        Deed("plans:import_drop",     f"{PLAN}nhap/{{mau_pdf}}/bo/",         e.REVIEW_MAU),
        Deed("plans:import_drop",     f"{PLAN}nhap/{{ben_pdf}}/bo/",         e.REVIEW_BEN),
        Deed("plans:compare_decide",  f"{PLAN}{{mau_plan}}/so-sanh/quyet-dinh/", "oo....... ... xx... .", {"item": "{tinh_item}", "choice": "na", "reason": "Không áp dụng", "kh": "{tinh_plan}"}),
        Deed("plans:compare_decide",  f"{PLAN}{{ben_plan}}/so-sanh/quyet-dinh/", "......... oo. xx... .", {"item": "{tinh_item}", "choice": "na", "reason": "Không áp dụng", "kh": "{tinh_plan}"}),
        Deed("plans:review_certain",  f"{PLAN}{{tinh_plan}}/ra-soat/chac-chan/", "......... ... ll... ."),
        Deed("plans:review_add",      f"{PLAN}{{tinh_plan}}/ra-soat/them-dong/", "......... ... ll... .", {"kind": "task", "text": "Việc thêm"}),
        Deed("reporting:plan_number", f"{PLAN}{{mau_plan}}/so-ngay/",        "oo....... ... xx... .", {"number": "98/KH-UBND", "issued": "6/1/2026"}),
        Deed("reporting:plan_number", f"{PLAN}{{tinh_plan}}/so-ngay/",       "xx....... xx. oo... .", {"number": "98/KH-UBND", "issued": "6/1/2026"}),
        Deed("reporting:plan_finish", f"{PLAN}{{mau_plan}}/hoan-tat/",       e.REVIEW_MAU),
        Deed("reporting:plan_finish", f"{PLAN}{{ben_plan}}/hoan-tat/",       e.REVIEW_BEN),
        Deed("reporting:plan_finish", f"{PLAN}{{mau_draft_plan}}/hoan-tat/", "ee....... ... ..... ."),
        Deed("reporting:plan_finish", f"{PLAN}{{tinh_plan}}/hoan-tat/",      "......... ... ll... ."),
    ]  # fmt: skip
    for place, cells in (("mau", e.REVIEW_MAU), ("ben", e.REVIEW_BEN)):
        found += _review(place, cells)
    return found


def _review(place: str, cells: str) -> list[Deed]:
    base = f"{PLAN}{{{place}_draft_plan}}/ra-soat/"
    row, form = f"{base}dong/{{{place}_draft_row}}/", {"*": f"{place}_draft_form"}
    return [
        Deed("plans:review_certain", f"{base}chac-chan/", cells),
        Deed("plans:review_undo", f"{base}hoan-tac/", cells),
        Deed("plans:review_head", f"{base}thong-tin/", cells, {"title": "Tên khác", "year": "2026"}),
        Deed("plans:review_rhythm", f"{base}nhip/", cells.replace("o", "-"), {"rhythm": "monthly"}),
        Deed("plans:review_assign_later", f"{base}giao-sau/", cells),
        Deed("plans:review_add", f"{base}them-dong/", cells, {"kind": "task", "text": "Việc thêm"}),
        Deed("plans:row_save", f"{row}luu/", cells, form),
        Deed("plans:row_confirm", f"{row}xac-nhan/", cells, form),
        Deed("plans:row_split", f"{row}tach/", cells, {"at": "12"}),
        Deed("plans:row_merge", f"{row}gop/", cells),
        Deed("plans:row_drop", f"{row}bo/", cells),
        Deed("plans:row_move", f"{row}chuyen/", cells, {"len": "1"}),
        Deed("plans:row_claim", f"{row}giu/", cells),
        Deed(
            "plans:finding_decide", f"{base}phat-hien/{{{place}_draft_finding}}/", cells, {"outcome": "noted"}
        ),
    ]


def _tasks() -> list[Deed]:
    lead = {"unit": "{culture}", "reason": "Phân công lại"}
    day = {"due": "01/12/2026", "reason": "Công văn gia hạn"}
    economy, ben, tinh = (
        f"{TASK}{{mau_economy_task}}/",
        f"{TASK}{{ben_economy_task}}/",
        f"{TASK}{{tinh_mau_task}}/",
    )
    return [
        # ---------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("work:task_progress", f"{economy}ket-qua/",               "xoxo..... ... xx... .", {"text": "Đã niêm yết"}),
        Deed("work:task_step",     f"{economy}buoc/trinh/",            "xoxo..... ... xx... .", {"reason": "Đã xong"}),
        Deed("work:task_step",     f"{TASK}{{mau_office_task}}/buoc/xac-nhan/", "oo....... ... xx... ."),
        Deed("work:task_step",     f"{economy}buoc/tam-dung/",         "ooxx..... ... xx... .", {"reason": "Chờ mưa tạnh"}),
        Deed("work:task_lead",     f"{economy}chu-tri/",               "oox...... ... ee... .", lead),
        Deed("work:task_person",   f"{economy}nguoi-thuc-hien/",       "oox...... ... xx... ."),
        Deed("work:task_deadline", f"{economy}han/",                   "oox...... ... xx... .", day),
        Deed("work:task_progress", f"{ben}ket-qua/",                   "......... xoo xx... .", {"text": "Đã niêm yết"}),
        Deed("work:task_step",     f"{ben}buoc/trinh/",                "......... xoo xx... .", {"reason": "Đã xong"}),
        Deed("work:task_lead",     f"{ben}chu-tri/",                   "......... oo. ee... .", {"unit": "{other_office}"}),
        Deed("work:task_lead",     f"{ben}chu-tri/",                   "......... ee. ee... .", {"unit": "{culture}"}),
        Deed("work:task_person",   f"{ben}nguoi-thuc-hien/",           "......... oo. xx... ."),
        Deed("work:task_person",   f"{ben}nguoi-thuc-hien/",           "......... ee. ee... .", {"person": "{p_officer}"}),
        Deed("work:task_deadline", f"{ben}han/",                       "......... oo. xx... .", day),
        Deed("work:task_progress", f"{tinh}ket-qua/",                  "xo....... ... xo... .", {"text": "Đã trả tại nhà"}),
        Deed("work:task_lead",     f"{tinh}chu-tri/",                  "oo....... ... ee... .", {"unit": "{economy}"}),
        Deed("work:task_deadline", f"{tinh}han/",                      "xx....... ... oo... .", day),
        Deed("work:task_progress", f"{TASK}{{mau_neighbour_task}}/ket-qua/", "xo....... xx. xx... .", {"text": "Đã đi tuần"}),
        Deed("work:task_progress", f"{TASK}{{mau_village_task}}/ket-qua/", "xo...o... ... xx... .", {"text": "Đã họp"}),
        Deed("work:bulk_lead",     f"{TASK}chuyen-don-vi/",            "oo-...... --. ee... .", {"task": "{mau_office_task}", **lead}),
        Deed("work:bulk_lead",     f"{TASK}chuyen-don-vi/",            "---...... oo. ee... .", {"task": "{ben_office_task}", "unit": "{other_economy}"}),
        Deed("work:filter_save",   f"{TASK}bo-loc/luu/",               e.TASKS, {"name": "Lọc mới", "query": "xem=tat-ca&tt=late"}),
        Deed("work:filter_save",   f"{TASK}bo-loc/luu/",               e.TASKS.replace("o", "e"), {"name": "", "query": "xem=tat-ca"}),
        Deed("work:filter_rename", f"{TASK}bo-loc/{{coordinator_filter}}/ten/",   ".o....... ... ..... .", {"name": "Tên khác"}),
        Deed("work:filter_rename", f"{TASK}bo-loc/{{other_officer_filter}}/ten/", "......... ..o ..... .", {"name": "Tên khác"}),
        Deed("work:filter_delete", f"{TASK}bo-loc/{{coordinator_filter}}/xoa/",   ".o....... ... ..... ."),
        Deed("work:unmatched_decide", f"{TASK}cho-quyet-dinh/muc/{{mau_question}}/", e.REVIEW_MAU, {"answer": "keep"}),
        Deed("work:unmatched_decide", f"{TASK}cho-quyet-dinh/muc/{{ben_question}}/", e.REVIEW_BEN, {"answer": "keep"}),
        Deed("work:unmatched_decide", f"{TASK}cho-quyet-dinh/muc/{{mau_question}}/", e.NOBODY, {"answer": "task-{ben_office_task}"}),
    ]  # fmt: skip


def _rest() -> list[Deed]:
    unit = {"name": "Tổ công tác mới", "kind": "other"}
    person = {"full_name": "Người Mới", "username": "nguoi.moi", "role": "officer", "starts": "01/07/2026"}
    return [
        # ------------------------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("reporting:log_verify", "/lam-viec/nhat-ky/kiem-tra/",                     e.LOG),
        Deed("reporting:calendar", "/lam-viec/quan-tri/lich/",                          ".......x. ... ....o .", {"viec": "luu", "day": "10/07/2026", "kind": "off", "note": "Nghỉ bù"}),
        Deed("reporting:back_up", "/lam-viec/van-hanh/sao-luu/",                        ".......-. ... ....o ."),
        Deed("reporting:job_act", "/lam-viec/viec-chay/{mau_pdf_job}/dung/",            "oo.....o. ... ..... ."),
        Deed("reporting:job_act", "/lam-viec/viec-chay/{ben_pdf_job}/dung/",            "......... oo. ..... ."),
        Deed("criteria:frameworks", SETS,                                               "xxxxx..x. xxx xoxxo .", {"viec": "chon", "year": "2026", "version": "{framework}"}),
        Deed("criteria:import", f"{SETS}nhap/",                                         e.KEEPS.replace("o", "e"), {"text": "code = 1"}),
        Deed("criteria:version", f"{SETS}{{tinh_framework}}/",                          e.KEEPS, {"viec": "ban-hanh", "basis": "QĐ 12/QĐ-UBND"}),
        Deed("criteria:version", f"{SETS}{{framework}}/",                               "xxxxx..x. xxx xexxe .", {"viec": "bo"}),
        Deed("criteria:setting", "/lam-viec/quan-tri/tham-so/{framework}/nguong_3_2/",  "xoxxx..o. xox xoxxo .", {"value": "99", "valid_from": "01/07/2026", "basis": "QĐ 12", "reason": "Sửa"}),
        Deed("orgs:notices_read", "/lam-viec/thong-bao/da-xem/",                        "---o----- --- ----- -", {"id": "{notice_officer}"}),
        Deed("orgs:notices_read", "/lam-viec/thong-bao/da-xem/",                        "--------- --o ----- -", {"id": "{notice_other_officer}"}),
        Deed("orgs:notices_read", "/lam-viec/thong-bao/da-xem/",                        "--------- --- o---- -", {"id": "{notice_province_leader}"}),
        Deed("orgs:notice_settings", "/lam-viec/thong-bao/tuy-chon/",                   e.EVERYBODY, {"wants_digest": ""}),
        Deed("orgs:working_unit", "/lam-viec/don-vi-lam-viec/",                         "-......-- ... ..... .", {"unit": "{commune}"}),
        Deed("orgs:working_unit", "/lam-viec/don-vi-lam-viec/",                         "......... ..- ..... .", {"unit": "{other_economy}"}),
        Deed("orgs:account_settings", "/tai-khoan/",                                    e.EVERYBODY, {"compact": "on"}),
        Deed("orgs:unit_new", f"{UNITS}them/",                                          ".e.....o. .e. .e..o .", {**unit, "parent": "Phòng Văn hóa - Xã hội"}),
        Deed("orgs:unit_new", f"{UNITS}them/",                                          ".e.....e. .e. .e..o .", {**unit, "parent": "Xã Bên Cạnh"}),
        Deed("orgs:unit_detail", f"{UNITS}{{culture}}/",                                e.RUNS, {"viec": "lien-he", "phone": "0900000009"}),
        Deed("orgs:unit_detail", f"{UNITS}{{other}}/",                                  "......... ... ....o .", {"viec": "lien-he", "phone": "0900000009"}),
        Deed("orgs:units_import", f"{UNITS}nhap/",                                      ".e.....o. .e. .e..o .", {}, lambda: {"file": unit_sheet()}),
        Deed("orgs:person_new", f"{PEOPLE}moi/",                                        ".e.....o. .e. .e..o .", {**person, "unit": "Phòng Văn hóa - Xã hội"}),
        Deed("orgs:people_import", f"{PEOPLE}nhap/",                                    ".e.....o. .e. .e..o .", {}, lambda: {"file": people_sheet()}),
        Deed("orgs:person_detail", f"{PEOPLE}{{p_officer}}/",                           e.RUNS, {"viec": "lien-ket"}),
        Deed("orgs:person_detail", f"{PEOPLE}{{p_other_officer}}/",                     "......... ... ....o .", {"viec": "lien-ket"}),
        Deed("orgs:person_detail", f"{PEOPLE}{{p_coordinator}}/",                       ".x.....o. ... ....o .", {"viec": "lien-ket"}),
        Deed("orgs:person_detail", f"{PEOPLE}{{p_stranger}}/",                          e.NOBODY, {"viec": "lien-ket"}),
    ]  # fmt: skip


def new_release() -> dict[str, Any]:
    """A year that nobody has taken in."""
    return {"file": SimpleUploadedFile("2023.csv", csv_of(2023, provinces=SURVEYED))}


def _indices() -> list[Deed]:
    return [
        # ------------------------------------------------------------------------ L C H O K V S A R   l c o   L C O V A   -
        Deed("registers:papi_import",   f"{PAPI}nhap/",                             TAKES_IN_INDICES, {"year": "2023", "source": "Báo cáo"}, new_release),
        Deed("registers:papi_reason",   f"{PAPI}2024/ly-do/",                       TAKES_IN_INDICES, {"subject": "P08", "reason": "Lũ", "source": "Báo cáo"}),
        Deed("registers:papi_baseline", f"{PLAN}{{tinh_plan}}/doi-chieu-papi/moc/", "xx....... xx. ee... .", {"row": "1", "choice": "accepted"}),
    ]  # fmt: skip


DEEDS: tuple[Deed, ...] = (
    *_plans(),
    *_tasks(),
    *_rest(),
    *_indices(),
    *scores.deeds(),
    *form_rows.deeds(),
    *duties.deeds(),
    *proofs.deeds(),
    *reports.deeds(),
)


def _mixed() -> tuple[Deed, ...]:
    """Own addresses with numbers of the neighbour's things; columns beside those of xã Mẫu are not asked."""
    base, form = f"{PLAN}{{mau_draft_plan}}/ra-soat/", {"*": "ben_draft_form"}
    acts = ("luu", "xac-nhan", "tach", "gop", "bo", "chuyen", "giu")
    rows = [Deed("plans:row_save", f"{base}dong/{{ben_draft_row}}/{act}/", e.NOBODY, form) for act in acts]
    decide = f"{PLAN}{{mau_plan}}/so-sanh/quyet-dinh/"
    answer = {"item": "{tinh_item}", "choice": "covered", "row": "{ben_draft_row}", "kh": "{tinh_plan}"}
    return (
        *rows,
        # ------------------------------------------------------------ L C H O K V S A R   l c o   L C O V A   -
        Deed("plans:finding_decide", f"{base}phat-hien/{{ben_draft_finding}}/", e.NOBODY, {"outcome": "noted"}),
        Deed("plans:compare_decide", decide,                         "ee....... ... ..... .", answer),
        Deed("plans:compare_decide", decide,                         e.NOBODY, {**answer, "kh": "{ben_plan}"}),
        Deed("plans:review_head", f"{base}thong-tin/",               "ee....... ... ..... .", {"title": "Tên", "year": "2026", "parent": "{ben_plan}"}),
        Deed("plans:plan_import", f"{PLAN}nhap/",                    "ee....... ... ..... .", {"unit": "{commune}", "parent": "{ben_plan}"}, new_plan),
        Deed("plans:plan_import", f"{PLAN}nhap/",                    "ee....... ... ..... .", {"unit": "{commune}", "previous": "{ben_draft_plan}"}, new_plan),
        Deed("plans:plan_import", f"{PLAN}nhap/",                    "ee....... ... ..... .", {"unit": "{other}"}, new_plan),
        Deed("work:unmatched_decide", f"{TASK}cho-quyet-dinh/muc/{{mau_question}}/", e.NOBODY, {"answer": "row-{ben_draft_row}"}),
        Deed("work:task_lead", f"{TASK}{{mau_economy_task}}/chu-tri/", "ee....... ... ..... .", {"unit": "{other_economy}"}),
        Deed("work:task_person", f"{TASK}{{mau_economy_task}}/nguoi-thuc-hien/", "ee....... ... ..... .", {"person": "{p_other_officer}"}),
        Deed("orgs:notices_read", "/lam-viec/thong-bao/da-xem/",     "--.....-. ... ..... .", {"id": "{notice_other_officer}"}),
        Deed("orgs:working_unit", "/lam-viec/don-vi-lam-viec/",      e.NOBODY, {"unit": "{other}"}),
        Deed("orgs:person_detail", f"{PEOPLE}{{p_officer}}/",        e.NOBODY, {"viec": "ket-thuc", "vai": "{post_other_officer}", "on": "31/12/2026"}),
        Deed("orgs:unit_detail", f"{UNITS}{{economy}}/",             e.NOBODY, {"viec": "xoa-ten", "ten": "{alias_other_economy}"}),
        Deed("orgs:unit_detail", f"{UNITS}{{economy}}/",             ".......e. ... ..... .", {"viec": "sap-nhap", "into": "Xã Bên Cạnh", "merge_from": "01/08/2026", "why": "Sáp nhập"}),
    )  # fmt: skip


MIXED: tuple[Deed, ...] = _mixed()
