"""Members in organizations that may hold them, and the seats that they fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from regionpb.testing.coverage import Coverage
from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Place, Row
from regionpb.vocabulary import Category, Function

__all__ = ["gather", "seat"]

_CATEGORIES = (None, *(category.value for category in Category))
_SECOND_ROLES = ("deputy_secretary", "member", "leading_cadre", "chair", "participant")
_MONTH = 28  # days: never more than a month, so that what is so many of them old is not older than so many months


def gather(
    organizations: Sequence[Organization],
    coverage: Coverage,
    places: Sequence[Place],
    each: Sequence[Dice],
    norms: Norms,
) -> list[Row]:
    """A member for each dice: first those without whom a branch is none, then the others where there is room.

    Args:
        organizations: all organizations; the members of each are entered in it.
        coverage: the units, as employers.
        places: the divisions, as homes.
        each: the choices of each member.
        norms: how many members there may and must be in a branch.
    """
    fewest, most = norms.number("minimum_full_members"), norms.number("largest_branch")
    mine = [o for o in organizations if not o.external]
    needed = [o for o in mine if o.is_branch for _ in range(1 if o.form == "temporary_branch" else fewest)]
    rows: list[Row] = []
    for number, dice in enumerate(each):
        if number < len(needed):
            home, full = needed[number], True
        else:
            room = [o for o in mine if (o.is_branch and len(o.members) < most) or o.led is not None]
            home = dice.pick(room or mine[:1])
            full = not dice.rarely()
        row = _member(number + 1, home, coverage, dice, norms, full=full)
        row["residence"] = dice.pick([None, dice.pick(places).code])
        _float(row, mine, dice, norms.day)
        rows.append(row)
        home.members.append(row)
    return rows


def _member(number: int, home: Organization, coverage: Coverage, dice: Dice, norms: Norms, *, full: bool) -> Row:
    day = norms.day
    if full:
        joined = date(day.year - 2 - dice.below(40), 1 + dice.below(12), 1 + dice.below(28))
        confirmed = dice.pick([None, joined.replace(year=joined.year + 1)])
        until = None
    else:
        joined, confirmed = day - timedelta(days=dice.below(11 * _MONTH)), None
        until = dice.pick([None, day, day + timedelta(days=100)])
    return {
        "id": f"M-{number}",
        "organization": home.id,
        "status": "full" if full else "probationary",
        "joined": joined,
        "confirmed": confirmed,
        "probation_until": until,
        "birth_year": dice.pick([None, joined.year - 18 - dice.below(40)]),
        "category": dice.pick(_CATEGORIES),
        "unit": _employer(home, coverage, dice, norms, full=full),
        "entry": dice.pick([None, "admitted", "moved_in"]),
        "lost_since": day - timedelta(days=dice.below(5 * _MONTH)) if dice.rarely() else None,
    }


def _employer(home: Organization, coverage: Coverage, dice: Dice, norms: Norms, *, full: bool) -> str | None:
    """A unit that leaves nothing to be done: no branch is due, nobody has outgrown the reservoir or a joint branch."""
    if not full and coverage.uncovered and dice.now_and_then():
        return str(dice.pick(coverage.uncovered)["id"])
    stored = home.store
    if stored is not None:
        units = [row for store in stored.stores for row in store.units]
    else:
        covered = [row for row in coverage.rows if row.get("organization") is not None]
        units = home.units or (covered if dice.rarely() else [])
    if full and home.form == "joint_branch":
        employed = [row["unit"] for row in home.members if row["status"] == "full"]
        units = [row for row in units if employed.count(row["id"]) + 1 < norms.number("minimum_full_members")]
    return str(dice.pick(units)["id"]) if units and dice.below(2) else None


def _float(row: Row, organizations: Sequence[Organization], dice: Dice, day: date) -> None:
    """Now and then a floating member: lately so, or linked to an organization where they are."""
    if not dice.rarely():
        return
    long = dice.below(2) == 1
    row["floating"] = True
    row["floating_since"] = day - timedelta(days=(400 if long else 0) + dice.below(5 * _MONTH))
    row["floating_stage"] = dice.pick(["linked", "managed", "engaged"] if long else ["found", None, "filed", "linked"])
    row["host_organization"] = dice.pick(organizations).id if long else None


def seat(organizations: Sequence[Organization], dice: Mapping[str, Dice], *, linked: bool) -> list[Row]:
    """A secretary for each organization, of those under it or above it, and some other seats.

    Args:
        organizations: all of them, with members.
        dice: the choices of each, by id.
        linked: whether there are villages for the leading cadres of counties to look after.
    """
    rows: list[Row] = []

    def put(role: str, organization: Organization, holder: Row, **more: object) -> None:
        rows.append(
            {"id": f"S-{len(rows) + 1}", "role": role, "organization": organization.id, "holder": holder["id"], **more}
        )

    for organization in organizations:
        if organization.external:
            continue
        own = dice[organization.id]
        people = [row for o in organization.under for row in o.members]
        if own.rarely():
            people = [row for o in organization.above for row in o.members] or people
        put("secretary", organization, own.pick(people))
        # On an enlarged committee nobody sits without being asked from where.
        if organization.function != Function.ENLARGED_WORKING_COMMITTEE.value and own.now_and_then():
            other = own.pick(organizations)
            leads = organization.function == Function.LOCAL_COMMITTEE.value
            put(
                own.pick(_SECOND_ROLES if linked or not leads else _SECOND_ROLES[:2]),
                organization,
                own.pick(people),
                part_time=True,
                represents_organization=other.id,
            )
    return rows
