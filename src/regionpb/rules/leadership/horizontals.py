"""L009–L012: the three horizontals of the countryside, of county, township and village or area."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import occurring
from regionpb.rules.leadership.pieces import (
    coordination,
    county_seat,
    new_county,
    town,
    vertical,
    village_council,
    village_organization,
)
from regionpb.rules.leadership.standing import committees, in_the_countryside, rural
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import one_of
from regionpb.vocabulary import BodyKind, Function, Level

__all__ = ["no_council", "no_county_coordination", "no_township_coordination", "village_without_council"]

_TREE = ("divisions.level", "divisions.parent")
_BODIES = ("bodies.kind", "bodies.division")
_IN_TOWNSHIPS = occurring("divisions.level", Level.TOWNSHIP)


def coordinate_the_town_alone(draft: Draft, rng: Random) -> Planted:
    """Add a county and a town in it, of which only the town has a coordination committee."""
    draft.require("bodies", "kind", "division")
    county = new_county(draft, rng)
    town(draft, rng, county, lacks=Level.COUNTY)
    if not draft.spoils:
        coordination(draft, county)
    return Planted.at("divisions", county)


def coordinate_the_county_alone(draft: Draft, rng: Random) -> Planted:
    """Add a county and a town in it, of which only the county has a coordination committee."""
    draft.require("bodies", "kind", "division")
    code = town(draft, rng, new_county(draft, rng), lacks=Level.TOWNSHIP)
    if not draft.spoils:
        coordination(draft, code)
    return Planted.at("divisions", code)


def draw_an_area_without_council(draft: Draft, rng: Random) -> Planted:
    """Add a town, and a 1+N unit there that has no co-building council."""
    draft.require("bodies", "kind", "division", "regional_unit")
    draft.require("regional_units", "hub")
    draft.require("organizations", "regional_unit")
    if draft.has("organizations", "function"):
        there = vertical(draft, rng)
        code, superior = there.code, there.committee
    else:
        superior, county = county_seat(draft, rng)
        code = town(draft, rng, county)
    hub = draft.organization("general_branch", approved=True, under=superior, division=code)
    unit = draft.area(hub, name="甬新片区", mode="sub_area", division=code, lacks=BodyKind.CO_BUILDING_COUNCIL)
    draft.lead(hub, draft.branch(rng, under=hub, regional_unit=unit))
    if not draft.spoils:
        draft.council(BodyKind.CO_BUILDING_COUNCIL, "甬新片区", division=code, regional_unit=unit)
    return Planted.at("regional_units", unit)


def leave_a_village_without_council(draft: Draft, rng: Random) -> Planted:
    """Add a town, and a village there that has no co-building council."""
    draft.require("bodies", "kind", "division", "regional_unit")
    draft.require("regional_units")
    draft.require("organizations", "regional_unit")
    there = vertical(draft, rng)
    branch, village = village_organization(draft, rng, there, there.committee)
    if not draft.spoils:
        village_council(draft, village)
    return Planted.at("organizations", branch)


@rule(
    "L009",
    Severity.WARNING,
    name_zh="县级无协调委员会",
    on="divisions",
    reads=(*_BODIES, *_TREE),
    where=_IN_TOWNSHIPS,
    message="has towns or rural townships but no coordination committee of its own: set one up, or enter it",
    message_zh="辖有乡镇，却没有县级党建工作指导协调委员会：请成立或登记",
    plant=coordinate_the_town_alone,
)
def no_county_coordination(divisions: Frame, bodies: Frame, nesting: Frame) -> Frame:
    """A county with a town or rural township in it has no coordination committee of its own.

    辖有镇或乡的县（市、区），没有自己的党建工作指导协调委员会。

    Why: It is the first of the three horizontals: at the county the departments agree on what the townships are to
        do. It counts where its division is the county itself.
    原因: “三横”之首：县级协调各部门如何支持乡镇。以所在区划为该县本身的为准。
    Source: P1b
    """
    countryside = nesting.filter((nw.col("level") == "county") & rural("inner")).select(nw.col("outer").alias("code"))
    counties = divisions.join(countryside, on="code", how="semi")
    return counties.join(coordinated(bodies), left_on="code", right_on="division", how="anti")


@rule(
    "L010",
    Severity.WARNING,
    name_zh="乡镇无协调委员会",
    on="divisions",
    reads=(*_BODIES, "divisions.level"),
    where=_IN_TOWNSHIPS,
    message="is a town or rural township without a coordination committee of its own: set one up, or enter it",
    message_zh="为乡镇，却没有乡镇党建工作指导协调委员会：请成立或登记",
    plant=coordinate_the_county_alone,
)
def no_township_coordination(divisions: Frame, bodies: Frame) -> Frame:
    """A town or rural township has no coordination committee of its own.

    镇或乡没有自己的党建工作指导协调委员会。

    Why: It is the second of the three horizontals: in the township villages, enterprises and offices agree there.
    原因: “三横”之二：乡镇一级由村、企业和站所在此协调。
    Source: P1b
    """
    townships = divisions.filter((nw.col("level") == "township") & rural("code"))
    return townships.join(coordinated(bodies), left_on="code", right_on="division", how="anti")


def coordinated(bodies: Frame) -> Frame:
    """The coordination committees."""
    return bodies.filter(one_of("kind", [BodyKind.COORDINATION_COMMITTEE]))


@rule(
    "L011",
    Severity.WARNING,
    name_zh="区域无共建理事会",
    on="regional_units",
    reads=("regional_units.division", *_BODIES, "bodies.regional_unit", *_TREE),
    values=("division",),
    where=_IN_TOWNSHIPS,
    message="lies in the countryside, in {division}, and has no co-building council: set one up, or enter it",
    message_zh="在农村的{division}，却没有党建共建理事会：请成立或登记",
    plant=draw_an_area_without_council,
)
def no_council(regional_units: Frame, bodies: Frame, nesting: Frame) -> Frame:
    """A 1+N unit in a town or rural township has no co-building council, neither of its own nor of its division.

    位于乡镇的统筹区域，既没有自己的党建共建理事会，所在区划也没有（不属于任何统筹区域的）党建共建理事会。

    Why: It is the third of the three horizontals: the 1 and the N build together there. One of the division counts
        unless it is another unit's; a body whose 1+N unit has ended is nobody's.
    原因: “三横”之三：“1”与“N”在理事会中共建。所在区划的理事会也算，
        但属于其他统筹区域的不算；所属区域已失效的，视为不属于任何区域。
    Source: P1b
    """
    areas = regional_units.join(in_the_countryside(nesting), on="division", how="semi")
    return areas.join(with_council(regional_units, bodies), on="id", how="anti")


def co_building(bodies: Frame, regional_units: Frame) -> tuple[Frame, Frame]:
    """The co-building councils of current 1+N units, and those without a unit of their own."""
    councils = bodies.filter(one_of("kind", [BodyKind.CO_BUILDING_COUNCIL]))
    units = regional_units.select(nw.col("id").alias("regional_unit"))
    own = councils.join(units, on="regional_unit", how="semi")
    return own, councils.join(units, on="regional_unit", how="anti")


def with_council(regional_units: Frame, bodies: Frame) -> Frame:
    """The 1+N units that have a co-building council, as `id`."""
    own, of_divisions = co_building(bodies, regional_units)
    there = regional_units.join(of_divisions.select("division"), on="division", how="semi")
    return nw.concat([own.select(nw.col("regional_unit").alias("id")), there.select("id")])


@rule(
    "L012",
    Severity.INFO,
    name_zh="村无共建理事会",
    on="organizations",
    reads=(
        "organizations.function",
        "organizations.division",
        "organizations.regional_unit?",
        "organizations.external?",
        "regional_units.division",
        *_BODIES,
        "bodies.regional_unit",
        *_TREE,
    ),
    values=("division",),
    where=occurring("organizations.function", Function.VILLAGE_ORGANIZATION),
    message="lies in the countryside, in {division}, which has no co-building council, and belongs to no 1+N unit that "
    "has one: set one up, or enter it",
    message_zh="在农村的{division}，当地没有党建共建理事会，也不属于任何有共建理事会的统筹区域：请成立或登记",
    plant=leave_a_village_without_council,
)
def village_without_council(organizations: Frame, regional_units: Frame, bodies: Frame, nesting: Frame) -> Frame:
    """The division of a rural village organization has no co-building council, nor has its 1+N unit.

    农村的村党组织，所在区划没有党建共建理事会，所属统筹区域也没有。

    Why: A village builds together with those around it, in a council of its own or in that of the area it belongs to.
    原因: 村与周边单位共建，或由本村理事会，或由所属区域的理事会进行。
    Source: P1b
    """
    _, of_divisions = co_building(bodies, regional_units)
    areas = with_council(regional_units, bodies).select(nw.col("id").alias("regional_unit"))
    villages = committees(organizations, [Function.VILLAGE_ORGANIZATION])
    return (
        villages.join(in_the_countryside(nesting), on="division", how="semi")
        .join(of_divisions.select("division"), on="division", how="anti")
        .join(areas, on="regional_unit", how="anti")
    )
