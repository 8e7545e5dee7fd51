"""How long words are in Times New Roman, without the font: for the lines under the motto, issuer and title."""

from __future__ import annotations

from thuocdo.lib.text.spelling import strip_accents

# advance widths in thousandths of the size, as the font's metrics give them; every other letter counts as `_USUAL`
_REGULAR: dict[int, str] = {
    200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez“”",
    500: "#$*0123456789_bdghknopquvxyđ–", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR",
    722: "ADGHKNOQUVXYwĐ", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "…",
}  # fmt: skip
_BOLD: dict[int, str] = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”", 556: "Sbdhknpquđ", 570: "+<=>", 611: "FP", 667: "BELTZ",
    722: "ACDNRUVXYwĐ", 778: "GHKOQ", 833: "&m", 930: "@", 944: "M", 1000: "%W…",
}  # fmt: skip
_USUAL = 500


def _table(groups: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in groups.items() for letter in letters}


_WIDTHS = {False: _table(_REGULAR), True: _table(_BOLD)}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Length in points of one line of text set in Times New Roman of `size` points.

    A letter with marks is as wide as its base letter (true of this font but for Ơ and Ư, which are a little wider).
    """
    widths = _WIDTHS[bold]
    total = 0
    for letter in text:
        base = letter if letter in widths else strip_accents(letter)[:1]
        total += widths.get(base, _USUAL)
    return total * size / 1000


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text cut into lines of at most `room` points, at spaces, as a word processor would."""
    found: list[str] = []
    for piece in text.split("\n"):
        line = ""
        for word in piece.split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer, size, bold=bold) > room:
                found.append(line)
                longer = word
            line = longer
        found.append(line)
    return tuple(found)
