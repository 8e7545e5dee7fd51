"""Duties to report: regimes, what each unit owes for each period, the reports themselves and where they stand.

In: regimes with their legal source, the tree of units, the working calendar. Out: duties with their days, reports,
completeness and timeliness, days of receipt for scoring.
Words: regime (chế độ báo cáo), setting, term, duty (nghĩa vụ báo cáo của một kỳ), report, number, gathering (tổng hợp).
"""
