"""Tesseract as a program: many images in one call, words with boxes and confidence out."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np

from thuocdo.documents.parsing.ocr.image import Gray

LANGUAGE = "vie"
SMALL = 24  # dots of an x: smaller letters than those of 13 points at 300 dpi are brought to LETTER dots
LETTER = 17
LEAST, MOST = 0.6, 1.5  # scale of big letters, and of the smallest
_PRINT_DPI = 180  # what Tesseract is told; it gets letters of one size, whatever the page's dots an inch
DOCTOR = "Người quản trị hãy chạy “thuocdo doctor” để biết cách cài."
UNUSABLE = f"Chưa đọc được bản quét vì Tesseract trên máy chủ không chạy được. {DOCTOR}"


@dataclass(frozen=True, slots=True)
class Found:
    """A word in pixels of its image; `line` is equal for words of one printed line."""

    text: str
    x0: int
    x1: int
    box_top: int
    box_bottom: int
    line: tuple[int, ...]
    confidence: float


class TooSlowError(Exception):
    """The program did not end in time."""


@lru_cache(maxsize=1)
def missing_program() -> str | None:
    """A sentence for the user when recognition can't run on this machine; None when it can."""
    if shutil.which("tesseract") is None:
        return f"Chưa đọc được bản quét vì máy chủ chưa có chương trình nhận dạng chữ Tesseract. {DOCTOR}"
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return UNUSABLE
    if find_spec("ocrmypdf") is None:
        return f"Chưa đọc được bản quét vì máy chủ chưa có chương trình ocrmypdf. {DOCTOR}"
    if LANGUAGE not in listed.stdout.split():
        return f"Chưa đọc được bản quét vì Tesseract trên máy chủ chưa có dữ liệu tiếng Việt. {DOCTOR}"
    return None


def scale_for(height: float) -> float:
    """By how much a picture is scaled whose small letters are `height` dots tall (0: not known)."""
    return min(max(LETTER / height, LEAST), MOST) if 0 < height < SMALL else LEAST


def recognise(
    images: Sequence[Gray], *, scales: Sequence[float], layout: int, seconds: float
) -> list[list[Found]]:
    """The words of each image, read at its scale. `layout` is Tesseract's page segmentation mode.

    Raises `TooSlowError`.
    """
    if not images:
        return []
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        names = []
        for index, (image, scale) in enumerate(zip(images, scales, strict=True)):
            name = Path(folder, f"{index}.pgm")
            cv2.imwrite(str(name), _prepared(image, scale))
            names.append(str(name))
        listing = Path(folder, "list.txt")
        listing.write_text("\n".join(names), encoding="utf-8")
        _run(
            [
                "tesseract",
                str(listing),
                f"{folder}/out",
                "-l",
                LANGUAGE,
                "--oem",
                "1",
                "--psm",
                str(layout),
                "--dpi",
                str(_PRINT_DPI),
                "-c",
                "tessedit_create_tsv=1",
            ],
            seconds,
        )
        out = Path(folder, "out.tsv")
        return _parse(out.read_text(encoding="utf-8", errors="replace") if out.exists() else "", scales)


def _prepared(image: Gray, scale: float) -> Gray:
    """Smoothed, with letters of the size that was read best of those measured."""
    smooth = cv2.GaussianBlur(image, (0, 0), 0.7)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(smooth, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)


def _environment() -> dict[str, str]:
    """One thread: on few cores Tesseract's threads wait for each other longer than they work."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


def _run(command: list[str], seconds: float) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=max(seconds, 1.0), check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlowError from error
    return done.stdout.decode("utf-8", "replace")


def _parse(tsv: str, scales: Sequence[float]) -> list[list[Found]]:
    found: list[list[Found]] = [[] for _ in scales]
    for row in csv.reader(tsv.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or row[0] != "5" or not row[11].strip():
            continue
        page, *line = (int(v) for v in row[1:5])
        x0, top, width, height = (int(v) for v in row[6:10])
        if page <= len(scales):
            confidence = round(max(float(row[10]), 0.0) / 100, 3)
            left, right, upper, lower = (
                round(v / scales[page - 1]) for v in (x0, x0 + width, top, top + height)
            )
            found[page - 1].append(Found(row[11].strip(), left, right, upper, lower, tuple(line), confidence))
    return found
