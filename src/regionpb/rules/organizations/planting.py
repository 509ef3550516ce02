"""Valid organizations for plants to spoil, beyond the pieces every draft knows."""

from __future__ import annotations

from random import Random
from typing import Any

from regionpb.rules.draft import Draft
from regionpb.rules.new_divisions import new_division

__all__ = ["general_branch", "headless_branch", "outside", "require_seats"]


def general_branch(draft: Draft, rng: Random, *, branches: int = 1, members: int = 3, **values: Any) -> str:
    """A general branch with branches under it and one of their secretaries at its head.

    With fewer than fifty members it is valid if `approved`.
    """
    general = draft.organization("general_branch", **values)
    under = [draft.branch(rng, under=general, members=members) for _ in range(branches)]
    draft.lead(general, under[0])
    return general


def headless_branch(draft: Draft, rng: Random, *, members: int = 3, **values: Any) -> tuple[str, list[str]]:
    """A branch that has members but no secretary: its id and theirs."""
    branch = draft.organization(**values)
    return branch, [draft.member(branch, rng) for _ in range(members)]


def require_seats(draft: Draft) -> None:
    """Make sure that secretaries are asked about.

    Raises:
        Unplantable: when they are not.
    """
    draft.require("members", "organization")
    draft.require("seats", "role", "organization", "holder")


def outside(draft: Draft, rng: Random, division: str) -> str:
    """A new division beside one, at the same level."""
    draft.require("divisions", "parent")
    beside = draft.row("divisions", division)
    return new_division(draft, rng, beside["level"], parent=beside["parent"])
