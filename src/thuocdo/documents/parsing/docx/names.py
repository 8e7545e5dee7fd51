"""Names of WordprocessingML elements, spelled once."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

VAL = W + "val"
P, R_RUN, TBL, TR, TC = W + "p", W + "r", W + "tbl", W + "tr", W + "tc"
P_PR, R_PR, TBL_PR, TR_PR, TC_PR = W + "pPr", W + "rPr", W + "tblPr", W + "trPr", W + "tcPr"
T, TAB, BR, CR, SYM = W + "t", W + "tab", W + "br", W + "cr", W + "sym"
SDT, SDT_PR, SDT_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
FLD_CHAR, INSTR_TEXT = W + "fldChar", W + "instrText"
DEL, INS, MOVE_FROM, MOVE_TO, DEL_TEXT = W + "del", W + "ins", W + "moveFrom", W + "moveTo", W + "delText"
TXBX = W + "txbxContent"
FOOTNOTE_REF, ENDNOTE_REF = W + "footnoteReference", W + "endnoteReference"
LAST_PAGE = W + "lastRenderedPageBreak"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

# wrappers whose children count as if they stood in place
THROUGH = frozenset(
    W + name
    for name in (
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "sdtContent",
    )
)
DROPPED = frozenset(
    (DEL, MOVE_FROM, DEL_TEXT, INSTR_TEXT, FALLBACK, R_PR, P_PR, SDT_PR, W + "rubyPr", W + "rt")
)


def on(value: str | None) -> bool:
    """The truth of an on/off property that is present: no value means on."""
    return value not in ("0", "false", "off", "none")
