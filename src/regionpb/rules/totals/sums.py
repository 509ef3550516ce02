"""X001, X002: sums that do not add up, and sums that were declared otherwise."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from regionpb.findings import Severity
from regionpb.rules.base import unasked_rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.story import Story

__all__ = ["DECLARED_DISAGREES", "MEMBERS_UNEXPLAINED", "PERIOD", "STATISTICS"]

STATISTICS = (
    "organizations.superior",
    "organizations.form",
    "members.organization!",
    "members.status!",
    "units.organization!",
)
"""What the statistics are counted from. Of members or units that are not known nothing is compared."""
PERIOD = timedelta(days=20)
"""What plants of this family commit lies within so many days up to the day."""


def move_without_a_record(draft: Draft, rng: Random) -> Planted:
    """Add two branches, and a member who went from one to the other without a transfer."""
    draft.require("members", "entry", "exit")
    draft.require("transfers", "received")
    began = draft.day - PERIOD - timedelta(days=5)
    one, other = (draft.branch(rng, members=4, start=began) for _ in range(2))
    moved = draft.day - timedelta(days=rng.randint(1, PERIOD.days - 1))
    issued = moved - timedelta(days=rng.randint(1, 9))
    member = draft.member(other, rng, start=moved, entry=None)
    facts = {k: v for k, v in draft.row("members", member).items() if v is not None and k != "_row"}
    draft.add("members", **facts | {"organization": one, "start": began, "end": moved})
    if not draft.spoils:
        transfer = {"member": member, "source": one, "target": other, "kind": "ordinary"}
        draft.add("transfers", **transfer, issued=issued, received=moved)
    return Planted.at("organizations", one, other)


def declare_one_too_many(draft: Draft, rng: Random) -> Planted:
    """Add a branch, and a return that counts one member more than it has."""
    draft.require("members", "organization")
    branch = draft.branch(rng, members=4)
    declared = {"organization": branch, "day": draft.day, "cell": "members", "value": draft.spoilt(5.0, 4.0)}
    return Planted.at("declared", draft.add("declared", **declared))


MEMBERS_UNEXPLAINED = unasked_rule(
    "X001",
    "members-unexplained",
    Severity.ERROR,
    name_zh="党员增减无据",
    on="organizations",
    reads=(
        "members.organization",
        "members.entry",
        "members.exit",
        "transfers.member",
        "transfers.source",
        "transfers.target",
        "transfers.received",
    ),
    story=Story(
        "Between two days the members of an organization changed by more, or by less, than its records say.",
        "两日之间党组织的党员增减与记录不符。",
        "Opening, entries and transfers received in, less exits and transfers received out, are what must be there in "
        "the end. Whoever is there without a record, or has one and is not, is told with the rows.",
        "期初数加增加和转入、减减少和转出，应等于期末数。没有记录而增减的，或有记录而未增减的，逐人列出。",
        "P3a; annual statistics, tables 1 and 2",
    ),
    values={"opening": "期初", "came": "增加", "went": "减少", "due": "应有", "closing": "期末"},
    message="has {closing} members in the end, but its records give {due} (opening {opening}, {came} came, {went} "
    "went): enter the entries, exits or transfers that are missing",
    message_zh="期末党员{closing}名，而按记录应有{due}名（期初{opening}，增加{came}，减少{went}）：请补登增加、减少或转接记录",
    plant=move_without_a_record,
)

DECLARED_DISAGREES = unasked_rule(
    "X002",
    "declared-disagrees",
    Severity.ERROR,
    name_zh="上报数不符",
    on="declared",
    reads=("declared.organization", "declared.cell", "declared.value", "declared.day", *STATISTICS),
    at="value",
    story=Story(
        "A number that was declared differs from what the register gives for that organization and day.",
        "上报数与台账在该日对该党组织的统计不符。",
        "A return is drawn from the register; where the two differ one of them is wrong.",
        "上报数出自台账；两者不符，必有一误。",
        "P3a; annual statistics, tables 1 and 2",
    ),
    values={"cell": None, "value": None, "counted": "台账数"},
    message="says {value} for {cell}, but the register gives {counted}: correct the return or the register",
    message_zh="上报{cell}为{value}，而台账为{counted}：请更正上报数或台账",
    limits={"value": "counted"},
    plant=declare_one_too_many,
)
