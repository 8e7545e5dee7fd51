"""An index described in TOML, or a bare table with the plainest choices."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.aggregate import Aggregator, aggregator
from thuocdo.stats.composite.assumptions import Assumptions
from thuocdo.stats.composite.build import DEFAULT_MEANS, DEFAULT_NORMALISER, Missing, Spec
from thuocdo.stats.composite.normalise import PARAMETERS, Normaliser, normaliser
from thuocdo.stats.composite.structure import Floats, Node, Structure, Table, structure_of
from thuocdo.stats.composite.treat import Treatment
from thuocdo.stats.composite.weights import equal, given

ROOT = "chi_so"
NORMALISER_KEYS = {"method", *(name for numbers in PARAMETERS.values() for name in numbers)}


@dataclass(frozen=True)
class Job:
    """What `thuocdo index` is asked: an index, and perhaps rank intervals and sensitivity."""

    name: str
    table: Table
    spec: Spec
    assumptions: Assumptions | None = None
    draws: int = 10_000
    seed: int = 1
    quantiles: tuple[float, float] = (0.05, 0.95)
    top: tuple[int, ...] = (3, 10)
    sensitivity: bool = False
    samples: int = 1_000
    bootstrap: int = 1_000
    unit: str | None = None


def plain_job(table: Table, name: str) -> Job:
    """Every column one indicator, more is better, equal weights, min-max 0-100, arithmetic mean; a unit that lacks a
    value is left out. Rank intervals: weights ± 25 %."""
    nodes = [Node(ROOT, None), *(Node(code, ROOT) for code in table.indicators)]
    spec = Spec(structure_of(nodes), missing=Missing.LEAVE_OUT)
    return Job(name, table, spec, Assumptions(noise={1: 0.25}))


def read_job(text: str, name: str, load: Callable[[str], Table]) -> Job:
    """A description in TOML; `load` reads the table it names. `name` is the file's, for messages.

    Raises InputError naming file, section and key: bad TOML, an unknown or missing key, a value of another kind.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: không đúng dạng TOML ({error}).") from error
    try:
        return _job(_Section(data, "đầu tệp"), name, load)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


class _Section:
    """One table of the description: every key is asked for, and what nobody asked for is refused."""

    def __init__(self, data: Mapping[str, Any], where: str) -> None:
        self.data, self.where, self.asked = data, where, set[str]()

    def take(
        self, key: str, kind: type | tuple[type, ...], default: Any = None, *, must: bool = False
    ) -> Any:
        self.asked.add(key)
        if key not in self.data:
            if must:
                raise InputError(f"{self.where}: thiếu “{key}”.")
            return default
        value = self.data[key]
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            said = {
                str: "chữ trong ngoặc kép",
                int: "số nguyên",
                bool: "true hoặc false",
                list: "danh sách [ ]",
            }
            wanted = "một số" if float in kinds else said.get(kinds[0], "một mục { }")
            raise InputError(f"{self.where}, “{key}”: nhận {wanted}.")
        return value

    def number(self, key: str, default: float) -> float:
        return float(self.take(key, (int, float), default))

    def section(self, key: str) -> _Section | None:
        value = self.take(key, dict)
        return None if value is None else _Section(value, f"[{key}]")

    def sections(self, key: str) -> list[_Section]:
        found = self.take(key, list, [])
        if not all(isinstance(item, dict) for item in found):
            raise InputError(f"{self.where}, “{key}”: mỗi phần tử phải là một mục {'{ }'}.")
        return [_Section(item, f"[[{key}]] thứ {i}") for i, item in enumerate(found, start=1)]

    def finish(self) -> None:
        for key in self.data:
            if key not in self.asked:
                raise InputError(
                    f"{self.where}: không có mục “{key}”; nhận: {', '.join(sorted(self.asked))}."
                )


def _job(top: _Section, name: str, load: Callable[[str], Table]) -> Job:
    title = top.take("name", str, name)
    structure, sizes, own = _structure(top)
    normalise, treatment = top.section("normalise"), top.section("treat")
    missing = top.take("missing", str, Missing.REFUSE.value)
    if missing not in set(Missing):
        raise InputError(f"“missing”: nhận {', '.join(Missing)}; ở đây là “{missing}”.")
    least = top.number("least", 0.5)
    if not 0 < least <= 1:
        raise InputError("“least”: nhận số lớn hơn 0 và không quá 1.")
    spec = Spec(
        structure=structure,
        normaliser=_normaliser(normalise) if normalise else DEFAULT_NORMALISER,
        own_normaliser=own,
        by_level=_means(top.take("aggregate", (str, list), None), "“aggregate”") or DEFAULT_MEANS,
        treatment=_treatment(treatment) if treatment else None,
        sizes=sizes,
        missing=Missing(missing),
        least=least,
    )
    uncertainty, sensitivity = top.section("uncertainty"), top.section("sensitivity")
    table = top.take("table", str, must=True)
    top.finish()
    if sensitivity and not uncertainty:
        raise InputError("[sensitivity] cần mục [uncertainty] nêu các giả định thay đổi.")
    run = _runs(uncertainty, spec) if uncertainty else {}
    return Job(title, load(table), spec, **run, **(_sensitivity(sensitivity) if sensitivity else {}))


def _structure(top: _Section) -> tuple[Structure, dict[str, str], dict[str, Normaliser]]:
    nodes: list[Node] = []
    sizes: dict[str, str] = {}
    own: dict[str, Normaliser] = {}
    for group in top.sections("groups"):
        nodes.append(_node(group))
        group.finish()
    flat = not nodes
    if flat:
        nodes.append(Node(ROOT, None))
    groups = {node.code for node in nodes}
    for item in top.sections("indicators"):
        node = _node(item, default_parent=ROOT if flat else None)
        if node.code in groups or node.parent is None:
            raise InputError(f"{item.where}: chỉ tiêu “{node.code}” phải có parent và mã không trùng nhóm.")
        nodes.append(node)
        if size := item.take("size", str):
            sizes[node.code] = size
        if how := item.section("normalise"):
            own[node.code] = _normaliser(how)
        item.finish()
    structure = structure_of(nodes)
    if empty := sorted(groups & set(structure.leaves)):
        raise InputError(f"Nhóm “{empty[0]}” không có chỉ tiêu hay nhóm nào bên trong.")
    return structure, sizes, own


def _node(item: _Section, default_parent: str | None = None) -> Node:
    return Node(
        code=item.take("code", str, must=True),
        parent=item.take("parent", str, default_parent),
        weight=item.number("weight", 1.0),
        direction=item.take("direction", int, 1),
        name=item.take("name", str, ""),
    )


def _normaliser(item: _Section) -> Normaliser:
    method = item.take("method", str, must=True)
    numbers = {key: item.number(key, 0.0) for key in sorted(NORMALISER_KEYS - {"method"}) if key in item.data}
    item.asked |= NORMALISER_KEYS
    item.finish()
    return normaliser(method, **numbers)


def _treatment(item: _Section) -> Treatment:
    if item.take("none", bool, False):
        raise InputError(f"{item.where}: “none” chỉ dùng trong [[uncertainty.treat]].")
    return _treatment_or_none(item) or Treatment()


def _treatment_or_none(item: _Section) -> Treatment | None:
    plain = Treatment()
    done = Treatment(
        winsorise=item.take("winsorise", int, plain.winsorise),
        skew=item.number("skew", plain.skew),
        kurtosis=item.number("kurtosis", plain.kurtosis),
        log=item.take("log", bool, plain.log),
    )
    nothing = item.take("none", bool, False)
    item.finish()
    if done.winsorise < 0:
        raise InputError(f"{item.where}, “winsorise”: nhận số từ 0 trở lên.")
    return None if nothing else done


def _means(given_means: Any, where: str) -> tuple[Aggregator, ...]:
    """A method, or a list of methods from the lowest groups up; "power" is {method = "power", power = 2}."""
    items: Sequence[Any] = (
        given_means if isinstance(given_means, list) else [given_means] if given_means else []
    )
    out = []
    for item in items:
        if isinstance(item, str):
            out.append(aggregator(item))
        elif isinstance(item, dict):
            part = _Section(item, where)
            out.append(aggregator(part.take("method", str, must=True), part.take("power", (int, float))))
            part.finish()
        else:
            raise InputError(f"{where}: nhận tên cách tổng hợp, hoặc danh sách tên theo bậc từ dưới lên.")
    return tuple(out)


def _runs(item: _Section, spec: Spec) -> dict[str, Any]:
    noise = item.section("noise")
    means = item.take("aggregate", list, [])
    assumptions = Assumptions(
        noise=_noise(noise) if noise else {},
        weight_sets=_weight_sets(item, spec.structure),
        normalisers=tuple(_normaliser(part) for part in item.sections("normalise")),
        aggregations=tuple(_means(one, "[uncertainty] “aggregate”") for one in means),
        treatments=tuple(_treatment_or_none(part) for part in item.sections("treat")),
    )
    quantiles = (item.number("low", 0.05), item.number("high", 0.95))
    top = item.take("top", list, [3, 10])
    if not all(type(place) is int and place > 0 for place in top):
        raise InputError("[uncertainty] “top”: nhận danh sách số nguyên dương, ví dụ [3, 10].")
    run = {
        "assumptions": assumptions,
        "draws": item.take("draws", int, 10_000),
        "seed": _seed(item),
        "quantiles": quantiles,
        "top": tuple(top),
    }
    item.finish()
    return run


def _seed(item: _Section) -> int:
    seed: int = item.take("seed", int, 1)
    if seed < 0:
        raise InputError(f"{item.where}, “seed”: nhận số nguyên từ 0 trở lên.")
    return seed


def _noise(item: _Section) -> dict[int, float]:
    if wrong := [key for key in item.data if not key.isdecimal()]:
        raise InputError(
            f"[uncertainty.noise]: “{wrong[0]}” không phải là bậc; nhận ví dụ 1 = 0.25 (bậc 1, ±25 %)."
        )
    return {int(key): item.number(key, 0.0) for key in item.data}


def _weight_sets(item: _Section, structure: Structure) -> dict[str, Floats]:
    """Name -> "given", "equal", or {code = weight}."""
    part = item.section("weights")
    if part is None:
        return {}
    out: dict[str, Floats] = {}
    for name in part.data:
        value = part.take(name, (str, dict))
        if isinstance(value, dict):
            inside = _Section(value, f"[uncertainty.weights.{name}]")
            out[name] = given(structure, {code: inside.number(code, 1.0) for code in value})
        elif value in ("equal", "given"):
            out[name] = equal(structure) if value == "equal" else structure.weights
        else:
            raise InputError(
                f"[uncertainty.weights] “{name}”: nhận “given”, “equal”, hoặc mục mã = quyền số."
            )
    return out


def _sensitivity(item: _Section) -> dict[str, Any]:
    found = {
        "sensitivity": True,
        "samples": item.take("samples", int, 1_000),
        "bootstrap": item.take("bootstrap", int, 1_000),
        "unit": item.take("unit", str),
    }
    item.finish()
    if not 0 <= found["bootstrap"] <= 10_000:
        raise InputError("[sensitivity] “bootstrap”: nhận số từ 0 đến 10000.")
    return found
