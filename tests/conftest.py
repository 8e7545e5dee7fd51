"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from tests.cast import Cast

# The same examples on every run; HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=500)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the checkout; without it the test is skipped and says so."""
    if not SHARED.is_dir():
        pytest.skip("không có thư mục ../shared (kế hoạch thật, đáp án, số liệu PAPI, danh mục đơn vị)")
    return SHARED


@pytest.fixture
def cast(db: None, own_var: Path) -> Cast:
    """The fixed cast of units and people (tests/cast.py)."""
    from tests.cast import build
    from tests.kept import kept

    return kept("cast", build)


@pytest.fixture(autouse=True)
def own_var(tmp_path: Path, settings: Any) -> Path:
    """Files of a test go to its own folder, never to ./var."""
    settings.VAR_DIR = tmp_path / "var"
    settings.STORE_DIR = settings.VAR_DIR / "files"
    settings.CACHE_DIR = settings.VAR_DIR / "cache"
    settings.DIGEST_DIR = settings.VAR_DIR / "digests"
    settings.AUDIT_HEAD_FILE = settings.VAR_DIR / "audit-head.jsonl"
    return settings.VAR_DIR
