"""A member who came over, for plants of transfers to spoil."""

from __future__ import annotations

from random import Random

from attrs import frozen

from regionpb.rules.planting.draft import Draft

__all__ = ["Arrival", "arrive"]


@frozen
class Arrival:
    """Who came over on the day, out of an organization that ended then, and into which branch."""

    member: str
    source: str
    target: str


def arrive(draft: Draft, rng: Random) -> Arrival:
    """Add a branch, and to it a member who was until the day in an organization that has ended since.

    Only an organization that is no more can have had members before the day: one that had lived on would owe the
    meetings of the time before.
    """
    draft.require("transfers", "received")
    draft.require("members", "organization")
    source, target = draft.former(), draft.branch(rng)
    member = draft.member(target, rng)
    facts = {k: v for k, v in draft.row("members", member).items() if v is not None and k != "_row"}
    draft.add("members", **facts | {"organization": source, "start": None, "end": draft.day})
    return Arrival(member, source, target)
