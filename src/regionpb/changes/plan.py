"""What changes would do to the tables: every row before and after, and where everybody goes.

>>> import regionpb
>>> from regionpb.changes.acts import transfer
>>> from regionpb.policies import read_policy
>>> region = regionpb.testing.minimal()
>>> ledger = Ledger.of(region.tables)
>>> plan = plan_of(ledger, [transfer("M-2", to="O-1", on="2012-01-01")], read_policy("ningbo"))
>>> plan.before["members"].select("id", "organization", "start", "end").rows()
[('M-2', 'O-2', None, None)]
>>> for row in plan.after["members"].select("id", "organization", "start", "end").rows():
...     print(*row)
M-2 O-2 None 2012-01-01
M-2 O-1 2012-01-01 None
>>> plan.members.select("member", "source", "target", "kind").rows()
[('M-2', 'O-2', 'O-1', 'ordinary')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

import polars as pl
from attrs import frozen

from regionpb.changes.acts import Absorb, AnyChange, Incubate, Move, Transfer
from regionpb.changes.acts.base import expect_acts
from regionpb.changes.doing import Gone, Making, do
from regionpb.changes.doing.later import expect_lasting
from regionpb.changes.ledger import Ledger
from regionpb.changes.recount import recount
from regionpb.changes.shelf import Written, rows_as_frame
from regionpb.changes.walked import Walked
from regionpb.errors import Refused, RegionError
from regionpb.policies import Policy

__all__ = ["Plan", "about", "plan_of"]


@frozen(eq=False)
class Plan:
    """What some changes would do.

    Attributes:
        changes: the changes, in the order in which they are made.
        written: by table, what would be written.
        gone: the members who would go elsewhere, one after another.
        walked: what would go on as another, how and since when.
    """

    changes: tuple[AnyChange, ...]
    written: Mapping[str, Written]
    gone: tuple[Gone, ...]
    walked: tuple[Walked, ...]

    @cached_property
    def before(self) -> Mapping[str, pl.DataFrame]:
        """By table, the rows that would not stay as they are."""
        return {name: rows_as_frame(name, each.was) for name, each in self.written.items()}

    @cached_property
    def after(self) -> Mapping[str, pl.DataFrame]:
        """By table, what would stand there instead, then new rows."""
        return {name: rows_as_frame(name, each.now) for name, each in self.written.items()}

    @property
    def crosswalk(self) -> pl.DataFrame:
        """What would go on as another: `table`, `before`, `after`; of what is split, a row for each part.

        Where what is split stays, it is one of its parts.
        """
        types = {"table": pl.String(), "before": pl.String(), "after": pl.String()}
        rows = dict.fromkeys((one.table, one.before, one.after) for one in self.walked)
        return pl.DataFrame([*rows], schema=types, orient="row")

    @property
    def members(self) -> pl.DataFrame:
        """The members who would go elsewhere: `member`, `source`, `target`, `on`, `kind`, `letter`."""
        names = ("member", "source", "target", "on", "kind", "letter")
        rows = [(one.member, one.source, one.target, one.on, str(one.kind), one.letter) for one in self.gone]
        types = dict.fromkeys(names, pl.String()) | {"on": pl.Date()}
        return pl.DataFrame(rows, schema=types, orient="row")


def plan_of(ledger: Ledger, changes: Sequence[AnyChange], policy: Policy) -> Plan:
    """What changes would do, one after another: all of them, or none.

    Args:
        ledger: the tables as they are, and in which it is written; one that did not come is not written.
        changes: in the order in which they are made.
        policy: the norms they are held to.

    Raises:
        UnknownName: when there is nothing of an id that a change names.
        Refused: when one would break an invariant or a norm.
        RegionError: when one is no act.
    """
    expect_acts(changes)
    making = Making(ledger, policy)
    for number, change in enumerate(changes):
        try:
            do(change, making)
        except Refused as error:
            raise _refused(error, changes, number, making) from None
    expect_lasting(ledger)
    recount(ledger, {change.on for change in changes})
    return Plan((*changes,), ledger.written(), (*making.gone,), (*making.crosswalk,))


def _refused(error: Refused, changes: Sequence[AnyChange], number: int, making: Making) -> Refused:
    """What to raise where one of several acts is refused: which, and what is possible of what it offers instead."""
    label, count = type(changes[number]).label, len(changes)
    en, zh = (f"act {number + 1} of {count} ({label.en}): ", f"第{number + 1}项（{label.zh}，共{count}项）：")
    if count == 1:
        en = zh = ""
    instead = [act for act in error.instead if _is_possible(cast("AnyChange", act), making)]
    return Refused(f"{en}{error}", f"{zh}{error.chinese}", error.codes, instead)


def _is_possible(act: AnyChange, making: Making) -> bool:
    mark, gone, walked = making.ledger.mark(), len(making.gone), len(making.crosswalk)
    try:
        do(act, making)
        expect_lasting(making.ledger)
    except RegionError:
        return False
    finally:
        making.ledger.back_to(mark)
        del making.gone[gone:], making.crosswalk[walked:]
    return True


def about(change: AnyChange) -> Iterator[tuple[str, str]]:
    """What a change that mends something changes."""
    match change:
        case Move():
            yield "organizations", change.organization
        case Absorb():
            yield from (("members", member) for member in change.members)
        case Transfer():
            yield "members", change.member
        case Incubate():
            yield "units", change.unit
            if change.organization is not None:
                yield "organizations", change.organization
            yield from (("members", member) for member in change.members)
        case _:
            return
