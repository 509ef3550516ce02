"""What is known of findings that are not told."""

from __future__ import annotations

import polars as pl
from attrs import frozen

from regionpb.known.baseline import NOTHING_KNOWN
from regionpb.known.suppressions import NO_SUPPRESSED, Stale

__all__ = ["Silent"]


@frozen(eq=False)
class Silent:
    """What is known of findings that are not told.

    Attributes:
        suppressed: those that a suppression silences, with its `reason` and `until`.
        stale: the suppressions that silence nothing, and why.
        known: how many a baseline has.
        gone: what the baseline has that is found no more: `code`, `table`, `id`, `column`, `values`, `count`.
    """

    suppressed: pl.DataFrame = NO_SUPPRESSED
    stale: tuple[Stale, ...] = ()
    known: int = 0
    gone: pl.DataFrame = NOTHING_KNOWN

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.suppressed.height or self.stale or self.known or self.gone.height)
