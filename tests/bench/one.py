"""Run one measurement and print its figures as one line of JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module

if __name__ == "__main__":
    figures = import_module(f"tests.bench.{sys.argv[1]}").figures()
    sys.stdout.write("\n" + json.dumps([asdict(figure) for figure in figures]) + "\n")
