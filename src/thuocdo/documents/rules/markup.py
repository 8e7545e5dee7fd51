"""Markup left in text by other programs: Markdown signs, HTML tags and LaTeX formulas, taken out.

A real multiplication sign between digits ("2089/2141*3") stays; letters and signs of the text are never changed.
"""

from __future__ import annotations

import html
import re

from thuocdo.lib.text import clean, clean_lines

_STAR = "\ue000"  # private sign that keeps a real "*" while emphasis is removed
_TAGS = "p|ul|ol|li|br|b|i|u|em|strong|sup|sub|div|span|font|center|tbody|thead|table|tr|td|th|a|h[1-6]|s|del|ins|small|mark|code|pre|blockquote|hr|img"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_UNCLOSED = re.compile(rf"<(?:{_TAGS})(?:\s[^<>]*)?$", re.IGNORECASE)
_BREAKS = re.compile(
    r"<br\s*/?>|</p\s*>|<p(?:\s[^<>]*)?>|</?(?:ul|ol|div)(?:\s[^<>]*)?>|</li\s*>", re.IGNORECASE
)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_SUP = re.compile(r"<sup(?:\s[^<>]*)?>\s*(.*?)\s*</sup\s*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_NOTE_MARK = re.compile(r"\[\^\w+\](?!:)")
_FORMULA = re.compile(r"(?<!\\)\$\$?([^$\n]{1,200}?)\$\$?")
_EMPHASIS = re.compile(r"(?<!\d)\*+|\*+(?!\d)|(?<=\d)\*{2,}|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$])")
_MATH = (
    (re.compile(r"\\(?:text|mathrm|mathbf|mbox)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"\1/\2"),
    (re.compile(r"\^\{?\\circ\}?"), "°"),
    (re.compile(r"[\^_]\{([^{}]*)\}"), r"\1"),
)
_SIGNS = {
    r"\times": "×", r"\cdot": "·", r"\div": "÷", r"\leq": "≤", r"\le": "≤", r"\geq": "≥", r"\ge": "≥",
    r"\approx": "≈", r"\neq": "≠", r"\pm": "±", r"\rightarrow": "→", r"\to": "→", r"\%": "%", r"\left": "",
    r"\right": "", r"\quad": " ", r"\,": " ", r"\;": " ", r"\ ": " ",
}  # fmt: skip


def plain_line(text: str) -> str:
    """One line without markup: emphasis, tags and formula signs gone, white space collapsed."""
    return clean(_strip(text).replace("\n", " "))


def plain_cell(text: str) -> str:
    """The text of a table cell without markup; its paragraphs and list items joined with a newline."""
    return clean_lines(_strip(text))


def _strip(text: str) -> str:
    if not any(sign in text for sign in "*<$&\\[~_"):
        return text
    if "$" in text:
        text = _FORMULA.sub(_formula, text)
    text = re.sub(r"(?<=\d) \* (?=\d)", f" {_STAR} ", text)
    text = _COMMENT.sub(" ", text)
    text = _IMAGE.sub(" ", text)
    text = _NOTE_MARK.sub("", text)
    if "<" in text:
        text = _SUP.sub(_superscript, text)
        text = _ITEM.sub("\n- ", _BREAKS.sub("\n", text))
        text = _UNCLOSED.sub("", _TAG.sub("", text))
        text = re.sub(r"\n- (?=[-–•+] )", "\n", text)
    text = _ESCAPE.sub(lambda m: _STAR if m[1] == "*" else m[1], text)
    text = _EMPHASIS.sub("", text)
    return html.unescape(text).replace(_STAR, "*")


def _superscript(found: re.Match[str]) -> str:
    """A footnote mark goes; the exponent of a unit ("km²") stays as a digit."""
    inside = found[1]
    before = found.string[max(0, found.start() - 3) : found.start()]
    if re.fullmatch(r"\(?[\d*]{1,3}\)?", inside) and not re.search(r"(?<![^\W\d_])[ckdm]?m$", before):
        return ""
    return inside


def _formula(found: re.Match[str]) -> str:
    """A LaTeX formula as plain text; a `$` sign that opens no formula stays."""
    inside = found[1]
    if not re.search(r"[\d\\=^_+*/<>%]", inside):
        return found[0]
    for pattern, by in _MATH:
        inside = pattern.sub(by, inside)
    for name, sign in _SIGNS.items():
        inside = inside.replace(name, sign)
    return inside.replace("{,}", ",").replace("*", _STAR).replace("{", "").replace("}", "").strip()
