"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the checkout; without it the test is skipped and says so."""
    if not SHARED.is_dir():
        pytest.skip("không có thư mục ../shared (kế hoạch thật, đáp án, số liệu PAPI, danh mục đơn vị)")
    return SHARED
