"""Criteria and observations become explained scores; what-if; priorities; assessment; lost points.

In: a framework (`criteria`), observations of the stages before.
Out: immutable runs that replay, explanations down to the document, assessments, ledger entries, chosen plans.
Words: run (lần chạy), self-score (tự chấm), verification (thẩm định), lost point (điểm mất), scenario (phương án).
"""
