"""A007–A009: how many came to a meeting."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.vocabulary import MeetingKind

__all__ = ["attendance_count_disagrees", "more_present_than_expected", "thin_meeting"]


def overcount(draft: Draft, rng: Random) -> Planted:
    """Add a meeting to which more came than were expected."""
    draft.require("meetings", "expected", "attended")
    members = rng.randint(3, 9)
    return Planted.at("meetings", meeting(draft, rng, members, expected=members, attended=members + draft.spoilt(1, 0)))


def stay_away(draft: Draft, rng: Random) -> Planted:
    """Add a meeting to which fewer than half came."""
    draft.require("meetings", "expected", "attended")
    half = rng.randint(2, 5)
    return Planted.at("meetings", meeting(draft, rng, 2 * half, expected=2 * half, attended=half - draft.spoilt(1, 0)))


def forget_a_card(draft: Draft, rng: Random) -> Planted:
    """Add a meeting with one attendance fewer on record than people present."""
    draft.require("meetings", "attended")
    draft.require("attendances")
    draft.require("members", "organization")
    held = meeting(draft, rng, 3, attended=3)
    people = draft.people(draft.row("meetings", held)["organization"])
    for one in people[: len(people) - draft.spoilt(1, 0)]:
        draft.add("attendances", meeting=held, member=one)
    return Planted.at("meetings", held)


def meeting(draft: Draft, rng: Random, members: int, **people: int) -> str:
    """A group meeting of a new branch, with so many members where members are known."""
    draft.require("meetings", "kind", "organization", "held_on")
    branch = draft.branch(rng, members=members)
    return draft.add("meetings", kind=str(MeetingKind.GROUP_MEETING), organization=branch, held_on=draft.day, **people)


@rule(
    "A007",
    Severity.ERROR,
    name_zh="实到多于应到",
    on="meetings",
    reads=("meetings.attended", "meetings.expected", "meetings.held_on"),
    values=("attended", "expected"),
    where=filled("meetings.attended"),
    at="attended",
    message="had {attended} people present, more than the {expected} expected: correct one of the numbers",
    message_zh="实到{attended}人，多于应到{expected}人：请更正其一",
    plant=overcount,
)
def more_present_than_expected(meetings: Frame) -> Frame:
    """More people were present at a meeting than were expected.

    会议实到人数多于应到人数。

    Why: whoever may come is expected; more cannot have come.
    原因: 应到人数是有权到会的人数，实到不可能更多。
    Source: what the tables may hold
    """
    return meetings.filter(nw.col("attended") > nw.col("expected"))


@rule(
    "A008",
    Severity.INFO,
    name_zh="到会不足半数",
    on="meetings",
    reads=("meetings.attended", "meetings.expected", "meetings.held_on"),
    values=("attended", "expected"),
    where=filled("meetings.attended"),
    at="attended",
    message="had {attended} people present, fewer than half of the {expected} expected: see what kept them away",
    message_zh="实到{attended}人，不足应到{expected}人的一半：请了解缺席原因",
    plant=stay_away,
)
def thin_meeting(meetings: Frame) -> Frame:
    """Fewer than half of the people expected were present at a meeting.

    会议实到人数不足应到人数的一半。

    Why: with fewer than half a meeting can decide nothing, and its records show early where a branch falls asleep.
    原因: 到会不足半数无法形成决议；到会记录能及早看出支部是否涣散。
    Source: P3a; Regulation on the work of Party branches (2018) Arts. 11-18
    """
    # Not twice the number: that could be more than a number can hold.
    return meetings.filter(nw.col("attended") < nw.col("expected") - nw.col("attended"))


@rule(
    "A009",
    Severity.WARNING,
    name_zh="到会记录不符",
    on="meetings",
    reads=("meetings.attended", "meetings.held_on", "attendances.meeting"),
    values={"attended": None, "attendances": "参加记录数"},
    where=filled("attendances.meeting"),
    at="attended",
    message="had {attended} people present, but {attendances} attendances are on record: correct the number or the "
    "records",
    message_zh="实到{attended}人，参加记录却有{attendances}条：请更正人数或参加记录",
    plant=forget_a_card,
)
def attendance_count_disagrees(meetings: Frame, attendances: Frame) -> Frame:
    """The number present at a meeting differs from the attendances on record, where there are any.

    会议实到人数与参加记录数不符（有记录的会议）。

    Why: cards tell on the spot who came; a number that says otherwise was guessed. Every record counts, whoever came.
    原因: 刷卡当场记录参加者；与之不符的人数多为估计。记录逐条计入，不论参加者现在何处。
    Source: P3a
    """
    recorded = attendances.group_by("meeting").agg(nw.len().cast(nw.Int64).alias("attendances"))
    return meetings.join(recorded, left_on="id", right_on="meeting", how="inner").filter(
        nw.col("attended") != nw.col("attendances")
    )
