"""O010–O012: the secretary of an organization."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.places import inside, placed
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.pieces import headless_branch, require_seats
from regionpb.rules.scope import of_the_region
from regionpb.rules.seating import secretaries

__all__ = ["no_secretary", "secretary_from_elsewhere", "several_secretaries"]

_SEATS = ("seats.role", "seats.organization", "seats.holder")


def leave_without_a_head(draft: Draft, rng: Random) -> Planted:
    """Add a branch whose members have no secretary."""
    require_seats(draft)
    branch, members = headless_branch(draft, rng)
    if not draft.spoils:
        draft.secretary(branch, members[0])
    return Planted.at("organizations", branch)


def seat_two(draft: Draft, rng: Random) -> Planted:
    """Add a branch with two secretaries."""
    require_seats(draft)
    branch = draft.branch(rng)
    if draft.spoils:
        draft.secretary(branch, draft.people(branch)[-1])
    return Planted.at("organizations", branch)


def borrow_a_head(draft: Draft, rng: Random) -> Planted:
    """Add two branches, the second headed by a member of the first."""
    require_seats(draft)
    lender = draft.branch(rng)
    branch, _ = headless_branch(draft, rng)
    draft.secretary(branch, draft.people(draft.spoilt(lender, branch))[-1])
    return Planted.at("organizations", branch)


@rule(
    "O010",
    Severity.WARNING,
    name_zh="书记空缺",
    on="organizations",
    reads=(*_SEATS, "members", "organizations.external?"),
    message="has no secretary: enter who holds the seat, or have one elected",
    message_zh="没有书记：请登记现任书记，或进行选举",
    plant=leave_without_a_head,
)
def no_secretary(organizations: Frame, held: Frame) -> Frame:
    """An organization has no current seat of a secretary; a seat counts only while its holder has not ended.

    党组织没有现任书记；任职党员已失效的席位不算。

    Why: the secretary convenes and answers for everything else; an organization without one does not work.
    原因: 书记召集并负责党组织的一切工作；没有书记的党组织无法运转。
    Source: Party Constitution (2007) Art. 29; P4a
    """
    seated = secretaries(held)
    return organizations.filter(of_the_region()).join(seated, left_on="id", right_on="organization", how="anti")


@rule(
    "O011",
    Severity.ERROR,
    name_zh="书记不止一人",
    on="organizations",
    reads=(*_SEATS, "members?", "organizations.external?"),
    values={"secretaries": "书记数"},
    message="has {secretaries} secretaries: end the seats that are no longer held",
    message_zh="有{secretaries}名现任书记：请终止已卸任的席位",
    plant=seat_two,
)
def several_secretaries(organizations: Frame, held: Frame) -> Frame:
    """An organization has more than one current seat of a secretary that is held.

    党组织有一个以上现任书记席位。

    Why: there is one secretary; a second is mostly a predecessor whose seat was never ended. It is seats that count:
        one member twice is two.
    原因: 书记只有一人；多出的多半是前任席位未终止。以席位计，同一人登记两次也算两个。
    Source: P4a
    """
    seated = secretaries(held)
    counted = seated.group_by("organization").agg(nw.len().cast(nw.Int64).alias("secretaries"))
    several = counted.filter(nw.col("secretaries") > 1)
    return organizations.filter(of_the_region()).join(several, left_on="id", right_on="organization", how="inner")


@rule(
    "O012",
    Severity.WARNING,
    name_zh="书记非本组织系统",
    on="organizations",
    reads=(*_SEATS, "members.organization", "organizations.superior", "organizations.external?"),
    values={"holder": None, "holder_organization": "书记所在党组织"},
    message="has the secretary {holder}, who belongs to {holder_organization}, neither under nor above it: enter "
    "another secretary, or transfer the relation",
    message_zh="的书记{holder}组织关系在{holder_organization}，既不在其下也不在其上：请更正书记，或转接组织关系",
    plant=borrow_a_head,
)
def secretary_from_elsewhere(organizations: Frame, held: Frame, members: Frame, subordination: Frame) -> Frame:
    """The secretary's own organization is neither under the organization nor above it.

    书记本人所在党组织既不在该组织之下，也不在其上。

    Why: a secretary comes out of the organization or is sent from above; a stranger to both is mostly a seat that was
        entered wrongly. Of several such secretaries the first entered is shown.
    原因: 书记或由本组织产生，或由上级选派；两者都不是的，多半是任职登记有误。有数人时显示最先登记的。
    Source: P4a
    """
    belonging = members.select(nw.col("id").alias("holder"), nw.col("organization").alias("holder_organization"))
    led = (
        organizations.filter(of_the_region())
        .join(secretaries(held), left_on="id", right_on="organization", how="inner")
        .join(belonging, on="holder", how="inner")
    )
    strange = placed(led, subordination, "id", "holder_organization").filter(
        ~inside("id", "holder_organization") & ~inside("holder_organization", "id")
    )
    return strange.filter(nw.col("seat") == nw.col("seat").min().over("_row"))
