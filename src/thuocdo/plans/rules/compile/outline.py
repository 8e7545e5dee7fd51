"""The tree of a plan by its numbering; type face and heading marks only help where there is no number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from thuocdo.documents.rules.blocks import Block, BlockKind
from thuocdo.documents.rules.wording import is_appendix_title, is_attached_title, is_upper
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile.sections import Role, role_of
from thuocdo.plans.rules.compile.wording import CLOSING

_ROMAN = re.compile(r"[IVXL]+")
_PART = re.compile(r"(phần|chương)\s+([ivxl]+|\d+|thứ \w+)\b[.:]?\s*", re.IGNORECASE)
_PAREN = re.compile(r"\(.*\)[.;]?", re.DOTALL)
_RANKS = {"root": -1.0, "appendix": 0.0, "part": 0.5, "capital": 0.8, "roman": 1.0, "inner": 1.5, "number": 2.0, "heading": 3.5,
          "letter": 4.0, "bracket": 4.5, "bullet": 5.0, "plus": 6.0, "para": 9.0, "table": 9.0}  # fmt: skip
CONTAINERS = frozenset({"root", "appendix", "part", "capital", "roman", "inner", "heading"})


@dataclass(slots=True, eq=False)
class Node:
    """One numbered or unnumbered line with what stands below it, in order."""

    kind: str
    block: Block | None = None
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    role: Role = Role.OTHER

    @property
    def text(self) -> str:
        return self.block.text if self.block else ""

    @property
    def marker(self) -> str | None:
        return self.block.marker if self.block else None

    @property
    def rank(self) -> float:
        rank = _RANKS[self.kind]
        return rank + 0.1 * (self.marker or "").count(".") if self.kind == "number" else rank

    def ancestors(self) -> Iterator[Node]:
        """From the node itself up to the root (left out)."""
        node: Node | None = self
        while node is not None and node.kind != "root":
            yield node
            node = node.parent

    def path(self) -> tuple[str, ...]:
        """The printed numbers of the sections above and of the node itself."""
        names = [node.name() for node in self.ancestors()]
        return tuple(name for name in reversed(names) if name)

    def name(self) -> str | None:
        if self.kind == "appendix":
            return self.text
        if self.kind == "part" and self.marker is None:
            found = _PART.match(self.text)
            return found[0].strip(" .:") if found else None
        return self.marker

    def is_title(self) -> bool:
        """Whether the line is a title over its children, not a sentence of its own."""
        if self.kind in CONTAINERS:
            return True
        text = self.text.rstrip()
        return (len(text) <= 300 and not re.search(r"[.;](/\.)?$", text)) or text.endswith(":")


@dataclass(slots=True)
class Outline:
    """`preface`: before the first section; `closing`: from "Trên đây là" to the end of the signature part."""

    root: Node
    preface: list[Block]
    closing: list[Block]
    notes: list[Block]

    def nodes(self) -> Iterator[Node]:
        """Every node in reading order."""
        stack = list(reversed(self.root.children))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def outline_of(blocks: Sequence[Block]) -> Outline:
    """The tree of the prepared blocks, each node with its role."""
    builder = _Builder()
    for block in blocks:
        builder.add(block)
    outline = Outline(builder.root, builder.preface, builder.closing, builder.notes)
    _give_roles(outline.root)
    return outline


class _Builder:
    def __init__(self) -> None:
        self.root = Node("root")
        self.current = self.root
        self.preface: list[Block] = []
        self.closing: list[Block] = []
        self.notes: list[Block] = []
        self._state = "preface"
        self._first: str | None = None

    def add(self, block: Block) -> None:
        if block.kind is BlockKind.FOOTNOTE:
            self.notes.append(block)
            return
        if self._state == "preface" and not self._begins(block):
            if block.kind is BlockKind.SIGNATURE and len(self.preface) > 2:
                # a decision is signed before the plan it issues
                self._state = "closing"
                self.closing.append(block)
                return
            self.preface.append(block)
            return
        if self._state == "closing" and is_attached_title(block.text):
            self._state = "attached"
            self.current = self.root
        if self._state == "attached":
            if not self._begins(block):
                self.notes.append(block)
                return
            self._state = "body"
        if self._opens_appendix(block):
            self._state = "body"
            self._attach(Node("appendix", block))
            return
        if self._state == "body" and self._closes(block):
            self._state = "closing"
        if self._state == "closing":
            if block.table is None:
                self.closing.append(block)
                return
            # a table after the signature without a title of its own
            self._state = "body"
            self._attach(Node("appendix", Block(BlockKind.HEADING, "Phụ lục", block.source)))
        self._state = "body"
        self._add_body(block)

    def _begins(self, block: Block) -> bool:
        """Whether the block opens the first section."""
        if block.table is not None:
            return len(self.preface) > 2 or bool(block.table.header)
        kind = kind_of_marker(block)
        if kind in ("part", "capital", "roman") or (kind is None and self._unmarked(block) == "part"):
            return True
        if kind == "number" and block.kind is not BlockKind.SIGNATURE:
            return block.marker in ("1", "1.1")
        titled = is_upper(block.text) or block.bold or block.kind is BlockKind.HEADING
        return (
            kind is None
            and titled
            and role_of(block.text, opening=True) is not Role.OTHER
            and len(self.preface) > 1
        )

    def _opens_appendix(self, block: Block) -> bool:
        if block.table is not None or block.marker is not None or len(block.text) > 200:
            return False
        titled = is_upper(block.text) or block.bold or block.centred or self._state == "closing"
        return titled and is_appendix_title(block.text) and not block.text.endswith((";", ":"))

    def _closes(self, block: Block) -> bool:
        if self._in_appendix():
            return block.kind is BlockKind.SIGNATURE and bool(CLOSING.match(fold(block.text[:40])))
        return block.kind is BlockKind.SIGNATURE or (
            block.marker is None and bool(CLOSING.match(fold(block.text[:40])))
        )

    def _in_appendix(self) -> bool:
        return any(node.kind == "appendix" for node in self.current.ancestors())

    def _add_body(self, block: Block) -> None:
        if block.table is not None:
            while self.current.kind not in CONTAINERS and self.current.kind != "number":
                self.current = self.current.parent or self.root
            self._below(Node("table", block))
            return
        kind = self._placed(kind_of_marker(block), block) or self._unmarked(block)
        if kind == "para":
            while self.current.kind in ("bullet", "plus"):
                self.current = self.current.parent or self.root
            self._below(Node("para", block))
            return
        self._attach(Node(kind, block))

    def _placed(self, kind: str | None, block: Block) -> str | None:
        """Capitals stand below Romans where a Roman came first; bullets under a bullet with a colon and another sign are its points."""
        if kind in ("capital", "roman"):
            self._first = self._first or kind
            return "inner" if kind == "capital" and self._first == "roman" else kind
        if kind == "bullet":
            above = next((node for node in self.current.ancestors() if node.kind == "bullet"), None)
            if above is not None and above.text.endswith(":") and above.marker != block.marker:
                return "plus"
        return kind

    def _unmarked(self, block: Block) -> str:
        part = _PART.match(block.text)
        if part and (block.bold or block.centred or is_upper(block.text[part.end() :] or block.text)):
            return "part"
        fresh = self.current.kind == "appendix" and all(
            child.kind == "para" for child in self.current.children
        )
        if fresh or _PAREN.fullmatch(block.text) or len(block.text) > 250:
            return "para"
        if is_upper(block.text) and len(block.text) > 5:
            return "roman"
        if (
            block.kind is BlockKind.HEADING
            and (block.bold or block.level)
            and not block.text.endswith((";", "."))
        ):
            return "heading"
        return "para"

    def _attach(self, node: Node) -> None:
        while self.current.kind != "root" and self.current.rank >= node.rank:
            self.current = self.current.parent or self.root
        self._below(node)
        self.current = node

    def _below(self, node: Node) -> None:
        node.parent = self.current
        self.current.children.append(node)


def kind_of_marker(block: Block) -> str | None:
    """What a marker is: roman, capital, number, letter, bracket, bullet, plus; None without one."""
    marker = block.marker
    if not marker or block.table is not None:
        return None
    if marker[0] == "(":
        return "bracket"
    if _ROMAN.fullmatch(marker):
        return "roman"
    if marker[0].isdigit():
        return "number"
    if marker[0].isalpha() and marker.isupper():
        return "capital"
    if marker[0].isalpha() and marker != "o":
        return "letter"
    return "plus" if marker in "+o▪■◦" else "bullet"


def _give_roles(node: Node) -> None:
    for child in node.children:
        child.role = node.role
        if (
            child.kind in CONTAINERS
            or child.kind == "number"
            or (child.kind == "letter" and child.is_title())
        ):
            titled = child.is_title()
            child.role = role_of(
                _titling(child, titled), parent=node.role, titled=titled or _labels(child, node)
            )
        _give_roles(child)


def _titling(node: Node, titled: bool) -> str:
    """The words that name a section: without "Phần II", and of "2. Yêu cầu: …" only those before the colon."""
    text = node.text if titled else node.text.split(":")[0]
    return _PART.sub("", text, count=1) or text


def _labels(node: Node, above: Node) -> bool:
    """Whether a sentence begins with the name of its section ("1. Mục đích: Nâng cao …")."""
    label = node.text.split(":")[0]
    return above.role not in (Role.TASKS, Role.DUTIES) and len(label) < min(40, len(node.text))
