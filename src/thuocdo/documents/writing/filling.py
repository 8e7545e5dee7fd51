"""Filling an office's own template. The file is a stranger's: what is not a plain tag of ours is refused, never run.

Three fences: only the tags of `wording.WORDINGS` are allowed, told from the parsed source of every part; what is left
runs in Jinja's sandbox; `fill_safely` does it in the confined process that reads untrusted files.
"""

from __future__ import annotations

import base64
import io
import re
import tempfile
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from thuocdo.documents.format.findings import said
from thuocdo.documents.format.reading import measure
from thuocdo.documents.parsing.docx.names import INSTR_TEXT, W
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.package import Package, parse_xml
from thuocdo.documents.parsing.sandbox import ask_child
from thuocdo.documents.parsing.sniff import FileKind, sniff
from thuocdo.documents.writing.wording import WORDINGS, Values, Wording
from thuocdo.documents.writing.xml import writable
from thuocdo.lib.errors import InputError

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LEFT = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_VALUE = re.compile(r"^\{\{\s*(?P<name>[a-z_]+)(\.(?P<part>[a-z_]+))?\s*\}\}$")
_LOOP = re.compile(r"^\{%(tr|p)?\s+for\s+(?P<one>[a-z_]+)\s+in\s+(?P<list>[a-z_]+)\s*%\}$")
_OTHER = re.compile(r"^\{%(tr|p)?\s+(endfor|endif|else|if\s+(not\s+)?(?P<name>[a-z_]+))\s*%\}$")
_ACTIVE = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)
_PARTS = ("word/embeddings/", "word/activeX/", "word/vbaProject", "word/attachedToolbars", "customUI/")
_LINK = "/relationships/hyperlink"
_MOST = 8  # problems told at once


class StrictEnvironment(SandboxedEnvironment):
    """Jinja's sandbox that takes only the plain tags of one wording, in whatever part of the file they stand."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._wording = wording
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _check(tree, self._wording, {})
        return tree


def fill(data: bytes, code: str, values: Values, limits: Limits = DEFAULT) -> bytes:
    """The document that a template gives with these values; `InputError` naming tag and paragraph otherwise."""
    problems = problems_of(data, code, limits)
    if problems:
        raise InputError(" ".join(problems))
    template = DocxTemplate(io.BytesIO(data))
    try:
        template.render(_written(values), StrictEnvironment(WORDINGS[code]), autoescape=True)
    except TemplateSyntaxError as error:
        raise InputError(
            f"Thẻ trong mẫu sai cú pháp: {error.message}. Hãy sửa trong Word rồi nạp lại."
        ) from error
    except TemplateError as error:
        raise InputError(f"Không điền được mẫu: {error.message}. Hãy sửa trong Word rồi nạp lại.") from error
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _written(values: Any) -> Any:
    """The values without what a Word file cannot hold."""
    if isinstance(values, str):
        return writable(values)
    if isinstance(values, Mapping):
        return {key: _written(value) for key, value in values.items()}
    return [_written(value) for value in values]


def problems_of(data: bytes, code: str, limits: Limits = DEFAULT) -> list[str]:
    """What is wrong with an uploaded template, each with the tag and its paragraph; empty when it can be used."""
    if sniff(data, limits) is not FileKind.DOCX:
        raise InputError("Mẫu phải là tệp Word .docx. Hãy mở bằng Word, lưu thành .docx rồi nạp lại.")
    _refuse_active(data, limits)
    wording, found, used = WORDINGS[code], [], set()
    loops: dict[str, str] = {}
    for para in measure(data, limits).paragraphs:
        text = para.text
        tags = _TAG.findall(text)
        for tag in tags:
            loop = _LOOP.match(tag)
            if loop and loop["list"] in wording.lists:
                loops[loop["one"]] = loop["list"]
        if _LEFT.search(_TAG.sub("", text)):
            found.append(f"Có thẻ mở ra mà không đóng (hoặc ngược lại) ở {said(para.place)}.")
        for tag in tags:
            wrong = _wrong(tag, wording, loops)
            if wrong:
                found.append(f"Thẻ “{tag}” ở {said(para.place)} {wrong}")
            elif value := _VALUE.match(tag):
                used.add(value["name"])
    missing = sorted(wording.required - used)
    if missing and not found:
        names = ", ".join(f"{{{{ {name} }}}}" for name in missing)
        found.append(f"Mẫu thiếu thẻ bắt buộc: {names}.")
    more = len(found) - _MOST
    return [*found[:_MOST], f"Còn {more} chỗ nữa."] if more > 0 else found


def fill_safely(data: bytes, code: str, values: Values) -> bytes:
    """As `fill`, in the confined child process."""
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as folder:
        path = Path(folder) / "mau.docx"
        path.write_bytes(data)
        answer = ask_child(path, what="template", more={"code": code, "values": dict(values)})
    return base64.b64decode(answer["docx"])


def _wrong(tag: str, wording: Wording, loops: dict[str, str]) -> str:
    """Why a tag is refused, with what was probably meant; empty when it is fine."""
    value, loop, other = _VALUE.match(tag), _LOOP.match(tag), _OTHER.match(tag)
    if value and not value["part"]:
        return "" if value["name"] in wording.tags else _meant(value["name"], list(wording.tags))
    if value:
        known = wording.lists.get(loops.get(value["name"], ""), {})
        if value["part"] in known:
            return ""
        return _meant(value["part"], list(known), prefix=f"{value['name']}.")
    if loop:
        return "" if loop["list"] in wording.lists else _meant(loop["list"], list(wording.lists))
    if other:
        name = other["name"]
        return (
            ""
            if not name or name in wording.tags or name in wording.lists
            else _meant(name, list(wording.tags))
        )
    return "không phải thẻ được phép: chỉ dùng {{ tên }}, {%tr for v in danh_sách %}, {%tr endfor %}, {% if tên %}, {% endif %}."


def _meant(name: str, known: list[str], prefix: str = "") -> str:
    near = get_close_matches(name, known, 1, 0.5)
    if near:
        return f"không có trong mẫu này. Hãy sửa trong Word: đúng là {{{{ {prefix}{near[0]} }}}}."
    shown = ", ".join(known) or "không có"
    return f"không có trong mẫu này. Các thẻ dùng được: {shown}."


def _check(node: nodes.Node, wording: Wording, loops: dict[str, str]) -> None:
    """Refuse whatever is not a plain tag; `loops` has the names of the rows being repeated."""
    if isinstance(node, nodes.For):
        one, rows = node.target, node.iter
        if (
            not isinstance(one, nodes.Name)
            or not isinstance(rows, nodes.Name)
            or rows.name not in wording.lists
        ):
            raise _refused(node)
        if node.test or node.recursive or node.else_:
            raise _refused(node)
        for child in node.body:
            _check(child, wording, loops | {one.name: rows.name})
        return
    if isinstance(node, nodes.Name):
        if node.name not in wording.tags and node.name not in wording.lists:
            raise _refused(node)
        return
    if isinstance(node, nodes.Getattr):
        inner = node.node
        if not isinstance(inner, nodes.Name) or node.attr not in wording.lists.get(
            loops.get(inner.name, ""), {}
        ):
            raise _refused(node)
        return
    if not isinstance(node, (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Not)):
        raise _refused(node)
    for child in node.iter_child_nodes():
        _check(child, wording, loops)


def _refused(node: nodes.Node) -> TemplateSyntaxError:
    name = getattr(node, "name", None) or getattr(node, "attr", None) or type(node).__name__
    return TemplateSyntaxError(f"“{name}” không phải thẻ được phép", node.lineno)


def _refuse_active(data: bytes, limits: Limits) -> None:
    """Things that would act in whoever opens the letters: embedded objects, links that load, fields that fetch."""
    package = Package(data, limits)
    for name in sorted(package.names):
        if name.startswith(_PARTS):
            raise InputError("Mẫu có đối tượng nhúng nên không nhận. Hãy bỏ đối tượng nhúng rồi nạp lại.")
        if not name.endswith((".xml", ".rels")):
            continue
        root = parse_xml(package.read(name))
        if name.endswith(".rels"):
            for relation in root:
                kind = relation.get("Type") or ""
                if relation.get("TargetMode") == "External" and not kind.endswith(_LINK):
                    raise InputError(
                        "Mẫu tự tải nội dung từ nơi khác nên không nhận. Hãy bỏ liên kết rồi nạp lại."
                    )
        simple = (str(element.get(W + "instr") or "") for element in root.iter(W + "fldSimple"))
        codes = "".join((*(code.text or "" for code in root.iter(INSTR_TEXT)), " ", *simple))
        if _ACTIVE.search(codes):
            raise InputError(
                "Mẫu có trường tự chạy hoặc tự tải nên không nhận. Hãy bỏ trường đó rồi nạp lại."
            )


def answer(data: bytes, order: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What the confined process sends back."""
    made = fill(data, order["code"], order["values"], limits)
    return {"docx": base64.b64encode(made).decode("ascii")}
