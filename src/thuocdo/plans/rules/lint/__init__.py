"""Findings about the plan itself.

In: a document as read, its compiled plan, perhaps the superior's plan and published scores. Out: `Finding`s
in reading order. Words: rule, hit, finding, severity, passage, panel. All rules stand in `registry.py`.
"""

from __future__ import annotations

from thuocdo.documents.rules.blocks import Document
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Finding, Fix, Severity
from thuocdo.plans.rules.lint.registry import RULES
from thuocdo.plans.rules.model import Plan
from thuocdo.plans.rules.papi import PapiPanel, read_panel

__all__ = ["RULES", "Finding", "Fix", "PapiPanel", "Severity", "lint", "read_panel"]


def lint(
    document: Document,
    plan: Plan,
    *,
    parent: tuple[Document, Plan] | None = None,
    papi: PapiPanel | None = None,
) -> tuple[Finding, ...]:
    """Everything the rules have to say about a plan, sorted by place.

    `document` is the document as the reader gave it, before tables were repaired, where that is at hand: some
    faults of print are only visible there. `parent`: document and plan of the superior. `papi`: published scores.
    """
    context = Context.of(document, plan, parent=parent, papi=papi)
    given = {name for name, value in (("parent", parent), ("papi", papi)) if value is not None}
    found = [finding for rule in RULES if rule.needs <= given for finding in rule(context)]
    unique = list(dict.fromkeys(found))
    return tuple(sorted(unique, key=lambda finding: (context.sort_key(finding.source), finding.rule)))
