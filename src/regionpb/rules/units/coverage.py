"""U008–U011: the units (villages, enterprises …) that a 1+N unit covers."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import former
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.new_divisions import ended_division
from regionpb.rules.scope import one_of
from regionpb.vocabulary import ENTERPRISES, SETTLEMENTS

__all__ = ["division_ended", "mode_mismatch", "uncovered_unit", "unit_organization_disagree"]


def promise_a_village(draft: Draft, rng: Random) -> Planted:
    """Add a village-and-enterprise unit to which neither a village nor an enterprise belongs."""
    draft.require("units", "trade", "regional_unit")
    unit, _, _ = draft.regional_unit(rng, mode="village_enterprise")
    if not draft.spoils:
        draft.unit("village", name="甬新村", regional_unit=unit)
        draft.unit(regional_unit=unit)
    return Planted.at("regional_units", unit)


def overlook_a_unit(draft: Draft, rng: Random) -> Planted:
    """Add an enterprise without an organization outside every 1+N unit."""
    draft.require("units", "organization", "regional_unit")
    draft.require("regional_units")
    unit = draft.unit()
    if not draft.spoils:
        draft.put("units", unit, regional_unit=draft.regional_unit(rng)[0])
    return Planted.at("units", unit)


def split_allegiance(draft: Draft, rng: Random) -> Planted:
    """Add two 1+N units, and an enterprise of one that is covered by an organization of the other."""
    same, _, one = draft.regional_unit(rng)
    other, _, _ = draft.regional_unit(rng)
    return Planted.at("units", draft.unit(organization=one, regional_unit=draft.spoilt(other, same)))


def stay_in_the_past(draft: Draft, rng: Random) -> Planted:
    """Add an enterprise that is still entered in a division that has ended."""
    draft.require("units", "organization")
    now = draft.choose("divisions", pl.col("code") == draft.home()["division"], rng)
    division = draft.spoilt(ended_division(draft, rng, now["code"]), now["code"])
    return Planted.at("units", draft.unit(organization=draft.branch(rng), division=division))


@rule(
    "U008",
    Severity.WARNING,
    name_zh="统筹模式不符",
    on="regional_units",
    reads=("regional_units.mode", "units.kind", "units.trade", "units.regional_unit"),
    values={"mode": None, "villages": "村数", "communities": "社区数", "enterprises": "企业数", "trades": "行业数"},
    at="mode",
    message="has the mode {mode}, but {villages} villages, {communities} communities, {enterprises} enterprises and "
    "{trades} trades among its units: correct the mode, or which units lie in it",
    message_zh="的统筹模式为{mode}，区域内却有{villages}个村、{communities}个社区、{enterprises}家企业、{trades}种行业："
    "请更正统筹模式，或更正区域内的单位",
    plant=promise_a_village,
)
def mode_mismatch(regional_units: Frame, units: Frame) -> Frame:
    """The units of a 1+N unit are not what its mode says.

    统筹区域内的单位与其统筹模式不符。

    Why: Village and enterprise, village and neighbourhood, one trade: the mode names who is brought together. Its
        units are those whose `regional_unit` it is; units without a trade do not count as one, and other modes
        ask nothing.
    原因:村企、村居、行业，模式说的就是把谁统筹在一起。区域内的单位指统筹区域为该区域的单位；
        未填行业的不算一种行业；其他模式不作要求。
    Source: P1a
    """
    kind = nw.col("kind")
    within = units.filter(~nw.col("regional_unit").is_null())
    kinds = within.group_by("regional_unit").agg(
        _count(kind == "village").alias("villages"),
        _count(kind == "community").alias("communities"),
        _count(one_of("kind", ENTERPRISES)).alias("enterprises"),
    )
    trades = (
        within.filter(~nw.col("trade").is_null())
        .select("regional_unit", "trade")
        .unique()
        .group_by("regional_unit")
        .agg(nw.len().alias("trades"))
    )
    mode, counts = nw.col("mode"), nw.col("villages", "communities", "enterprises", "trades")
    none_of_one = (nw.col("villages") == 0) | (nw.col("enterprises") == 0)
    none_of_other = (nw.col("villages") == 0) | (nw.col("communities") == 0)
    return (
        regional_units.join(kinds, left_on="id", right_on="regional_unit", how="left")
        .join(trades, left_on="id", right_on="regional_unit", how="left")
        .with_columns(counts.cast(nw.Int64).fill_null(0))
        .filter(
            ((mode == "village_enterprise") & none_of_one)
            | ((mode == "village_neighbourhood") & none_of_other)
            | ((mode == "trade") & (nw.col("trades") > 1))
        )
    )


def _count(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).sum()


@rule(
    "U009",
    Severity.WARNING,
    name_zh="单位未覆盖",
    on="units",
    reads=("units.kind!", "units.organization", "units.regional_unit", "organizations", "regional_units"),
    values=("kind", "organization", "regional_unit"),
    at="regional_unit",
    message="is covered by no current organization (given is {organization}) and lies in no current 1+N unit "
    "(given is {regional_unit}): enter the 1+N unit whose hub looks after it",
    message_zh="既没有现存党组织覆盖（所填为{organization}），也不在任何现存统筹区域内（所填为{regional_unit}）："
    "请登记负责它的统筹区域",
    plant=overlook_a_unit,
)
def uncovered_unit(units: Frame, organizations: Frame, regional_units: Frame) -> Frame:
    """A unit has no current organization and lies in no current 1+N unit; villages and communities are exempt.

    单位既没有现存党组织，也不在现存统筹区域内（村和社区自身除外）。

    Why: Wide coverage is what 1+N is for: where there is no organization the hub works in its stead.
    原因:“1+N”为的就是广泛覆盖：没有党组织的单位，由区域性党组织代为开展工作。
    Source: P1a
    """
    return (
        units.filter(nw.col("kind").is_null() | ~one_of("kind", SETTLEMENTS))
        .join(organizations, left_on="organization", right_on="id", how="anti")
        .join(regional_units, left_on="regional_unit", right_on="id", how="anti")
    )


@rule(
    "U010",
    Severity.WARNING,
    name_zh="单位与党组织分属两区",
    on="units",
    reads=("units.organization", "units.regional_unit", "organizations.regional_unit", "regional_units"),
    values={"regional_unit": None, "organization": None, "organization_regional_unit": "党组织统筹区域"},
    at="regional_unit",
    message="lies in {regional_unit}, but {organization}, which covers it, belongs to {organization_regional_unit}: "
    "enter the same 1+N unit for both",
    message_zh="在统筹区域{regional_unit}，覆盖它的党组织{organization}却属于{organization_regional_unit}：请统一二者的统筹区域",
    plant=split_allegiance,
)
def unit_organization_disagree(units: Frame, organizations: Frame, regional_units: Frame) -> Frame:
    """A unit and the organization that covers it belong to different current 1+N units.

    单位与覆盖它的党组织属于不同的现存统筹区域。

    Why: A unit is brought in through its organization; two answers count it twice or send its members to the wrong
        reservoir. Where one of them names no current 1+N unit there is nothing to disagree about.
    原因:单位经由其党组织纳入统筹；两处说法不一，会重复统计，或使党员归属错误的蓄水池。
        一方没有现存统筹区域的，无从不一致。
    Source: P1a
    """
    known = regional_units.select(nw.col("id").alias("regional_unit"))
    covering = organizations.join(known, on="regional_unit", how="inner").select(
        nw.col("id").alias("organization"), nw.col("regional_unit").alias("organization_regional_unit")
    )
    return (
        units.join(known, on="regional_unit", how="inner")
        .join(covering, on="organization", how="inner")
        .filter(nw.col("regional_unit") != nw.col("organization_regional_unit"))
    )


@rule(
    "U011",
    Severity.WARNING,
    name_zh="单位所在区划已失效",
    on="units",
    reads=("units.division", "divisions"),
    values=("division",),
    where=former("divisions"),
    at="division",
    message="lies in {division}, which does not exist on the day: enter the division that took its place",
    message_zh="所在区划{division}当日并不存在：请改为接替它的区划",
    plant=stay_in_the_past,
)
def division_ended(units: Frame, divisions_former: Frame) -> Frame:
    """The division of a unit exists, but not on the day.

    单位的所在区划存在，但当日并不有效。

    Why: Divisions are merged and recoded; what is still entered under the old code drops out of every roll-up.
    原因:区划有合并和变更；仍登记在旧代码下的单位，会从各级汇总中漏掉。
    Source: P3a; GB/T 10114
    """
    return ended(units, "division", divisions_former, key="code")
