"""How divisions are renamed, recoded, moved, merged and split: whatever refers to them goes along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from regionpb.changes.acts.divisions import (
    MergeDivisions,
    MoveDivision,
    RecodeDivision,
    RenameDivision,
    SplitDivision,
)
from regionpb.changes.doing.allotting import expect_named
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.standing import is_within
from regionpb.changes.doing.territory import children, children_to_carry, expect_sound
from regionpb.changes.ledger import Row
from regionpb.changes.walked import Walked
from regionpb.codes import is_division_code
from regionpb.contract import TABLES
from regionpb.errors import Both
from regionpb.vocabulary import Level, Way

__all__ = ["merge_divisions", "move_division", "recode_division", "rename_division", "split_division"]

_REFERRING = tuple(
    (name, column.name)
    for name, table in TABLES.items()
    for column in table.columns
    if column.references == "divisions" and table.dated and name != "divisions"
)
"""What refers to divisions; records speak of the divisions of their own day."""


def rename_division(act: RenameDivision, making: Making) -> None:
    """Give a division another name."""
    divisions = making.sheet("divisions")
    at = divisions.held(act.code, act.on)
    if divisions.row(at)["name"] == act.name:
        raise refuse(
            f"{act.code} is called {act.name} already on {act.on}", f"{act.code}在{act.on}的名称已是“{act.name}”"
        )
    divisions.change(at, act.on, name=act.name)
    expect_sound(making, [act.code], [], act.on)


def recode_division(act: RecodeDivision, making: Making) -> None:
    """Give a division another code, and with it all that lie in it."""
    row = making.get("divisions", act.code, act.on)
    if act.to == act.code:
        raise refuse(
            f"{act.code} has that code already; give it another, or rename it",
            f"{act.code}的代码已是{act.to}；请另编代码，仅改名称的请改用更名",
        )
    changed = {act.code: {"code": act.to, "name": act.name or row["name"]}}
    _carry(making, changed | _within(making, act.code, act.to, act.on), act.on)
    expect_sound(making, [act.to], [], act.on)


def move_division(act: MoveDivision, making: Making) -> None:
    """Put a division into another parent."""
    row, parent = making.get("divisions", act.code, act.on), making.get("divisions", act.under, act.on)
    if act.under == act.code:
        raise refuse(
            f"{act.code} cannot lie in itself; choose another parent (D002)",
            f"{act.code}不能划归自身；请另选上级区划（D002）",
            "D002",
        )
    if is_within(making, act.under, act.code, act.on):
        raise refuse(
            f"{act.under} lies in {act.code} itself (D002)", f"{act.under}本身在{act.code}之内（D002）", "D002"
        )
    to = act.to or (act.code if act.code.startswith(act.under) else _nested(act.code, act.under, row["level"]))
    if to == act.code and row["parent"] == act.under:
        raise refuse(f"{act.code} lies in {act.under} already on {act.on}", f"{act.code}在{act.on}已属于{act.under}")
    if to == act.code:
        divisions = making.sheet("divisions")
        divisions.change(divisions.held(act.code, act.on), act.on, parent=parent["code"])
    else:
        changed = {act.code: {"code": to, "parent": parent["code"]}}
        _carry(making, changed | _within(making, act.code, to, act.on), act.on)
    expect_sound(making, [to], [row["parent"]], act.on)


def merge_divisions(act: MergeDivisions, making: Making) -> None:
    """Put divisions together into one."""
    divisions = making.sheet("divisions")
    ending = [code for code in dict.fromkeys(act.codes) if code != act.into]
    rows = [making.get("divisions", code, act.on) for code in ending]
    if not ending:
        raise refuse(f"there is nothing to put into {act.into}", f"没有要并入{act.into}的区划")
    if not divisions.find("code", act.into):
        if act.name is None:
            raise refuse(f"{act.into} is new and needs a name", f"{act.into}为新设区划，请给出名称")
        divisions.add(
            {
                **rows[0],
                "code": _fresh(making, act.into, rows[0]["level"]),
                "name": act.name,
                "start": act.on,
                "end": None,
            }
        )
    elif act.name is not None:
        divisions.change(divisions.held(act.into, act.on), act.on, name=act.name)
    stays = making.get("divisions", act.into, act.on)
    for row in rows:
        if None not in (row["level"], stays["level"]) and row["level"] != stays["level"]:
            raise refuse(
                f"{row['code']} is of {row['level']} and {act.into} of {stays['level']} level; choose one of its level",
                f"{row['code']}与{act.into}级别不同；只能合并同级区划",
            )
    unknown = sorted({*act.recode} - {child for code in ending for child in children(making, code, act.on)})
    if unknown:
        raise refuse(
            f"{unknown[0]} lies directly in none of them; leave it out", f"{unknown[0]}不直接属于其中任何一个；请去掉"
        )
    for code in ending:
        changed: dict[str, Row] = {}
        for child in children_to_carry(making, code, act.on):
            level = making.get("divisions", child, act.on)["level"]
            to = act.recode.get(child) or _nested(child, act.into, level)
            changed |= {child: {"code": to, "parent": act.into}} | _within(making, child, to, act.on)
        _carry(making, changed, act.on)
        making.crosswalk.append(Walked("divisions", code, act.into, Way.MERGED, act.on))
        _end(making, code, act.into, act.on)
    moved = [making.sheet("divisions").row(at)["code"] for at in divisions.lasting("parent", act.into, act.on)]
    expect_sound(making, [act.into, *moved], [row["parent"] for row in rows], act.on)


def split_division(act: SplitDivision, making: Making) -> None:
    """Put what lies in a division into several."""
    row = making.get("divisions", act.code, act.on)
    expect_named(act.names, act.into, Both("part", "分设后的区划"))
    if act.names.get(act.code, row["name"]) != row["name"]:
        raise refuse(
            f"{act.code} is there already, and keeps its name; leave that out, and rename it by itself",
            f"{act.code}已经存在，分设后名称不变；请去掉名称，另行更名",
        )
    goes = _allocation(act, making)
    if [*act.into] == [act.code]:
        raise refuse(
            f"{act.code} would be split into itself alone; name another part as well",
            f"{act.code}只分设为自身，一切照旧；请另外指明至少一个区划",
        )
    divisions = making.sheet("divisions")
    divisions.expect_open(divisions.held(act.code, act.on), act.on)
    for number, part in enumerate(act.into, 1):
        if part != act.code:
            name = act.names.get(part) or f"{row['name'] or row['code']}（{number}）"
            fresh = {**row, "code": _fresh(making, part, row["level"]), "name": name, "start": act.on}
            divisions.add(fresh)
    changed: dict[str, Row] = {}
    for child, part in goes.items():
        if part != act.code:
            level = making.get("divisions", child, act.on)["level"]
            to = child if child.startswith(part) else _nested(child, part, level)
            changed |= {child: {"code": to, "parent": part}} | _within(making, child, to, act.on)
    _carry(making, changed, act.on)
    # What is put into one part alone goes on as that, and is known as what it was.
    way = Way.SPLIT if len(act.into) > 1 else Way.RECODED
    making.crosswalk += [Walked("divisions", act.code, part, way, act.on) for part in act.into]
    if act.code not in act.into:
        _end(making, act.code, act.rest, act.on)
    elif act.rest != act.code:
        _refer(making, act.code, act.rest, act.on)
    expect_sound(making, [*act.into], [*act.into], act.on)


def _allocation(act: SplitDivision, making: Making) -> dict[str, str]:
    """The part into which each division that lies directly in the one that is split goes."""
    if act.rest not in act.into:
        raise refuse(
            f"{act.rest} is none of those it is split into; name one of {', '.join(act.into)}",
            f"{act.rest}不在分设后的区划之中；请从{'、'.join(act.into)}中指明一个",
        )
    own = children_to_carry(making, act.code, act.on)
    goes: dict[str, str] = {}
    for part, codes in act.into.items():
        for code in codes:
            if code not in own or code in goes:
                raise refuse(
                    f"{code} does not lie directly in {act.code}, or is listed twice",
                    f"{code}不直接属于{act.code}，或重复列出",
                )
            goes[code] = part
    return {code: goes.get(code, act.rest) for code in own}


def _within(making: Making, code: str, to: str, on: date) -> dict[str, Row]:
    """The codes and parents of all that lie in a division which gets another code."""
    found: dict[str, Row] = {}
    ahead = [(code, to)]
    for above, becomes in ahead:
        for child in children_to_carry(making, above, on):
            level = making.get("divisions", child, on)["level"]
            fresh = becomes + child.removeprefix(above) if child.startswith(above) else _nested(child, becomes, level)
            found[child] = {"code": fresh, "parent": becomes}
            ahead.append((child, fresh))
    return found


_WIDTHS = {Level.PREFECTURE.value: 2, Level.COUNTY.value: 2, Level.TOWNSHIP.value: 3, Level.VILLAGE.value: 3}


def _nested(code: str, within: str, level: str) -> str:
    """The code with the same last digits within another division's."""
    return within + code[-_WIDTHS.get(level, 2) :]


def _fresh(making: Making, code: str, level: str) -> str:
    """A code that nothing has or had, of the length of its level."""
    _expect_code(code, level)
    return making.new("divisions", code)


def _expect_code(code: str, level: str | None) -> None:
    """Make sure that a code has the length of its level, or of some level where that is not known."""
    if not is_division_code(code, level):
        of, of_zh = (f"code of {level} level", Level(level).label) if level else ("division code", "")
        raise refuse(
            f"{code!r} is no {of}; see how long they are (E009)",
            f"“{code}”不是{of_zh}区划代码；请核对位数（E009）",
            "E009",
        )


def _carry(making: Making, changed: Mapping[str, Row], on: date) -> None:
    """Let divisions go on under other codes: each as a new thing, with all that refers to it."""
    divisions = making.sheet("divisions")
    for code, cells in changed.items():
        at = divisions.held(code, on)
        row = divisions.row(at)
        if divisions.find("code", cells["code"]):
            raise refuse(
                f"{code} would have the code {cells['code']}, which another has or had, and codes are never used "
                "again; say which it is to have",
                f"{code}的代码将为{cells['code']}，已有或曾有区划用过，代码不得重复使用；请指明其代码",
            )
        _expect_code(cells["code"], row["level"])
        divisions.hand_on(at, on)
        divisions.add({**row, **cells, "start": on})
        making.crosswalk.append(Walked("divisions", code, cells["code"], Way.RECODED, on))
        _refer(making, code, cells["code"], on)


def _end(making: Making, code: str, into: str, on: date) -> None:
    """Let a division end in another."""
    divisions = making.sheet("divisions")
    divisions.end(divisions.held(code, on), on)
    _refer(making, code, into, on)


def _refer(making: Making, code: str, to: str, on: date) -> None:
    """Let whatever refers to a division from a day on refer to another."""
    for table, column in _REFERRING:
        for sheet in making.sheets(table):
            for at in sheet.lasting(column, code, on):
                if (sheet.row(at)["start"] or date.min) > on:
                    sheet.put(at, **{column: to})
                else:
                    sheet.change_version(at, on, **{column: to})
