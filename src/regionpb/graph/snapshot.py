"""The graph as of a day: current rows, the two forests, and what is counted over them.

Rules and queries ask a snapshot for frames by name:

* a table's name, such as `members`: its current rows, dangling references empty, with `_row`;
* `members_history`: all versions, likewise;
* `members_former`: the key and `_row` of the versions of those that there are, but not on the day;
* `territory` and `subordination`: the forests as frames to join with;
* `counts`: members in and under each current organization;
* `held`: the current seats whose holder is a current member;
* `endings`: the versions of members that end, but for those that the next row goes on from;
* `nesting`: the townships and counties that each current division lies in (see `regionpb.graph.nesting`);
* `served`: service points of each kind within each current division;
* `globe`: where divisions and service points stand, those that have coordinates;
* `funds`: the activity fund of each current organization in the last full year;
* `benchmarks`: the incomes by which pay is measured in each current division;
* `absent`: the tables that did not come, as `table`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MINYEAR, date
from functools import cached_property
from types import MappingProxyType
from typing import cast

import numpy as np
import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES, Table
from regionpb.contract.keys import key_expr
from regionpb.errors import Both, UnknownName
from regionpb.graph.counting import count_members, count_members_on
from regionpb.graph.ending import find_endings, find_former
from regionpb.graph.forest import Forest
from regionpb.graph.funding import count_funded_on, find_benchmarks, sum_funds
from regionpb.graph.globe import stand_on_globe
from regionpb.graph.holding import hold_seats
from regionpb.graph.ids import Ids
from regionpb.graph.lineage import Moved
from regionpb.graph.nesting import nested
from regionpb.graph.preorder import Positions
from regionpb.graph.serving import count_points
from regionpb.graph.tables import ROW, Tables

__all__ = ["BEHIND", "DERIVED", "FORMER", "HISTORY", "PIECED", "Snapshot", "current", "table_of"]

HISTORY = "_history"
"""What a table's name ends in where all its versions are meant."""

FORMER = "_former"
"""What it ends in where those are meant that have ended, or only will be: nothing of them holds on the day."""

DERIVED: Mapping[str, Callable[[Snapshot], pl.DataFrame]] = MappingProxyType(
    {
        "territory": lambda snapshot: snapshot.territory.frame,
        "subordination": lambda snapshot: snapshot.subordination.frame,
        "counts": lambda snapshot: count_members(
            snapshot.subordination, snapshot.frame("members"), snapshot.homes(snapshot.day)
        ),
        "held": lambda snapshot: _held(snapshot.frame, snapshot.tables),
        "endings": lambda snapshot: _endings(snapshot.frame, snapshot.tables),
        "nesting": lambda snapshot: nested(snapshot.territory, snapshot.frame("divisions")["level"]),
        "served": lambda snapshot: count_points(
            snapshot.territory, snapshot.frame("divisions"), snapshot.frame("service_points")
        ),
        "globe": lambda snapshot: stand_on_globe(
            divisions=(snapshot.frame("divisions"), "code"), service_points=(snapshot.frame("service_points"), "id")
        ),
        "funds": lambda snapshot: sum_funds(
            snapshot.subordination,
            snapshot.frame("budgets"),
            snapshot.homes(_last_year(snapshot.day)),
            snapshot.day.year - 1,
        ),
        "benchmarks": lambda snapshot: find_benchmarks(snapshot.territory, snapshot.frame("wages"), snapshot.day.year),
        "absent": lambda snapshot: _absent(snapshot.tables),
    }
)
"""The frames that are no table, and how each is made."""

BEHIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "territory": ("divisions",),
        "subordination": ("organizations",),
        "counts": ("organizations", "members"),
        "held": ("seats", "members"),
        "endings": ("members",),
        "nesting": ("divisions",),
        "served": ("divisions", "service_points"),
        "globe": ("divisions", "service_points"),
        "funds": ("organizations", "budgets", "members"),
        "benchmarks": ("divisions", "wages"),
        "absent": (),
    }
)
"""The tables that each of them is made of; `absent` is made of which tables came."""


def _held(frame: Callable[[str], pl.DataFrame], tables: Tables) -> pl.DataFrame:
    return hold_seats(frame("seats"), frame("members") if "members" in tables else None)


def _endings(frame: Callable[[str], pl.DataFrame], tables: Tables) -> pl.DataFrame:  # noqa: ARG001 - as all of them
    return find_endings(frame("members_history"))


PIECED: Mapping[str, Callable[[Callable[[str], pl.DataFrame], Tables], pl.DataFrame]] = MappingProxyType(
    {"held": _held, "endings": _endings}
)
"""Those that can be made in pieces, of frames by name: of some of the rows behind such a frame, those of its own that
come of them are made."""


@frozen(eq=False)
class Snapshot:
    """The tables as of a day, as a graph. Everything in it is made when first asked for, and kept."""

    tables: Tables
    day: date
    _frames: dict[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame], init=False, repr=False)
    _ids: dict[str, Ids] = field(factory=dict[str, Ids], init=False, repr=False)
    _forests: dict[str, Forest] = field(factory=dict[str, Forest], init=False, repr=False)

    def frame(self, name: str) -> pl.DataFrame:
        """The frame of that name (see the head of this module).

        Raises:
            UnknownName: when there is no such frame.
        """
        found = self._frames.get(name)
        if found is None:
            # Two threads may both make it; both make the same, and either may stay.
            found = self._frames[name] = self._make(name)
        return found

    def _make(self, name: str) -> pl.DataFrame:
        if name in TABLES:
            return self.as_of(name, self.day)
        table = table_of(name)
        if table in TABLES and name == f"{table}{HISTORY}":
            return self.tables.resolved(table)
        if table in TABLES and name == f"{table}{FORMER}":
            return find_former(self.tables.resolved(table), self.frame(table), TABLES[table])
        if name in DERIVED:
            return DERIVED[name](self)
        raise UnknownName("frame", name, [*TABLES, *DERIVED], "表")

    def as_of(self, name: str, day: date) -> pl.DataFrame:
        """The rows of a table that held on another day."""
        return current(self.tables.resolved(name), TABLES[name], day, overlapping=name in self.tables.overlapping)

    def homes(self, day: date) -> Positions:
        """Where in the subordination forest the organization of each member of some day is, −1 where nowhere."""
        if day == self.day:
            return np.take(self._homes, self.frame("members")[ROW])
        # Nothing more is needed of half a million rows than when they held.
        versions = self.tables.resolved("members").select(ROW, "id", "start", "end")
        then = current(versions, TABLES["members"], day, overlapping="members" in self.tables.overlapping)
        return np.take(self._homes, then[ROW])

    @cached_property
    def _homes(self) -> Positions:
        """The same of all versions of members."""
        return self.subordination.find_all(self.tables.resolved("members")["organization"])

    def position(self, name: str, key: str) -> int:
        """Where in the history of a table the current version of an id stands.

        Raises:
            UnknownName: when no row of that id is current; it suggests the nearest id.
        """
        return int(self.frame(name)[ROW][self.ids(name).position(key)])

    def ids(self, name: str) -> Ids:
        """The keys of the current rows of a table and where they stand in its frame."""
        found = self._ids.get(name)
        if found is None:
            table = TABLES[name]
            called = Both(f"current {table.singular.replace('_', ' ')}", f"现存{table.label}")
            # Of the versions of a key one is current: that each is there once need not be looked at.
            found = self._ids[name] = Ids(name, self.frame(name).select(key_expr(table))[:, 0], called)
        return found

    @property
    def territory(self) -> Forest:
        """The territorial tree of the current divisions."""
        return self._forest("territory", "divisions", "code", "parent")

    @property
    def subordination(self) -> Forest:
        """The subordination forest of the current organizations."""
        return self._forest("subordination", "organizations", "id", "superior")

    def _forest(self, name: str, table: str, key: str, above: str) -> Forest:
        found = self._forests.get(name)
        if found is None:
            rows = self.frame(table)
            found = self._forests[name] = Forest.from_parents(rows[key], rows[above], name=name)
        return found

    def inherit(self, earlier: Snapshot, moved: Mapping[str, Moved | None]) -> None:
        """Take over from a snapshot of an earlier state on the same day what is the same still.

        Args:
            earlier: that snapshot.
            moved: the tables that are not the same, and what became of their rows, where that is known.
        """
        self.tables.inherit(earlier.tables, moved)
        for name, frame in dict(earlier._frames).items():
            behind = BEHIND.get(name, (table_of(name),))
            if name != "absent" and not any(table in moved for table in behind):
                self._frames.setdefault(name, frame)
        for name, forest in dict(earlier._forests).items():
            if BEHIND[name][0] not in moved:
                self._forests.setdefault(name, forest)
        members = moved.get("members")
        tables = ("members" in each.tables.overlapping for each in (earlier, self))
        if members is None or "organizations" in moved or any(tables):
            return
        for name, count_on, day in (
            ("counts", count_members_on, self.day),
            ("funds", count_funded_on, _last_year(self.day)),
        ):
            before = earlier._frames.get(name)
            if before is not None and not {*BEHIND[name]} - {"members"} & moved.keys():
                gone, came = (
                    current(each.tables.resolved("members")[rows], TABLES["members"], day)
                    for each, rows in ((earlier, members.gone), (self, members.came))
                )
                self._frames.setdefault(name, count_on(before, self.subordination, gone, came))


def _absent(tables: Tables) -> pl.DataFrame:
    return pl.DataFrame({"table": [name for name in TABLES if name not in tables]}, schema={"table": pl.String})


def _last_year(day: date) -> date:
    """The last day of the last full year."""
    return date(max(day.year - 1, MINYEAR), 12, 31)


def table_of(name: str) -> str:
    """The table whose versions a frame has, if it is no derived one."""
    return name.removesuffix(HISTORY).removesuffix(FORMER)


def _all_hold(frame: pl.DataFrame, day: date) -> bool:
    """Whether every version holds on the day: the last start and the first end tell."""
    last, first = cast("date | None", frame["start"].max()), cast("date | None", frame["end"].min())
    return (last is None or last <= day) and (first is None or first > day)


def current(frame: pl.DataFrame, table: Table, day: date, *, overlapping: bool = False) -> pl.DataFrame:
    """The rows of a frame of versions that hold on a day.

    Versions hold from `start` to the day before `end`; a record without them exists from its first
    date on. Where several versions of an id hold, the one that starts last counts, of equal starts
    the last row.
    """
    if table.dated and not _all_hold(frame, day):
        start, end = pl.col("start"), pl.col("end")
        frame = frame.filter((start.is_null() | (start <= day)) & (end.is_null() | (end > day)))
    elif table.since is not None:
        frame = frame.filter(pl.col(table.since) <= day)
    if overlapping:
        since = "start" if table.dated else table.since
        ranked = frame.sort([*([since] if since else []), ROW], nulls_last=False, maintain_order=True)
        # A key of references that lead nowhere is nobody's: such rows are not one and the same.
        nameless = pl.any_horizontal(pl.col(part).is_null() for part in table.key)
        frame = ranked.filter(nameless | pl.struct(table.key).is_last_distinct()).sort(ROW)
    return frame
