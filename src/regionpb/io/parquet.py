"""Parquet files as raw tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from regionpb.io.frames import positional
from regionpb.io.pages import pages_agree
from regionpb.io.raw import RawTable, broken, require_file
from regionpb.vocabulary import ReadingProblem

__all__ = ["read_parquet"]


def read_parquet(path: Path) -> RawTable:
    """Read a Parquet file; its rows are counted from 1, its types made plain.

    Returns:
        A file that is cut short or no Parquet is a table without columns and one problem.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "wages.parquet")
        ...     pl.DataFrame({"division": ["330203"], "year": [2010]}).write_parquet(path)
        ...     table = read_parquet(path)
        >>> table.headers, table.frame.row(0), table.rows.to_list()
        (('division', 'year'), ('330203', 2010), [1])
    """
    try:
        require_file(path)
        if not pages_agree(path):
            return broken(
                path.stem, path.name, ReadingProblem.NOT_PARQUET, detail="a page header contradicts the footer"
            )
        # The path as it is, without wildcards or a home folder in it; folder names are no columns.
        frame = pl.read_parquet(path.absolute(), glob=False, hive_partitioning=False)
        return positional(path.stem, path.name, tuple(frame.columns), frame)
    except OSError as error:
        return broken(path.stem, path.name, error)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        return broken(path.stem, path.name, ReadingProblem.NOT_PARQUET, detail=str(error))
