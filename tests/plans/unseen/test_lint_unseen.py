"""The linter on plans that are clean but for what is named here."""

from __future__ import annotations

import pytest

from tests.plans.unseen.measure import NAMES, compiled, source
from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.lint import lint
from thuocdo.plans.rules.lint.finding import Severity

# judged by hand: true findings of severity error (a report ordered before the last task's day, tasks without
# unit and deadline, followers of a target without a paragraph of duties)
TRUE = {
    "02-tinh-papi": {"responsibility_gap"},
    "05-phuong-sipas-phan-cong": {"report_before_task_deadline"},
    "08-xa-papi-ocr": {"no_owner_no_deadline"},
    "12-dac-khu-khac-phuc": {"report_before_task_deadline"},
    "14-xa-bao-cao": {"no_owner_no_deadline"},
    "21-xa-khong-dau-de": {"no_owner_no_deadline"},
    "15-phuong-papi-doan": {"report_before_task_deadline"},
}
WORDING = {
    "spelling",
    "duplicate_word",
    "unit_name_variant",
    "unit_type_leftover",
    "lead_not_in_issuer",
    "missing_word",
}


@pytest.mark.parametrize("name", NAMES)
def test_only_true_errors_are_found(name: str) -> None:
    """No error but those that a reader confirms, and nothing about wording or names of units."""
    found = lint(read_text(source(name).read_bytes()), compiled(name))
    assert {f.rule for f in found if f.severity is Severity.ERROR} == TRUE.get(name, set())
    assert not [(f.rule, f.quote) for f in found if f.rule in WORDING]
