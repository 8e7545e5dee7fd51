"""Vietnamese order in the database that the installation uses."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.lib.test_sort_key import ORDERED
from thuocdo.lib.text import sort_key


@pytest.mark.django_db
def test_the_database_orders_names_as_we_do() -> None:
    """ORDER BY on the key gives the dictionary's order on SQLite and on PostgreSQL, whatever its collation."""
    rows = " UNION ALL ".join(["SELECT CAST(%s AS text) AS name, CAST(%s AS text) AS place"] * len(ORDERED))
    values = [value for name in ORDERED[::-1] for value in (name, sort_key(name))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM ({rows}) AS names ORDER BY place", values)  # noqa: S608 fixed text
        assert [row[0] for row in cursor.fetchall()] == ORDERED
