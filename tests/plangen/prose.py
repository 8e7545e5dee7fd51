"""The forms in prose: lettered, bulleted, labelled, by unit."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.plangen import pools
from tests.plangen.model import Truth
from tests.plangen.writer import Writer


def _said(writer: Writer) -> Truth:
    """A sentence that may name its own units and set its own deadline."""
    rng, text = writer.rng, writer.sentence()
    lead: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    deadline = None
    if rng.random() < 0.2:
        first, second = rng.sample(pools.PLAIN_UNITS, 2)
        lead = (first,)
        form = rng.choice(("giao", "bracket", "giao both"))
        if form == "giao":
            text = f"{text} Giao {first} chủ trì thực hiện."
        elif form == "bracket":
            text = f"{text.rstrip('.')} ({first} chủ trì, phối hợp với {second})."
            helpers = (second,)
        else:
            text = f"{text} Giao {first} chủ trì, phối hợp với {second} thực hiện."
            helpers = (second,)
    elif rng.random() < 0.25:
        ending = rng.choice(pools.INSIDE).format(y=writer.plan.year)
        deadline = re.sub(r"^(hoàn thành|xong) ", "", ending.strip("; .()"))
        text = text.rstrip(".") + ending
    return Truth(text, lead, helpers, deadline)


def _prose(writer: Writer, markers: Callable[[int], str]) -> None:
    rng, plan = writer.rng, writer.plan
    before = rng.random() < 0.2
    if before:
        writer.duties()
    writer.section(
        rng.choice(
            (
                "NHIỆM VỤ VÀ GIẢI PHÁP",
                "NỘI DUNG THỰC HIỆN",
                "NHIỆM VỤ TRỌNG TÂM",
                "CÁC NHIỆM VỤ, GIẢI PHÁP CỤ THỂ",
            )
        )
    )
    deep = rng.random() < 0.35
    if not deep and plan.form == "lettered" and rng.random() < 0.2:
        # the numbered lines are the tasks
        for number in range(1, rng.choice((6, 8, 10))):
            truth = _said(writer)
            plan.tasks.append(truth)
            writer.add(f"{number}. {truth.text}")
        if not before:
            writer.duties()
        return
    for number, heading in enumerate(rng.sample(pools.HEADINGS, rng.choice((3, 4, 5))), 1):
        name = f"1.{number}" if deep else str(number)
        if deep and number == 1:
            writer.add("1. Tập trung thực hiện các nhóm nhiệm vụ sau:", "plain")
        writer.add(f"{name}. {heading}", "bold" if plan.print.marks or rng.random() < 0.5 else "plain")
        if rng.random() < 0.3:
            writer.add("Tập trung thực hiện các nội dung sau:")
        for item in range(rng.choice((2, 3, 4))):
            truth = _said(writer)
            plan.tasks.append(truth)
            writer.add(f"{markers(item)} {truth.text}")
    if not before:
        writer.duties()


def lettered(writer: Writer) -> None:
    letters = "abcdđeghik"
    closing = writer.rng.choice((")", ")", "."))
    _prose(writer, lambda item: f"{letters[item]}{closing}")


def bulleted(writer: Writer) -> None:
    sign = writer.rng.choice(("-", "-", "–", "•", "+"))
    _prose(writer, lambda item: sign)


LABELS = (
    ("Nội dung", "Cơ quan thực hiện", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm"),
    ("Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Kết quả"),
    ("Nội dung thực hiện", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm đầu ra"),
    (
        "Công việc",
        "Đơn vị chủ trì thực hiện",
        "Phối hợp thực hiện",
        "Thời hạn hoàn thành",
        "Sản phẩm dự kiến",
    ),
)


def labelled(writer: Writer) -> None:
    rng, plan = writer.rng, writer.plan
    writer.section(rng.choice(("NHIỆM VỤ CỤ THỂ", "NỘI DUNG THỰC HIỆN")))
    names = rng.choice(LABELS)
    style = rng.choice(("letters", "bullets", "plain", "headed", "inline"))
    for number in range(1, rng.choice((5, 6, 7)) + 1):
        text, lead, helpers, deadline = writer.sentence(), writer.unit(), writer.units(), writer.deadline()
        joint = rng.random() < 0.3
        plan.tasks.append(Truth(text, (lead,), helpers, deadline))
        led = f"{lead} chủ trì, phối hợp với {', '.join(helpers)}" if joint else lead
        parts = [
            f"{names[1]}: {led}.",
            *([] if joint else [f"{names[2]}: {', '.join(helpers)}."]),
            f"{names[3]}: {deadline}.",
        ]
        if rng.random() < 0.5:
            parts.insert(rng.randrange(len(parts) + 1), f"{names[4]}: {rng.choice(pools.OUTPUTS)}.")
        _write_labelled(writer, style, number, f"{names[0]}: {text}", text, parts)
    writer.duties()


def _write_labelled(
    writer: Writer, style: str, number: int, content: str, text: str, parts: list[str]
) -> None:
    heading = writer.rng.choice(pools.HEADINGS)
    if style == "headed":
        # the task is the numbered line itself
        writer.add(f"{number}. {text}")
        for part in parts:
            writer.add(f"- {part}")
        return
    writer.add(f"{number}. {heading}", "bold")
    if style == "inline":
        writer.add(f"- {text} {' '.join(parts)}")
        return
    for at, part in enumerate([content, *parts]):
        sign = {"letters": f"{'abcdđe'[at]}) ", "bullets": "- ", "plain": ""}[style]
        writer.add(f"{sign}{part}")


def unit_headed(writer: Writer) -> None:
    """Duties by unit; in some plans they are the only tasks, in some they stand in a part of tasks."""
    rng, plan = writer.rng, writer.plan
    writer.section(
        rng.choice(
            (
                "TỔ CHỨC THỰC HIỆN",
                "PHÂN CÔNG NHIỆM VỤ",
                "NHIỆM VỤ CỦA CÁC ĐƠN VỊ",
                "TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ",
            )
        )
    )
    sign = rng.choice(("-", "•", "letters"))
    ask = rng.choice(("", "", "Giao "))
    for number, unit in enumerate(rng.sample(pools.PLAIN_UNITS, rng.choice((4, 5, 6))), 1):
        writer.add(f"{number}. {ask}{unit}{rng.choice(('', ':'))}", rng.choice(("bold", "plain")))
        for item in range(rng.choice((1, 2, 3, 4))):
            text = writer.sentence()
            marker = f"{'abcdđ'[item]})" if sign == "letters" else sign
            writer.add(f"{marker} {text}")
            plan.tasks.append(Truth(text, (unit,)))
