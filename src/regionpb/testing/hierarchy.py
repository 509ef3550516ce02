"""Organizations one under another: every step leaves a valid forest in which each has members under it.

Branches need members, what stands above them does not. So an organization is either a branch, while there
are members for it, or it is put in between two others, or it lies outside the region.

    >>> one, two, three = grow_hierarchy(3, Plenty(members=3), [])
    >>> one.form, two.form, three.form, two.superior is three, three.superior is one
    ('committee', 'branch', 'committee', True, True)
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from regionpb.testing.dice import Dice
from regionpb.testing.leadership import TAKES, found_street
from regionpb.testing.pieces import Organization, Place

__all__ = ["Plenty", "grow_hierarchy"]


@frozen
class Plenty:
    """What there is for organizations to live on.

    Attributes:
        members: how many members are to be placed; None where nobody counts them.
        fewest: full members that a branch needs.
        most: members that a branch may have.
        units: whether there are units, for what is joint.
    """

    members: int | None = None
    fewest: int = 3
    most: int = 50
    units: bool = True

    @property
    def branches(self) -> float:
        """How many branches there may be."""
        return float("inf") if self.members is None else max(self.members // self.fewest, 1)

    def streets(self, organizations: int) -> int:
        """How many streets so many organizations can lead."""
        return int(min((organizations - 1) // TAKES, self.branches // (TAKES - 1)))

    @property
    def needed(self) -> int:
        """How many branches there must be to hold everybody."""
        return -(-(self.members or 0) // self.most)


def grow_hierarchy(
    count: int, plenty: Plenty, each: Sequence[Dice], streets: Sequence[Place] = ()
) -> list[Organization]:
    """So many organizations in the order in which they were made; the first is a committee at the top.

    Args:
        count: how many; at least one.
        plenty: what they have to live on.
        each: choose where each stands; those that are missing choose the plainest.
        streets: each is to have its 1+3; no more of them than `Plenty.streets`.
    """
    all_: list[Organization] = []

    def new(form: str) -> Organization:
        made = Organization(f"O-{len(all_) + 1}", form)
        all_.append(made)
        return made

    dice = [*each, *(Dice(b"") for _ in range(count - len(each)))]
    new("working_committee" if dice[0].rarely() else "committee")
    for street in streets:
        found_street(street, all_[0], [new("") for _ in range(TAKES)])
    while len(all_) < count:
        here = dice[len(all_)]
        left, leaves = count - len(all_), [o for o in all_ if o.is_branch]
        another, step = len(leaves) < plenty.branches, here.below(8)
        if not leaves or (another and (step < 4 or len(leaves) + left <= plenty.needed)):
            _branch(new(_leaf(here, plenty)), all_, here)
        elif step == 7:
            new(here.pick(["branch", "committee", "general_branch"])).external = True
        elif step == 6 and another and left > 1 and len(leaves) + left - 1 > plenty.needed:
            new(here.pick(["committee", "working_committee"])).hang(new(_leaf(here, plenty)))
        else:
            _between(new(""), all_, here, plenty)
    return all_


def _leaf(dice: Dice, plenty: Plenty) -> str:
    if plenty.members is not None and plenty.members < plenty.fewest:
        return "temporary_branch"  # the only one that may be so small
    return dice.pick(["branch", "branch", "joint_branch" if plenty.units else "branch", "temporary_branch"])


def _branch(branch: Organization, all_: list[Organization], dice: Dice) -> None:
    """Put a branch under anything that may have one."""
    dice.pick([o for o in all_ if not (o.is_branch or o.external)]).hang(branch)


def _between(middle: Organization, all_: list[Organization], dice: Dice, plenty: Plenty) -> None:
    """Put a new organization between another and the committee above it; the first branch is one that has one."""
    lower = dice.pick([o for o in all_ if o.superior is not None and o.superior.is_committee])
    upper = lower.superior
    assert upper is not None  # noqa: S101 - chosen so
    forms = ["committee", "committee", "working_committee", "temporary_committee"]
    if lower.is_branch:
        joint = "joint_general_branch" if plenty.units else "general_branch"
        forms += ["general_branch", "general_branch", joint, "temporary_general_branch"]
    middle.form = dice.pick(forms)
    if not middle.is_committee:  # branches beside it may go along
        for other in [o for o in upper.children if o.is_branch and o is not lower and dice.now_and_then()]:
            middle.hang(other)
    upper.hang(middle)
    middle.hang(lower)
