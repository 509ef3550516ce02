"""What the rules in pandas share: what holds on the day, the two forests, and what is counted over them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from benchmarks.peers import Norms

__all__ = ["RANKS", "Forest", "Register", "among", "began", "last_of", "truth"]

RANKS = {"province": 1, "prefecture": 2, "county": 3, "township": 4, "village": 5}


def among(column: pd.Series, ids: pd.Series | pd.Index) -> np.ndarray:
    """Whether cells are among some ids; empty ones are not. `isin` takes seconds for some hundred thousand strings."""
    index = ids if isinstance(ids, pd.Index) else pd.Index(ids.dropna().unique())
    return index.get_indexer(column) >= 0


def began(frame: pd.DataFrame) -> pd.Series:
    """When versions started; long ago where that is empty."""
    return frame["start"].fillna(pd.Timestamp.min.ceil("D"))


def last_of(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Of the rows of each key the one that starts last, of equal starts the last row."""
    twice = frame.duplicated(key, keep=False)
    if not twice.any():
        return frame
    ranked = frame[twice].assign(began=began).sort_values("began", kind="stable").drop(columns="began")
    return pd.concat([frame[~twice], ranked.drop_duplicates(key, keep="last")])


def truth(column: pd.Series) -> pd.Series:
    """Yes or no as a mask; empty is no."""
    return column.eq(True)


class Forest:
    """Parents as positions in an index; what lies on a cycle has none."""

    def __init__(self, ids: pd.Series, parents: pd.Series) -> None:
        self.index = pd.Index(ids)
        self.above = self.index.get_indexer(parents)
        self.above[parents.isna().to_numpy()] = -1
        self.on_cycle = self._turning()
        self.above[self.on_cycle] = -1

    def _turning(self) -> np.ndarray:
        """Climb from all nodes at once: whoever meets itself lies on a cycle."""
        turning = np.zeros(len(self.index), dtype=bool)
        start = np.flatnonzero(self.above >= 0)
        here, steps = self.above[start], 0
        while len(start) > steps:  # those left are on cycles or below them: they need as many steps as they are
            met = here == start
            turning[start[met]] = True
            here = self.above[here]
            goes_on = (here >= 0) & ~met
            start, here, steps = start[goes_on], here[goes_on], steps + 1
        return turning

    @cached_property
    def parent(self) -> pd.Series:
        """The parent of each node, empty for roots."""
        names = self.index.to_series(index=pd.RangeIndex(len(self.index)))
        return pd.Series(names.reindex(self.above).to_numpy(), index=self.index, dtype="str")

    def positions(self, ids: pd.Series) -> np.ndarray:
        """Where ids stand; -1 for what is none of the nodes."""
        found = self.index.get_indexer(ids)
        found[ids.isna().to_numpy()] = -1
        return found

    def outside(self, low: pd.Series, high: pd.Series) -> np.ndarray:
        """Whether both stand in the forest and `low` is not under `high`, pair by pair."""
        here, top = self.positions(low), self.positions(high)
        both = (here >= 0) & (top >= 0)
        inside = here == top
        while (here >= 0).any():
            here = np.where(here >= 0, self.above[here], -1)
            inside |= here == top
        return both & ~inside

    def rolled_up(self, numbers: np.ndarray) -> np.ndarray:
        """The sum over each node and all below it."""
        totals, here = numbers.copy(), self.above
        while (climbing := here >= 0).any():
            totals += np.bincount(here[climbing], numbers[climbing], minlength=len(totals)).astype(totals.dtype)
            here = np.where(climbing, self.above[here], -1)
        return totals


class Register:
    """The tables as of the day; what several rules need is made once."""

    def __init__(self, tables: dict[str, pd.DataFrame], norms: Norms) -> None:
        self.all = tables
        self.day = pd.Timestamp(norms.day)
        self.values = norms.values

        self._indexes: dict[str, pd.Index] = {}

    def now(self, name: str) -> pd.Index:
        """The ids of a table that are current."""
        if name not in self._indexes:
            self._indexes[name] = pd.Index(getattr(self, name).iloc[:, 0])
        return self._indexes[name]

    def known(self, name: str) -> pd.Index:
        """The ids of a table in all versions."""
        if f"{name}, all" not in self._indexes:
            self._indexes[f"{name}, all"] = pd.Index(self.all[name].iloc[:, 0].unique())
        return self._indexes[f"{name}, all"]

    def _current(self, name: str) -> pd.DataFrame:
        every = self.all[name]
        start, end = every["start"], every["end"]
        held = every[(start.isna() | (start <= self.day)) & (end.isna() | (end > self.day))]
        return last_of(held, [every.columns[0]])

    @cached_property
    def divisions(self) -> pd.DataFrame:
        """Current divisions with the rank of their level, 1 for the highest."""
        current = self._current("divisions")
        return current.assign(rank=current["level"].map(RANKS))

    @cached_property
    def organizations(self) -> pd.DataFrame:
        """Current organizations."""
        return self._current("organizations")

    @cached_property
    def units(self) -> pd.DataFrame:
        """Current units."""
        return self._current("units")

    @cached_property
    def regional_units(self) -> pd.DataFrame:
        """Current 1+N units."""
        return self._current("regional_units")

    @cached_property
    def members(self) -> pd.DataFrame:
        """Current members."""
        return self._current("members")

    @cached_property
    def territory(self) -> Forest:
        """The forest of divisions."""
        return Forest(self.divisions["code"], self.divisions["parent"])

    @cached_property
    def subordination(self) -> Forest:
        """The forest of organizations."""
        return Forest(self.organizations["id"], self.organizations["superior"])

    @cached_property
    def asked(self) -> pd.DataFrame:
        """The organizations that are asked, with their parent in the forest, and members and units counted."""
        every, forest = self.organizations, self.subordination
        members = self.members
        inside = members["organization"].value_counts()
        full = members.loc[members["status"] == "full", "organization"].value_counts()
        units = self.units
        settled = units.loc[units["kind"].isin(["village", "community"]), "organization"]
        members_in = every["id"].map(inside).fillna(0).astype("int64")
        counted = every.assign(
            above=forest.parent.to_numpy(),
            on_cycle=forest.on_cycle,
            members_in=members_in,
            full_in=every["id"].map(full).fillna(0).astype("int64"),
            members_under=forest.rolled_up(members_in.to_numpy()),
            units=every["id"].map(units["organization"].value_counts()).fillna(0).astype("int64"),
            in_villages=among(every["id"], settled),
            approved=truth(every["approved"]),
        )
        return counted[~truth(every["external"])]

    @cached_property
    def secretaries(self) -> pd.DataFrame:
        """Seats of secretaries whose holder is current, with the organization the holder is in as `home`."""
        seats = self._current("seats")
        led = seats.loc[(seats["role"] == "secretary") & seats["holder"].notna(), ["organization", "holder"]]
        home = self.members[["id", "organization"]].rename(columns={"id": "holder", "organization": "home"})
        return led.merge(home, on="holder")
