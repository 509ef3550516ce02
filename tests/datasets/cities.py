"""Cities that the tests look at, made once each, and the questions they ask of them."""

from datetime import date
from functools import cache

import polars as pl

from regionpb.datasets import DAY, make_tables

C = pl.col
CASES = [(0.001, 0), (0.001, 7), (0.004, 1), (0.02, 3), (0.1, 2)]


def current(table: pl.DataFrame, day: date = DAY) -> pl.DataFrame:
    held = pl.lit(value=True)
    if "start" in table.columns:
        held &= C("start").is_null() | (C("start") <= day)
    if "end" in table.columns:
        held &= C("end").is_null() | (C("end") > day)
    return table.filter(held)


class City:
    """The tables of a city as of its day, with the paths above every organization."""

    def __init__(self, size: float, seed: int) -> None:
        self.history = make_tables(size, seed)
        self.now = {name: current(table) for name, table in self.history.items()}
        above = dict(self.organizations.select("id", "superior").iter_rows())
        paths = {}
        for node in above:
            path, at = [], node
            while at is not None:
                path.append(at)
                at = above[at]
                assert len(path) < 20, "a cycle"
            paths[node] = path
        self.paths = paths
        self.under = pl.DataFrame(
            [(node, top) for node, path in paths.items() for top in path], schema=["id", "top"], orient="row"
        )

    def __getattr__(self, name: str) -> pl.DataFrame:
        return self.now[name]

    @property
    def full(self) -> pl.DataFrame:
        return self.members.filter(C("status") == "full")

    @property
    def counts(self) -> pl.DataFrame:
        """Organizations with the members in them (all, full) and under them."""
        inside = self.members.group_by("organization").agg(
            pl.len().alias("inside"), (C("status") == "full").sum().alias("full")
        )
        below = (
            self.under.join(inside, left_on="id", right_on="organization")
            .group_by("top")
            .agg(C("inside").sum().alias("under"))
        )
        table = self.organizations.join(inside, left_on="id", right_on="organization", how="left")
        return table.join(below, left_on="id", right_on="top", how="left").with_columns(
            C("inside", "full", "under").fill_null(0)
        )

    @property
    def reservoirs(self) -> pl.DataFrame:
        both = [
            self.regional_units.select(C(c).alias("organization"), C("id").alias("region"), "hub", "reservoir")
            for c in ("hub", "reservoir")
        ]
        return pl.concat(both).filter(C("organization").is_not_null())

    def is_under(self, node: str, top: str) -> bool:
        return top in self.paths[node]


@cache
def city(size: float, seed: int) -> City:
    return City(size, seed)


def none(table: pl.DataFrame) -> None:
    assert table.is_empty(), str(table.head(5))


def lookup(table: pl.DataFrame, prefix: str, *columns: str) -> pl.DataFrame:
    return table.select(C("id").alias(prefix), *(C(c).alias(f"{prefix}_{c}") for c in columns))
