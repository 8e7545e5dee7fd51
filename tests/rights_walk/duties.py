"""Tasks as officials live them: periods, more time, parts, what waits for what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.cast import NOW
from tests.rights_walk.expected import NOBODY, Deed, Page
from thuocdo.work import actions as work
from thuocdo.work.actions.feeds import make_feed
from thuocdo.work.models import Task
from thuocdo.work.rules.series import Rhythm

if TYPE_CHECKING:
    from tests.rights_walk.world import World

TASK = "/lam-viec/nhiem-vu/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
# fmt: on


def fill(world: World) -> None:
    """The tasks of both one-stop shops come again by the quarter."""
    for place, name in (("mau", "one_stop"), ("ben", "group")):
        task = Task.objects.get(pk=world.ids[f"{place}_{name}_task"])
        work.set_rhythm(task=task, rhythm=Rhythm.QUARTERLY, by=None, now=NOW)
        world.ids[f"{place}_period"] = task.periods.get().pk
    _extensions(world)
    _shares(world)
    feed, _token = make_feed(unit=None, by=world.person("officer"), now=NOW)
    world.ids["officer_feed"] = feed.pk


def _extensions(world: World) -> None:
    """Phòng Kinh tế of both communes have asked for more time."""
    for place, who in (("mau", "officer"), ("ben", "other_officer")):
        task = Task.objects.get(pk=world.ids[f"{place}_economy_task"])
        asked = work.ask_extension(
            task=task, until=date(2026, 12, 15), reason="Chờ số liệu", by=world.person(who), now=NOW
        )
        world.ids[f"{place}_asked"] = asked.pk


def _shares(world: World) -> None:
    """Phòng Văn hóa - Xã hội has a part in the task of Phòng Kinh tế, which waits for one that is not for its eyes."""
    task = Task.objects.get(pk=world.ids["mau_economy_task"])
    other = Task.objects.get(pk=world.ids["mau_one_stop_task"])
    part = work.set_part(task=task, unit=world.cast.unit("culture"), text="Niêm yết", by=None, now=NOW)
    world.ids["mau_part"] = part.pk
    world.ids["mau_block"] = work.add_block(task=task, other=other, by=None, now=NOW).pk


def pages() -> list[Page]:
    """Every address of these that shows something."""
    return [
        # ------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Page("work:waiting", f"{TASK}cho-van-ban/",                "oooooo... ooo ooo.. ."),
        Page("work:outside_new", f"{TASK}ngoai-ke-hoach/",         "oo....... oo. oo... ."),
        Page("work:outside_file", f"{TASK}{{mau_office_task}}/van-ban-giao/", NOBODY),  # comes from a plan
        Page("work:month", f"{TASK}lich/?ky=2026-07",              "oooooo... ooo ooo.. ."),
        Page("work:load", f"{TASK}tai-cong-viec/?ngay=1",          "oooooo... ooo ooo.. ."),
        Page("work:absence", f"{TASK}vang-mat/",                   "ooo...... oo. oo... ."),
        Page("work:absence", f"{TASK}vang-mat/?nguoi={{p_officer}}", "oo....... ... ..... ."),
        Page("work:absence", f"{TASK}vang-mat/?nguoi={{p_other_officer}}", "......... oo. ..... ."),
        Page("work:reminders", f"{TASK}nhac-viec/",                "oo....... oo. oo... ."),
        Page("work:feeds", f"{TASK}lich-ical/",                    "oooooo... ooo ooo.. ."),
        Page("work:document_file", f"{TASK}cho-van-ban/987654/tep/", NOBODY),
    ]  # fmt: skip


def deeds() -> list[Deed]:
    """Every write of these."""
    shop, ben = f"{TASK}{{mau_one_stop_task}}/", f"{TASK}{{ben_group_task}}/"
    economy = f"{TASK}{{mau_economy_task}}/"
    said = {"text": "Đã cắt giảm 3 giấy tờ"}
    return [
        # --------------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("work:task_period", f"{shop}ky/{{mau_period}}/ghi/",          "xo..o.... ... xx... .", said),
        Deed("work:task_period", f"{shop}ky/{{mau_period}}/nop/",          "xo..o.... ... xx... .", said),
        Deed("work:task_period", f"{shop}ky/{{mau_period}}/khong-phat-sinh/", "oo..x.... ... xx... .", said),
        Deed("work:task_period", f"{shop}ky/{{mau_period}}/xac-nhan/",     "ee..e.... ... ee... .", said),
        Deed("work:task_period", f"{shop}ky/{{ben_period}}/nop/",          "......... ... ..... .", said),
        Deed("work:task_period", f"{ben}ky/{{ben_period}}/nop/",           "......... xo. xx... .", said),
        Deed("work:task_rhythm", f"{shop}nhip/",                           "oo....... ... xx... .", {"rhythm": "monthly"}),
        Deed("work:task_rhythm", f"{ben}nhip/",                            "......... oo. xx... .", {"rhythm": "monthly"}),
        Deed("work:task_extend", f"{shop}gia-han/",                        "xo..o.... ... xx... .", {"until": "01/12/2026", "reason": "Mưa lũ"}),
        Deed("work:task_extend", f"{economy}gia-han/",                     "xexe..... ... xx... .", {"until": "01/12/2026", "reason": "Mưa lũ"}),
        Deed("work:task_extension_decide", f"{economy}gia-han/{{mau_asked}}/quyet/", "ooxx..... ... xx... .", {"answer": "dong-y", "reason": "Đúng"}),
        Deed("work:task_extension_decide", f"{economy}gia-han/{{ben_asked}}/quyet/", "......... ... ..... .", {"answer": "dong-y", "reason": "Đúng"}),
        Deed("work:task_extension_withdraw", f"{economy}gia-han/{{mau_asked}}/rut/", "xoxo..... ... xx... ."),
        Deed("work:task_part", f"{economy}phoi-hop/",                      "ooxo..... ... xx... .", {"unit": "{culture}", "text": "Đọc trên loa"}),
        Deed("work:task_part_report", f"{economy}phoi-hop/{{mau_part}}/",  "xoox..... ... xx... .", {"note": "Đã đọc", "done": "on"}),
        Deed("work:task_part_report", f"{shop}phoi-hop/{{mau_part}}/",     NOBODY, {"note": "Đã đọc", "done": "on"}),
        Deed("work:task_child", f"{economy}viec-con/",                     "oox...... ... ee... .", {"text": "Lập biểu", "lead": "{culture}"}),
        Deed("work:task_block", f"{economy}cho/",                          "ooee..... ... xx... .", {"other": "{mau_office_task}"}),
        Deed("work:task_block", f"{economy}cho/",                          "eeee..... ... ee... .", {"other": "{ben_office_task}"}),
        Deed("work:task_unblock", f"{economy}cho/{{mau_block}}/bo/",       "ooxo..... ... xx... ."),
        Deed("work:outside_new", f"{TASK}ngoai-ke-hoach/",                 "oo....... ee. ee... .", {"text": "Chống bão", "issuer": "UBND tỉnh", "issued": "3/7/2026", "lead": "{economy}"}),
        Deed("work:waiting", f"{TASK}cho-van-ban/",                        NOBODY, {"key": "{commune}-0", "number": "1", "issued": "3/7/2026"}),
        Deed("work:reminders", f"{TASK}nhac-viec/",                        "oo....... oo. oo... .", {"before": "5, 2", "leader_after": "4", "above_after": "9"}),
        Deed("work:feeds", f"{TASK}lich-ical/",                            "oooooo... ooo ooo.. .", {"loai": "cua-toi"}),
        Deed("work:feed_revoke", f"{TASK}lich-ical/{{officer_feed}}/thu-hoi/", "...o..... ... ..... ."),
        Deed("work:task_above", f"{economy}cap-tren/",                     "oox...... ... xx... .", {"above": "{tinh_sector_task}"}),
        Deed("work:task_above", f"{economy}cap-tren/",                     "eee...... ... ee... .", {"above": "{ben_office_task}"}),
    ]  # fmt: skip
