"""A `Document` as compact JSON between the reading process and the site.

The same as `Document.to_json`, without the fields that have their usual value: a table of 1,600 cells
would otherwise cost more to send than to read.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from thuocdo.documents.rules.blocks import Block, BlockKind, Cell, Document, Row, Source, Table, Unsure

_ORDER: dict[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple(
        (
            f.name,
            f.default
            if f.default is not MISSING
            else f.default_factory()
            if f.default_factory is not MISSING
            else ...,
        )
        for f in fields(kind)
    )
    for kind in (Source, Unsure, Cell, Row, Table, Block, Document)
}


def pack(document: Document) -> dict[str, Any]:
    """Plain dicts, lists and values for `json`."""
    packed: dict[str, Any] = _pack(document)
    return packed


def _pack(value: Any) -> Any:
    order = _ORDER.get(type(value))
    if order is not None:
        return {name: _pack(item) for name, default in order if (item := getattr(value, name)) != default}
    if isinstance(value, tuple):
        return [_pack(item) for item in value]
    return value


def unpack(data: dict[str, Any]) -> Document:
    """The document that `pack` was given. Wrong data raises KeyError, TypeError or ValueError."""
    known = dict(data)
    known["blocks"] = tuple(_block(b) for b in data["blocks"])
    known["running"] = tuple(data.get("running", ()))
    known["notes"] = tuple(data.get("notes", ()))
    return Document(**known)


def _source(data: dict[str, Any] | None) -> Source:
    if not data:
        return Source()
    if "box" in data:
        x0, top, x1, bottom = data["box"]
        return Source(**{**data, "box": (x0, top, x1, bottom)})
    return Source(**data)


def _cell(data: dict[str, Any]) -> Cell:
    return Cell(**{**data, "source": _source(data.get("source")), "unsure": _unsure(data)})


def _unsure(data: dict[str, Any]) -> tuple[Unsure, ...]:
    return tuple(Unsure(**word) for word in data.get("unsure", ()))


def _row(data: dict[str, Any]) -> Row:
    return Row(
        cells=tuple(_cell(c) for c in data["cells"]),
        source=_source(data.get("source")),
        joined=tuple(_source(s) for s in data.get("joined", ())),
        shifted=data.get("shifted", False),
        section=data.get("section", False),
        twin=data.get("twin", False),
    )


def _table(data: dict[str, Any]) -> Table:
    return Table(
        header=tuple(data["header"]),
        rows=tuple(_row(r) for r in data["rows"]),
        number=data.get("number", 0),
        source=_source(data.get("source")),
    )


def _block(data: dict[str, Any]) -> Block:
    known = dict(data)
    known["kind"] = BlockKind(data["kind"])
    known["source"] = _source(data.get("source"))
    known["unsure"] = _unsure(data)
    if "table" in data:
        known["table"] = _table(data["table"])
    if "lines" in data:
        known["lines"] = (data["lines"][0], data["lines"][1])
    return Block(**known)
