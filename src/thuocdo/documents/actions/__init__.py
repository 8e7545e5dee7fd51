"""Keeping originals; checking their signatures; whom the site trusts for that."""

from __future__ import annotations

from thuocdo.documents.actions.roots import load_revocations, load_roots, retire_root
from thuocdo.documents.actions.signatures import check_signatures
from thuocdo.documents.actions.storing import safe_name, store_file

__all__ = ["check_signatures", "load_revocations", "load_roots", "retire_root", "safe_name", "store_file"]
