"""What is in a region: tables and rows, the days they cover, and the headline indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.errors import UnknownName
from regionpb.graph.snapshot import Snapshot
from regionpb.vocabulary import BRANCH_TYPE, COMMITTEE_TYPE, GENERAL_TYPE, Form, Level, Mode

__all__ = ["Description", "Indicator", "TableSize", "describe"]


@frozen
class TableSize:
    """How much a table holds.

    Attributes:
        name: the table.
        label: its Chinese name.
        versions: rows of all versions.
        current: rows that hold on the day.
    """

    name: str
    label: str
    versions: int
    current: int


@frozen
class Indicator:
    """One number about a region.

    Attributes:
        key: a name for programs.
        label: what it counts, in English.
        label_zh: the same in Chinese.
        value: how many.
        of: the number it is a part of; None for a total.
    """

    key: str
    label: str
    label_zh: str
    value: int
    of: int | None = None

    @property
    def share(self) -> float | None:
        """The part of the whole, from 0 to 1; None for a total or of nothing."""
        return self.value / self.of if self.of else None


@frozen
class Description:
    """What is in a region.

    Attributes:
        day: the day it speaks of.
        tables: the tables there are, in the model's order.
        first: the first day that any row speaks of; None where no row is dated.
        last: the last one.
        indicators: the headline numbers of the tables there are, totals before their parts.
    """

    day: date
    tables: tuple[TableSize, ...]
    first: date | None
    last: date | None
    indicators: tuple[Indicator, ...]

    def __getitem__(self, key: str) -> int:
        """The value of an indicator by its key.

        Raises:
            UnknownName: when the region does not have it.
        """
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator.value
        raise UnknownName("indicator", key, [indicator.key for indicator in self.indicators], "指标")


def describe(snapshot: Snapshot) -> Description:
    """What is in a region on the day of a snapshot."""
    present = [name for name in TABLES if name in snapshot.tables]
    sizes = [
        TableSize(n, TABLES[n].label, snapshot.tables.history(n).height, snapshot.frame(n).height) for n in present
    ]
    first, last = _days(snapshot, present)
    counters = {
        "divisions": _divisions,
        "organizations": _organizations,
        "regional_units": _regional_units,
        "units": _units,
        "members": _members,
        "pairings": _pairings,
    }
    indicators = [i for name, count in counters.items() if name in snapshot.tables for i in count(snapshot)]
    return Description(snapshot.day, tuple(sizes), first, last, tuple(indicators))


def _days(snapshot: Snapshot, names: list[str]) -> tuple[date | None, date | None]:
    """The first and the last of all days on which a version or a record begins or a version ends."""
    found: list[date] = []
    for name in names:
        table, frame = TABLES[name], snapshot.tables.history(name)
        for column in ("start", "end") if table.dated else (table.since,):
            if column is not None and frame[column].null_count() < frame.height:
                found += [day for day in (frame[column].min(), frame[column].max()) if isinstance(day, date)]
    return (min(found), max(found)) if found else (None, None)


def _divisions(snapshot: Snapshot) -> Iterator[Indicator]:
    counts = _counts(snapshot.frame("divisions")["level"])
    total = snapshot.frame("divisions").height
    yield Indicator("divisions", "divisions", "行政区划", total)
    for level in Level:
        if level in counts:
            yield Indicator(f"divisions_{level}", f"{level} level", level.label, counts[level], total)


def _organizations(snapshot: Snapshot) -> Iterator[Indicator]:
    frame = _inside(snapshot.frame("organizations"))
    counts = _counts(frame["form"])
    yield Indicator("organizations", "organizations", "党组织", frame.height)
    groups: tuple[tuple[str, str, str, frozenset[Form]], ...] = (
        ("committees", "committees and working committees", "党委、党工委", COMMITTEE_TYPE),
        ("general_branches", "general branches", "党总支", GENERAL_TYPE),
        ("branches", "branches", "党支部", BRANCH_TYPE),
    )
    for key, label, label_zh, forms in groups:
        yield Indicator(key, label, label_zh, sum(counts.get(f, 0) for f in forms), frame.height)
    joint = counts.get(Form.JOINT_BRANCH, 0) + counts.get(Form.JOINT_GENERAL_BRANCH, 0)
    yield Indicator("joint_organizations", "joint (several units)", "联合党组织", joint, frame.height)


def _regional_units(snapshot: Snapshot) -> Iterator[Indicator]:
    frame = snapshot.frame("regional_units")
    yield Indicator("regional_units", "1+N units", "统筹区域", frame.height)
    counts = _counts(frame["mode"])
    for mode in Mode:
        if mode in counts:
            name = mode.replace("_", " ")
            yield Indicator(f"regional_units_{mode}", f"by {name}", f"{mode.label}统筹", counts[mode], frame.height)
    members = _inside(snapshot.frame("organizations"))["regional_unit"]
    current = members.is_in(frame["id"].implode()).sum()
    yield Indicator("organizations_in_regional_units", "organizations in them (N)", "区域内党组织（N）", int(current))


def _units(snapshot: Snapshot) -> Iterator[Indicator]:
    organizations = snapshot.frame("organizations").select(pl.col("id").alias("organization")).unique()
    units = snapshot.frame("units")
    covered = units.select("organization").join(organizations, on="organization", how="semi")
    by_organization = covered.group_by("organization").len()["len"]
    single, total = int((by_organization == 1).sum()), units.height
    yield Indicator("units", "units", "单位", total)
    yield Indicator("units_single", "with an organization of their own", "单建", single, total)
    yield Indicator("units_joint", "covered jointly", "联建", covered.height - single, total)
    yield Indicator("units_none", "without an organization", "未建", total - covered.height, total)


def _members(snapshot: Snapshot) -> Iterator[Indicator]:
    members = snapshot.frame("members")
    status, total = _counts(members["status"]), members.height
    yield Indicator("members", "members", "党员", total)
    yield Indicator("full_members", "full", "正式党员", status.get("full", 0), total)
    yield Indicator("probationary_members", "on probation", "预备党员", status.get("probationary", 0), total)
    yield Indicator("floating_members", "floating", "流动党员", int(members["floating"].sum()), total)
    if "regional_units" in snapshot.tables:
        units = snapshot.frame("regional_units")
        holders = pl.concat([units["hub"].alias("id"), units["reservoir"].alias("id")]).drop_nulls().unique()
        held = members["organization"].is_in(holders.implode()).sum()
        yield Indicator("reservoir_members", "in the reservoir", "蓄水池内", int(held), total)


def _pairings(snapshot: Snapshot) -> Iterator[Indicator]:
    pairings = snapshot.frame("pairings")
    yield Indicator("pairings", "pairings", "结对", pairings.height)
    paired = pl.concat([pairings["left"].alias("id"), pairings["right"].alias("id")]).drop_nulls().n_unique()
    yield Indicator("paired_organizations", "organizations that take part", "参加结对的党组织", paired)


def _inside(organizations: pl.DataFrame) -> pl.DataFrame:
    """Organizations of the region; external ones are only the ends of transfers."""
    return organizations.filter(~pl.col("external").fill_null(value=False))


def _counts(values: pl.Series) -> Mapping[str, int]:
    return {str(value): count for value, count in values.drop_nulls().value_counts().iter_rows()}
