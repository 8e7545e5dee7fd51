"""Index frameworks: which criteria, how many points, by what rule, proven by what.

In: TOML sets (shipped in `library/`, or a province's own).
Out: immutable versions of a framework, their differences, the settings an office has entered.
Words: framework (bộ tiêu chí), field (lĩnh vực), criterion (tiêu chí), measure (số đo), setting (tham số).
"""
