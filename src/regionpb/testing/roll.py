"""Rows of organizations: the facts about each that follow from what is in it and under it, and some that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Row
from regionpb.testing.words import adorned
from regionpb.vocabulary import COMMITTEE_TYPE, SETTLEMENTS, SIZED_GENERAL_BRANCHES, Form

__all__ = ["enrol"]

_FORMS = {form.value: form.label for form in Form}


def enrol(organizations: Sequence[Organization], dice: Mapping[str, Dice], norms: Norms, *, counted: bool) -> list[Row]:
    """A row for each organization, in their order.

    Args:
        organizations: all of them, with place, members and units.
        dice: the choices of each, by id.
        norms: sizes and terms.
        counted: whether members are known, so that a number of them can be declared.
    """
    return [_row(n, o, organizations, dice[o.id], norms, counted=counted) for n, o in enumerate(organizations, 1)]


def _row(
    number: int, organization: Organization, others: Sequence[Organization], dice: Dice, norms: Norms, *, counted: bool
) -> Row:
    under = sum(len(below.members) for below in organization.under)
    served = SETTLEMENTS & {unit["kind"] for unit in organization.units}
    open_ways = [None, "public_direct"] if served or organization.led else [None, "public_direct", "other"]
    return {
        "id": organization.id,
        "name": adorned(f"中共甬新{number}{_FORMS[organization.form]}", dice),
        "form": organization.form,
        "function": organization.function or (None if organization.external else dice.pick([None, "general"])),
        "superior": organization.superior.id if organization.superior else None,
        "division": organization.place.code if organization.place else None,
        "regional_unit": organization.area.id if organization.area else None,
        "external": True if organization.external else dice.pick([None, False]),
        "approved": _approved(organization, under, dice, norms),
        "member_count": under if counted and not organization.external and dice.below(2) else None,
        "elected_by": dice.pick(open_ways),
        **_election(organization, dice, norms, village=bool(served)),
        "guided_by": dice.pick(others).id if dice.rarely() else None,
    }


def _approved(organization: Organization, under: int, dice: Dice, norms: Norms) -> bool | None:
    """Approval where the size asks for it, and here and there where it does not."""
    fewest, most = norms.number("general_branch_from"), norms.number("committee_from")
    if organization.form == "committee" and under < most:
        return True
    if organization.form in SIZED_GENERAL_BRANCHES and not fewest <= under < most:
        return True
    return dice.pick([None, False, True])


def _election(organization: Organization, dice: Dice, norms: Norms, *, village: bool) -> dict[str, date | int | None]:
    """The last election, in a term that is not over."""
    own = dice.pick([None, None, 1, 5])
    usual = norms.number("term_committee" if organization.form in COMMITTEE_TYPE else "term_branch")
    term = own or max(usual, norms.number("term_village") if village else 0)
    ago = dice.below(256) * (term * 365 - 1) // 255 if term else 0
    return {"elected_on": norms.day - timedelta(days=ago) if dice.below(2) else None, "term_years": own}
