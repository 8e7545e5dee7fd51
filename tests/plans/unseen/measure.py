"""How near the compiler comes to plans and truths that were written before it saw them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Duty, Gap, Plan, Task

HERE = Path(__file__).resolve().parent
NAMES = tuple(path.stem for path in sorted(HERE.glob("*.toml")))
HEAD = (
    "type",
    "number",
    "issued",
    "issuer",
    "level",
    "year",
    "indices",
    "signer",
    "position",
    "acting_for",
    "bases",
    "recipients",
    "funding",
)


@dataclass
class Score:
    """`right`/`of` per thing measured ("tasks", "lead", ...); `misses` for the reader of a failed test."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def note(self, key: str, wanted: object, made: object, where: str) -> None:
        self.of[key] += 1
        if wanted == made:
            self.right[key] += 1
        else:
            self.misses.append(f"{where}: {key} {made!r} thay cho {wanted!r}")

    def add(self, other: Score) -> None:
        self.right.update(other.right)
        self.of.update(other.of)
        self.misses += other.misses

    def share(self, key: str) -> float:
        return self.right[key] / self.of[key] if self.of[key] else 1.0

    def f1(self, key: str) -> float:
        total = self.of[key] + self.of[f"{key} made"]
        return 2 * self.right[key] / total if total else 1.0


def compiled(name: str) -> Plan:
    return compile_plan(read_text(source(name).read_bytes()))


def source(name: str) -> Path:
    return next(path for path in HERE.glob(f"{name}.*") if path.suffix in (".txt", ".md"))


def score(name: str) -> Score:
    truth = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    plan, result = compiled(name), Score()
    for key in HEAD:
        if key in truth["document"]:
            wanted, made = truth["document"][key], _head(plan, key)
            if isinstance(wanted, list) and isinstance(made, list):
                wanted, made = sorted(wanted), sorted(made)
            result.note("head", wanted, made, f"{name} {key}")
    for key, number in truth["counts"].items():
        result.note("counts", number, len(getattr(plan, key)), f"{name} {key}")
    _items(result, name, "tasks", truth["truth"].get("tasks", []), plan.tasks)
    _items(result, name, "gaps", truth["truth"].get("gaps", []), plan.gaps)
    _items(result, name, "duties", truth["truth"].get("duties", []), plan.duties)
    if "reports" in truth["truth"]:
        result.note("reports", truth["truth"]["reports"], [str(r.due) for r in plan.reports], name)
    return result


def _head(plan: Plan, key: str) -> object:
    head = plan.document
    made: dict[str, object] = {
        "issued": str(head.issued or ""),
        "indices": list(head.indices),  # in any order
        "signer": head.signer.name or "",
        "position": head.signer.position or "",
        "acting_for": head.signer.acting_for or "",
        "bases": [[b.number, str(b.date or "")] for b in head.legal_bases if b.number],
        "recipients": len(head.recipients),
        "funding": head.funding is not None,
    }
    return made[key] if key in made else getattr(head, key)


def _items(
    result: Score, name: str, kind: str, wanted: Sequence[dict[str, Any]], made: Sequence[Task | Gap | Duty]
) -> None:
    """Wanted and made, paired by the words an item begins with."""
    rest = list(made)
    result.of[kind] += len(wanted)
    result.of[f"{kind} made"] += len(made)
    for item in wanted:
        starts = tuple(item["s"].split("|"))
        found = next((m for m in rest if _text(m).startswith(starts)), None)
        if found is None:
            result.misses.append(f"{name}: không thấy {kind} {item['s']!r}")
            for key in _keys(item, kind):
                result.of[key] += 1
            continue
        rest.remove(found)
        result.right[kind] += 1
        for key, one, other in _facts(item, found, kind):
            result.note(key, one, other, f"{name} {item['s']!r}")
    result.misses += [f"{name}: thừa {kind} {_text(item)[:80]!r}" for item in rest]


def _text(item: Task | Gap | Duty) -> str:
    text = item.criterion if isinstance(item, Gap) else item.text
    return text.lstrip("0123456789. ")


def _keys(item: dict[str, Any], kind: str) -> list[str]:
    if kind == "duties":
        return ["duty unit", "duty deadline"]
    return ["lead", "coordinating", "deadline"] + [
        "place" for key in ("sec", "head", "dim", "e", "field", "cause", "remedy") if key in item
    ]


def _facts(item: dict[str, Any], made: Task | Gap | Duty, kind: str) -> Iterator[tuple[str, object, object]]:
    deadline = made.deadline.to_json() if made.deadline else {"kind": "none"}
    told = [deadline["kind"], deadline.get("start") or "", deadline.get("end") or ""]
    wanted = [*item.get("d", ["none"]), "", ""][:3]
    if isinstance(made, Duty):
        yield "duty unit", _same(item["unit"]), _same(made.unit or "")
        yield "duty deadline", wanted, told
        return
    yield "lead", sorted(map(_same, item.get("lead", []))), sorted(map(_same, made.lead))
    yield "coordinating", sorted(map(_same, item.get("co", []))), sorted(map(_same, made.coordinating))
    yield "deadline", wanted, told
    if isinstance(made, Gap):
        for key in ("field", "cause", "remedy"):
            if key in item:
                yield "place", item[key], (getattr(made, key) or "")[: len(item[key])]
        return
    for key, told_of in (("sec", list(made.section)), ("head", made.heading), ("dim", made.dimension)):
        if key in item:
            yield "place", item[key], told_of
    if "e" in item:
        yield "place", item["e"], made.text.rstrip(" .;")[-len(item["e"]) :]


def _same(name: str) -> str:
    return name.strip(" .;:").casefold()
