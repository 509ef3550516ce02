"""L001–L003, L013: the 1+3 of a street."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import occurring
from regionpb.rules.leadership.pieces import bare_street, branch_of, one_plus_three, street
from regionpb.rules.leadership.standing import (
    ENLARGED,
    THREE,
    committees,
    of_streets,
    under_their_own,
    urban,
    within_streets,
)
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.vocabulary import Form, Function, Level

__all__ = ["missing_of_three", "no_enlarged_committee", "several_enlarged_committees", "three_not_under"]

_COMMITTEES = ("organizations.function", "organizations.division", "organizations.external?")
_TREE = ("divisions.level", "divisions.parent")


def leave_a_street_without(draft: Draft, rng: Random) -> Planted:
    """Add a street in which there is no organization."""
    home, code = bare_street(draft, rng)
    if not draft.spoils:
        one_plus_three(draft, rng, home, code)
    return Planted.at("divisions", code)


def enlarge_twice(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, whose working committee is entered as an enlarged one, too."""
    there = street(draft, rng)
    function = draft.spoilt(ENLARGED, Function.STREET_WORKING_COMMITTEE)
    name = f"{draft.row('divisions', there.code)['name']}党工委"
    values = {"division": there.code, "function": str(function), "name": name}
    second = draft.organization(Form.WORKING_COMMITTEE, under=there.home, **values)
    branch_of(draft, rng, second)
    if there.seat is not None:
        seat = draft.row("seats", there.seat)
        shown = ("role", "holder", "part_time", "represents_organization")
        draft.add("seats", organization=second, **{column: seat[column] for column in shown})
    return Planted.at("divisions", there.code)


def leave_out_the_organs(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, whose committee for organs is entered as a committee like any other."""
    there = street(draft, rng)
    organs = there.three[Function.GOVERNMENT_ORGANS_COMMITTEE]
    function = draft.spoilt(Function.GENERAL, Function.GOVERNMENT_ORGANS_COMMITTEE)
    draft.put("organizations", organs, function=str(function), approved=True)
    return Planted.at("organizations", there.enlarged)


def hang_beside(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, one of which stands beside the enlarged committee."""
    there = street(draft, rng)
    one = there.three[rng.choice([Function.COMMUNITY_COMMITTEE, Function.GOVERNMENT_ORGANS_COMMITTEE])]
    draft.put("organizations", one, superior=draft.spoilt(there.home, there.enlarged))
    return Planted.at("organizations", one)


@rule(
    "L001",
    Severity.WARNING,
    name_zh="缺街道大工委",
    on="divisions",
    reads=("divisions.level", *_COMMITTEES),
    where=occurring("divisions.level", Level.TOWNSHIP),
    message="is a street without an enlarged working committee: set one up, or enter which organization it is",
    message_zh="为街道，却没有街道大工委：请组建，或登记其职能",
    plant=leave_a_street_without,
)
def no_enlarged_committee(divisions: Frame, organizations: Frame) -> Frame:
    """A street has no enlarged working committee of its own.

    街道没有自己的街道大工委。

    Why: In the city the street leads together with the units that lie in it, and the enlarged working committee is
        where they do. It counts where its division is the street itself and it is no external organization.
    原因: 城区由街道党工委与辖区单位共同领导，大工委就是共同领导的平台。以所在区划为该街道本身的为准，区域外党组织不算。
    Source: P1b
    """
    streets = divisions.filter((nw.col("level") == "township") & urban("code"))
    return streets.join(of_streets(organizations), left_on="code", right_on="street", how="anti")


@rule(
    "L002",
    Severity.ERROR,
    name_zh="街道大工委不止一个",
    on="divisions",
    reads=("divisions.level", *_COMMITTEES),
    values={"committees": "大工委数"},
    where=occurring("organizations.function", ENLARGED),
    message="is a street with {committees} enlarged working committees: correct the function of those that are none, "
    "or merge them",
    message_zh="为街道，却有{committees}个街道大工委：请更正误填的职能，或合并",
    plant=enlarge_twice,
)
def several_enlarged_committees(divisions: Frame, organizations: Frame) -> Frame:
    """A street has more than one enlarged working committee.

    街道有一个以上街道大工委。

    Why: One street, one "1": of two committees nobody knows which decides; mostly the working committee itself was
        entered as one.
    原因: 一个街道一个“1”：有两个就说不清由谁决定；多半是把街道党工委也填成了大工委。
    Source: P1b
    """
    counted = of_streets(organizations).group_by("street").agg(nw.len().cast(nw.Int64).alias("committees"))
    several = counted.filter(nw.col("committees") > 1)
    streets = divisions.filter(nw.col("level") == "township")
    return streets.join(several, left_on="code", right_on="street", how="inner")


@rule(
    "L003",
    Severity.WARNING,
    name_zh="“1+3”不全",
    on="organizations",
    reads=(*_COMMITTEES, *_TREE),
    values={"street": "所在街道", "function": None},
    where=occurring("organizations.function", ENLARGED),
    message="is the enlarged working committee of {street}, where there is no {function}: set one up, or enter which "
    "organization it is",
    message_zh="为街道{street}的大工委，街道内却没有{function}：请组建，或登记其职能",
    plant=leave_out_the_organs,
)
def missing_of_three(organizations: Frame, divisions: Frame, nesting: Frame) -> Frame:
    """A street has an enlarged working committee, but one of the three that carry out what it decides is missing.

    街道有大工委，却缺综合党委、社区党委、行政党委之一。

    Why: The comprehensive committee, the community committee and that of the organs carry out what the 1 decides,
        each in its line; they may lie anywhere within the street. There is a finding for each that is missing.
    原因:大工委的决定由综合党委、社区党委、行政党委按条块分别落实；三者位于街道之内即可。缺几个就有几条。
    Source: P1b
    """
    led = of_streets(organizations).join(divisions.select(nw.col("code").alias("street")), on="street", how="inner")
    there = within_streets(committees(organizations, THREE), nesting).select("street", "function")
    return nw.concat([_without(led, there, str(function)) for function in THREE])


def _without(led: Frame, there: Frame, function: str) -> Frame:
    """The enlarged committees in whose street there is no committee of a function."""
    lacking = led.join(there.filter(nw.col("function") == function), on="street", how="anti")
    return lacking.with_columns(nw.lit(function).alias("function"))


@rule(
    "L013",
    Severity.WARNING,
    name_zh="三个党委不在大工委之下",
    on="organizations",
    reads=("organizations.superior", *_COMMITTEES, *_TREE),
    values={"function": None, "street": "所在街道", "superior": None},
    at="superior",
    where=occurring("organizations.function", ENLARGED),
    message="is the {function} of {street} but under no enlarged working committee of that street, its superior being "
    "{superior}: move it under one",
    message_zh="为街道{street}的{function}，却不在该街道大工委之下，上级为{superior}：请改隶街道大工委",
    plant=hang_beside,
)
def three_not_under(organizations: Frame, subordination: Frame, nesting: Frame) -> Frame:
    """One of a street's three committees is under none of its enlarged working committees, though there is one.

    街道有大工委，其综合党委、社区党委或行政党委却不在任何一个大工委之下。

    Why: The three carry out what the 1 decides; a committee beside it is bound by nothing it decides.
    原因: 三个党委落实大工委的决定；不在其下的，大工委的决定管不到它。
    Source: P1b
    """
    heads = of_streets(organizations).select(nw.col("committee").alias("id"), nw.col("street").alias("division"))
    three = within_streets(committees(organizations, THREE), nesting).join(
        heads, left_on="street", right_on="division", how="semi"
    )
    led = under_their_own(three.select("id", nw.col("street").alias("division")), heads, subordination)
    beside = three.join(led, left_on=["id", "street"], right_on=["id", "division"], how="anti")
    return beside.filter(nw.col("street") == nw.col("street").min().over("_row"))
