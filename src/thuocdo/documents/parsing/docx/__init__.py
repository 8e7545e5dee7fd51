"""Word files (.docx) to blocks, walked directly with lxml."""

from thuocdo.documents.parsing.docx.reader import read_docx

__all__ = ["read_docx"]
