"""The form of a trial: every input of the framework with its real value beside, and what was typed as changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.criteria.rules.model import Framework, Measure, MeasureKind, Setting
from thuocdo.lib.errors import InputError
from thuocdo.lib.text.figures import read_figure
from thuocdo.scoring.forms import links_of, raw_of, shown
from thuocdo.scoring.queries.owners import users_of
from thuocdo.scoring.rules.explain import written
from thuocdo.scoring.rules.model import Value
from thuocdo.scoring.rules.tree import Settings
from thuocdo.scoring.rules.values import read_value, write_value
from thuocdo.scoring.rules.whatif import Changes


@dataclass(frozen=True)
class Input:
    """One input of the trial: its fields as they stand in the copy, and the real value in words."""

    measure: Measure
    kind: str
    field: Mapping[str, Any]
    real: str  # "" where there is none
    changed: bool
    error: str = ""


@dataclass(frozen=True)
class Knob:
    """One setting of the trial."""

    setting: Setting
    text: str
    real: str
    changed: bool


@dataclass(frozen=True)
class Typed:
    """What the form asks for: the changes to try, the same as JSON, and the sentences about what cannot be."""

    changes: Changes
    json: dict[str, dict[str, object]]
    errors: dict[str, str]


def typed(framework: Framework, values: Mapping[str, Value], settings: Settings, posted: QueryDict) -> Typed:
    """The changes in a posted form. Fields as they really are change nothing; emptied fields take the value away."""
    found: dict[str, Value | None] = {}
    raws: dict[str, object] = {}
    errors: dict[str, str] = {}
    for name, measure in framework.measures.items():
        part = _part(posted, name)
        if part is None:
            continue
        known = values.get(name)
        if _empty(part):
            if known is not None:
                found[name], raws[name] = None, None
            continue
        try:
            raw = raw_of(measure, part, links_of(framework, name))
            new = read_value(measure, raw)
        except InputError as error:
            errors[name] = str(error)
            continue
        idle = known is None and not new.value and measure.kind in _LISTS  # an empty list stays unknown
        if not idle and (known is None or (known.value, known.of) != (new.value, new.of)):
            found[name], raws[name] = new, write_value(new)
    figures: dict[str, Decimal | str | Any | None] = {}
    for name, setting in framework.settings.items():
        text = posted.get(f"ts.{name}")
        if text is None:
            continue
        number = read_figure(text) if text.strip() else None
        if text.strip() and number is None:
            errors[f"ts.{name}"] = _("“%(label)s” ghi “%(text)s”; cần một số.") % {
                "label": setting.label,
                "text": text[:40],
            }
        elif settings.get(name) != number:
            figures[name] = number
    as_json: dict[str, dict[str, object]] = {
        "values": raws,
        "settings": {name: None if figure is None else str(figure) for name, figure in figures.items()},
    }
    return Typed(Changes(found, figures), as_json, errors)


def stored(framework: Framework, data: Mapping[str, Any]) -> Changes:
    """The changes of a kept trial. Raises InputError where the framework no longer takes one of them."""
    values: dict[str, Value | None] = {}
    for name, raw in data.get("values", {}).items():
        if name not in framework.measures:
            raise InputError(_("Bộ tiêu chí nay không còn số đo “%(name)s”.") % {"name": name})
        values[name] = None if raw is None else read_value(framework.measures[name], raw)
    settings = {
        name: None if text is None else Decimal(text) for name, text in data.get("settings", {}).items()
    }
    return Changes(values, settings)


def inputs_shown(
    framework: Framework,
    values: Mapping[str, Value],
    changes: Changes,
    *,
    posted: QueryDict | None = None,
    errors: Mapping[str, str] | None = None,
    only: str = "",
) -> list[tuple[str, list[Input]]]:
    """The inputs by the criterion that uses them first, with the copy's values; `only` keeps one criterion's.

    A field that could not be understood shows what was typed.
    """
    failed = errors or {}
    groups: dict[str, list[Input]] = {}
    for name, measure in framework.measures.items():
        users = users_of(framework, name)
        if not users or (only and all(leaf.code != only for leaf in users)):
            continue
        links = links_of(framework, name)
        real = values.get(name)
        now = changes.values.get(name, real)  # None there: taken away
        field = shown(measure, None if now is None else write_value(now), links)
        part = _part(posted, name) if posted is not None and name in failed else None
        if part is not None:
            field = dict(field) | {
                "text": part.get("gia_tri", ""),
                "done": part.get("dat", ""),
                "total": part.get("tong", ""),
            }
        leaf = next((one for one in users if one.code == only), users[0])
        groups.setdefault(f"{leaf.code} {leaf.name}", []).append(
            Input(
                measure,
                measure.kind.value,
                field,
                "" if real is None else written(measure, real),
                name in changes.values,
                failed.get(name, ""),
            )
        )
    return list(groups.items())


def knobs_shown(
    framework: Framework, settings: Settings, changes: Changes, *, posted: QueryDict | None = None
) -> list[Knob]:
    """The settings of the framework with the copy's values."""
    found = []
    for name, setting in framework.settings.items():
        real = settings.get(name)
        now = changes.settings.get(name, real)
        text = "" if now is None else str(now).replace(".", ",")
        if posted is not None:
            text = posted.get(f"ts.{name}", text)
        real_text = "" if real is None else str(real).replace(".", ",")
        found.append(Knob(setting, text, real_text, name in changes.settings))
    return found


_LISTS = (MeasureKind.DATES, MeasureKind.LINKS, MeasureKind.ITEMS)


def _part(posted: QueryDict | None, name: str) -> QueryDict | None:
    """The fields of one measure under their plain names; None where the form did not hold it."""
    if posted is None:
        return None
    start = f"so.{name}."
    part = QueryDict(mutable=True)
    for key in posted:
        if key.startswith(start):
            part.setlist(key.removeprefix(start), posted.getlist(key))
    return part if part else None


def _empty(part: QueryDict) -> bool:
    filled = [text for key, texts in part.lists() if key not in ("co_mat", "tai_lieu") for text in texts]
    return not any(text.strip() for text in filled)
