"""Which acts led from one state to a later one, as far as the journal of the later one tells.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal()
>>> later = region.apply(rpb.changes.merge(["O-2"], into="O-1", on="2012-01-01"))
>>> walked = leading(later.journal, None, region.tables, (region.day, rpb.contract.days.as_day("2012-01-01")))
>>> walked.rows()
[('organizations', 'O-2', 'O-1', 'merged', datetime.date(2012, 1, 1))]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from regionpb.changes.journal.entry import Entry
from regionpb.changes.journal.journal import Journal
from regionpb.changes.walked import Walked
from regionpb.graph.crosswalk import WALKED
from regionpb.graph.tables import Tables

__all__ = ["leading"]


def leading(later: Journal | None, earlier: Journal | None, tables: Tables, days: tuple[date, date]) -> pl.DataFrame:
    """What went on as another on the way from one state to a later one, in the order of the days.

    Of what both know, that counts which was done between their days; of what only the later one knows, all that was
    done up to its day. Where the later journal does not go on from the earlier one, nothing is known; nor is anything
    of entries of releases that did not record it.

    Args:
        later: the journal of the later state.
        earlier: that of the earlier one; None where nothing was recorded of it.
        tables: those of the earlier one.
        days: the days of the two.

    Returns:
        `table`, `before`, `after`, `way`, `on`; a chain of acts has as many rows.
    """
    start, end = days
    common = () if earlier is None else earlier.standing
    found: list[Walked] = []
    if later is not None and start <= end and _goes_on(later, earlier, tables):
        found += (one for one in _walked(common) if start < one.on <= end)
        found += (one for one in _walked(later.standing[len(common) :]) if one.on <= end)
    rows = [(one.table, one.before, one.after, str(one.way), one.on) for one in sorted(found, key=lambda one: one.on)]
    return pl.DataFrame(rows, schema=WALKED, orient="row")


def _goes_on(later: Journal, earlier: Journal | None, tables: Tables) -> bool:
    """Whether everything that stands in the earlier journal stands in the later one, too."""
    if earlier is None or not earlier.standing:
        return _alike(later.base, tables if earlier is None else earlier.base)
    return later.standing[: len(earlier.standing)] == earlier.standing


def _alike(one: Tables, other: Tables) -> bool:
    """Whether two tables are the same, or have been read from the same."""
    return one is other or (
        one.frames.keys() == other.frames.keys()
        and all(frame.equals(other.frames[name]) for name, frame in one.frames.items())
    )


def _walked(entries: Iterable[Entry]) -> Iterator[Walked]:
    for entry in entries:
        for each in entry.patch.tables.values():
            yield from each.walked
