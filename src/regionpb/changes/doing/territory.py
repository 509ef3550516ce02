"""What must hold of divisions after they were changed: what rules of family D ask, and where hubs lie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from regionpb.changes.acts.divisions import RenameDivision
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.standing import is_within
from regionpb.changes.ledger import Row
from regionpb.codes import division_kind
from regionpb.vocabulary import DivisionKind, Level, Way

__all__ = ["children", "children_to_carry", "expect_sound"]

_LEVELS = tuple(level.value for level in Level)


def children(making: Making, code: str, on: date) -> list[str]:
    """The divisions that lie directly in one, on a day or later."""
    divisions = making.sheet("divisions")
    rows = [divisions.row(at) for at in divisions.lasting("parent", code, on)]
    return [*dict.fromkeys(str(row["code"]) for row in rows)]


def children_to_carry(making: Making, code: str, on: date) -> list[str]:
    """The divisions that lie directly in one, and can go elsewhere on a day.

    Raises:
        Refused: when one comes to lie in it only later.
    """
    own = children(making, code, on)
    for child in own:
        row = making.current("divisions", child, on)
        if row is None or row["parent"] != code:
            raise refuse(
                f"{child} comes to lie in {code} later than {on}, as it was entered; choose a day after that",
                f"按登记，{child}在{on}之后才划归{code}；请另选以后的日期",
            )
    return own


def _inside(making: Making, code: str, on: date) -> list[Row]:
    """The divisions that lie directly in one on a day."""
    divisions = making.sheet("divisions")
    rows = [divisions.row(at) for at in divisions.lasting("parent", code, on)]
    return [row for row in rows if (row["start"] or date.min) <= on]


def expect_sound(making: Making, codes: Iterable[str], left: Iterable[str | None], on: date) -> None:
    """Make sure that divisions are as rules of family D want them, and hubs lie in their 1+N units.

    Args:
        making: the ledger.
        codes: divisions that are new or not as they were.
        left: divisions out of which others went.
        on: the day.
    """
    parents: dict[str, None] = {}
    for code in codes:
        row = making.current("divisions", code, on)
        if row is None:
            continue
        _expect_fitting_name(row)
        parent = making.current("divisions", row["parent"], on)
        if parent is not None:
            parents[parent["code"]] = None
            levels = (parent["level"], row["level"])
            if None not in levels and _LEVELS.index(levels[0]) + 1 != _LEVELS.index(levels[1]):
                raise refuse(
                    f"{code} ({row['level']}) cannot lie directly in {parent['code']} ({parent['level']}) (D003)",
                    f"{code}（{Level(row['level']).label}）不能直接属于{parent['code']}（{Level(parent['level']).label}）（D003）",
                    "D003",
                )
            if not code.startswith(parent["code"]):
                raise refuse(
                    f"the code {code} does not begin with {parent['code']}, its parent's; give it one that does (D004)",
                    f"代码{code}不以上级区划代码{parent['code']}开头；请另编（D004）",
                    "D004",
                )
        parents[code] = None
    for parent_code in parents:
        _expect_different_names(making, parent_code, on)
    for township in {*parents, *filter(None, left)}:
        _expect_villages(making, township, on)
    _expect_hubs_inside(making, on)


def _expect_fitting_name(row: Row) -> None:
    if row["level"] is None or row["name"] is None:
        return
    kind = division_kind(row["code"], row["level"])
    ending = {DivisionKind.RESIDENTS_COMMITTEE: ("村委会", "村"), DivisionKind.VILLAGERS_COMMITTEE: ("居委会", "社区")}
    if kind is not None and row["name"].endswith(ending.get(kind, ("\0",))):
        raise refuse(
            f"{row['name']!r} does not fit the code {row['code']}, that of a {kind} (D007)",
            f"“{row['name']}”与代码{row['code']}（{kind.label}）不符（D007）",
            "D007",
        )


def _expect_different_names(making: Making, parent: str, on: date) -> None:
    names: dict[str, str] = {}
    for row in _inside(making, parent, on):
        child = row["code"]
        if row["name"] is None:
            continue
        if row["name"] in names and not _were_alike(making, names[row["name"]], child, on):
            raise refuse(
                f"{names[row['name']]} and {child} in {parent} would both be {row['name']}; rename one first (D006)",
                f"{parent}内的{names[row['name']]}与{child}将同名“{row['name']}”；请先更名（D006）",
                "D006",
                instead=[RenameDivision(code=child, name=f"{row['name']}（{child[-3:]}）", on=on)],
            )
        names[row["name"]] = child


def _were_alike(making: Making, one: str, other: str, on: date) -> bool:
    """Whether two divisions had the same name, in the same division, before anything was done."""
    divisions = making.ledger.untouched().sheet("divisions")
    places = [divisions.holding(code, on) for code in (_before(making, one), _before(making, other))]
    rows = [divisions.row(at) for at in places if at is not None]
    return len(rows) == 2 and len({(row["name"], row["parent"]) for row in rows}) == 1


def _before(making: Making, code: str) -> str:
    """The code under which a division was known before; a part of what was split was not known."""
    known = {one.after: one.before for one in making.crosswalk if one.table == "divisions" and one.way is not Way.SPLIT}
    seen: set[str] = set()
    while code in known and code not in seen:
        seen.add(code)
        code = known[code]
    return code


def _expect_villages(making: Making, township: str, on: date) -> None:
    row = making.current("divisions", township, on)
    if row is None or row["level"] != Level.TOWNSHIP.value or _inside(making, township, on):
        return
    was = Making(making.ledger.untouched(), making.policy)
    if was.current("divisions", _before(making, township), on) and not _inside(was, _before(making, township), on):
        return
    if making.sheet("divisions").says("level", Level.VILLAGE.value):
        raise refuse(
            f"{township} would be left without a village (D008); merge it instead",
            f"{township}将没有村级区划（D008）；请改用合并",
            "D008",
        )


def _expect_hubs_inside(making: Making, on: date) -> None:
    """Make sure that no hub has come to lie outside its 1+N unit."""
    if not making.crosswalk or not making.ledger.has("regional_units"):
        return
    moved = {one.after for one in making.crosswalk if one.table == "divisions" and one.after != one.before}
    organizations, units = making.sheet("organizations"), making.sheet("regional_units")
    there = {at for code in moved for at in organizations.lasting("division", code, on)}
    for at in there:
        for unit_at in units.lasting("hub", organizations.row(at)["id"], on):
            unit = units.row(unit_at)
            if not is_within(making, organizations.row(at)["division"], unit["division"], on):
                raise refuse(
                    f"{unit['hub']}, the hub of {unit['id']}, would lie outside {unit['division']}; close it (U003)",
                    f"{unit['id']}的区域性党组织{unit['hub']}将位于{unit['division']}之外（U003）；请先撤销该区域",
                    "U003",
                )
