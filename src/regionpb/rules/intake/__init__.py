"""Family E, input: what is found while a source is read.

These rules have no function: the faults are told by the reader (`regionpb.io.intake`). Here stand
their stories, their messages and how each is planted.
"""

from regionpb.rules.intake.cells import (
    END_BEFORE_START,
    MALFORMED_CODE,
    MISSING_VALUE,
    UNKNOWN_VALUE,
    UNREADABLE_VALUE,
)
from regionpb.rules.intake.files import (
    DUPLICATE_COLUMN,
    MISSING_COLUMN,
    MISSING_TABLE,
    RAGGED_ROW,
    UNKNOWN_TABLE,
    UNREADABLE_FILE,
)
from regionpb.rules.intake.references import AMBIGUOUS_REFERENCE, DANGLING_REFERENCE, OVERLAPPING_VERSIONS

__all__ = ["RULES"]

RULES = (
    MISSING_COLUMN,
    UNREADABLE_VALUE,
    UNKNOWN_VALUE,
    MISSING_VALUE,
    DANGLING_REFERENCE,
    END_BEFORE_START,
    OVERLAPPING_VERSIONS,
    UNKNOWN_TABLE,
    MALFORMED_CODE,
    AMBIGUOUS_REFERENCE,
    UNREADABLE_FILE,
    RAGGED_ROW,
    DUPLICATE_COLUMN,
    MISSING_TABLE,
)
