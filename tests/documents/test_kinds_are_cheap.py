"""Telling the kind of a file happens outside the confined process, so it may cost little."""

from __future__ import annotations

import os

import pytest

from tests.documents.badfiles import zipped
from thuocdo.documents.parsing.sniff import sniff
from thuocdo.lib.errors import InputError


@pytest.mark.parametrize(
    "parts",
    [
        {"mimetype": os.urandom(1_300_000)},
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": os.urandom(1_300_000),
        },
    ],
    ids=["mimetype", "manifest"],
)
def test_a_large_part_is_not_unpacked_to_tell_the_kind(parts: dict[str, bytes]) -> None:
    """An ODF package whose naming parts are over a megabyte is refused as damaged."""
    with pytest.raises(InputError, match="bị cắt hoặc hỏng"):
        sniff(zipped(parts))
