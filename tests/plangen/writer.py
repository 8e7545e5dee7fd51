"""Writes the parts that all forms share, with choices from the seed."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.plangen import pools
from tests.plangen.model import Line, Plan


class Writer:
    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self.plan, self.rng = plan, rng
        # how sections are numbered: Roman or capitals, then 1., then 1.1. or a)
        self.top = rng.choice(("roman", "roman", "roman", "capital"))
        self.count = 0
        self.sentences = rng.sample(pools.TASKS, len(pools.TASKS))
        self.late: list[Callable[[], None]] = []

    # pieces -------------------------------------------------------------------------------------------
    def add(self, text: str, style: str = "plain") -> None:
        self.plan.elements.append(Line(text, style))

    def section(self, title: str) -> None:
        self.count += 1
        name = (
            ("I", "II", "III", "IV", "V", "VI")[self.count - 1]
            if self.top == "roman"
            else "ABCDEG"[self.count - 1]
        )
        self.add(f"{name}. {title}", "bold")

    def sentence(self) -> str:
        return self.sentences.pop()

    def unit(self) -> str:
        return self.rng.choice(pools.PLAIN_UNITS)

    def units(self) -> tuple[str, ...]:
        """Helping units, now and then with a group at the end."""
        names = self.rng.sample(pools.PLAIN_UNITS, self.rng.choice((1, 1, 2)))
        return (*names, self.rng.choice(pools.GROUPS)) if self.rng.random() < 0.4 else tuple(names)

    def deadline(self) -> str:
        return self.rng.choice(pools.DEADLINES).format(y=self.plan.year)

    # parts --------------------------------------------------------------------------------------------
    def head(self) -> None:
        rng, plan = self.rng, self.plan
        number = f"{rng.randint(1, 400):02d}/KH-UBND"
        self.add(f"Số: {number}")
        proper = next(
            plan.place.removeprefix(f"{area} ") for area in pools.AREAS if plan.place.startswith(area)
        )
        self.add(f"{proper}, ngày {rng.randint(1, 28):02d} tháng {rng.randint(1, 4):02d} năm {plan.year}")
        self.add("KẾ HOẠCH", "title")
        topic = rng.choice(
            (
                "Nâng cao Chỉ số hiệu quả quản trị và hành chính công (PAPI)",
                "Cải cách hành chính nhà nước",
                "Khắc phục hạn chế, nâng cao Chỉ số cải cách hành chính (PAR INDEX)",
                "Chuyển đổi số",
            )
        )
        self.add(f"{topic} {plan.place} năm {plan.year}", "title")
        province = rng.choice(pools.PROVINCES)
        self.add(
            f"Căn cứ Kế hoạch số {rng.randint(400, 900)}/KH-UBND ngày 10/01/{plan.year} của UBND tỉnh {province} về nhiệm vụ năm {plan.year};"
        )
        self.add(f"UBND {plan.place} ban hành Kế hoạch như sau:")
        order = ["purpose", "requirement"]
        self.section("MỤC ĐÍCH, YÊU CẦU")
        for number_, part in enumerate(order, 1):
            self.add(
                f"{number_}. {'Mục đích' if part == 'purpose' else 'Yêu cầu'}",
                "bold" if self.plan.print.marks else "plain",
            )
            for text in pools.PURPOSES if part == "purpose" else pools.REQUIREMENTS:
                self.add(f"- {text}")

    def duties(self) -> None:
        """The part on who does what, printed before or after the tasks."""
        self.section("TỔ CHỨC THỰC HIỆN")
        for number, unit in enumerate(self.rng.sample(pools.PLAIN_UNITS, self.rng.choice((2, 3))), 1):
            self.add(f"{number}. {unit}", "bold" if self.plan.print.marks else "plain")
            for text in self.rng.sample(pools.DUTIES, self.rng.choice((1, 2))):
                self.add(f"- {text}")
                self.plan.duties += 1

    def foot(self) -> None:
        self.add(f"Trên đây là Kế hoạch năm {self.plan.year} của UBND {self.plan.place}./.")
        self.add("Nơi nhận:")
        for name in ("- UBND tỉnh;", "- Các đơn vị thuộc xã;", "- Lưu: VT."):
            self.add(name)
        self.add("TM. ỦY BAN NHÂN DÂN", "bold")
        self.add("CHỦ TỊCH", "bold")
        self.add("Họ Tên Mẫu", "bold")
        for write in self.late:
            write()
