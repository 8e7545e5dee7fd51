"""The process that looks into one PDF for scripts and embedded files: `python -m … PATH`; the exit status tells."""

from __future__ import annotations

import sys

from thuocdo.documents.parsing.active import EMBEDDED, LAUNCH, LOCKED, SCRIPT
from thuocdo.documents.parsing.child import confine
from thuocdo.documents.parsing.limits import DEFAULT

_ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Rendition": SCRIPT,
    "/Launch": LAUNCH,
    "/ImportData": LAUNCH,
    "/GoToE": EMBEDDED,
}
_KEYS = {
    "/JS": SCRIPT,
    "/XFA": SCRIPT,
    "/EmbeddedFiles": EMBEDDED,
    "/EF": EMBEDDED,
    "/RichMediaContent": EMBEDDED,
}


def main() -> int:
    confine(DEFAULT)
    import pikepdf

    try:
        with pikepdf.open(sys.argv[1]) as pdf:
            return max((_outcome(one) for one in pdf.objects), default=0)
    except pikepdf.PasswordError:
        return LOCKED
    except pikepdf.PdfError:
        # nothing in it can be opened by the library that repairs most: no reader of ours will either
        return 0


def _outcome(thing: object, depth: int = 0) -> int:
    """What an object or something directly inside it does; 0 for nothing. Objects by reference come of themselves."""
    import pikepdf

    if depth > 50:
        return LOCKED
    if isinstance(thing, pikepdf.Stream):
        if thing.get("/Type") == "/EmbeddedFile":
            return EMBEDDED
        return _of_dictionary(dict(thing.items()), depth)
    if isinstance(thing, pikepdf.Dictionary):
        return _of_dictionary(dict(thing.items()), depth)
    if isinstance(thing, pikepdf.Array):
        return max((_outcome(one, depth + 1) for one in _direct(list(thing))), default=0)
    return 0


def _of_dictionary(items: dict[str, object], depth: int) -> int:
    kind = _ACTIONS.get(str(items.get("/S", "")), 0)
    for key in items:
        if key in _KEYS:
            # an empty list of embedded files holds nothing; that a script stands there is enough
            kind = max(kind, _KEYS[key])
    return max([kind, *(_outcome(one, depth + 1) for one in _direct(list(items.values())))])


def _direct(things: list[object]) -> list[object]:
    import pikepdf

    return [one for one in things if not (isinstance(one, pikepdf.Object) and one.is_indirect)]


if __name__ == "__main__":
    sys.exit(main())
