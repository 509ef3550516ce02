"""Reports: one document of what was found, and how it is written as text, JSON, CSV and HTML."""

from regionpb.io.reports.document import Document
from regionpb.io.reports.formats import FORMATS, format_of, save, write

__all__ = ["FORMATS", "Document", "format_of", "save", "write"]
