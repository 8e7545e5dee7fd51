"""Which row of a new version of the plan continues which task, so that the work done is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuocdo.plans.rules.matching import Matching


@dataclass(frozen=True, slots=True)
class Continuity:
    """What becomes of rows and tasks; all are ids.

    `kept`: row -> task that goes on under it; `parts`: row -> task it was split off from (a new task);
    `new`: rows nobody knew; `doubtful`: rows that wait for a person, with the tasks they may be;
    `vanished`: tasks without a row, with the rows they may be. Candidates are (id, likeness 0..1), best first.
    """

    kept: Mapping[int, int]
    parts: Mapping[int, int]
    new: tuple[int, ...]
    doubtful: Mapping[int, tuple[tuple[int, float], ...]]
    vanished: Mapping[int, tuple[tuple[int, float], ...]]


def continue_tasks(
    rows: Sequence[int], tasks: Sequence[int], chosen: Mapping[int, int], matching: Matching
) -> Continuity:
    """Decide for every row and every task; each task goes on under at most one row.

    `rows`, `tasks`: ids in the order in which `matching` counts them (old: tasks, new: rows). `chosen`: row ->
    task as the review of the version has it, which stands above the matching of texts.
    """
    kept: dict[int, int] = {}
    parts: dict[int, int] = {}
    heads = {rows[match.new[0]] for match in matching.matches if match.new}
    for row in sorted(chosen, key=lambda r: (r not in heads, rows.index(r) if r in rows else 0)):
        target = parts if chosen[row] in kept.values() else kept
        target[row] = chosen[row]
    for match in matching.matches:
        _follow(match.old, match.new, rows, tasks, kept, parts)
    taken = set(kept.values())
    free = [row for row in rows if row not in kept and row not in parts]
    vanished: dict[int, tuple[tuple[int, float], ...]] = {}
    doubtful: dict[int, list[tuple[int, float]]] = {}
    for place, task in enumerate(tasks):
        if task in taken:
            continue
        some = [(rows[new], ratio) for new, ratio in matching.candidates.get(place, ()) if rows[new] in free]
        vanished[task] = tuple(some)
        for row, ratio in some:
            doubtful.setdefault(row, []).append((task, ratio))
    return Continuity(
        kept=kept,
        parts=parts,
        new=tuple(row for row in free if row not in doubtful),
        doubtful={row: tuple(sorted(some, key=lambda pair: -pair[1])) for row, some in doubtful.items()},
        vanished=vanished,
    )


def _follow(
    old: Sequence[int],
    new: Sequence[int],
    rows: Sequence[int],
    tasks: Sequence[int],
    kept: dict[int, int],
    parts: dict[int, int],
) -> None:
    """One match of texts, as far as its rows and tasks are still free."""
    taken = set(kept.values())
    mine = [rows[number] for number in new]
    home = next((kept[row] for row in mine if row in kept), None)
    for row in mine:
        if row in kept or row in parts:
            continue
        if home is None:
            home = next((tasks[number] for number in old if tasks[number] not in taken), None)
            if home is None:
                return
            kept[row] = home
        else:
            parts[row] = home
