"""What a made-up city amounts to, beside what the book says of the real one.

Source: P1a (regional organizations), P3a (organizations and members), P2c (pairings).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from regionpb.datasets.days import DAY
from regionpb.vocabulary import UnitKind

__all__ = ["BOOK", "figures"]

BOOK: Mapping[str, int | None] = {
    "regional_units": 916,
    "modes": 10,
    "organizations": 23_000,
    "members": 425_000,
    "units": None,
    "units_none": None,
    "paired_villages": 2_573,
    "paired_communities": 324,
    "paired_organs_and_institutions": 1_169,
    "paired_universities": 19,
    "paired_enterprises": 15_120,
}
"""Figures of the middle of 2011; None where the book gives none."""

_PARTIES = {
    "paired_villages": (UnitKind.VILLAGE,),
    "paired_communities": (UnitKind.COMMUNITY,),
    "paired_organs_and_institutions": (UnitKind.GOVERNMENT_ORGAN, UnitKind.PUBLIC_INSTITUTION),
    "paired_universities": (UnitKind.UNIVERSITY,),
    "paired_enterprises": (UnitKind.PUBLIC_ENTERPRISE, UnitKind.NON_PUBLIC_ENTERPRISE),
}


def figures(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The figures of a city on its day: `figure`, `book` (empty where the book is silent), `made`.

    Args:
        tables: what `make_tables` gives.
    """
    now = {name: _current(table) for name, table in tables.items()}
    units, pairings = now["units"], now["pairings"]
    parties = pl.concat([pairings["left"], pairings["right"]]).unique().implode()
    paired = units.filter(pl.col("organization").is_in(parties))
    made = {
        "regional_units": now["regional_units"].height,
        "modes": now["regional_units"]["mode"].n_unique(),
        "organizations": now["organizations"].height,
        "members": now["members"].height,
        "units": units.height,
        "units_none": units["organization"].null_count(),
        **{
            name: paired.filter(pl.col("kind").is_in([kind.value for kind in kinds]))["organization"].n_unique()
            for name, kinds in _PARTIES.items()
        },
    }
    return pl.DataFrame({"figure": list(BOOK), "book": list(BOOK.values()), "made": [made[name] for name in BOOK]})


def _current(table: pl.DataFrame) -> pl.DataFrame:
    if "start" in table.columns:
        table = table.filter(pl.col("start").is_null() | (pl.col("start") <= DAY))
    if "end" in table.columns:
        table = table.filter(pl.col("end").is_null() | (pl.col("end") > DAY))
    return table
