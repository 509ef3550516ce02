"""Where everything goes that an organization has when it is split: nothing twice, nothing left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from regionpb.changes.acts.together import Split
from regionpb.changes.doing.making import Making, refuse
from regionpb.errors import Both, Refused, UnknownName

__all__ = ["allotted", "expect_named"]

Place: TypeAlias = tuple[str, int]
"""A table, and where a row stands in it."""

_OF_IT = (("members", "organization"), ("organizations", "superior"), ("units", "organization"))
"""What an organization has, and the column that says so."""


def allotted(act: Split, making: Making) -> dict[Place, str]:
    """Where every member, unit and subordinate goes: its table and position, and the part.

    Raises:
        UnknownName: when something is listed that does not belong to the organization.
        Refused: when something is listed twice, or not at all, or by an id that several things have.
    """
    own = _Own.of(act, making)
    found: dict[Place, str] = {}
    for part, ids in act.into.items():
        for each in ids:
            place = own.meant(each)
            if place in found:
                raise _listed_twice(each, found[place], part)
            found[place] = part
    parts = {("organizations", part) for part in act.into}
    left = {thing: place for thing, place in own.places.items() if place not in found and thing not in parts}
    if left and act.rest is None:
        some = [own.named(thing) for thing in [*left][:5]]
        more, more_zh = (" and others", "等") if len(left) > len(some) else ("", "")
        raise refuse(
            f"{', '.join(some)}{more} of {act.organization} would be left over ({len(left)}); list them, or say where "
            "the rest goes",
            f"{act.organization}的{'、'.join(some)}{more_zh}（共{len(left)}项）没有去处；请列出，或指明其余归入何处",
        )
    return found | dict.fromkeys(left.values(), str(act.rest))


def expect_named(names: Iterable[str], parts: Iterable[str], what: Both) -> None:
    """Make sure that only parts get names.

    Raises:
        UnknownName: when something else is to get one.
    """
    for each in names:
        if each not in parts:
            raise UnknownName(what.en, each, parts, what.zh)


def _listed_twice(each: str, one: str, other: str) -> Refused:
    if one == other:
        return refuse(f"{each} is listed for {one} twice; name it once", f"{each}在{one}中重复列出；只需列一次")
    return refuse(
        f"{each} is listed for {one} and for {other}; let it go to one of them",
        f"{each}同时分给了{one}和{other}；只能归其一",
    )


@frozen(slots=False)
class _Own:
    """What an organization has.

    Attributes:
        organization: which.
        places: by table and id, where each thing stands.
    """

    organization: str
    places: dict[tuple[str, str], Place]

    @classmethod
    def of(cls, act: Split, making: Making) -> _Own:
        places: dict[tuple[str, str], Place] = {}
        for table, column in _OF_IT:
            for sheet in making.sheets(table):
                for at in sheet.lasting(column, act.organization, act.on):
                    places.setdefault((table, str(sheet.row(at)["id"])), (table, at))
        return cls(act.organization, places)

    @cached_property
    def _tables(self) -> dict[str, list[str]]:
        """By id, the tables in which something of it stands: ids are told apart within a table only."""
        tables: dict[str, list[str]] = {}
        for table, key in self.places:
            tables.setdefault(key, []).append(table)
        return tables

    def named(self, thing: tuple[str, str]) -> str:
        """Its id, behind its table where several things have it."""
        table, key = thing
        return key if len(self._tables[key]) == 1 else f"{table}/{key}"

    def meant(self, listed: str) -> Place:
        """What is meant by an id, alone or behind its table.

        Raises:
            UnknownName: when nothing is.
            Refused: when several things are.
        """
        tables: Sequence[str] = self._tables.get(listed, ())
        if len(tables) > 1:
            ways = [f"{table}/{listed}" for table in tables]
            raise refuse(
                f"{listed} is the id of several things of {self.organization}; write {' or '.join(ways)}",
                f"{self.organization}有多个对象编号为{listed}；请写明{'或'.join(ways)}",
            )
        table, _, key = (tables[0], "", listed) if tables else listed.partition("/")
        if (table, key) not in self.places:
            raise UnknownName(
                f"member, unit or organization of {self.organization}",
                listed,
                self._tables,
                f"{self.organization}所属党员、单位或下级党组织",
            )
        return self.places[table, key]
