"""U004–U007: the N of a 1+N unit, and where they stand."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.base import Frame, rule
from regionpb.rules.places import inside, placed
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.pieces import two_divisions
from regionpb.rules.repairing import fits_above, is_below, leaves_something, repair
from regionpb.rules.scope import of_the_region, one_of
from regionpb.vocabulary import TERRITORIAL_MODES

__all__ = ["hub_alone", "hub_belongs_elsewhere", "not_under_hub", "outside_unit"]


def cut_loose(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit and one more organization of it, beside the hub instead of under it."""
    unit, hub, _ = draft.regional_unit(rng)
    superior = draft.spoilt(draft.home()["id"], hub)
    return Planted.at("organizations", draft.branch(rng, superior=superior, regional_unit=unit))


def join_from_outside(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit and an organization of it that lies outside its division."""
    draft.require("regional_units", "hub")
    draft.require("organizations", "regional_unit")
    divisions = two_divisions(draft, rng)
    narrow, division = divisions.narrow, draft.spoilt(divisions.outside, divisions.narrow)
    hub = draft.organization("general_branch", approved=True, division=narrow)
    unit = draft.area(hub, name="甬新小区", division=narrow)
    one = draft.branch(rng, under=hub, regional_unit=unit)
    draft.lead(hub, one, rng)
    return Planted.at("organizations", draft.branch(rng, under=hub, regional_unit=unit, division=division))


def leave_the_hub_alone(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit whose only organization besides the hub does not say that it belongs to it."""
    unit, _, one = draft.regional_unit(rng)
    if draft.spoils:
        draft.put("organizations", one, regional_unit=None)
    return Planted.at("regional_units", unit)


def make_the_hub_an_n(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit, and another, larger one of which the first one's hub is the N."""
    _, hub, one = draft.regional_unit(rng)
    above = draft.organization("committee", approved=True)
    draft.lead(above, one, rng)
    larger = draft.area(above, name="甬新大区")
    draft.branch(rng, under=above, regional_unit=larger)
    draft.put("organizations", hub, superior=above, regional_unit=draft.spoilt(larger, None))
    return Planted.at("organizations", hub)


@repair("move")
def under_the_hub(found: pl.DataFrame, snapshot: Snapshot, policy: InForce) -> pl.DataFrame:  # noqa: ARG001
    """Move it under the hub; safe where the hub may stand above it and lies in a division that contains its own.

    改隶区域性党组织；区域性党组织可以居于其上、所在区划又包含其所在区划的，为安全。
    """
    moves = found.select(ROW, organization="id", under="hub")
    moves = moves.filter(~is_below(moves["under"], moves["organization"], snapshot))
    fits = fits_above(moves["organization"], moves["under"], snapshot)
    return moves.with_columns(safe=fits & leaves_something(moves["organization"], snapshot))


@rule(
    "U004",
    Severity.ERROR,
    name_zh="不在区域性党组织之下",
    on="organizations",
    reads=("organizations.superior", "organizations.regional_unit", "organizations.external?", "regional_units.hub"),
    values=("regional_unit", "hub", "superior"),
    at="superior",
    message="belongs to {regional_unit} but is not under its hub {hub}, its superior being {superior}: move it "
    "under the hub",
    message_zh="属于统筹区域{regional_unit}，却不在其区域性党组织{hub}之下，上级为{superior}：请改隶区域性党组织",
    plant=cut_loose,
    repair=under_the_hub,
)
def not_under_hub(organizations: Frame, regional_units: Frame, subordination: Frame) -> Frame:
    """An organization belongs to a 1+N unit but is not under its hub.

    党组织属于某统筹区域，却不在其区域性党组织之下。

    Why: All of the N are subordinate to the 1; an organization that is not is in the unit in name only.
    原因:区域内的 N 个党组织都隶属于“1”；不在其下的，只是名义上在区域内。
    Source: P1a
    """
    hubs = regional_units.select(nw.col("id").alias("regional_unit"), "hub")
    belonging = organizations.filter(of_the_region()).join(hubs, on="regional_unit", how="inner")
    return placed(belonging, subordination, "id", "hub").filter(~inside("id", "hub"))


@rule(
    "U005",
    Severity.WARNING,
    name_zh="在统筹区域之外",
    on="organizations",
    reads=(
        "organizations.regional_unit",
        "organizations.division",
        "organizations.external?",
        "regional_units.mode",
        "regional_units.division",
        "regional_units.hub?",
        "divisions.parent",
    ),
    values={"regional_unit": None, "mode": None, "division": None, "regional_unit_division": "统筹区域所在区划"},
    at="division",
    message="lies in {division}, outside {regional_unit_division}, the division of its territorial 1+N "
    "unit {regional_unit} ({mode}): correct a division, or let it leave the 1+N unit",
    message_zh="在{division}，不在其统筹区域{regional_unit}（{mode}）所在的{regional_unit_division}之内："
    "请更正所在区划，或令其退出该区域",
    companions=("O005",),
    plant=join_from_outside,
)
def outside_unit(organizations: Frame, regional_units: Frame, territory: Frame) -> Frame:
    """In a territorial 1+N unit, an organization other than the hub lies outside the unit's division.

    按地域统筹的区域内，某党组织（区域性党组织除外）不在区域所在区划之内。

    Why: Parks, blocks, villages and buildings are places; what lies elsewhere cannot be one of theirs. Only trade,
        industry and personnel reach across. The hub itself is U003's. Under the hub and outside the unit it
        lies outside a superior too, hence O005.
    原因:园区、街区、村企、楼宇都是地方，别处的党组织不可能是其中之一；只有行业、产业、人员统筹跨地域。
        区域性党组织自身由 U003 检查。既在其下又在区域之外，必然也在某个上级的区划之外，故伴随 O005。
    Source: P1a
    """
    territorial = regional_units.filter(one_of("mode", TERRITORIAL_MODES)).select(
        nw.col("id").alias("regional_unit"), "mode", "hub", nw.col("division").alias("regional_unit_division")
    )
    ones = (
        organizations.filter(of_the_region())
        .join(territorial, on="regional_unit", how="inner")
        .filter(nw.col("hub").is_null() | (nw.col("id") != nw.col("hub")))
    )
    return placed(ones, territory, "division", "regional_unit_division").filter(
        ~inside("division", "regional_unit_division")
    )


@rule(
    "U006",
    Severity.WARNING,
    name_zh="有“1”无“N”",
    on="regional_units",
    reads=("regional_units.hub", "organizations.regional_unit"),
    values=("hub",),
    message="has no organization besides its hub {hub}: enter the organizations that belong to it, or close "
    "the 1+N unit",
    message_zh="除区域性党组织{hub}外没有其他党组织：请登记属于该区域的党组织，或撤销该区域",
    plant=leave_the_hub_alone,
)
def hub_alone(regional_units: Frame, organizations: Frame) -> Frame:
    """No organization besides the hub belongs to a 1+N unit: N is 0.

    统筹区域内除区域性党组织外没有其他党组织：N 为 0。

    Why: A hub without others coordinates nobody; mostly the organizations have not been entered as belonging to it.
        It is asked of a unit without a hub too.
    原因:没有 N 的“1”无可统筹；多半是所属党组织尚未登记统筹区域。没有区域性党组织的区域同样检查。
    Source: P1a
    """
    belonging = organizations.select(nw.col("id").alias("organization"), "regional_unit")
    others = (
        regional_units.join(belonging, left_on="id", right_on="regional_unit", how="inner")
        .filter(nw.col("hub").is_null() | (nw.col("organization") != nw.col("hub")))
        .select("id")
    )
    return regional_units.join(others, on="id", how="anti")


@rule(
    "U007",
    Severity.ERROR,
    name_zh="区域性党组织另属他区",
    on="organizations",
    reads=("organizations.regional_unit", "organizations.external?", "regional_units.hub"),
    values={"regional_unit": None, "hub_of": "所统筹区域"},
    at="regional_unit",
    message="is the hub of {hub_of} but belongs to {regional_unit}, another 1+N unit: empty that cell, or "
    "enter {hub_of} there",
    message_zh="是统筹区域{hub_of}的区域性党组织，自己却属于另一区域{regional_unit}：请清空其统筹区域，或改为{hub_of}",
    plant=make_the_hub_an_n,
)
def hub_belongs_elsewhere(organizations: Frame, regional_units: Frame) -> Frame:
    """The hub of a 1+N unit is itself one of the N of another unit.

    某统筹区域的区域性党组织，自己却属于另一统筹区域。

    Why: The setting is a star, one 1 and its N. A hub that is an N elsewhere makes chains, and its members have two
        reservoirs. Of a hub that several units share, the first of the others is shown.
    原因:“1+N”是一个“1”带 N 个的星形。区域性党组织若又是别处的 N，便成了链条，其党员有两个蓄水池。
        几个区域共用的，只显示其中第一个。
    Source: P1a
    """
    known = regional_units.select(nw.col("id").alias("regional_unit"))
    led = regional_units.select(nw.col("id").alias("unit"), nw.col("hub").alias("id"))
    elsewhere = (
        organizations.filter(of_the_region())
        .join(known, on="regional_unit", how="inner")
        .join(led, on="id", how="inner")
        .filter(nw.col("unit") != nw.col("regional_unit"))
    )
    return elsewhere.group_by("_row", "regional_unit").agg(nw.col("unit").min().alias("hub_of"))
