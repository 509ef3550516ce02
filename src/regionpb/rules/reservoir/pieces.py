"""Units whose members await an organization, and organizations founded for them: for plants, and for rules."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.rules.base import Frame
from regionpb.rules.planting.draft import Draft

__all__ = ["found", "full_members", "staff_a_unit", "without_organization"]


def staff_a_unit(draft: Draft, rng: Random, *, members: int) -> tuple[str, list[str], dict[str, str]]:
    """Add a unit without an organization, in a 1+N unit where the region knows any, and members who work in it.

    Returns:
        Its id, those of the members, and where an organization that is founded for it lies.
    """
    draft.require("units", "organization", "regional_unit")
    draft.require("members", "unit")
    regional_unit = None
    if draft.has("regional_units"):
        regional_unit, store, _ = draft.regional_unit(rng)
        unit = draft.unit(regional_unit=regional_unit)
    else:
        store, unit = draft.branch(rng), draft.unit("village", name="甬新村")
    people = [draft.member(store, rng, unit=unit) for _ in range(members)]
    return unit, people, {"under": store, "regional_unit": regional_unit} if regional_unit else {}


def found(draft: Draft, unit: str, people: list[str], form: str = "branch", **where: str) -> str:
    """Found an organization of people for the unit in which they work: what these rules ask for."""
    organization = draft.organization(form, **where)
    for one in people:
        draft.move(one, organization)
    draft.put("units", unit, organization=organization)
    draft.secretary(organization, people[0])
    return organization


def without_organization(units: Frame, organizations: Frame) -> Frame:
    """The units that no current organization covers."""
    return units.join(organizations, left_on="organization", right_on="id", how="anti")


def full_members(members: Frame, *columns: str) -> Frame:
    """Full members who have an employer: `unit`, and some other columns."""
    employed = members.filter(nw.col("status") == "full", ~nw.col("unit").is_null())
    return employed.select("unit", *columns)
