"""S001, S002, S006: which divisions have a centre, a station or a point."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.new_divisions import deepen, levels_of, new_division, some
from regionpb.rules.planting.points import open_points, point
from regionpb.vocabulary import Level

__all__ = ["no_point_in_village", "no_public_centre", "no_service_point"]


def open_a_point_only(draft: Draft, rng: Random) -> Planted:
    """Add a county with a mere point, or a township with one and a village in it."""
    draft.require("divisions", "parent")
    open_points(draft)
    if not {Level.COUNTY, Level.TOWNSHIP} & {*levels_of(draft)}:
        deepen(draft, rng, to=Level.COUNTY)
    levels = [level for level in levels_of(draft) if level in {Level.COUNTY, Level.TOWNSHIP}]
    level = rng.choice(levels)
    code = new_division(draft, rng, level, parent=some(draft, rng, level)["parent"])
    if Level(level) is Level.TOWNSHIP:
        deepen(draft, rng, to=Level.VILLAGE)
        if draft.current("divisions").filter(pl.col("parent") == code).is_empty():
            new_division(draft, rng, Level.VILLAGE, parent=code)
    _turn(draft, code, "point")
    return Planted.at("divisions", code)


def lack_a_public_centre(draft: Draft, rng: Random) -> Planted:
    """Add a township whose only village has a point, but no public centre."""
    open_points(draft)
    village = _lonely_village(draft, rng)
    _turn(draft, village, "point")
    return Planted.at("divisions", village)


def leave_a_village_without(draft: Draft, rng: Random) -> Planted:
    """Add a township with a public centre, in whose only village there is nothing but a station of volunteers."""
    open_points(draft)
    deepen(draft, rng, to=Level.VILLAGE)
    some(draft, rng, Level.TOWNSHIP)
    village = _lonely_village(draft, rng)
    point(draft, draft.row("divisions", village)["parent"], "public_centre")
    _turn(draft, village, "volunteer_station")
    return Planted.at("divisions", village)


def _lonely_village(draft: Draft, rng: Random) -> str:
    """A new village in a new township, or beside those that lie in none."""
    deepen(draft, rng, to=Level.VILLAGE)
    if Level(levels_of(draft)[0]) is Level.VILLAGE:
        return new_division(draft, rng, Level.VILLAGE, parent=None)
    township = new_division(draft, rng, Level.TOWNSHIP, parent=some(draft, rng, Level.TOWNSHIP)["parent"])
    return new_division(draft, rng, Level.VILLAGE, parent=township)


def _turn(draft: Draft, division: str, kind: str) -> None:
    """Let the service points of a new division be of another kind, where faults are committed."""
    if draft.spoils:
        for each in draft.current("service_points").filter(pl.col("division") == division)["id"]:
            draft.put("service_points", each, kind=kind)


@rule(
    "S001",
    Severity.WARNING,
    name_zh="缺党员服务中心（站）",
    on="divisions",
    reads=("divisions.level", "divisions.parent", "service_points.kind", "service_points.division"),
    values={"level": None, "stations": "服务站数"},
    message="is of {level} level and has no centre for members within it, and {stations} stations: a county needs a "
    "centre, a township a centre or a station; open one, or enter it",
    message_zh="为{level}，其内没有党员服务中心，有服务站{stations}个：县级须有服务中心，乡级须有服务中心或服务站，请设立或补登",
    plant=open_a_point_only,
)
def no_service_point(divisions: Frame, served: Frame) -> Frame:
    """A county-level division has no centre within it, or a township-level one neither a centre nor a station.

    县级区划之内没有现存的党员服务中心，或乡级区划之内既没有服务中心也没有服务站。

    Why: Service to members has three grades, the centre, the station and the point; without the upper two nobody
        leads the points below.
    原因:党员服务分中心、站、点三级；没有上面两级，下面的服务点便无人牵头。
    Source: P2a
    """
    level = nw.col("level")
    places = divisions.join(served, left_on="code", right_on="id", how="inner").filter(nw.col("centres") == 0)
    return places.filter((level == "county") | ((level == "township") & (nw.col("stations") == 0)))


@rule(
    "S002",
    Severity.INFO,
    name_zh="缺公共服务中心",
    on="divisions",
    reads=("divisions.level", "divisions.parent", "service_points.kind", "service_points.division"),
    message="has no public centre, and neither has its township: plan one that serves it, or enter it",
    message_zh="没有公共服务中心，所在乡镇（街道）也没有：可规划设立，或补登已有的中心",
    plant=lack_a_public_centre,
    turn=1,  # other plants add villages, with public centres, beside those that are there
)
def no_public_centre(divisions: Frame, served: Frame) -> Frame:
    """A village-level division has no public centre within it or within its township.

    村级区划之内及其所在乡镇（街道）之内都没有现存的公共服务中心。

    Why: Public centres were to cover town and country, one for some four villages: one anywhere in the township
        serves its villages. A village that lies in no township is asked for its own.
    原因:公共服务中心要覆盖城乡，约四个村一个：乡镇（街道）内有一个，即可服务所辖各村。不在任何乡镇之内的村，只看其自身。
    Source: P4c
    """
    villages = divisions.filter(nw.col("level") == "village").join(served, left_on="code", right_on="id", how="inner")
    return villages.filter((nw.col("public_centres") == 0) & (nw.col("public_centres_of_township") == 0))


@rule(
    "S006",
    Severity.INFO,
    name_zh="村无服务点",
    on="divisions",
    reads=("divisions.level", "divisions.parent", "service_points.kind", "service_points.division"),
    message="has no centre, station, point or public centre within it: plan one, or enter it",
    message_zh="没有任何服务中心、站、点或公共服务中心：可规划设立，或补登已有的服务点",
    plant=leave_a_village_without,
)
def no_point_in_village(divisions: Frame, served: Frame) -> Frame:
    """A village-level division has no centre, station, point or public centre within it.

    村级区划之内没有现存的服务中心、服务站、服务点或公共服务中心。

    Why: The third grade of service is where members live. Hotlines, web pages and stations of volunteers serve a
        place without being one to go to.
    原因:三级服务的末一级在党员身边。热线、网上平台和志愿者服务站不是可去的服务场所，不计在内。
    Source: P2a
    """
    villages = divisions.filter(nw.col("level") == "village").join(served, left_on="code", right_on="id", how="inner")
    return villages.filter(nw.sum_horizontal("centres", "stations", "points", "public_centres") == 0)
