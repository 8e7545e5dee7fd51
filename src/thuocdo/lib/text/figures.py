"""Numbers as people in Việt Nam type and print them: 2.141 is two thousand, 97,57 has a comma."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPED = re.compile(r"[-+\u2212]?\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"[-+\u2212]?\d+([,.]\d+)?")


def read_figure(text: str) -> Decimal | None:
    """The number meant, or None where the text is no number.

    Dots that part groups of three are thousands ("2.141"), a comma is the decimal sign; a single dot that cannot
    part thousands ("97.57", "0.5") is taken as the decimal sign too. Spaces and a percent sign at the end are
    left out.
    """
    bare = "".join(text.split()).removesuffix("%")
    if _GROUPED.fullmatch(bare) and not bare.lstrip("-+\u2212").startswith("0"):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    return Decimal(bare.replace(",", ".").replace("\u2212", "-"))


def print_figure(number: Decimal) -> str:
    """The number as papers print it: "2.141", "97,57", minus as U+2212; no digit added or dropped."""
    return f"{number:,f}".translate(str.maketrans(",.-", ".,\u2212"))
