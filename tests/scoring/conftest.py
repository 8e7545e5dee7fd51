"""A commune scored by the fictional variant in 2025."""

from __future__ import annotations

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from thuocdo.criteria.actions import choose_framework, load_shipped
from thuocdo.criteria.models import FrameworkVersion

CODE, VERSION = "par-index-commune", "tinh-mau-2026"
PERIOD = "2025"


@pytest.fixture
@made_once
def version(cast: Cast) -> FrameworkVersion:
    """The shipped fictional set, chosen by the province of the cast for 2025."""
    load_shipped(now=NOW)
    found = FrameworkVersion.objects.get(code=CODE, version=VERSION)
    choose_framework(
        unit=cast.unit("province"),
        version=found,
        year=int(PERIOD),
        by=cast.person("province_coordinator"),
        now=NOW,
    )
    return found
