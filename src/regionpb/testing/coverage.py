"""Units of all kinds: as many as joint branches and the modes of 1+N units need, and some more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field

from regionpb.codes import credit_check_digit
from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Area, Norms, Organization, Place, Row
from regionpb.testing.words import adorned
from regionpb.vocabulary import ENTERPRISES, Mode, UnitKind

__all__ = ["Coverage", "cover"]

_COVERED = ("non_public_enterprise", *(kind.value for kind in UnitKind if kind != UnitKind.NON_PUBLIC_ENTERPRISE))
_SETTLEMENTS = ("village", "community")
_TRADES = (None, "机械", "商贸", "a,b")
_WANTED = {
    Mode.VILLAGE_ENTERPRISE: ("village", "public_enterprise"),
    Mode.VILLAGE_NEIGHBOURHOOD: ("village", "community"),
}
_CONSULTED = (frozenset({"social_organization"}), frozenset(map(str, ENTERPRISES)))


@define
class Coverage:
    """The units of a region.

    Attributes:
        rows: all of them.
        uncovered: those that no organization covers: nobody who works there may be a full member.
    """

    rows: list[Row] = field(factory=list[Row])
    uncovered: list[Row] = field(factory=list[Row])


def cover(
    organizations: Sequence[Organization],
    areas: Sequence[Area],
    places: Sequence[Place],
    dice: Mapping[str, Dice],
    whole: Dice,
    norms: Norms,
    *,
    consulted: bool = False,
) -> Coverage:
    """Units that organizations cover, and units that only a 1+N unit reaches.

    Args:
        organizations: all organizations; the units that each covers are entered in it.
        areas: all 1+N units; the modes of some need units.
        places: all divisions.
        dice: the choices of each organization, by id.
        whole: chooses what belongs to no organization.
        norms: how many units a joint branch may cover.
        consulted: whether councils are to have a social organization and an enterprise to seat.
    """
    found = Coverage()
    for organization in organizations:
        if organization.external:
            continue
        own = dice[organization.id]
        for _ in range(_number(organization, own, norms)):
            # A settlement's organization must have somebody to be paired with.
            kind = own.pick(_COVERED if len(organizations) > 1 else _COVERED[:1])
            area = organization.area or organization.led
            row = _unit(found, kind, organization.place, area if own.below(2) == 0 else None, own)
            row["organization"] = organization.id
            organization.units.append(row)
    for area in areas:
        own = dice[area.hub.id]
        kinds = {row["kind"] for row in found.rows if row["regional_unit"] == area.id}
        more = [kind for kind in _WANTED.get(Mode(area.mode), ()) if kind not in kinds]
        for kind in [*more, *(["social_organization"] if own.rarely() else [])]:
            found.uncovered.append(_unit(found, kind, area.place, area, own))
    for seated in _CONSULTED if consulted and areas else ():
        if not seated & {row["kind"] for row in found.rows}:
            area = areas[0]
            found.uncovered.append(_unit(found, min(seated), area.place, area, dice[area.hub.id]))
    if whole.rarely():
        found.uncovered.append(_unit(found, whole.pick(_SETTLEMENTS), whole.pick(places), None, whole))
    return found


def _number(organization: Organization, dice: Dice, norms: Norms) -> int:
    if organization.is_joint:
        return 2 + dice.below(norms.number("joint_branch_units") - 1)
    if organization.is_branch:
        return dice.below(2)
    return 2 if dice.rarely() else 0


def _unit(found: Coverage, kind: str, place: Place | None, area: Area | None, dice: Dice) -> Row:
    assert place is not None  # noqa: S101 - everything is settled before it is covered
    number = len(found.rows) + 1
    body = f"91330200{number:09d}"
    row: Row = {
        "id": f"U-{number}",
        "name": adorned(f"甬新{number}号", dice),
        "kind": kind,
        "division": dice.pick(place.within).code,
        "regional_unit": area.id if area else None,
        # The units of a trade have one trade between them, or none.
        "trade": dice.pick(_TRADES[:2] if area and Mode(area.mode) is Mode.TRADE else _TRADES),
        "employees": dice.pick([None, 0, 12]),
        "credit_code": body + (credit_check_digit(body) or "") if dice.rarely() else None,
        "influential": dice.pick([None, False, True]),
    }
    found.rows.append(row)
    return row
