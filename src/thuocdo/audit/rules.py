"""The chain of entries: canonical form, hash, and the search for its first broken link.

Each entry's hash is SHA-256 over the canonical JSON of its fields and the hash of the entry before it.
Numbers run 1, 2, 3 … without gaps. Method: docs/methods/audit-chain.md.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from thuocdo.lib.errors import InputError

GENESIS = "0" * 64  # what the first entry names as the hash before it
PERSONAL_PREFIX = "hmac:"
MAX_TEXT = 2000  # longer texts enter cut, with the hash of the whole
# Values under these keys are personal whatever the caller thought; they never enter the chain as they are.
PERSONAL_KEYS = frozenset(
    {
        "full_name",
        "username",
        "email",
        "phone",
        "address",
        "birth_date",
        "identity_number",
        "citizen_id",
        "cccd",
    }
)


@dataclass(frozen=True)
class Link:
    """One entry as the chain sees it. `before` and `after` are canonical JSON texts or "" for nothing."""

    number: int
    at: datetime
    code: str
    actor: int | None
    actor_label: str
    unit: int | None
    subject_type: str
    subject_id: str
    before: str
    after: str
    why: str
    previous: str
    hash: str = ""


@dataclass(frozen=True)
class Head:
    """The number and hash of an entry, noted outside the database."""

    number: int
    hash: str


_HEAD = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,18})\s*:\s*([0-9A-Fa-f]+)")


def head_text(head: Head) -> str:
    """A head as digests print it and `parse_head` reads it: "48213:9f86…"."""
    return f"{head.number}:{head.hash}"


def parse_head(text: str) -> Head:
    """A head copied from a digest. Raises InputError with one sentence for what is none."""
    found = _HEAD.fullmatch(clean(text).strip().strip("“”\"'.,;"))
    if found is None:
        raise InputError(
            f"“{text[:80]}” không phải đầu chuỗi nhật ký. Cần dạng SỐ:MÃ, chép nguyên từ thư tổng hợp, "
            "ví dụ 48213:9f86d0… (mã gồm 64 ký tự 0-9, a-f)."
        )
    number, code = int(found[1].replace(".", "")), found[2].lower()
    if len(code) != len(GENESIS):
        raise InputError(
            f"Mã của đầu chuỗi có {len(code)} ký tự, cần đủ {len(GENESIS)}. Hãy chép lại cả dòng trong thư tổng hợp."
        )
    if number == 0:
        raise InputError("Bản ghi nhật ký đánh số từ 1; đầu chuỗi không thể là bản ghi 0.")
    return Head(number, code)


class Break(StrEnum):
    """How a chain can be broken."""

    ALTERED = "altered"  # an entry is not what it was when it was written
    MISSING = "missing"  # an entry between two others is gone
    TAIL = "tail"  # the last entries are gone: a head noted outside is newer than the database


@dataclass(frozen=True)
class Verdict:
    """Outcome of a verification. `number` is the first entry that is wrong or gone; `last` the newest one read."""

    count: int
    last: Head
    broken: Break | None = None
    number: int | None = None

    @property
    def whole(self) -> bool:
        return self.broken is None


def clean(text: str) -> str:
    """NFC without characters that a database or UTF-8 refuses (NUL, lone surrogates)."""
    text = unicodedata.normalize("NFC", text)
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates as ISO, decimals as text, long texts cut with the hash of the whole.

    Raises TypeError for what has no agreed form.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str):
        text = clean(str(value))
        if len(text) > MAX_TEXT:
            return f"{text[:MAX_TEXT]}… [sha256:{hashlib.sha256(text.encode()).hexdigest()}]"
        return text
    if isinstance(value, Mapping):
        # sorted: of two keys that become the same, the same one stays whatever the order
        return {
            clean(str(key)): plain(item)
            for key, item in sorted(value.items(), key=lambda entry: str(entry[0]))
        }
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "__str__") and type(value).__name__ == "__proxy__":  # a text translated late
        return plain(str(value))
    raise TypeError(f"{type(value).__name__} has no form in an audit entry")


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def change_text(change: Mapping[str, Any] | None, key: str) -> str:
    """Canonical text of a before or after state; values under PERSONAL_KEYS are replaced by keyed hashes."""
    return "" if change is None else canonical(_hide(plain(change), key))


def _hide(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {
            name: keyed_hash(item, key)
            if name in PERSONAL_KEYS and isinstance(item, str)
            else _hide(item, key)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_hide(item, key) for item in value]
    return value


def keyed_hash(value: str, key: str) -> str:
    """HMAC-SHA-256 of a personal value, so that equal values can be recognised but not read back.

    An empty value stays empty; what is such a hash already stays as it is.
    """
    if not value or value.startswith(PERSONAL_PREFIX):
        return value
    digest = hmac.new(key.encode(), unicodedata.normalize("NFC", value).encode(), hashlib.sha256)
    return PERSONAL_PREFIX + digest.hexdigest()[:40]


def moment(at: datetime) -> str:
    """An instant in UTC to the microsecond, the precision both databases keep."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of(link: Link) -> str:
    """SHA-256 over the canonical JSON of all fields but the hash itself."""
    fields = asdict(link)
    del fields["hash"]
    fields["at"] = moment(link.at)
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def verify(links: Iterable[Link], heads: Iterable[Head] = ()) -> Verdict:
    """Walk the chain from its first entry and name the first broken link.

    `heads` are those noted outside the database: each must match the entry of its number, so that a chain
    rewritten from somewhere on, or cut at its end, is found as well. Memory: the heads, one link.
    """
    noted: dict[int, set[str]] = {}
    for head in heads:
        noted.setdefault(head.number, set()).add(head.hash)
    count, last = 0, Head(0, GENESIS)
    for link in links:
        if link.number > last.number + 1:
            return Verdict(count, last, Break.MISSING, last.number + 1)
        if link.number != last.number + 1 or hash_of(link) != link.hash:
            return Verdict(count, last, Break.ALTERED, link.number)
        if link.previous != last.hash:
            # this entry is sound in itself, so the one before it was changed and hashed anew
            return Verdict(count, last, Break.ALTERED, max(last.number, 1))
        if link.number in noted and noted[link.number] != {link.hash}:
            return Verdict(count, last, Break.ALTERED, link.number)
        count, last = count + 1, Head(link.number, link.hash)
    if noted and max(noted) > last.number:
        return Verdict(count, last, Break.TAIL, last.number + 1)
    return Verdict(count, last)
