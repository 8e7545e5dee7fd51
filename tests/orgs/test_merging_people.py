"""What a merge does to roles that end by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY, Cast
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import merge_unit
from thuocdo.orgs.models import Membership


def test_a_role_for_a_time_moves_with_its_last_day(cast: Cast) -> None:
    """Somebody appointed until next month works at the successor until then, and no longer at the merged unit."""
    last = TODAY + timedelta(days=30)
    clerk = cast.person("clerk")
    Membership.objects.filter(person=clerk).update(unit=cast.unit("services"), ends=last)
    merge_unit(unit=cast.unit("services"), into=cast.unit("economy"), from_date=TODAY, by=None, now=NOW)
    held = {post.unit: post for post in clerk.memberships.select_related("unit")}
    assert held[cast.unit("services")].ends == TODAY - timedelta(days=1)
    assert (held[cast.unit("economy")].starts, held[cast.unit("economy")].ends) == (TODAY, last)


def test_a_merger_is_not_done_before_its_day(cast: Cast) -> None:
    """A merger dated in the future is refused, because the tree would move at once."""
    with pytest.raises(InputError, match="chưa tới"):
        merge_unit(
            unit=cast.unit("services"),
            into=cast.unit("economy"),
            from_date=TODAY + timedelta(days=1),
            by=None,
            now=NOW,
        )
