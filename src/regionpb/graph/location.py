"""Where a row lies: the division a row of any table belongs to, and its county."""

from __future__ import annotations

import polars as pl

from regionpb.contract import TABLES
from regionpb.graph.tables import Tables

__all__ = ["counties", "divisions_of"]


def divisions_of(tables: Tables, name: str, positions: pl.Series) -> pl.Series:
    """The division code of rows of a table.

    A row without a division of its own lies where its organization, body, team or member lies (in its
    last version).

    Args:
        tables: all tables.
        name: the table.
        positions: positions in its history; null gives null.

    Returns:
        Codes as text, null where nothing leads to a division.

    Example:
        >>> from regionpb.testing import minimal
        >>> tables = minimal().tables
        >>> tables.history("organizations")["division"].to_list()
        ['330203', '330203']
        >>> divisions_of(tables, "members", pl.Series([0, None])).to_list()  # where their organization lies
        ['330203', None]
    """
    rows = tables.history(name).select(*TABLES[name].by_name).select(pl.all().gather(positions))
    found = pl.Series("division", [None], pl.String).new_from_index(0, positions.len())
    for column in TABLES[name].locator:
        target = TABLES[name].by_name[column].references
        if target in {None, "divisions"}:
            here = rows[column]
        else:
            there = tables.history(str(target)).select(TABLES[str(target)].key[0]).with_row_index("at")
            last = there.group_by(TABLES[str(target)].key[0]).agg(pl.col("at").max())
            at = rows.select(column).join(
                last, left_on=column, right_on=TABLES[str(target)].key[0], how="left", maintain_order="left"
            )["at"]
            here = divisions_of(tables, str(target), at.cast(pl.Int64))
        found = pl.select(pl.coalesce(found, here).alias("division"))["division"]
    return found


def counties(tables: Tables, codes: pl.Series) -> pl.DataFrame:
    """The county-level divisions that division codes lie in.

    Args:
        tables: all tables.
        codes: division codes of any level.

    Returns:
        `county` (the first six digits; null above the county level) and `county_name` (null where the
        divisions do not know it), in the order of `codes`.
    """
    names = (
        tables.history("divisions")
        .filter(pl.col("level") == "county")
        .select(county=pl.col("code"), county_name=pl.col("name"))
        .unique("county", keep="last")
    )
    county = pl.when(codes.str.len_bytes() >= 6).then(codes.str.head(6))
    return pl.select(county=county).join(names, on="county", how="left", maintain_order="left")
