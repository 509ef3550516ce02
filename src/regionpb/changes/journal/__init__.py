"""What was done to a region, when, by whom and on which approval; and how that is taken back or done again."""

from regionpb.changes.journal.entry import Entry, as_instant
from regionpb.changes.journal.journal import Journal
from regionpb.changes.journal.patch import Patch

__all__ = ["Entry", "Journal", "Patch", "as_instant"]
