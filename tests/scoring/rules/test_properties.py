"""What holds for every framework and every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.samples import D, framework, group, leaf, measure
from thuocdo.criteria.rules.model import (
    Combine,
    Criterion,
    Framework,
    Measure,
    MeasureKind,
    Method,
    ZeroRule,
)
from thuocdo.scoring.rules.model import Scored, Status, Value
from thuocdo.scoring.rules.tree import score

_K = MeasureKind
_POINTS = st.integers(1, 40).map(lambda n: D(n) / 4)
_SHARE = st.integers(0, 60).flatmap(
    lambda of: st.integers(0, of).map(lambda value: Value(D(value), of=D(of)))
)
_COUNT = st.integers(0, 9).map(lambda n: Value(D(n)))
_FLAG = st.booleans().map(Value)
_PERCENT = st.integers(0, 1000).map(lambda n: Value(D(n) / 10))
_LINKS = st.fixed_dictionaries({code: st.booleans() for code in "abc"}).map(Value)

# method -> (roles with kinds and values, parameters); more of the first role is never worse, of "bad" never better
_CASES: dict[Method, tuple[dict[str, tuple[MeasureKind, st.SearchStrategy[Value]]], dict[str, object]]] = {
    Method.YES_NO: ({"done": (_K.YES_NO, _FLAG)}, {}),
    Method.LINEAR: ({"share": (_K.RATIO, _SHARE)}, {}),
    Method.LINEAR_FLOOR: ({"share": (_K.RATIO, _SHARE)}, {"floor": D(70)}),
    Method.LINEAR_CAP: ({"share": (_K.PERCENT, _PERCENT)}, {"cap": D(80)}),
    Method.TIERS: ({"value": (_K.RATIO, _SHARE)}, {"tiers": ((D(80), D(9)), (D(30), D("0.5")))}),
    Method.COUNT: ({"count": (_K.NUMBER, _COUNT)}, {"least": D(3), "pro_rata": True}),
    Method.GROWTH: (
        {"now": (_K.NUMBER, _COUNT), "before": (_K.NUMBER, _COUNT)},
        {"target": D(15), "pro_rata": True},
    ),
    Method.CHAIN: (
        {"links": (_K.LINKS, _LINKS)},
        {"links": tuple((code, code, D("0.3")) for code in "abc"), "rule": "deduct"},
    ),
    Method.SURVEY: ({"share": (_K.PERCENT, _PERCENT)}, {}),
    Method.BONUS: ({"count": (_K.NUMBER, _COUNT)}, {"each": D("-0.5"), "cap": D(2)}),
    Method.COMPLEMENT: ({"bad": (_K.RATIO, _SHARE), "bad_2": (_K.RATIO, _SHARE)}, {"cap": D(90)}),
    Method.ALL_CASES: ({"treated": (_K.RATIO, _SHARE)}, {}),
    Method.SHOWN: ({"value": (_K.RATIO, _SHARE)}, {}),
}


@st.composite
def _leaves(draw: st.DrawFn, code: str) -> tuple[Criterion, tuple[Measure, ...], dict[str, Value]]:
    method = draw(st.sampled_from(sorted(_CASES)))
    roles, params = _CASES[method]
    names = {role: f"{code}_{role}".replace(".", "_") for role in roles}
    made = leaf(
        code,
        method,
        draw(_POINTS),
        names,
        params,
        zero=draw(st.sampled_from(ZeroRule)),
        weight=D(draw(st.integers(1, 5))),
    )
    measures = tuple(measure(names[role], kind) for role, (kind, _) in roles.items())
    return made, measures, {names[role]: draw(values) for role, (_, values) in roles.items()}


@st.composite
def cards(draw: st.DrawFn) -> tuple[Framework, dict[str, Value]]:
    """A framework of two levels with every kind of combination, and a value for each measure."""
    groups, measures, values = [], [], {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        children = []
        for place in range(1, draw(st.integers(1, 4)) + 1):
            child, needs, given_ = draw(_leaves(f"{number}.{place}"))
            children.append(child)
            measures += needs
            values |= given_
        groups.append(group(str(number), *children, combine=draw(st.sampled_from(Combine))))
    return framework(*groups, measures=tuple(measures)), values


def _nodes(scored: Scored) -> list[Scored]:
    return [scored, *(node for child in scored.children for node in _nodes(child))]


@given(cards())
def test_bounded(card: tuple[Framework, dict[str, Value]]) -> None:
    """Points lie in their own range, and a leaf's between 0 (a penalty's cap) and its maximum."""
    made, values = card
    methods = {one.code: one.method for one in made.walk()}
    for node in _nodes(score(made, values, {})):
        if node.points is None:
            continue
        assert node.least == node.most == node.points
        if methods.get(node.code) is Method.BONUS:
            assert -2 <= node.points <= 0
        elif methods.get(node.code):
            assert node.max is not None
            assert 0 <= node.points <= node.max + D("0.005")


@given(cards(), st.data())
def test_the_range_contains_the_points_of_every_completion(
    card: tuple[Framework, dict[str, Value]], data: st.DataObject
) -> None:
    """Take any inputs away: the points with all inputs lie inside every node's range without them."""
    made, values = card
    kept = {name: value for name, value in values.items() if data.draw(st.booleans(), label=name)}
    for full, part in zip(_nodes(score(made, values, {})), _nodes(score(made, kept, {})), strict=True):
        assert full.code == part.code
        if full.points is None or part.least is None or part.most is None:
            # not scored by rule, or out of the sum: nothing to compare
            continue
        assert part.least <= full.points <= part.most, (part, full)


@given(cards(), st.randoms(use_true_random=False))
def test_order_does_not_matter(card: tuple[Framework, dict[str, Value]], random: object) -> None:
    """Children in another order and inputs in another order give the same points everywhere."""
    made, values = card
    shuffled = replace(
        made,
        criteria=tuple(
            _shuffled(random, [replace(one, children=_mixed(random, one)) for one in made.criteria])
        ),
    )
    other = dict(_shuffled(random, list(values.items())))
    before = {node.code: (node.points, node.least, node.most) for node in _nodes(score(made, values, {}))}
    after = {node.code: (node.points, node.least, node.most) for node in _nodes(score(shuffled, other, {}))}
    assert before == after


def _mixed(random: object, one: Criterion) -> tuple[Criterion, ...]:
    return tuple(_shuffled(random, list(one.children)))


def _shuffled(random, items):  # type: ignore[no-untyped-def]
    random.shuffle(items)
    return items


_RISING = [Method.LINEAR, Method.LINEAR_FLOOR, Method.TIERS, Method.ALL_CASES]


@given(st.sampled_from(_RISING), st.integers(1, 400), st.data())
def test_one_more_in_time_is_never_worse(method: Method, of: int, data: st.DataObject) -> None:
    """Of the same total, one more never loses a point."""
    value = data.draw(st.integers(0, of - 1))
    assert _one(method, {"x": Value(D(value), of=D(of))}) <= _one(
        method, {"x": Value(D(value + 1), of=D(of))}
    )


@given(st.integers(1, 400), st.data())
def test_one_more_bad_is_never_better(of: int, data: st.DataObject) -> None:
    """The complement falls with what is bad."""
    value = data.draw(st.integers(0, of - 1))
    less, more = (
        _one(Method.COMPLEMENT, {"x": Value(D(n), of=D(of)), "y": Value(D(0), of=D(of))})
        for n in (value, value + 1)
    )
    assert more <= less


@given(st.sampled_from(_RISING), st.integers(0, 400), st.integers(1, 400), st.integers(1, 1000))
def test_the_unit_of_counting_does_not_matter(method: Method, value: int, of: int, factor: int) -> None:
    """Dossiers or thousands of dossiers: the same share gives the same points."""
    value = min(value, of)
    by = D(factor) / 8
    assert _one(method, {"x": Value(D(value), of=D(of))}) == _one(
        method, {"x": Value(value * by, of=of * by)}
    )


def _one(method: Method, values: Mapping[str, Value]) -> Decimal:
    roles, params = _CASES[method]
    inputs = dict(zip(roles, ("x", "y"), strict=False))
    measures = tuple(
        measure(name, kind) for name, (kind, _) in zip(inputs.values(), roles.values(), strict=True)
    )
    points = score(framework(leaf("1", method, D(7), inputs, params), measures=measures), values, {}).points
    assert points is not None
    return points


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30), st.booleans()), min_size=1, max_size=8))
def test_rescaling_is_exact(rows: list[tuple[int, int, bool]]) -> None:
    """The group's exact points are sum(kept points) x sum(all maxima) / sum(kept maxima), as fractions."""
    rows = [(top, min(got, top), out) for top, got, out in rows]
    leaves = [
        leaf(str(i), Method.LINEAR, D(top), {"share": f"m{i}"}, zero=ZeroRule.EXCLUDED)
        for i, (top, _, _) in enumerate(rows)
    ]
    values = {
        f"m{i}": Value(D(0), of=D(0)) if out else Value(D(got), of=D(top))
        for i, (top, got, out) in enumerate(rows)
    }
    measures = tuple(measure(f"m{i}", _K.RATIO) for i in range(len(rows)))
    scored = score(framework(group("g", *leaves), measures=measures), values, {}).children[0]
    kept = [(top, got) for top, got, out in rows if not out]
    if not kept:
        assert scored.status is Status.EXCLUDED
        return
    whole = sum(top for top, _, _ in rows)
    numerator, mass = sum(got for _, got in kept) * whole, sum(top for top, _ in kept)
    # half up in whole numbers: floor(x + 1/2) at two places
    assert scored.points == D((200 * numerator + mass) // (2 * mass)) / 100


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 100)), min_size=1, max_size=6))
def test_weights_sum_to_one(rows: list[tuple[int, int]]) -> None:
    """A weighted mean of equal shares is that share, and doubling all weights changes nothing."""

    def mean(factor: int, same: bool) -> Decimal | None:
        leaves = [
            leaf(str(i), Method.LINEAR, D(100), {"share": f"m{i}"}, weight=D(weight * factor))
            for i, (weight, _) in enumerate(rows)
        ]
        values = {
            f"m{i}": Value(D(rows[0][1] if same else share), of=D(100)) for i, (_, share) in enumerate(rows)
        }
        measures = tuple(measure(f"m{i}", _K.RATIO) for i in range(len(rows)))
        made = framework(group("g", *leaves, combine=Combine.WEIGHTED_MEAN), measures=measures)
        return score(made, values, {}).points

    assert mean(1, same=True) == rows[0][1]
    assert mean(1, same=False) == mean(2, same=False)
