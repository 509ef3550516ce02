"""Where plants commit their faults: a copy of the tables to which valid pieces are added and then spoilt.

A plant that only changed what it finds would need luck to find something suitable and would often
break more than it means to. So a plant first adds a small valid piece (a branch with its members
and secretary, a unit, a 1+N unit) and then spoils exactly one thing about it. Pieces begin on the
day asked, so that rules which look back over a period pass them over.

    >>> import random
    >>> from regionpb.testing import minimal
    >>> draft = Draft.of(minimal())
    >>> branch = draft.branch(random.Random(0), members=4)
    >>> draft.members_in(branch)
    4
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Self

import polars as pl
from attrs import define, field, frozen

from regionpb.contract import TABLES, table
from regionpb.errors import RegionError
from regionpb.graph.snapshot import current
from regionpb.graph.tables import ROW, Tables

__all__ = ["Draft", "Planted", "Unplantable"]


class Unplantable(RegionError):  # noqa: N818 - says what the region is, not that something failed
    """A fault that cannot be committed in this region, because a table or a piece it needs is missing."""


@frozen
class Planted:
    """Where a fault was committed: the rows that findings will name, as (table, id)."""

    rows: tuple[tuple[str, str | None], ...]

    @classmethod
    def at(cls, table: str, *ids: str | None) -> Self:
        """Planted on these ids of one table."""
        return cls(tuple((table, i) for i in ids))


@define
class Draft:
    """Tables in the making. Not thread-safe; made for one sequence of plants.

    Attributes:
        day: the day the region speaks of.
        frames: the present tables with the columns their source had, all versions.
        files: files that stand beside the tables, by name: for faults that only a file can have.
    """

    day: date
    frames: dict[str, pl.DataFrame]
    files: dict[str, bytes] = field(factory=dict[str, bytes], init=False)
    _pending: dict[str, list[dict[str, Any]]] = field(factory=dict[str, list[dict[str, Any]]], init=False)
    _made: int = field(default=0, init=False)

    @classmethod
    def of(cls, region: Any) -> Self:  # noqa: ANN401 - whatever holds tables and a day: rules know no Region
        """A draft of a region's tables."""
        if region.spoilt:  # planted before: what was spoilt must stay so
            draft = cls(region.day, dict(region.spoilt))
            draft.files = dict(region.files)
            return draft
        tables: Tables = region.tables
        frames = {name: frame.drop(tables.absent.get(name, ())) for name, frame in tables.frames.items()}
        return cls(region.day, frames)

    # ---- reading -------------------------------------------------------------------------------

    def has(self, name: str, column: str | None = None) -> bool:
        """Whether the draft has a table, or a column of it."""
        return name in self.frames and (column is None or column in self.frames[name].columns)

    def current(self, name: str) -> pl.DataFrame:
        """The rows of a table that hold on the day, every contract column, with `_row`."""
        known = table(name)
        if name not in self.frames:
            return pl.DataFrame(schema={ROW: pl.Int64(), **known.schema})
        frame = self._written(name)
        missing = {c.name: c.dtype for c in known.columns if c.name not in frame.columns}
        full = frame.with_columns(pl.lit(None, dtype).alias(column) for column, dtype in missing.items())
        return current(full.with_row_index(ROW).cast({ROW: pl.Int64}), known, self.day)

    def choose(self, name: str, where: pl.Expr, rng: Random) -> dict[str, Any]:
        """A current row for which a condition holds.

        Raises:
            Unplantable: when there is none.
        """
        found = self.current(name).filter(where)
        if found.is_empty():
            raise Unplantable(f"no current row of {name} to plant on: {where}")
        return found.row(rng.randrange(found.height), named=True)

    def members_in(self, organization: str) -> int:
        """Current members whose formal relation lies in an organization."""
        return self.current("members").filter(pl.col("organization") == organization).height

    # ---- writing -------------------------------------------------------------------------------

    def add(self, name: str, /, **values: Any) -> str:
        """Add a row; a missing id is made up. A table or column the source did not have comes into being.

        Returns:
            Its id (the key joined by `/` where a table has no id).
        """
        known = table(name)
        if len(known.key) == 1:
            values.setdefault(known.key[0], self._new_id(known.name))
        if known.dated:
            values.setdefault("start", self.day)
        self._pending.setdefault(known.name, []).append(values)
        self.frames.setdefault(known.name, pl.DataFrame(schema={k: known.by_name[k].dtype for k in known.key}))
        return "/".join(str(values[k]) for k in known.key)

    def put(self, name: str, key: str, /, **values: Any) -> None:
        """Change cells of the current version of a row; text that is no value of the column is kept as text.

        Raises:
            Unplantable: when no row of that key is current.
        """
        known = table(name)
        rows = self.current(name).filter(
            pl.concat_str([pl.col(k).cast(pl.String) for k in known.key], separator="/") == key
        )
        if rows.is_empty():
            raise Unplantable(f"no current row {key!r} in {name}")
        self.put_at(name, int(rows[ROW][-1]), **values)

    def put_at(self, name: str, position: int, /, **values: Any) -> None:
        """Change cells of the row at a position of a table's history."""
        frame = self._written(name)
        here = pl.int_range(pl.len()) == position
        for column, value in values.items():
            dtype = table(name).by_name[column].dtype if column in table(name).by_name else pl.String()
            if column not in frame.columns:
                frame = frame.with_columns(pl.lit(None, dtype).alias(column))
            if isinstance(value, str) and frame.schema[column] != pl.String():
                frame = frame.with_columns(_as_text(frame[column]))
            frame = frame.with_columns(
                pl.when(here).then(pl.lit(value, frame.schema[column])).otherwise(pl.col(column)).alias(column)
            )
        self.frames[name] = frame

    def drop(self, name: str, column: str | None = None) -> None:
        """Take away a table, or a column of it."""
        if column is None:
            del self.frames[name]
        else:
            self.frames[name] = self._written(name).drop(column)

    def write(self, name: str, header: str, text: str) -> None:
        """Give a table one more column under any header, the same text in each row."""
        self.frames[name] = self._written(name).with_columns(pl.lit(text).alias(header))

    def _new_id(self, name: str) -> str:
        ids = self.frames[name][table(name).key[0]] if name in self.frames else pl.Series([], dtype=pl.String)
        while True:
            self._made += 1
            made = f"{name[0].upper()}-N{self._made}"
            if not (ids == made).any():
                return made

    def _written(self, name: str) -> pl.DataFrame:
        """The frame of a table with everything added so far."""
        rows = self._pending.pop(name, [])
        if rows:
            known = table(name)
            frame = self.frames[name]
            given = [c.name for c in known.columns if any(c.name in row for row in rows)]
            more = pl.DataFrame(
                [{c: row.get(c, _default(known.name, c)) for c in given} for row in rows],
                schema={c: known.by_name[c].dtype for c in given},
            )
            for column in given:
                if column in frame.columns and frame.schema[column] == pl.String() != more.schema[column]:
                    more = more.with_columns(_as_text(more[column]))
            self.frames[name] = pl.concat([frame, more], how="diagonal_relaxed")
        return self.frames[name]

    def finished(self) -> Mapping[str, pl.DataFrame]:
        """All tables, with everything that was added."""
        return {name: self._written(name) for name in [*self.frames]}

    # ---- valid pieces --------------------------------------------------------------------------

    def top(self) -> dict[str, Any]:
        """A current committee or working committee without a superior: the place to hang pieces under.

        Raises:
            Unplantable: when there is none.
        """
        rows = self.current("organizations").filter(
            pl.col("superior").is_null()
            & pl.col("form").is_in(["committee", "working_committee"])
            & ~pl.col("external").fill_null(value=False)
        )
        if rows.is_empty():
            raise Unplantable("the region has no committee at its top to plant under")
        return rows.row(0, named=True)

    def organization(self, form: str = "branch", *, under: str | None = None, **values: Any) -> str:
        """A current organization without members or seats, under `under` or the top, in its superior's division."""
        superior = self.row("organizations", under) if under else self.top()
        values = {
            "name": f"{superior['name']}第{self._made + 1}党支部",
            "form": form,
            "superior": superior["id"],
            "division": superior["division"],
            **values,
        }
        return self.add("organizations", **values)

    def former(self, **values: Any) -> str:
        """An organization that ended on the day, or on the `end` given; it had no superior whose dates could matter."""
        top = self.top()
        values = {
            "name": f"{top['name']}原第{self._made + 1}党支部",
            "form": "branch",
            "division": top["division"],
            "start": None,
            "end": self.day,
            **({"end_reason": "merged"} if self.has("organizations", "end_reason") else {}),
            **values,
        }
        return self.add("organizations", **values)

    def branch(
        self, rng: Random, *, members: int = 3, form: str = "branch", under: str | None = None, **values: Any
    ) -> str:
        """A valid branch with `members` full members (one its secretary), where members and seats are known."""
        branch = self.organization(form, under=under, **values)
        people = [self.member(branch, rng) for _ in range(members)] if self.has("members") else []
        if people:
            self.secretary(branch, people[0])
        return branch

    def member(self, organization: str, rng: Random, **values: Any) -> str:
        """A full member of long standing in an organization; declared counts above it grow by one."""
        joined = self.day.year - rng.randint(3, 20)
        values = {
            "organization": organization,
            "status": "full",
            "joined": date(joined, rng.randint(1, 12), rng.randint(1, 28)),
            "confirmed": date(joined + 1, 12, rng.randint(29, 31)),
            "birth_year": joined - rng.randint(19, 30),
            "category": "on_post",
            "entry": "moved_in",
            **values,
        }
        self._count_up(organization)
        return self.add("members", **values)

    def secretary(self, organization: str, member: str) -> str | None:
        """Seat a member as secretary, where the region knows seats."""
        if not self.has("seats"):
            return None
        return self.add("seats", role="secretary", organization=organization, holder=member)

    def unit(self, kind: str = "non_public_enterprise", **values: Any) -> str:
        """A current unit in the top's division; covered only where `organization` says so."""
        self.require("units", *values)
        return self.add(
            "units",
            **{"name": f"甬新{self._made + 1}号公司", "kind": kind, "division": self.top()["division"], **values},
        )

    def regional_unit(self, rng: Random, *, mode: str = "office_building", **values: Any) -> tuple[str, str, str]:
        """A valid 1+N unit: its id, its hub (an approved general branch) and one branch, the N, under the hub."""
        self.require("regional_units", "hub")
        self.require("organizations", "regional_unit")
        hub = self.organization("general_branch", approved=True)
        unit = self.add(
            "regional_units",
            **{"name": f"甬新{self._made}区", "mode": mode, "division": self.top()["division"], "hub": hub, **values},
        )
        one = self.branch(rng, under=hub, regional_unit=unit)
        for lead in self.current("members").filter(pl.col("organization") == one)["id"].head(1):
            self.secretary(hub, lead)
        return unit, hub, one

    def require(self, name: str, *columns: str) -> None:
        """Make sure the region knows a table and columns of it: adding them would make rules speak that were silent.

        Raises:
            Unplantable: when it does not.
        """
        if not self.has(name):
            raise Unplantable(f"the region has no table {name} to plant in")
        for column in columns:
            if not self.has(name, column):
                raise Unplantable(f"the region has no column {name}.{column} to plant in")

    def row(self, name: str, key: str) -> dict[str, Any]:
        """The current version of a row.

        Raises:
            Unplantable: when there is none.
        """
        rows = self.current(name).filter(pl.col(table(name).key[0]) == key)
        if rows.is_empty():
            raise Unplantable(f"no current row {key!r} in {name}")
        return rows.row(-1, named=True)

    def _count_up(self, organization: str) -> None:
        """Add one to what the organizations above declare, so that their counts go on to agree."""
        if not self.has("organizations", "member_count"):
            return
        here: str | None = organization
        seen = set[str]()
        while here is not None and here not in seen:
            seen.add(here)
            rows = self.current("organizations").filter(pl.col("id") == here)
            if rows.is_empty():
                return
            if (count := rows["member_count"][0]) is not None:
                self.put_at("organizations", rows[ROW][0], member_count=count + 1)
            here = rows["superior"][0]


def _default(name: str, column: str) -> str | None:
    return TABLES[name].by_name[column].default


def _as_text(column: pl.Series) -> pl.Series:
    """A column as the text a clerk would have typed."""
    if column.dtype == pl.List(pl.String()):
        return column.list.join(";")
    if column.dtype == pl.Boolean():
        return column.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String())
    return column.cast(pl.String)
