"""Files made from a guide: Word templates and checklists, a calendar, the report of an assessment."""

from knowledge.documents.names import Document, build, document, documents
from knowledge.documents.report import build_report

__all__ = ["Document", "build", "build_report", "document", "documents"]
