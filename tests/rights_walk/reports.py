"""Reports: who sees what is due, writes, sends, accepts, puts together, and sets the regimes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.rights_walk.expected import NOBODY, Deed, Page
from tests.rights_walk.papers import pdf
from thuocdo.calendars.rules.periods import PeriodKind
from thuocdo.documents.actions import store_file
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.registers.reports.actions.regimes import OwnRegime, add_regime, set_regime
from thuocdo.registers.reports.actions.steps import take_step
from thuocdo.registers.reports.actions.writing import attach_signed, save_report
from thuocdo.registers.reports.models import Duty, Gathering, Report
from thuocdo.registers.reports.rules.library import shipped_regimes
from thuocdo.registers.reports.rules.terms import DayRule, Term
from thuocdo.reporting.actions.reports import compose_gathered, compose_report

if TYPE_CHECKING:
    from tests.rights_walk.world import World
    from thuocdo.orgs.models import Person

HOME = "/lam-viec/bao-cao/"
# fmt: off
# -------------- L C H O K V S A R   l c o   L C O V A   -
REPORTS       = "ooooo.... ooo ooo.. ."
ADMIN         = ".o....... .o. .o... ."  # who sets regimes somewhere
SEES_MAU      = "oo....... ... oo... ."  # the duty; the province receives it
DRAFT_MAU     = "oo....... ... ..... ."  # a draft is its own side's
WRITES_MAU    = ".o....... ... ..... ."
SENDS_MAU     = "o........ ... ..... ."
SENT_BEN      = "......... oo. oo... ."
WRITES_BEN    = "......... .o. ..... ."
RECEIVES      = "......... ... oo... ."
# fmt: on
MONTHLY = Term(PeriodKind.MONTH, DayRule(1), DayRule(31), DayRule(5, 1))


def fill(world: World) -> None:
    """Half-year reform reports: a draft of xã Mẫu, a sent one of xã Bên Cạnh, the province's own of both."""
    terms = next(one.terms for one in shipped_regimes() if one.code == "cchc")
    by = world.person("province_coordinator")
    set_regime(
        unit=world.cast.unit("province"), code="cchc", terms=terms, valid_from=date(2026, 1, 1), basis="Quyết định mẫu",
        by=by, now=NOW,
    )  # fmt: skip
    for place, key, who in (("mau", "commune", "coordinator"), ("ben", "other", "other_coordinator")):
        duty = Duty.objects.get(unit=world.cast.unit(key), period="2026S1")
        report = compose_report(duty=duty, by=world.person(who), now=NOW)
        report = _worded(report, world.mark(f"{place}.report"), world.person(who))
        year = Duty.objects.get(unit=world.cast.unit(key), period="2026")
        world.ids |= {
            f"{place}_duty": duty.pk,
            f"{place}_year": year.pk,
            f"{place}_report_stamp": report.version_stamp,
        }
        if place == "ben":
            name = f"bao-cao-{world.mark('ben.signed')}.pdf"
            upload = SimpleUploadedFile(name, pdf("bao cao ben"))
            file = store_file(stream=upload, name="bc.pdf", by=by, now=NOW)  # type: ignore[arg-type]
            attach_signed(report=report, file=file, name=name, by=world.person(who), now=NOW)
            take_step(duty=duty, step="send", by=world.person("other_leader"), now=NOW)
    gathering = Gathering.objects.get(receiver=world.cast.unit("province"), period="2026S1")
    made = _worded(compose_gathered(gathering=gathering, by=by, now=NOW), world.mark("tinh.gathered"), by)
    own = OwnRegime(f"Báo cáo tháng {world.mark('mau.regime')}", (UnitKind.DEPARTMENT,), False, "Quy chế")
    regime = add_regime(
        unit=world.cast.unit("commune"), regime=own, terms=[MONTHLY], valid_from=date(2026, 7, 1),
        by=world.person("coordinator"), now=NOW,
    )  # fmt: skip
    world.ids |= {"gathering": gathering.pk, "gathered_stamp": made.version_stamp, "mau_regime": regime.code}


def _worded(report: Report, word: str, by: Person) -> Report:
    texts = [block.text for block in report.read_blocks()]
    texts[-1] = f"Phương hướng {word}"
    return save_report(report=report, texts=texts, stamp=report.version_stamp, by=by, now=NOW)


def pages() -> list[Page]:
    """Every address of reports that shows something."""
    mau, ben, both = f"{HOME}{{mau_duty}}/", f"{HOME}{{ben_duty}}/", f"{HOME}tong-hop/{{gathering}}/"
    return [
        Page("reporting:report_list", HOME, REPORTS, region=True),
        Page("reporting:report_list", f"{HOME}?xem=don-vi", REPORTS),
        Page("reporting:report_list", f"{HOME}?xem=thang&ben=gui", REPORTS),
        Page("reporting:regime_list", f"{HOME}che-do/", ADMIN),
        Page("reporting:regime_add", f"{HOME}che-do/them/", ADMIN),
        Page("reporting:regime", f"{HOME}che-do/cchc/", ADMIN),
        Page("reporting:regime", f"{HOME}che-do/{{mau_regime}}/", WRITES_MAU),
        Page("reporting:regime", f"{HOME}che-do/khong-co/", NOBODY),
        Page("reporting:report", mau, SEES_MAU),
        Page("reporting:report", ben, SENT_BEN),
        Page("reporting:report_numbers", f"{mau}so-lieu/", WRITES_MAU),
        Page("reporting:report_numbers", f"{ben}so-lieu/", WRITES_BEN),
        Page("reporting:report_docx", f"{mau}docx/", DRAFT_MAU),
        Page("reporting:report_docx", f"{ben}docx/", SENT_BEN),
        Page("reporting:report_signed", f"{ben}ban-ky/", SENT_BEN),
        Page("reporting:report_signed", f"{mau}ban-ky/", NOBODY),
        Page("reporting:report_step", f"{mau}buoc/gui/", SENDS_MAU),
        Page("reporting:gathering", both, RECEIVES),
        Page("reporting:gathering_numbers", f"{both}so-lieu/", RECEIVES),
        Page("reporting:gathering_docx", f"{both}docx/", RECEIVES),
    ]


def _signed() -> dict[str, object]:
    return {"tep": SimpleUploadedFile("da-ky.pdf", pdf("da ky"))}


def deeds() -> list[Deed]:
    """Every write of reports."""
    mau, ben, both = f"{HOME}{{mau_duty}}/", f"{HOME}{{ben_duty}}/", f"{HOME}tong-hop/{{gathering}}/"
    setting = {
        "kind_0": "month", "start_0": "1", "end_0": "31", "due_0": "5 +1", "day_off_0": "keep",
        "valid_from": "01/07/2026", "basis": "Công văn mẫu", "reason": "Đổi hạn",
    }  # fmt: skip
    own = {**setting, "name": "Báo cáo mới", "reporters": ["department"]}
    papers = {"document": "9/BC-UBND", "signed_on": "18/06/2026", "sent_on": "19/06/2026"}
    why = {"ly_do": "Thiếu phụ lục"}
    return [
        Deed("reporting:report_remind", f"{HOME}don-doc/", ".o....... ... oo... .", {"chon": "{mau_duty}"}),
        Deed("reporting:regime_add", f"{HOME}che-do/them/", ADMIN, own),
        Deed("reporting:regime", f"{HOME}che-do/cchc/", ".e....... .e. .o... .", setting),
        Deed("reporting:report_begin", f"{mau}lap/", ".-....... ... ..... ."),
        Deed("reporting:report_begin", f"{HOME}{{mau_year}}/lap/", WRITES_MAU),
        Deed("reporting:report_save", f"{mau}luu/", WRITES_MAU, {"stamp": "{mau_report_stamp}"}),
        Deed("reporting:report_numbers", f"{mau}so-lieu/", WRITES_MAU, {"lay": "tasks_due"}),
        Deed("reporting:report_signed", f"{mau}ban-ky/", DRAFT_MAU, fresh=_signed),
        Deed(
            "reporting:report_received",
            f"{ben}ngay-nhan/",
            "......... .o. oo... .",
            {"received_on": "06/07/2026"},
        ),
        Deed("reporting:report_give", f"{mau}giao/", WRITES_MAU, {"don_vi": "{economy}"}),
        Deed("reporting:report_step", f"{mau}buoc/trinh/", WRITES_MAU),
        Deed("reporting:report_step", f"{mau}buoc/gui/", SENDS_MAU),
        Deed("reporting:report_step", f"{mau}buoc/da-gui/", WRITES_MAU, papers),
        Deed("reporting:report_step", f"{mau}buoc/tra-nguoi-soan/", "ee....... ... ee... .", why),
        Deed("reporting:report_step", f"{ben}buoc/nhan/", RECEIVES),
        Deed("reporting:report_step", f"{ben}buoc/tra-lai/", RECEIVES, why),
        Deed("reporting:gathering_begin", f"{both}lap/", RECEIVES.replace("o", "-")),
        Deed("reporting:gathering_save", f"{both}luu/", RECEIVES, {"stamp": "{gathered_stamp}"}),
        Deed("reporting:gathering_numbers", f"{both}so-lieu/", RECEIVES, {"lay": "tasks_due"}),
        Deed("reporting:gathering_close", f"{both}chot/", RECEIVES),
    ]
