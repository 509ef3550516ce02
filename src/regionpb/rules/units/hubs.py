"""U001–U003, U012: the hub of a 1+N unit, and its reservoir."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.places import inside, placed
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.pieces import two_divisions

__all__ = ["hub_outside", "no_hub", "reservoir_not_under_hub", "shared_hub"]


def forget_the_hub(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit and empty its hub."""
    unit, _, _ = draft.regional_unit(rng)
    if draft.spoils:
        draft.put("regional_units", unit, hub=None)
    return Planted.at("regional_units", unit)


def lend_the_hub(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit, and a second one with an N of its own under the same hub."""
    unit, hub, _ = draft.regional_unit(rng)
    second = draft.area(hub, name="甬新借区")
    one = draft.branch(rng, under=hub, regional_unit=second)
    if not draft.spoils:
        own = draft.organization("general_branch", approved=True)
        draft.put("organizations", one, superior=own)
        draft.put("regional_units", second, hub=own)
        draft.lead(own, one)
    return Planted.at("regional_units", unit, second)


def draw_the_unit_elsewhere(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit without territory, whose division does not hold its hub."""
    division = draft.spoilt(two_divisions(draft, rng).other, draft.home()["division"])
    unit, _, _ = draft.regional_unit(rng, mode="industry", division=division)
    return Planted.at("regional_units", unit)


def store_members_outside(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit whose reservoir is a branch beside its hub."""
    draft.require("regional_units", "reservoir")
    unit, hub, _ = draft.regional_unit(rng)
    reservoir = draft.branch(rng, superior=draft.spoilt(draft.home()["id"], hub))
    draft.put("regional_units", unit, reservoir=reservoir)
    return Planted.at("regional_units", unit)


@rule(
    "U001",
    Severity.ERROR,
    name_zh="缺区域性党组织",
    on="regional_units",
    reads=("regional_units.hub", "organizations"),
    values=("hub",),
    at="hub",
    message="has no current hub, its hub being {hub}: name the organization that coordinates it, or close the 1+N unit",
    message_zh="没有现存的区域性党组织，所填为{hub}：请指定负责统筹的党组织，或撤销该区域",
    plant=forget_the_hub,
)
def no_hub(regional_units: Frame, organizations: Frame) -> Frame:
    """A 1+N unit has no hub, or one that does not exist on the day.

    统筹区域没有区域性党组织，或其区域性党组织当日并不存在。

    Why: The hub is the 1 of 1+N: without it nobody coordinates the N, and a member whose organization is dissolved
        falls to nobody.
    原因:“1”是“1+N”的核心：没有它，N 个党组织无人统筹，所在党组织被撤销的党员也无处归属。
    Source: P1a
    """
    return regional_units.join(organizations, left_on="hub", right_on="id", how="anti")


@rule(
    "U002",
    Severity.ERROR,
    name_zh="区域性党组织共用",
    on="regional_units",
    reads=("regional_units.hub", "organizations"),
    values={"hub": None, "regional_units": "统筹区域数"},
    at="hub",
    message="has the hub {hub}, which is the hub of {regional_units} 1+N units: give each its own hub, or unite them",
    message_zh="的区域性党组织{hub}同时统筹{regional_units}个区域：请各设区域性党组织，或合并区域",
    plant=lend_the_hub,
)
def shared_hub(regional_units: Frame, organizations: Frame) -> Frame:
    """An organization is the hub of several current 1+N units; each of the units is named.

    同一党组织是几个现存统筹区域的区域性党组织；逐个列出这些区域。

    Why: One hub, one area: with two it is not known to which reservoir a member under it belongs.
    原因:一个区域一个“1”：一身兼两处，就说不清其下的党员归属哪一个蓄水池。
    Source: P1a
    """
    held = regional_units.join(organizations.select(nw.col("id").alias("hub")), on="hub", how="inner")
    shared = (
        held.group_by("hub").agg(nw.len().cast(nw.Int64).alias("regional_units")).filter(nw.col("regional_units") > 1)
    )
    return held.join(shared, on="hub", how="inner")


@rule(
    "U003",
    Severity.ERROR,
    name_zh="区域性党组织在区域外",
    on="regional_units",
    reads=("regional_units.hub", "regional_units.division", "organizations.division", "divisions.parent"),
    values={"hub": None, "hub_division": "区域性党组织所在区划", "division": None},
    at="hub",
    message="lies in {division}, but its hub {hub} lies in {hub_division}, outside it: correct one of the divisions",
    message_zh="在{division}，其区域性党组织{hub}却在{hub_division}，不在区域所在区划之内：请更正其一的所在区划",
    plant=draw_the_unit_elsewhere,
)
def hub_outside(regional_units: Frame, organizations: Frame, territory: Frame) -> Frame:
    """The hub of a 1+N unit lies outside the unit's division, whatever the mode.

    区域性党组织不在统筹区域所在区划之内（不论何种统筹模式）。

    Why: A unit's division is the smallest that contains it, and the hub is part of the unit.
    原因:统筹区域的所在区划是包含它的最小区划，而区域性党组织是其一部分。
    Source: P1a
    """
    hubs = organizations.select(nw.col("id").alias("hub"), nw.col("division").alias("hub_division"))
    led = regional_units.join(hubs, on="hub", how="inner")
    return placed(led, territory, "hub_division", "division").filter(~inside("hub_division", "division"))


@rule(
    "U012",
    Severity.ERROR,
    name_zh="蓄水池不在区域性党组织之下",
    on="regional_units",
    reads=("regional_units.hub", "regional_units.reservoir", "organizations.superior"),
    values=("reservoir", "hub"),
    where=filled("regional_units.reservoir"),
    at="reservoir",
    message="keeps its reservoir in {reservoir}, which is not under its hub {hub}: move it there or name another",
    message_zh="的蓄水池组织{reservoir}不在其区域性党组织{hub}之下：请改隶，或另行指定",
    plant=store_members_outside,
)
def reservoir_not_under_hub(regional_units: Frame, subordination: Frame) -> Frame:
    """The reservoir of a 1+N unit is not under its hub, though both are current.

    统筹区域的蓄水池组织不在其区域性党组织之下（两者均现存）。

    Why: Whoever falls into the reservoir belongs to the hub; a reservoir beside it leads them out of the unit.
    原因:落入蓄水池的党员归属区域性党组织；设在其外的蓄水池会把他们带出本区域。
    Source: P1a
    """
    return placed(regional_units, subordination, "reservoir", "hub").filter(~inside("reservoir", "hub"))
