"""L008: the vertical of county, township and village."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.codes import DIVISION_LENGTHS
from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled, occurring
from regionpb.rules.leadership.pieces import vertical, village_council, village_organization
from regionpb.rules.leadership.standing import committees, rural, under_their_own
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import of_the_region, one_of
from regionpb.rules.sharing import shared
from regionpb.vocabulary import Function, Level

__all__ = ["broken_vertical"]

_OF_TOWNSHIPS = (Function.TOWNSHIP_COMMITTEE, Function.STREET_WORKING_COMMITTEE)
_OF_COUNTIES = (Function.LOCAL_COMMITTEE,)


def pass_over_the_town(draft: Draft, rng: Random) -> Planted:
    """Add a town, and a village organization there that stands beside the township committee."""
    draft.require("regional_units", "hub")
    there = vertical(draft, rng)
    superior = draft.spoilt(there.above, there.committee)
    branch, village = village_organization(draft, rng, there, superior)
    if draft.has("bodies", "regional_unit"):
        village_council(draft, village)
    return Planted.at("organizations", branch)


def _led_from_above(snapshot: Snapshot) -> bool:
    """There may be a village organization, or a hub in the countryside."""
    villages = occurring("organizations.function", Function.VILLAGE_ORGANIZATION)
    return villages(snapshot) or (
        occurring("divisions.level", Level.TOWNSHIP)(snapshot) and filled("regional_units.hub")(snapshot)
    )


@rule(
    "L008",
    Severity.ERROR,
    name_zh="“一纵”中断",
    on="organizations",
    reads=(
        "organizations.function",
        "organizations.superior",
        "organizations.division",
        "organizations.external?",
        "regional_units.hub",
        "regional_units.division",
        "divisions.level",
        "divisions.parent",
    ),
    values={"superior": None, "own_township": "所属乡级区划", "own_county": "所属县级区划"},
    at="superior",
    where=_led_from_above,
    message="has no Party committee of its township {own_township} above it, or no local committee of its county "
    "{own_county}, its superior being {superior}: move it under the township's, and that under the county's",
    message_zh="之上没有所属乡镇（街道）{own_township}的党委（党工委），或没有所属县（市、区）{own_county}的党委，"
    "其上级为{superior}：请改隶乡镇党委，并理顺乡镇党委的上级",
    plant=pass_over_the_town,
)
def broken_vertical(organizations: Frame, regional_units: Frame, subordination: Frame, nesting: Frame) -> Frame:
    """Above a village organization or the hub of a rural 1+N unit a link of county, township and village is missing.

    村党组织或农村统筹区域的区域性党组织之上，缺乡镇党委（街道党工委）或县委。

    Why: County, township, village and regional organizations are one line of command. For a hub the township and
        county are those of the unit's division. Of what lies in no township or in no county that part is not asked.
    原因:县（市、区）委、乡镇党委、村和区域性党组织是一条纵线。区域性党组织按统筹区域所在区划判断。
        不在任何乡镇或县之内的，该部分不作检查。
    Source: P1b
    """
    own = organizations.filter(of_the_region())
    villages = committees(organizations, [Function.VILLAGE_ORGANIZATION])
    townships, counties = _nearest(nesting, "township"), _nearest(nesting, "county")
    hubs = (
        regional_units.filter(nw.col("division").str.len_chars() >= DIVISION_LENGTHS[Level.TOWNSHIP])
        .join(townships.filter(rural("own_township")), left_on="division", right_on="place", how="semi")
        .select(nw.col("hub").alias("id"), nw.col("division").alias("place"))
    )
    asked = shared(
        nw.concat([villages.select("id", nw.col("division").alias("place")), hubs])
        .unique()
        .join(townships, on="place", how="left")
        .join(counties, on="place", how="left")
    )
    lacking = nw.concat(
        [
            _not_led(asked, "own_township", organizations.filter(one_of("function", _OF_TOWNSHIPS)), subordination),
            _not_led(asked, "own_county", organizations.filter(one_of("function", _OF_COUNTIES)), subordination),
        ]
    )
    found = own.join(lacking.unique(), on="id", how="inner")
    return found.filter(nw.col("place") == nw.col("place").min().over("_row"))


def _nearest(nesting: Frame, level: str) -> Frame:
    """Divisions, as `place`, with the nearest one of a level that they are or lie in, as `own_{level}`."""
    nearest = nesting.filter((nw.col("level") == level) & (nw.col("nth") == 0))
    return nearest.select(nw.col("inner").alias("place"), nw.col("outer").alias(f"own_{level}"))


def _not_led(asked: Frame, which: str, heads: Frame, subordination: Frame) -> Frame:
    """Those for whom there is a division in the column `which`, and no head that lies in it above them."""
    known = asked.filter(~nw.col(which).is_null())
    led = under_their_own(known.select("id", nw.col(which).alias("division")), heads, subordination)
    return known.join(led, left_on=["id", which], right_on=["id", "division"], how="anti")
