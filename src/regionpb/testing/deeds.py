"""Acts made up for a region as it is on a day: mostly possible ones, now and then one that has to be refused.

>>> from random import Random
>>> from regionpb.testing.minimal import minimal
>>> region = minimal()
>>> made_up(region, Random(1), region.day, kind="transfer").said.en
'transfer M-1 to O-1 on 2011-07-29'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random
from types import MappingProxyType

from regionpb import changes
from regionpb.changes import AnyChange
from regionpb.region import Region
from regionpb.testing.choosing import BRANCHES, UNKNOWN, Choosing
from regionpb.testing.redrawing import (
    merge_divisions,
    move_division,
    recode_division,
    rename_division,
    split_division,
)
from regionpb.vocabulary import Entry, Exit, Form, Mode, Role, Status, Task

__all__ = ["KINDS", "made_up"]


def _establish(c: Choosing) -> AnyChange:
    under = c.home()
    division = next((row["division"] for row in c.rows("organizations") if row["id"] == under), None)
    return changes.establish(
        c.new("O"),
        name="甬新建党支部",
        form=c.rng.choice([Form.BRANCH, Form.TEMPORARY_BRANCH, Form.GENERAL_BRANCH]),
        division=str(division),
        under=under,
        members=c.some("members", c.rng.randint(3, 5), c.full()),
        on=c.on,
    )


def _dissolve(c: Choosing) -> AnyChange:
    hubs = {row["hub"] for row in c.rows("regional_units")}
    gone = c.one("organizations", where=lambda row: not row["external"])
    successor = (
        c.one("organizations", where=lambda row: row["superior"] == gone) if gone in hubs and c.often() else None
    )
    into = c.one("organizations") if not c.often() else None
    return changes.dissolve(gone, on=c.on, into=into, successor=successor)


def _reestablish(c: Choosing) -> AnyChange:
    there = {row["id"] for row in c.rows("organizations")}
    ended = [key for key in c.region.history("organizations")["id"] if key not in there]
    under = c.home() if c.rng.random() < 0.5 else None
    members = c.some("members", c.rng.randint(3, 5), c.full()) if c.often() else []
    return changes.reestablish(c.rng.choice(ended) if ended else UNKNOWN, under=under, members=members, on=c.on)


def _merge(c: Choosing) -> AnyChange:
    into = c.one("organizations", where=lambda row: not row["external"])
    form = next((row["form"] for row in c.rows("organizations") if row["id"] == into), None)
    alike = c.some("organizations", 2, lambda row: row["form"] == form and row["id"] != into and not row["external"])
    if c.often():
        return changes.merge(alike or [into], into=into, on=c.on)
    return changes.merge([*alike, into], into=c.new("O"), name="甬新合并党组织", on=c.on)


def _split(c: Choosing) -> AnyChange:
    whole = c.one("organizations", where=lambda row: not row["external"])
    mine = c.some("members", 99, lambda row: row["organization"] == whole)
    parts = [whole if c.rng.random() < 0.5 else c.new("O"), c.new("O")]
    half = len(mine) // 2
    into = {parts[0]: mine[:half], parts[1]: mine[half:]}
    return changes.split(whole, into=into, rest=parts[0] if c.often() else None, on=c.on)


def _form(c: Choosing, *, higher: bool) -> AnyChange:
    act, forms = (
        (changes.upgrade, (Form.GENERAL_BRANCH, Form.COMMITTEE))
        if higher
        else (changes.downgrade, (Form.GENERAL_BRANCH, Form.BRANCH))
    )
    return act(c.one("organizations", where=lambda row: not row["external"]), form=c.rng.choice(forms), on=c.on)


def _move(c: Choosing) -> AnyChange:
    moved = c.one("organizations", where=lambda row: row["superior"] is not None)
    return changes.move(moved, under=c.home(), on=c.on)


def _incubate(c: Choosing) -> AnyChange:
    unit = c.one("units", where=lambda row: row["regional_unit"] is not None and row["organization"] is None)
    if c.rng.random() < 0.5:
        return changes.incubate(unit, on=c.on)
    here = {unit, None} if c.often() else {row["id"] for row in c.rows("units")} | {None}
    full = c.full()
    working = c.some("members", 4, lambda row: full(row) and row["unit"] in here)
    return changes.incubate(unit, under=c.home(), members=working, on=c.on)


def _absorb(c: Choosing) -> AnyChange:
    hub = c.one("regional_units", "hub")
    into = hub if hub != UNKNOWN and c.often() else c.one("organizations")
    who = c.some("members", 2, lambda row: row["organization"] != into) or [UNKNOWN]
    return changes.absorb(who, into=into if c.often() else None, on=c.on)


def _admit(c: Choosing) -> AnyChange:
    there = {str(row["id"]) for row in c.rows("members")}
    ever = [*map(str, c.region.history("members")["id"])] if "members" in c.region.tables else []
    former = [key for key in ever if key not in there]
    again = bool(former) and c.rng.random() < 0.5
    return changes.admit(
        c.rng.choice(former) if again else c.new("M"),
        organization=c.one("organizations", where=lambda row: row["form"] in BRANCHES and not row["external"]),
        entry=Entry.RESTORED if again else Entry.ADMITTED,
        on=c.on,
    )


def _confirm(c: Choosing) -> AnyChange:
    return changes.confirm(c.one("members", where=lambda row: row["status"] != Status.FULL.value), on=c.on)


def _transfer(c: Choosing) -> AnyChange:
    return changes.transfer(c.one("members"), to=c.one("organizations", where=lambda row: not row["external"]), on=c.on)


def _float(c: Choosing) -> AnyChange:
    host = c.one("organizations") if c.rng.random() < 0.5 else None
    return changes.float_(c.one("members", where=lambda row: not row["floating"]), host=host, on=c.on)


def _return(c: Choosing) -> AnyChange:
    return changes.return_(c.one("members", where=lambda row: bool(row["floating"])), on=c.on)


def _close_member(c: Choosing) -> AnyChange:
    return changes.close_member(c.one("members"), exit=c.rng.choice([*Exit]), on=c.on)


def _appoint(c: Choosing) -> AnyChange:
    return changes.appoint(
        c.one("members"),
        role=c.rng.choice([Role.SECRETARY, Role.MEMBER]),
        organization=c.one("organizations", where=lambda row: not row["external"]),
        on=c.on,
    )


def _pair(c: Choosing) -> AnyChange:
    return changes.pair(c.one("organizations"), c.one("organizations"), tasks=[c.rng.choice([*Task])], on=c.on)


def _link(c: Choosing) -> AnyChange:
    village = c.one("divisions", "code", lambda row: row["level"] == "village" and row["parent"] is not None)
    parents = [row["parent"] for row in c.rows("divisions") if row["code"] == village and row["parent"]]
    return changes.link(c.one("members"), township=parents[0] if parents else village, village=village, on=c.on)


def _affiliate(c: Choosing) -> AnyChange:
    unit = c.one("regional_units")
    hub = next((row["hub"] for row in c.rows("regional_units") if row["id"] == unit), None)
    one = c.one("organizations", where=lambda row: row["superior"] == hub and row["regional_unit"] is None)
    if c.rng.random() < 0.3:
        return changes.affiliate(unit=c.one("units"), regional_unit=unit, on=c.on)
    return changes.affiliate(one, regional_unit=unit, on=c.on)


def _leave(c: Choosing) -> AnyChange:
    if c.rng.random() < 0.3:
        return changes.leave(unit=c.one("units", where=lambda row: row["regional_unit"] is not None), on=c.on)
    return changes.leave(c.one("organizations", where=lambda row: row["regional_unit"] is not None), on=c.on)


def _form_unit(c: Choosing) -> AnyChange:
    hubs = {row["hub"] for row in c.rows("regional_units")}
    hub = c.one("organizations", where=lambda row: row["id"] not in hubs and row["form"] not in BRANCHES)
    division = next((row["division"] for row in c.rows("organizations") if row["id"] == hub), "0")
    ones = c.some("organizations", 2, lambda row: row["superior"] == hub)
    mode = c.rng.choice([Mode.PARK, Mode.TRADE])
    return changes.form_unit(
        c.new("R"), name="甬新片区", mode=mode, division=str(division), hub=hub, organizations=ones, on=c.on
    )


_MADE: Mapping[str, Callable[[Choosing], AnyChange]] = MappingProxyType(
    {
        "absorb": _absorb,
        "admit": _admit,
        "affiliate": _affiliate,
        "appoint": _appoint,
        "close_member": _close_member,
        "close_unit": lambda c: changes.close_unit(c.one("regional_units"), on=c.on),
        "confirm": _confirm,
        "dissolve": _dissolve,
        "downgrade": lambda c: _form(c, higher=False),
        "establish": _establish,
        "float": _float,
        "form_unit": _form_unit,
        "incubate": _incubate,
        "leave": _leave,
        "link": _link,
        "merge": _merge,
        "merge_divisions": merge_divisions,
        "move": _move,
        "move_division": move_division,
        "pair": _pair,
        "reestablish": _reestablish,
        "recode_division": recode_division,
        "rename_division": rename_division,
        "return": _return,
        "split": _split,
        "split_division": split_division,
        "transfer": _transfer,
        "unpair": lambda c: changes.unpair(c.one("pairings"), on=c.on),
        "upgrade": lambda c: _form(c, higher=True),
        "vacate": lambda c: changes.vacate(c.one("seats"), on=c.on),
    }
)
KINDS: Sequence[str] = (*_MADE,)
"""The names of all acts."""


def made_up(region: Region, rng: Random, on: date, kind: str | None = None) -> AnyChange:
    """An act made up for a region.

    Args:
        region: the region.
        rng: where choices come from.
        on: the day of the act.
        kind: the name of the act; any where None.
    """
    return _MADE[kind or rng.choice(KINDS)](Choosing(region.at(on), rng, on))
