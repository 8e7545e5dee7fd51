"""How a stored original leaves the house: for the views of every stage that shows files.

Who may have it is the caller's check, made before.
"""

from __future__ import annotations

from django.http import FileResponse, Http404

from thuocdo.documents.models import StoredFile
from thuocdo.documents.queries import open_file


def attachment(stored: StoredFile, name: str = "") -> FileResponse:
    """The original as a download, never shown inside the site: its content is a stranger's.

    `name` is what the reader's own upload was called. The caller must have checked the right to read it.
    """
    try:
        file = open_file(stored)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=name or stored.name, content_type=stored.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
