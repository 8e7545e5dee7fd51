"""Scans to blocks: pages straightened by ocrmypdf, tables by their ruling lines, Tesseract with Vietnamese."""

from thuocdo.documents.parsing.ocr.reader import read_image, recognise_pages, unreadable_note
from thuocdo.documents.parsing.ocr.tesseract import missing_program

__all__ = ["missing_program", "read_image", "recognise_pages", "unreadable_note"]
