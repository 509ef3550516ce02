"""Text that a spreadsheet would take for a formula: guarded by an apostrophe in CSV, and freed of it when read.

>>> guarded(pl.DataFrame({"name": ["=1+1", "甬", "-1"]}))["name"].to_list()
["'=1+1", '甬', "'-1"]
>>> freed(pl.DataFrame({"name": ["'=1+1", "甬", "'Twas"]}))["name"].to_list()
['=1+1', '甬', "'Twas"]
"""

from __future__ import annotations

import polars as pl

__all__ = ["freed", "guarded"]

_FORMULA = r"^[=+\-@\t\r]"
_GUARDED = r"^'[=+\-@\t\r]"


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame in which no text begins as a formula would; an apostrophe, which spreadsheets hide, is put in front."""
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep())


def freed(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame without those apostrophes."""
    # Most columns have none: one look at their first characters tells.
    quoted = frame.select(pl.col(pl.String).str.starts_with("'").any())
    some = [name for name in quoted.columns if quoted.item(0, name)]
    if not some:
        return frame
    text = pl.col(some)
    return frame.with_columns(pl.when(text.str.contains(_GUARDED)).then(text.str.slice(1)).otherwise(text).name.keep())
