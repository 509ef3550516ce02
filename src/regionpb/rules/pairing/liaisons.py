"""P006–P008: leading cadres, each of whom links a township and a village in it."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import occurring
from regionpb.rules.places import inside, placed
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.local_committees import local_committee
from regionpb.rules.planting.new_divisions import deepen, new_division, some
from regionpb.vocabulary import Level, Role

__all__ = ["leader_without_liaison", "liaison_level", "village_outside_township"]


def link(draft: Draft, leader: str, township: str, village: str) -> str:
    """Add a liaison; where the region knew none, every leading cadre gets the same."""
    if not draft.has("liaisons"):
        leading = draft.current("seats").filter(pl.col("role") == Role.LEADING_CADRE)["holder"]
        for other in leading.drop_nulls().unique().sort():
            draft.add("liaisons", leader=other, township=township, village=village)
    return draft.add("liaisons", leader=leader, township=township, village=village)


def township_and_village(draft: Draft, rng: Random) -> tuple[str, str]:
    """A new township, and a village in it."""
    deepen(draft, rng, to=Level.VILLAGE)
    township = new_division(draft, rng, Level.TOWNSHIP, parent=some(draft, rng, Level.TOWNSHIP)["parent"])
    return township, new_division(draft, rng, Level.VILLAGE, parent=township)


def link_nobody(draft: Draft, rng: Random) -> Planted:
    """Add a leading cadre without a liaison."""
    draft.require("members", "organization")
    draft.require("seats", "role", "organization", "holder")
    committee = local_committee(draft, rng)
    township, village = township_and_village(draft, rng)
    leader, other, _ = draft.people(draft.branch(rng))
    link(draft, other, township, village)
    seat = draft.add("seats", role="leading_cadre", organization=committee, holder=leader)
    if not draft.spoils:
        link(draft, leader, township, village)
    return Planted.at("seats", seat)


def link_another_level(draft: Draft, rng: Random) -> Planted:
    """Add a liaison whose township is the county above it, or whose village is the township itself."""
    draft.require("members", "organization")
    township, village = township_and_village(draft, rng)
    above = draft.row("divisions", township)["parent"]
    too_high = rng.random() < 1 / 2
    leader = draft.people(draft.branch(rng))[0]
    bad = (str(above), village) if above is not None and too_high else (township, township)
    return Planted.at("liaisons", link(draft, leader, *draft.spoilt(bad, (township, village))))


def link_elsewhere(draft: Draft, rng: Random) -> Planted:
    """Add two townships with a village each, and a liaison of the one with the village of the other."""
    draft.require("members", "organization")
    township, village = township_and_village(draft, rng)
    _, elsewhere = township_and_village(draft, rng)
    leader = draft.people(draft.branch(rng))[0]
    return Planted.at("liaisons", link(draft, leader, township, draft.spoilt(elsewhere, village)))


@rule(
    "P006",
    Severity.WARNING,
    name_zh="领导干部未联镇带村",
    on="seats",
    reads=(
        "seats.role",
        "seats.organization",
        "seats.holder",
        "members?",
        "organizations.function",
        "organizations.division",
        "divisions.level",
        "liaisons.leader",
    ),
    values=("holder", "organization"),
    where=occurring("seats.role", Role.LEADING_CADRE),
    at="holder",
    message="of {holder} makes them a leading cadre of {organization}, but they link no township and village: enter "
    "the liaison",
    message_zh="使{holder}成为{organization}的领导干部，却没有联镇带村：请登记所联系的乡镇（街道）和村（社区）",
    plant=link_nobody,
)
def leader_without_liaison(held: Frame, organizations: Frame, divisions: Frame, liaisons: Frame) -> Frame:
    """A leading cadre of the committee of a city or county has no current liaison.

    市、县（市、区）委的领导干部没有现存的联镇带村关系。

    Why: All leading cadres of the city and of its counties link a township and bring a village along. Asked are seats
        of local committees in divisions of county or prefecture level whose holder has not ended.
    原因:市和县（市、区）两级领导干部都要联镇（街道）带村（社区）。检查的是县级、地级区划中地方党委的任职，
        且任职党员当日有效。
    Source: P2c
    """
    here = divisions.filter(nw.col("level").is_in(["county", "prefecture"])).select(nw.col("code").alias("division"))
    committees = organizations.filter(nw.col("function") == "local_committee").join(here, on="division", how="semi")
    leading = held.filter(nw.col("role") == "leading_cadre").join(
        committees.select(nw.col("id").alias("organization")), on="organization", how="semi"
    )
    linking = liaisons.select(nw.col("leader").alias("holder"))
    return leading.join(linking, on="holder", how="anti")


@rule(
    "P007",
    Severity.ERROR,
    name_zh="联系对象级别不符",
    on="liaisons",
    reads=("liaisons.township", "liaisons.village", "divisions.level"),
    values={"township": None, "township_level": "联系乡镇的级别", "village": None, "village_level": "联系村的级别"},
    message="links {township} ({township_level}) as a township and {village} ({village_level}) as a village: enter a "
    "township-level and a village-level division",
    message_zh="联系的乡镇{township}为{township_level}，联系的村{village}为{village_level}：请分别登记乡级和村级区划",
    plant=link_another_level,
)
def liaison_level(liaisons: Frame, divisions: Frame) -> Frame:
    """The township of a liaison is not of township level, or its village not of village level.

    联系的乡镇不是乡级区划，或联系的村不是村级区划。

    Why: A leader links one township (or street) and one village (or community) in it; any other level says nothing
        about who is looked after. What does not exist on the day has no level then.
    原因:领导干部联系的是一个乡镇（街道）和其中一个村（社区）；填成别的级别，就说不清究竟联系谁。当日不存在的区划不作比较。
    Source: P2c
    """
    for column in ("township", "village"):
        levels = divisions.select(nw.col("code").alias(column), nw.col("level").alias(f"{column}_level"))
        liaisons = liaisons.join(levels, on=column, how="left")
    return liaisons.filter((nw.col("township_level") != "township") | (nw.col("village_level") != "village"))


@rule(
    "P008",
    Severity.ERROR,
    name_zh="联系村不在联系乡镇",
    on="liaisons",
    reads=("liaisons.township", "liaisons.village", "divisions.parent"),
    values=("township", "village"),
    at="village",
    message="links the township {township} and the village {village}, which does not lie in it: correct one of them",
    message_zh="联系乡镇{township}，联系的村{village}却不在其内：请更正其一",
    plant=link_elsewhere,
)
def village_outside_township(liaisons: Frame, territory: Frame) -> Frame:
    """The village of a liaison does not lie within its township.

    联系的村不在联系的乡镇之内。

    Why: The leader who links a township brings along a village of it; with a village elsewhere the two are linked by
        nobody together. Asked is where both exist on the day.
    原因:领导干部联镇带村，带的是所联系乡镇中的村；村在别处，镇与村便无人一并联系。双方当日均有效的才比较。
    Source: P2c
    """
    return placed(liaisons, territory, "village", "township").filter(~inside("village", "township"))
