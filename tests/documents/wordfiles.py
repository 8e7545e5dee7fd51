"""Word files built part by part, for what python-docx cannot write."""

from __future__ import annotations

import io
import zipfile

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LEVELS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "\uf0b7"),
)
NUMBERING = (
    f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="3"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>'
)


def para(text: str = "", *, props: str = "", run: str = "") -> str:
    """A paragraph of one run; `props` and `run` are raw properties."""
    return (
        f"<w:p><w:pPr>{props}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def item(text: str, level: int, number: int = 1) -> str:
    """A paragraph that Word numbers."""
    return para(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(content: str, *, span: int = 1, merge: str | None = None) -> str:
    """A table cell; `merge` is "restart" or "continue" of a vertical merge."""
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = content if content.startswith("<") else para(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{inner}</w:tc>'


def table(*rows: str, columns: int) -> str:
    """A ruled table of rows, each the concatenation of its cells."""
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(columns))
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def word(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A .docx with this body and further parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>")
        package.writestr("word/numbering.xml", NUMBERING)
        for name, text in (parts or {}).items():
            package.writestr(name, text)
    return file.getvalue()
