"""The real divisions of Ningbo, carried in the package, and the part of them a smaller city stands on.

A city of size 1 or more stands on all of them (10 counties, 162 township-level and 3,042 village-level divisions of
2023). A smaller one keeps every county, as many of the other divisions as its size tells (spread evenly over the
codes, the same for every seed), at least one township-level division a county, and in each of those at least one
village and one community where it has such: so no division is left childless and no mode of 1+N is impossible.

    >>> stand = land(0.001)
    >>> len(stand.counties), len(stand.townships), len(land(1.0).villages)
    (10, 10, 3042)

Source: the statistics bureau's division codes of 2023. Where they lie is made up (`layout`).
"""

from __future__ import annotations

from importlib.resources import as_file, files

import numpy as np
import polars as pl
from attrs import frozen

from regionpb.codes import division_kind_expr
from regionpb.datasets.dice import Flags, Ints, Words
from regionpb.datasets.layout import lay_out, neighbours
from regionpb.vocabulary import DivisionKind, Level

__all__ = ["Land", "divisions", "land"]

_COMMITTEE = r"(?:社区)?(?:居民委员会|村民委员会|居委会|村委会|社区|村)$"
_RESIDENTS = (DivisionKind.RESIDENTS_COMMITTEE, DivisionKind.QUASI_RESIDENTS_COMMITTEE)


@frozen(eq=False)
class Land:
    """The divisions a city stands on, as arrays by level; each refers to the level above by position."""

    frame: pl.DataFrame
    """code, name, level, parent, latitude, longitude: the table as it is."""
    city: str
    counties: Words
    county_names: Words
    townships: Words
    township_names: Words
    township_kinds: Words
    county_of: Ints
    """Of each township-level division, the position of its county."""
    villages: Words
    village_names: Words
    """Without the committee's name behind it: `东钱湖` of 东钱湖村委会."""
    communities: Flags
    """Whether a village-level division is a community (else a village)."""
    township_of: Ints
    """Of each village-level division, the position of its township."""
    beside: Ints
    """A number that each village-level division shares with its neighbour, if it has one here."""
    first: Ints
    """Of each township, the position of its first village-level division; one more entry at the end."""

    @property
    def urban(self) -> Flags:
        """Whether a township-level division is a street."""
        streets: Flags = self.township_kinds == DivisionKind.STREET.value
        return streets

    @property
    def rural(self) -> Flags:
        """Whether a township-level division is a town or a rural township (neither it nor a street: a quasi one)."""
        return np.isin(self.township_kinds.astype(str), [DivisionKind.TOWN.value, DivisionKind.RURAL_TOWNSHIP.value])


def divisions() -> pl.DataFrame:
    """All divisions of Ningbo with those above them: code, name, level, parent.

    Example:
        >>> divisions().height
        3216
    """
    with as_file(files("regionpb.datasets") / "divisions-ningbo-2023.parquet") as path:
        return pl.read_parquet(path).sort(pl.col("code").str.len_bytes(), "code")


def _spread(available: int, wanted: int) -> Ints:
    return np.arange(wanted, dtype=np.int64) * available // max(wanted, 1)


def _townships(table: pl.DataFrame, size: float) -> pl.DataFrame:
    """So many township-level divisions of each county, beginning with streets in one and with towns in the next."""
    kept: list[pl.DataFrame] = []
    for position, (_, part) in enumerate(table.group_by("parent", maintain_order=True)):
        countryside = pl.col("kind").is_in([DivisionKind.TOWN.value, DivisionKind.RURAL_TOWNSHIP.value])
        quasi = pl.col("kind") == DivisionKind.QUASI_TOWNSHIP.value
        ordered = part.sort(quasi, countryside if position % 2 == 0 else ~countryside, "code")
        kept.append(ordered[_spread(part.height, max(1, round(part.height * min(size, 1.0))))])
    return pl.concat(kept).sort("code")


def _villages(table: pl.DataFrame, wanted: int) -> pl.DataFrame:
    share = min(1.0, wanted / table.height)
    residents = pl.col("kind").is_in([kind.value for kind in _RESIDENTS])
    nth, among = pl.int_range(pl.len()).over("parent"), pl.len().over("parent")
    quota = (among * share).round().cast(pl.Int64)
    evenly = (nth * quota) // among != ((nth - 1) * quota) // among
    first_of_its_kind = pl.int_range(pl.len()).over("parent", residents) == 0
    return table.filter(evenly | first_of_its_kind)


def land(size: float) -> Land:
    """The divisions for a city of that size.

    Example:
        >>> land(0.05).urban.any(), land(0.05).rural.any()
        (np.True_, np.True_)
    """
    whole = lay_out(divisions()).with_columns(division_kind_expr(pl.col("code")).alias("kind"))
    counties = whole.filter(pl.col("level") == Level.COUNTY.value)
    every_village = whole.filter(pl.col("level") == Level.VILLAGE.value)
    every_village = every_village.with_columns(neighbours(every_village).alias("beside"))
    townships = _townships(whole.filter(pl.col("level") == Level.TOWNSHIP.value), size)
    of_kept = every_village.filter(pl.col("parent").is_in(townships["code"].implode()))
    villages = _villages(of_kept, round(every_village.height * min(size, 1.0)))
    above = whole.filter(pl.col("level").is_in([Level.PROVINCE.value, Level.PREFECTURE.value]))
    frame = pl.concat([above, counties, townships, villages.drop("beside")])
    township_of = _positions(villages["parent"], townships["code"])
    stems = villages["name"].str.replace(_COMMITTEE, "")
    return Land(
        frame=frame.select("code", "name", "level", "parent", "latitude", "longitude"),
        city=str(above["code"][-1]),
        counties=_words(counties["code"]),
        county_names=_words(counties["name"]),
        townships=_words(townships["code"]),
        township_names=_words(townships["name"]),
        township_kinds=_words(townships["kind"]),
        county_of=_positions(townships["parent"], counties["code"]),
        villages=_words(villages["code"]),
        village_names=_words(pl.select(pl.when(stems != "").then(stems).otherwise(villages["name"])).to_series()),
        communities=villages["kind"].is_in([kind.value for kind in _RESIDENTS]).to_numpy(),
        township_of=township_of,
        beside=villages["beside"].to_numpy(),
        first=np.searchsorted(township_of, np.arange(townships.height + 1)).astype(np.int64),
    )


def _words(column: pl.Series) -> Words:
    return np.array(column.to_list(), dtype=np.object_)


def _positions(codes: pl.Series, among: pl.Series) -> Ints:
    """Where each code stands in a sorted column of codes."""
    return among.search_sorted(codes).to_numpy().astype(np.int64)
