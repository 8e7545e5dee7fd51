"""What a person sees and sends of a row, as plain comparable values: the base of merging two people's edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thuocdo.plans.rules.rows import FIELDS

NAME_LISTS = frozenset({"lead", "coordinating"})
NUMBERS = frozenset(
    {
        "dimension",
        "baseline_year",
        "baseline_score",
        "baseline_rank",
        "of",
        "target_year",
        "target_score_min",
        "target_rank",
    }
)


def form_state(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Field -> value of a row's snapshot (actions.history): data fields, units, responsible unit, rhythm.

    A unit of a printed name is its id; None: not settled; "printed": a person left it as printed.
    """
    data = snapshot["data"]
    out: dict[str, Any] = {}
    for name in FIELDS[snapshot["kind"]]:
        if name == "deadline":
            out[name] = deadline_state(data)
        elif name in NAME_LISTS:
            out[name] = list(data.get(name) or ())
        elif name in NUMBERS:
            out[name] = data.get(name)
        else:
            out[name] = data.get(name) or None
    out["responsible"] = snapshot["responsible_id"]
    out["assign_later"] = bool(snapshot["assign_later"])
    out["rhythm"] = snapshot["rhythm"] or ""
    for named in snapshot["units"]:
        left = named["by_person"] and named["unit_id"] is None
        out[f"unit:{named['id']}"] = "printed" if left else named["unit_id"]
    return out


def deadline_state(data: Mapping[str, Any]) -> dict[str, Any]:
    """The four things shown of a deadline."""
    deadline = data.get("deadline") or {}
    return {
        "text": data.get("deadline_text") or None,
        "kind": deadline.get("kind") or "none",
        "start": deadline.get("start"),
        "end": deadline.get("end"),
    }
