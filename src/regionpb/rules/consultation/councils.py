"""C001–C003: the consultative councils of 1+N units, who sits on them and how often they meet."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.periods import without_meeting
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import one_of
from regionpb.vocabulary import ENTERPRISES, BodyKind, MeetingKind, UnitKind

__all__ = ["idle_council", "narrow_council", "no_consultation"]


def consult_nobody(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit whose council is an association instead."""
    draft.seek_home(lambda home: not _has_council(draft, home["division"]))
    unit, council = with_council(draft, rng)
    if draft.spoils:
        draft.put("bodies", council, kind=str(BodyKind.ASSOCIATION))
    return Planted.at("regional_units", unit)


def leave_a_side_out(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit on whose council nobody speaks for the enterprise, or for the social organization."""
    draft.require("units", "kind")
    draft.require("seats", "body", "represents_unit")
    _, council = with_council(draft, rng)
    seats = draft.current("seats").filter(pl.col("body") == council)["id"].sort()
    silent = rng.choice(seats.to_list())
    if draft.spoils:
        draft.put("seats", silent, represents_unit=None)
    return Planted.at("bodies", council)


def let_a_council_sleep(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit whose council is a year old and has met once, more than half a year ago."""
    draft.require("meetings", "kind", "body", "held_on")
    _, council = with_council(draft, rng)
    draft.put("bodies", council, start=draft.day - timedelta(days=365))
    late, lately = rng.randint(190, 300), rng.randint(1, 180)
    held_on = draft.day - timedelta(days=draft.spoilt(late, lately))
    draft.add("meetings", kind=str(MeetingKind.CONSULTATION), body=council, held_on=held_on)
    return Planted.at("bodies", council)


def with_council(draft: Draft, rng: Random) -> tuple[str, str]:
    """A valid 1+N unit and its consultative council.

    Raises:
        Unplantable: where the region does not know which 1+N unit a body is of.
    """
    draft.require("bodies", "kind", "division", "regional_unit")
    unit, _, _ = draft.regional_unit(rng)
    own = (pl.col("regional_unit") == unit) & (pl.col("kind") == str(BodyKind.CONSULTATIVE_COUNCIL))
    return unit, str(draft.choose("bodies", own, rng)["id"])


def _has_council(draft: Draft, division: str) -> bool:
    """Whether a division has a council that is of no current 1+N unit, and so serves them all."""
    units = draft.current("regional_units")["id"]
    shared = ~pl.col("regional_unit").is_in(units.implode()).fill_null(value=False)
    return not draft.current("bodies").filter(_councils_of(division) & shared).is_empty()


def _councils_of(division: str) -> pl.Expr:
    return (pl.col("kind") == str(BodyKind.CONSULTATIVE_COUNCIL)) & (pl.col("division") == division)


def consultative(bodies: Frame) -> Frame:
    """The consultative councils among bodies."""
    return bodies.filter(nw.col("kind") == str(BodyKind.CONSULTATIVE_COUNCIL))


@rule(
    "C001",
    Severity.INFO,
    name_zh="无共商议事会",
    on="regional_units",
    reads=("regional_units.division", "bodies.kind", "bodies.division", "bodies.regional_unit", "divisions"),
    values=("division",),
    message="has no consultative council of its own, nor has its division {division} one for all: found one, or enter "
    "it",
    message_zh="没有自己的社会管理共商议事会，所在区划{division}也没有统一的共商议事会：请组建，或补登",
    plant=consult_nobody,
)
def no_consultation(regional_units: Frame, bodies: Frame, divisions: Frame) -> Frame:
    """A 1+N unit has no consultative council, and neither has its division one that is of no 1+N unit.

    统筹区域没有共商议事会，所在区划也没有不属于某一区域的共商议事会。

    Why: what concerns all in an area is talked over by all. A council that names no 1+N unit, or one that does not
        exist on the day, serves every unit whose division is its own.
    原因: 区域内的共同事务由各方共商共议。未填统筹区域、或所填区域当日并不存在的共商议事会，服务于同一区划的各区域。
    Source: P1c
    """
    councils = consultative(bodies)
    units = regional_units.select(nw.col("id").alias("regional_unit"))
    shared = councils.join(units, on="regional_unit", how="anti").join(
        divisions, left_on="division", right_on="code", how="semi"
    )
    return regional_units.join(councils, left_on="id", right_on="regional_unit", how="anti").join(
        shared, on="division", how="anti"
    )


@rule(
    "C002",
    Severity.WARNING,
    name_zh="共商代表面窄",
    on="bodies",
    reads=("bodies.kind", "seats.body", "seats.represents_unit", "units.kind"),
    values={"social_organizations": "社会组织席位数", "enterprises_seated": "企业席位数"},
    message="does not seat both sides (social organizations: {social_organizations}, enterprises: "
    "{enterprises_seated}): seat at least one of each, or enter which unit each seat represents",
    message_zh="有社会组织席位{social_organizations}个、企业席位{enterprises_seated}个：请各设至少一个，或登记各席位所代表的单位",
    plant=leave_a_side_out,
)
def narrow_council(bodies: Frame, seats: Frame, units: Frame) -> Frame:
    """On a consultative council no seat represents a social organization, or none an enterprise.

    共商议事会没有代表社会组织的席位，或没有代表企业的席位。

    Why: the council draws in the area's organizations and social groups; without them the Party talks to itself. Asked
        is which current units its seats represent, not who holds them.
    原因: 共商议事会要吸纳区域内各类单位和社会组织；没有他们就谈不上共商。只看席位所代表的现存单位，不问由谁担任。
    Source: P1c
    """
    kinds = units.select(nw.col("id").alias("represents_unit"), nw.col("kind").alias("unit_kind"))
    social = nw.col("unit_kind") == str(UnitKind.SOCIAL_ORGANIZATION)
    seated = (
        seats.join(kinds, on="represents_unit", how="inner")
        .group_by(nw.col("body").alias("id"))
        .agg(
            social.cast(nw.Int64).sum().alias("social_organizations"),
            one_of("unit_kind", ENTERPRISES).cast(nw.Int64).sum().alias("enterprises_seated"),
        )
    )
    counts = nw.col("social_organizations", "enterprises_seated")
    return (
        consultative(bodies)
        .join(seated, on="id", how="left")
        .with_columns(counts.cast(nw.Int64).fill_null(0))
        .filter((nw.col("social_organizations") == 0) | (nw.col("enterprises_seated") == 0))
    )


@rule(
    "C003",
    Severity.WARNING,
    name_zh="共商议事会久未开会",
    on="bodies",
    reads=("bodies.kind", "meetings.kind", "meetings.body", "meetings.held_on"),
    values={"last_held_on": "最近召开日期", "council_idle_days": None},
    parameters=("council_idle_days",),
    limits={"last_held_on": "council_idle_days"},
    message="has no consultation in the last {council_idle_days} days, the last one being {last_held_on}: call one, or "
    "enter it",
    message_zh="近{council_idle_days}天没有共商议事，上次为{last_held_on}：请召集，或补登",
    plant=let_a_council_sleep,
)
def idle_council(bodies: Frame, bodies_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A consultative council has held no consultation in half a year.

    共商议事会半年没有开会。

    Why: a council that does not meet regularly notices nothing in time. One that did not exist on every day of the
        period is not asked.
    原因: 不定期开会就不能及时发现问题。期间内并非每一天都存在的不作检查。
    Source: P1c
    """
    return without_meeting(
        consultative(bodies),
        bodies_history,
        meetings,
        policy,
        kind=MeetingKind.CONSULTATION,
        of="body",
        days="council_idle_days",
    )
