"""Web code of the stage: for now only how an original is handed out (pages that list files come later)."""

from thuocdo.documents.serving import attachment

__all__ = ["attachment"]
