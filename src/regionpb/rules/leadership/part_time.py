"""L004–L007, L014: part-time seats, by which the units of a street lead along."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled as entered
from regionpb.rules.gates import occurring
from regionpb.rules.leadership.pieces import require_part_time, street
from regionpb.rules.leadership.standing import ENLARGED, committees, of_streets, within_streets
from regionpb.rules.places import inside, placed
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import one_of
from regionpb.rules.seating import secretaries
from regionpb.vocabulary import Function, Role

__all__ = [
    "community_without_part_timers",
    "concurrent_seat_not_head",
    "influential_without_seat",
    "no_concurrent_seat",
    "represented_outside",
]

_SEATS = ("seats.organization", "seats.holder", "seats.part_time")
_COMMITTEES = ("organizations.function", "organizations.external?")
_ROLES = (Role.DEPUTY_SECRETARY, Role.MEMBER)


def send_a_deputy(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, where a member who leads nothing sits for a branch."""
    require_part_time(draft, "represents_organization")
    there = street(draft, rng)
    head, *others = draft.people(there.represented)
    draft.put("seats", str(there.seat), holder=draft.spoilt(rng.choice(others), head))
    return Planted.at("seats", there.seat)


def send_from_outside(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, where the secretary of a branch from elsewhere sits."""
    require_part_time(draft, "represents_organization")
    there = street(draft, rng)
    outside = draft.branch(rng, under=there.home)
    sent = draft.spoilt(outside, there.represented)
    draft.put("seats", str(there.seat), represents_organization=sent, holder=draft.people(sent)[0])
    return Planted.at("seats", there.seat)


def seat_nobody_part_time(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, whose deputy secretary is not said to sit part-time."""
    require_part_time(draft, "represents_organization")
    there = street(draft, rng)
    draft.put("seats", str(there.seat), part_time=draft.spoilt(None, sound=True))
    return Planted.at("organizations", there.enlarged)


def leave_the_community_alone(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, on whose community committee nobody sits part-time."""
    require_part_time(draft, "represents_organization")
    there = street(draft, rng)
    draft.put("seats", str(there.community_seat), part_time=draft.spoilt(None, sound=True))
    return Planted.at("organizations", there.three[Function.COMMUNITY_COMMITTEE])


def overlook_the_influential(draft: Draft, rng: Random) -> Planted:
    """Add a street with its 1+3, and an influential enterprise whose branch no seat represents."""
    require_part_time(draft, "represents_organization", "represents_unit")
    draft.require("units", "organization", "influential")
    there = street(draft, rng)
    covering = draft.spoilt(there.branches[Function.COMMUNITY_COMMITTEE], there.represented)
    return Planted.at("units", draft.unit(division=there.code, organization=covering, influential=True))


def concurrent(organizations: Frame, held: Frame) -> Frame:
    """The part-time seats of deputies and members on enlarged committees."""
    enlarged = committees(organizations, [ENLARGED])
    part_time = held.filter(nw.col("part_time"), one_of("role", _ROLES))
    return part_time.join(enlarged, left_on="organization", right_on="id", how="semi")


@rule(
    "L004",
    Severity.WARNING,
    name_zh="兼职者非书记",
    on="seats",
    reads=(*_SEATS, *_COMMITTEES, "seats.role", "seats.represents_organization", "members?"),
    values=("holder", "represents_organization", "organization"),
    at="holder",
    where=entered("seats.part_time"),
    message="on the enlarged working committee {organization} is held by {holder}, who is not secretary of "
    "{represents_organization}, which it represents: seat its secretary, or correct who is represented",
    message_zh="设在街道大工委{organization}，任职党员{holder}却不是所代表的{represents_organization}的现任书记："
    "请由其书记兼任，或更正所代表的党组织",
    plant=send_a_deputy,
)
def concurrent_seat_not_head(organizations: Frame, held: Frame) -> Frame:
    """A part-time deputy or member of an enlarged working committee is not the secretary of whom they represent.

    街道大工委的兼职副书记、委员，不是其所代表党组织的现任书记。

    Why: The heads of the units sit there, so that what is decided together is carried out at home. A seat that
        represents no current organization is L005's.
    原因: 兼职的应是驻区单位党组织负责人，共同决定的事才能在本单位落实。没有代表现存党组织的，由 L005 检查。
    Source: P1b
    """
    named = concurrent(organizations, held).join(
        organizations.select(nw.col("id").alias("represents_organization")), on="represents_organization", how="inner"
    )
    heads = secretaries(held)
    return named.join(
        heads, left_on=["represents_organization", "holder"], right_on=["organization", "holder"], how="anti"
    )


@rule(
    "L005",
    Severity.WARNING,
    name_zh="所代表党组织不在街道内",
    on="seats",
    reads=(
        *_SEATS,
        *_COMMITTEES,
        "seats.role",
        "seats.represents_organization",
        "organizations.division",
        "divisions.parent",
        "members?",
    ),
    values={"represents_organization": None, "represented_division": "所代表党组织所在区划", "street": "所在街道"},
    at="represents_organization",
    where=entered("seats.part_time"),
    message="is a part-time seat on the enlarged working committee of {street}, but represents "
    "{represents_organization} in {represented_division}: enter an organization that lies within the street",
    message_zh="为街道{street}大工委的兼职席位，所代表的党组织为{represents_organization}，在{represented_division}："
    "请填写街道内的党组织",
    plant=send_from_outside,
)
def represented_outside(organizations: Frame, held: Frame, territory: Frame) -> Frame:
    """A part-time deputy or member of an enlarged working committee represents nobody, or somebody from outside.

    街道大工委的兼职副书记、委员，没有代表任何现存党组织，或代表的党组织不在街道之内。

    Why: The committee brings together those who lie in the street; whoever sits for nobody there brings nobody. The
        street is the division of the committee; where one of the two divisions is not current nothing is said.
    原因:大工委联合的是街道之内的单位；不代表其中任何一个的，起不到联合的作用。街道即大工委所在区划；
        两处区划之一当日无效的，不作检查。
    Source: P1b
    """
    lying = organizations.select(nw.col("id").alias("organization"), nw.col("division").alias("street"))
    seated = concurrent(organizations, held).join(lying, on="organization", how="inner")
    represented = organizations.select(
        nw.col("id").alias("represents_organization"), nw.col("division").alias("represented_division")
    )
    nobody = seated.join(represented, on="represents_organization", how="anti")
    somebody = seated.join(represented, on="represents_organization", how="inner")
    outside = placed(somebody, territory, "represented_division", "street").filter(
        ~inside("represented_division", "street")
    )
    shown = ["_row", "represents_organization", "represented_division", "street"]
    # The join with nobody's organization adds the column, empty.
    unknown = nobody.join(represented, on="represents_organization", how="left")
    return nw.concat([unknown.select(*shown), outside.select(*shown)])


@rule(
    "L006",
    Severity.WARNING,
    name_zh="大工委无兼职",
    on="organizations",
    reads=(*_SEATS, *_COMMITTEES, "members"),
    where=occurring("organizations.function", ENLARGED),
    message="is an enlarged working committee on which nobody sits part-time: enter the heads of the units who do, or "
    "invite them",
    message_zh="为街道大工委，却没有兼职席位：请登记兼职的驻区单位负责人，或聘请兼职",
    plant=seat_nobody_part_time,
)
def no_concurrent_seat(organizations: Frame, held: Frame) -> Frame:
    """An enlarged working committee has no part-time seat, whatever the role; a seat counts only while it is held.

    街道大工委没有兼职席位（不论职务）；任职党员已失效的席位不算。

    Why: It is the part-time members from the units that make it larger than the working committee.
    原因: “大”就大在有驻区单位负责人兼职；没有兼职，与街道党工委无异。
    Source: P1b
    """
    part_time = held.filter(nw.col("part_time"))
    return committees(organizations, [ENLARGED]).join(part_time, left_on="id", right_on="organization", how="anti")


@rule(
    "L007",
    Severity.INFO,
    name_zh="社区无兼职委员",
    on="organizations",
    reads=(*_SEATS, *_COMMITTEES, "seats.role", "members"),
    where=occurring("organizations.function", Function.COMMUNITY_COMMITTEE),
    message="is a community committee without a part-time member: invite somebody from the units there",
    message_zh="为社区党委，却没有兼职委员：请从驻区单位聘请",
    plant=leave_the_community_alone,
)
def community_without_part_timers(organizations: Frame, held: Frame) -> Frame:
    """A community committee has no part-time seat of a member.

    社区党委没有兼职委员。

    Why: Communities have part-time members as streets do: those who work there have a say in what is done there.
    原因: 社区同样实行兼职委员制，让驻区单位参与社区事务。
    Source: P1b
    """
    part_time = held.filter(nw.col("part_time"), nw.col("role") == str(Role.MEMBER))
    communities = committees(organizations, [Function.COMMUNITY_COMMITTEE])
    return communities.join(part_time, left_on="id", right_on="organization", how="anti")


@rule(
    "L014",
    Severity.INFO,
    name_zh="有影响力的单位无席位",
    on="units",
    reads=(
        "units.division",
        "units.organization",
        "units.influential",
        *_SEATS,
        *_COMMITTEES,
        "seats.represents_organization",
        "seats.represents_unit",
        "members",
        "organizations.division",
        "divisions.level",
        "divisions.parent",
    ),
    values={"organization": None, "street": "所在街道"},
    at="influential",
    where=entered("units.influential"),
    message="is influential in {street}, but no part-time seat on the enlarged working committee there represents it "
    "or {organization}, which covers it: invite its head",
    message_zh="在街道{street}影响力大，该街道大工委却没有代表该单位或其党组织{organization}的兼职席位：请聘请其负责人兼职",
    plant=overlook_the_influential,
)
def influential_without_seat(units: Frame, organizations: Frame, held: Frame, nesting: Frame) -> Frame:
    """An influential unit of a street with an enlarged working committee is not represented there.

    街道有大工委，辖区内影响力大的单位有党组织覆盖，却没有代表该单位或其党组织的兼职席位。

    Why: Heads of units that matter in the street are whom the part-time seats are for. A unit without a current
        organization has nobody to send.
    原因: 兼职席位正是为影响力大的驻区单位负责人而设。没有现存党组织的单位无人可派，不作检查。
    Source: P1b
    """
    heads = of_streets(organizations).select("committee", "street")
    covering = organizations.select(nw.col("id").alias("organization"))
    influential = units.filter(nw.col("influential")).join(covering, on="organization", how="inner")
    here = within_streets(influential, nesting).join(heads, on="street", how="semi")
    part_time = held.filter(nw.col("part_time")).join(heads, left_on="organization", right_on="committee", how="inner")
    by_itself = part_time.select("street", nw.col("represents_unit").alias("id"))
    by_organization = part_time.select("street", nw.col("represents_organization").alias("organization"))
    unheard = here.join(by_itself, on=["street", "id"], how="anti").join(
        by_organization, on=["street", "organization"], how="anti"
    )
    return unheard.filter(nw.col("street") == nw.col("street").min().over("_row"))
