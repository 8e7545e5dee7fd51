"""Every address that shows something."""

from __future__ import annotations

from tests.rights_walk import duties, proofs, reports, scores
from tests.rights_walk import expected as e
from tests.rights_walk import forms as form_rows
from tests.rights_walk.expected import Page

PLAN, TASK, UNITS, PEOPLE = (
    "/lam-viec/ke-hoach/",
    "/lam-viec/nhiem-vu/",
    "/lam-viec/quan-tri/don-vi/",
    "/lam-viec/quan-tri/nguoi-dung/",
)
SETS = "/lam-viec/quan-tri/bo-tieu-chi/"


def _plans() -> list[Page]:
    found = [
        Page("reporting:plan_list", PLAN, e.PLANS, region=True),
        *(
            Page("reporting:plan_list", f"{PLAN}?nhom={group}&q=mabimat", e.PLANS)
            for group in ("own", "above", "below")
        ),
        Page("plans:plan_import", f"{PLAN}nhap/", "oo....... oo. oo... ."),
    ]
    places = (
        ("mau", e.REVIEW_MAU, e.READ_MAU),
        ("ben", e.REVIEW_BEN, e.READ_BEN),
        ("tinh", e.REVIEW_TINH, e.READ_TINH),
    )
    for place, reviews, reads in places:
        own, draft = f"{PLAN}{{{place}_plan}}/", f"{PLAN}{{{place}_draft_plan}}/"
        found += [
            Page("reporting:plan_page", own, reads),
            Page("reporting:plan_page", draft, reviews),
            Page("reporting:plan_finish", f"{own}hoan-tat/", reviews),
            Page("work:unmatched", f"{TASK}cho-quyet-dinh/{{{place}_plan}}/", reviews),
            Page("plans:plan_compare", f"{own}so-sanh/", reads, region=True),
            Page("plans:plan_compare", f"{own}so-sanh/?kh={{tinh_draft_plan}}", reads),
            Page("plans:plan_compare", f"{own}so-sanh/?kh={{ben_plan}}", reads),
            Page("plans:plan_compare", f"{draft}so-sanh/", reviews),
            Page("plans:version_import", f"{own}ban-moi/", reviews),
            Page("plans:version_changes", f"{own}thay-doi/", reviews),
            Page("plans:review", f"{own}ra-soat/", reviews),
            Page("plans:review", f"{draft}ra-soat/", reviews, region=True),
            *(
                Page("plans:review", f"{draft}ra-soat/?tab={tab}", reviews)
                for tab in ("nhiem-vu", "phat-hien", "thong-tin")
            ),
            Page("plans:review_certain", f"{draft}ra-soat/chac-chan/", reviews),
            Page("plans:review_comments", f"{draft}ra-soat/phieu-gop-y/", reviews),
            Page("plans:review_rows", f"{draft}ra-soat/cac-dong/", reviews),
            Page("plans:import_show", f"{PLAN}nhap/{{{place}_draft}}/", reviews, region=True),
            Page("plans:import_show", f"{PLAN}nhap/{{{place}}}/", reviews),
            Page("plans:version_file", f"{PLAN}ban/{{{place}}}/tep/", reads),
            Page("plans:version_text", f"{PLAN}ban/{{{place}}}/van-ban/", reads),
            Page("plans:version_file", f"{PLAN}ban/{{{place}_draft}}/tep/", reviews),
            Page("plans:version_text", f"{PLAN}ban/{{{place}_draft}}/van-ban/", reviews),
            Page("plans:version_page", f"{PLAN}ban/{{{place}}}/trang/1/", e.NOBODY),  # text has no pictures
        ]
    for place, reviews, reads in places[:2]:
        found += [
            Page("plans:review", f"{PLAN}{{{place}_plan}}/ra-soat/?ban=1", reviews),
            Page(
                "plans:review",
                f"{PLAN}{{{place}_plan}}/ra-soat/?ban=2&tab=nhiem-vu&dong={{ben_draft_row}}",
                reviews,
            ),
            Page("plans:version_file", f"{PLAN}ban/{{{place}_old}}/tep/", reads),
            Page("plans:version_text", f"{PLAN}ban/{{{place}_newer}}/van-ban/", reviews),
            Page("plans:version_file", f"{PLAN}ban/{{{place}_newer}}/tep/", reviews),
            Page("plans:version_file", f"{PLAN}ban/{{{place}_pdf}}/tep/", reviews),
            Page("plans:version_page", f"{PLAN}ban/{{{place}_pdf}}/trang/1/", reviews),
            Page("plans:import_show", f"{PLAN}nhap/{{{place}_pdf}}/", reviews),
            Page("plans:import_show", f"{PLAN}nhap/{{{place}_failed}}/", reviews, region=True),
            Page(
                "plans:pages_replace", f"{PLAN}nhap/{{{place}_pdf}}/trang-thay-the/", e.NOBODY
            ),  # not read yet
            Page("plans:pages_replace", f"{PLAN}nhap/{{{place}_scan}}/trang-thay-the/", reviews),
            Page("reporting:plan_page", f"{PLAN}{{{place}_pdf_plan}}/", reviews),
        ]
    return found


def _tasks() -> list[Page]:
    filters = ("", "?xem=tat-ca", "?xem=tat-ca&q=mabimat", "?xem=tat-ca&dv=99002", "?xem=tat-ca&kh={ben_plan}",
               "?xem=tat-ca&kh={tinh_plan}", "?xem=qua-han", "?xem=chua-giao", "?xem=cua-toi")  # fmt: skip
    found = [
        Page("work:task_list", TASK + wanted, e.TASKS, region=wanted == "?xem=tat-ca") for wanted in filters
    ]
    exports = ("?xem=tat-ca", "?xem=tat-ca&dv=99002")
    found += [Page("work:task_export", f"{TASK}xuat/{wanted}", e.TASKS) for wanted in exports]
    for task, cells in e.TASK_READERS.items():
        found.append(Page("work:task_detail", f"{TASK}{{{task}_task}}/", cells))
        found.append(Page("work:task_source", f"{TASK}{{{task}_task}}/nguon/", cells, region=True))
    return found


def _reporting() -> list[Page]:
    unit = "/lam-viec/don-vi/"
    found = [
        # ------------------------------------------------ L C H O K V S A R   l c o   L C O V A   -
        Page("reporting:week",       "/lam-viec/",          "oooooo>>o ooo oooo> >"),
        Page("reporting:steering",   "/lam-viec/dieu-hanh/", "oo>...... oo. oo... ."),
        Page("reporting:briefing",   "/lam-viec/dieu-hanh/phieu-giao-ban/", "oo....... oo. oo... ."),
        Page("reporting:unit_page",  f"{unit}99001/",       e.ABOVE_MAU),
        Page("reporting:unit_page",  f"{unit}d{{commune}}/", e.ABOVE_MAU),
        Page("reporting:unit_page",  f"{unit}d{{economy}}/", "oo.o..... ... oo... ."),
        Page("reporting:unit_page",  f"{unit}d{{culture}}/", "ooo...... ... oo... ."),
        Page("reporting:unit_page",  f"{unit}d{{village}}/", "oo...o... ... oo... ."),
        Page("reporting:unit_page",  f"{unit}d{{front}}/",   e.ABOVE_MAU),
        Page("reporting:unit_page",  f"{unit}99002/",       e.ABOVE_BEN),
        Page("reporting:unit_page",  f"{unit}d{{other_economy}}/", "......... ooo oo... ."),
        Page("reporting:unit_page",  f"{unit}99/",          "......... ... oo... ."),
        Page("reporting:unit_page",  f"{unit}d{{sector}}/", "......... ... ooo.. ."),
        Page("reporting:calendar",   "/lam-viec/quan-tri/lich/", e.RUNS),
        Page("reporting:health",     "/lam-viec/van-hanh/", e.RUNS),
        Page("reporting:job_page",   "/lam-viec/viec-chay/{mau_draft_job}/", "oo.....o. ... ..... .", region=True),
        Page("reporting:job_page",   "/lam-viec/viec-chay/{ben_draft_job}/", "......... oo. ..... .", region=True),
        Page("reporting:job_page",   "/lam-viec/viec-chay/{tinh_draft_job}/", "......... ... oo..o ."),
    ]  # fmt: skip
    found += [
        Page("criteria:frameworks",  SETS,                  e.SCORES),
        Page("criteria:import",      f"{SETS}nhap/",        e.KEEPS),
        Page("criteria:import",      f"{SETS}nhap/?tu={{tinh_framework}}", e.KEEPS),
        Page("criteria:compare",     f"{SETS}so-sanh/?a={{framework}}&b={{tinh_framework}}", e.SCORES),
        Page("criteria:version",     f"{SETS}{{framework}}/", e.SCORES),
        Page("criteria:version",     f"{SETS}{{tinh_framework}}/", e.KEEPS),
        Page("criteria:toml",        f"{SETS}{{framework}}/tep.toml", e.SCORES),
        Page("criteria:toml",        f"{SETS}{{tinh_framework}}/tep.toml", e.KEEPS),
        Page("criteria:xlsx",        f"{SETS}{{tinh_framework}}/tep.xlsx", e.KEEPS),
        Page("criteria:settings",    "/lam-viec/quan-tri/tham-so/", e.SCORES),
        Page("criteria:settings",    "/lam-viec/quan-tri/tham-so/?bo={framework}", e.SCORES),
        Page("criteria:setting",     "/lam-viec/quan-tri/tham-so/{framework}/nguong_3_2/", e.SCORES),
        Page("criteria:setting",     "/lam-viec/quan-tri/tham-so/{tinh_framework}/nguong_3_2/", e.KEEPS),
    ]  # fmt: skip
    words = ("mabimat", "xã Bên Cạnh", "Phòng Kinh tế", "Công khai dự toán")
    found += [
        Page("reporting:search", f"/lam-viec/tim/?q={text}", e.EVERYBODY, region=text == "mabimat")
        for text in words
    ]
    log = "/lam-viec/nhat-ky/"
    wanted = ("", "?trang=2", "?trang=3", "?dv={other}", "?dv={commune}", "?nguoi={p_other_coordinator}",
              "?doi-tuong=plans.plan:{ben_plan}", "?viec=orgs.person", "?viec=work")  # fmt: skip
    found += [Page("reporting:log", log + text, e.LOG, region=not text) for text in wanted]
    return found + [Page("reporting:log_export", f"{log}xuat/{text}", e.LOG) for text in ("", "?dv={other}")]


def _orgs() -> list[Page]:
    found = [
        Page("orgs:notice_list", "/lam-viec/thong-bao/", e.EVERYBODY),
        Page("orgs:account_settings", "/tai-khoan/", e.EVERYBODY),
        Page("orgs:unit_list", UNITS, e.ADMIN, region=True),
        Page("orgs:unit_list", f"{UNITS}?q=mabimat", e.ADMIN, region=True),
        Page("orgs:unit_new", f"{UNITS}them/?duoi={{other}}", e.ADMIN),
        Page("orgs:units_import", f"{UNITS}nhap/", e.ADMIN),
        Page("orgs:units_template", f"{UNITS}nhap/mau/", e.ADMIN),
        Page("orgs:person_list", f"{PEOPLE}?tt=tat-ca", e.ADMIN, region=True),
        Page("orgs:person_list", f"{PEOPLE}?q=mabimat&dv={{other_economy}}", e.ADMIN),
        Page("orgs:person_new", f"{PEOPLE}moi/", e.ADMIN),
        Page("orgs:people_import", f"{PEOPLE}nhap/", e.ADMIN),
        Page("orgs:people_template", f"{PEOPLE}nhap/mau/", e.ADMIN),
        Page("orgs:people_export", f"{PEOPLE}xuat/?tt=tat-ca", e.ADMIN),
        Page("orgs:people_export", f"{PEOPLE}xuat/?tt=tat-ca&dv={{other_economy}}", e.ADMIN),
    ]
    units = {
        # ------------- L C H O K V S A R   l c o   L C O V A   -
        "commune":       e.RUNS,
        "culture":       e.RUNS,
        "economy":       e.RUNS,
        "office":        ".o.....o. ... ....o .",
        "other":         "......... ... ....o .",
        "other_office":  "......... .o. ....o .",
        "other_economy": "......... ... ....o .",
        "province":      "......... ... ....o .",
        "sector":        "......... ... .o..o .",
    }  # fmt: skip
    found += [Page("orgs:unit_detail", f"{UNITS}{{{unit}}}/", cells) for unit, cells in units.items()]
    people = {
        # ------------------------ may see               may hand out every role held
        "officer":              (e.RUNS, e.RUNS),
        "coordinator":          (".o.....o. ... ....o .", e.RUNS),
        "other_officer":        ("......... ... ....o .", "......... ... ....o ."),
        "other_coordinator":    ("......... .o. ....o .", "......... ... ....o ."),
        "province_coordinator": ("......... ... .o..o .", "......... ... ....o ."),
        "province_officer":     ("......... ... .o..o .", "......... ... .o..o ."),
        "stranger":             (e.NOBODY, e.NOBODY),
    }  # fmt: skip
    for person, (sees, grants) in people.items():
        found.append(Page("orgs:person_detail", f"{PEOPLE}{{p_{person}}}/", sees))
        found.append(Page("orgs:person_sees", f"{PEOPLE}{{p_{person}}}/thay-gi/", grants))
    return found


PAPI = "/lam-viec/cham-diem/papi/"
# fmt: off
# ------------------ L C H O K V S A R   l c o   L C O V A   -
READS_INDICES    = "ooooo.oo. ooo ooooo ."
TAKES_IN_INDICES = "......... ... .o..o ."  # shared by all, so the province's people only
# fmt: on


def _indices() -> list[Page]:
    found = [
        Page("registers:papi_releases", PAPI, READS_INDICES),
        Page("registers:papi_year", f"{PAPI}2024/", READS_INDICES),
        Page("registers:papi_year", f"{PAPI}2024/?tinh=P08&nd=3&bien=1", READS_INDICES),
        Page("registers:papi_year", f"{PAPI}2001/", e.NOBODY),
        Page("registers:papi_file", f"{PAPI}ban/{{release}}/tep/", READS_INDICES),
        Page("registers:papi_import", f"{PAPI}nhap/", TAKES_IN_INDICES),
    ]
    for place, reads in (("mau", e.READ_MAU), ("ben", e.READ_BEN), ("tinh", e.READ_TINH)):
        found.append(Page("registers:papi_plan", f"{PLAN}{{{place}_plan}}/doi-chieu-papi/", reads))
    return found


PAGES: tuple[Page, ...] = (
    *_plans(),
    *_tasks(),
    *_reporting(),
    *_orgs(),
    *_indices(),
    *scores.pages(),
    *form_rows.pages(),
    *duties.pages(),
    *proofs.pages(),
    *reports.pages(),
)

# Addresses that hold nothing of anybody, and those of the own account: (address, status for strangers, for a person).
# allauth asks for a password again before it shows anything of the second factor.
OPEN: dict[str, tuple[str, int, int]] = {
    "portal:front": ("/", 200, 200),
    "orgs:health": ("/suc-khoe", 200, 200),
    "work_feed": ("/lich/khong-co.ics", 404, 404),
    "orgs:sign_in_link": ("/tai-khoan/lien-ket/khong-co/", 410, 410),
    "account_login": ("/tai-khoan/dang-nhap/", 200, 302),
    "account_logout": ("/tai-khoan/dang-xuat/", 302, 200),
    "account_inactive": ("/tai-khoan/da-ngung/", 200, 200),
    "account_signup": ("/tai-khoan/dang-ky/", 404, 404),
    "account_email": ("/tai-khoan/thu-dien-tu/", 404, 404),
    "account_email_verification_sent": ("/tai-khoan/thu-dien-tu/xac-nhan/", 404, 404),
    "account_reauthenticate": ("/tai-khoan/xac-nhan-lai/", 302, 200),
    "account_change_password": ("/tai-khoan/mat-khau/doi/", 302, 200),
    "account_set_password": ("/tai-khoan/mat-khau/dat/", 302, 302),
    "account_reset_password": ("/tai-khoan/mat-khau/quen/", 200, 200),
    "account_reset_password_done": ("/tai-khoan/mat-khau/quen/da-gui/", 200, 200),
    "account_reset_password_from_key": ("/tai-khoan/mat-khau/quen/1-khong-co/", 200, 200),
    "account_reset_password_from_key_done": ("/tai-khoan/mat-khau/quen/xong/", 200, 200),
    "mfa_index": ("/tai-khoan/hai-buoc/", 302, 200),
    "mfa_authenticate": ("/tai-khoan/hai-buoc/nhap-ma/", 302, 302),
    "mfa_reauthenticate": ("/tai-khoan/hai-buoc/xac-nhan-lai/", 302, 302),
    "mfa_activate_totp": ("/tai-khoan/hai-buoc/ung-dung/bat/", 302, 302),
    "mfa_deactivate_totp": ("/tai-khoan/hai-buoc/ung-dung/tat/", 302, 404),
    "mfa_view_recovery_codes": ("/tai-khoan/hai-buoc/ma-du-phong/", 302, 404),
    "mfa_generate_recovery_codes": ("/tai-khoan/hai-buoc/ma-du-phong/tao/", 302, 302),
    "mfa_download_recovery_codes": ("/tai-khoan/hai-buoc/ma-du-phong/tai/", 302, 404),
    "mfa_list_webauthn": ("/tai-khoan/khoa-truy-cap/", 302, 200),
    "mfa_add_webauthn": ("/tai-khoan/khoa-truy-cap/them/", 302, 302),
    "mfa_login_webauthn": ("/tai-khoan/khoa-truy-cap/dang-nhap/", 302, 302),
    "mfa_reauthenticate_webauthn": ("/tai-khoan/khoa-truy-cap/xac-nhan-lai/", 302, 302),
    "mfa_remove_webauthn": ("/tai-khoan/khoa-truy-cap/1/xoa/", 302, 302),
    "mfa_edit_webauthn": ("/tai-khoan/khoa-truy-cap/1/doi-ten/", 302, 302),
    "usersessions_list": ("/tai-khoan/phien/", 302, 200),
    "set_language": ("/ngon-ngu/setlang/", 302, 302),
}
