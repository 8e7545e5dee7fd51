"""What is kept of a filter of the task list: the keys of its address in one order, so that equal filters are equal."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

KEYS = ("xem", "q", "dv", "kh", "tt", "ky", "tu", "den", "loai", "cs", "sap", "roi")
USUAL_ORDER = ("sap", "han")
LONGEST = 600
MOST = 20  # kept filters of one person


def kept_query(values: Mapping[str, str]) -> str:
    """The query string of the keys that mean something, without blanks and without the page; "" for none.

    Values are kept as given: what makes no sense to the list is ignored there, as in any address.
    """
    kept = [(key, values[key].strip()) for key in KEYS if values.get(key, "").strip()]
    return urlencode([pair for pair in kept if pair != USUAL_ORDER])


def kept_values(query: str) -> dict[str, str]:
    """The values of a query string; the last one where a key stands twice, unknown keys left out."""
    return {key: value for key, value in parse_qsl(query) if key in KEYS}
