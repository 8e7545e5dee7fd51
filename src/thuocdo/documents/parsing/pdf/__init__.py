"""PDF files to blocks: the text layer where there is one, recognition where a page is a picture."""

from thuocdo.documents.parsing.pdf.reader import read_pdf

__all__ = ["read_pdf"]
