"""Where in a TOML text a table or a key stands: `tomllib` parses but does not say."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*\[{1,2}\s*([\w\-]+(?:\s*\.\s*(?:[\w\-]+|\"[^\"]*\"))*)\s*\]{1,2}\s*(?:#.*)?$")
_CODE = re.compile(r"^\s*code\s*=\s*[\"']([^\"']*)[\"']")
_KEY = re.compile(r"^\s*\"?([\w\-]+)\"?\s*=")

Path = tuple[str | int, ...]


class Places:
    """Line numbers (from 1) of the tables of a text and of the keys in them.

    A path is ("measures", "name"), ("criteria", 3) for the fourth `[[criteria]]`, or () for the head of the file.
    """

    def __init__(self, text: str) -> None:
        self._tables: dict[Path, int] = {(): 1}
        self._keys: dict[tuple[Path, str], int] = {}
        self._codes: dict[str, Path] = {}
        counted: dict[str, int] = {}
        here: Path = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.match(line):
                name = re.sub(r"[\s\"]", "", header[1])
                if line.lstrip().startswith("[["):
                    here = (name, counted.get(name, 0))
                    counted[name] = counted.get(name, 0) + 1
                else:
                    here = tuple(name.split("."))
                self._tables.setdefault(here, number)
            elif key := _KEY.match(line):
                self._keys.setdefault((here, key[1]), number)
                if here[:1] == ("criteria",) and (code := _CODE.match(line)):
                    self._codes.setdefault(code[1], here)

    def line(self, path: Path, key: str = "") -> int:
        """The line of `key` in the table at `path`, else of the table, else of what holds it."""
        if key and (path, key) in self._keys:
            return self._keys[path, key]
        while path:
            if path in self._tables:
                return self._tables[path]
            # written inline: `measures = { name = {...} }`
            if (path[:-1], str(path[-1])) in self._keys:
                return self._keys[path[:-1], str(path[-1])]
            path = path[:-1]
        return 1

    def criterion(self, code: str) -> Path:
        """The table of the criterion with this code; () if the text does not write it on a line of its own."""
        return self._codes.get(code, ())
