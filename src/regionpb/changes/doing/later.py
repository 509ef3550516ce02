"""What is known of later days: an act that comes before something that was entered already must not break it.

An act asks what is so on its own day. Where the register knows that any of it will be otherwise, what the act may break
is asked once more of those days.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal().apply(rpb.changes.dissolve("O-2", on="2012-03-01"))
>>> region.apply(rpb.changes.admit("M-9", organization="O-2", on="2012-01-01"))
Traceback (most recent call last):
regionpb.errors.Refused: organization 'O-2' ends on 2012-03-01, before member 'M-9' does; choose another (R001)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from attrs import define, field

from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.regional import expect_inside, expect_not_elsewhere, expect_not_shared
from regionpb.changes.doing.standing import below, expect_still_under_hub, is_under
from regionpb.changes.doing.territory import expect_sound
from regionpb.changes.ledger import Ledger, Row
from regionpb.contract import TABLES
from regionpb.errors import Both, Refused

__all__ = ["expect_lasting", "expect_sound_later"]

_CODES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("divisions", "parent"): "D005",
        ("organizations", "superior"): "O003",
        ("regional_units", "hub"): "U001",
        ("members", "organization"): "R001",
    }
)
"""The rules that would find a reference to what is no more."""

_REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        name: tuple(
            (column.name, column.references)
            for column in table.columns
            if column.references is not None and TABLES[column.references].dated and not column.kind.is_list
        )
        for name, table in TABLES.items()
        if table.dated
    }
)
"""By table that has dates, the columns that refer to another that has."""


# ---- references --------------------------------------------------------------------------------


def expect_lasting(ledger: Ledger) -> None:
    """Make sure that whatever is written refers to something that lasts as long as it does itself.

    Raises:
        Refused: when something does not.
    """
    now, was = _Ends(ledger), _Ends(ledger.untouched())
    everything = ledger.written()
    for _, letter in everything["transfers"].added if "transfers" in everything else ():
        end = now.of("organizations", letter["target"], letter["issued"])
        if letter["received"] is None and end < date.max:
            raise _ends_before(letter, end)
    turned = {name: {row[TABLES[name].key[0]] for row in written.was} for name, written in everything.items()}
    for name, written in everything.items():
        key = TABLES[name].key[0]
        before: dict[str, list[Row]] = defaultdict(list)
        for row in written.was:
            before[row[key]].append(row)
        for row in written.now:
            for column, other in _REFERENCES.get(name, ()):
                if row[column] is None or not ledger.has(other):
                    continue
                said = _said_so(before[row[key]], row, column)
                if said and row[column] not in turned.get(other, ()):
                    continue
                place, until = (other, row[column], row["start"] or date.min), row["end"] or date.max
                end = now.of(*place)
                # What it lacked before is no fault of an act.
                if end < until and not (said and was.of(*place) < until):
                    raise _not_there(name, row, column, other, end)


@define(eq=False)
class _Ends:
    """Until when things are there without a gap."""

    ledger: Ledger
    _known: dict[tuple[str, str, date], date] = field(factory=dict[tuple[str, str, date], date], init=False)

    def of(self, table: str, key: str, since: date) -> date:
        """Until when something is there that is there on a day; that day, where it is not."""
        if (table, key, since) not in self._known:
            until = since
            rows = self.ledger.sheet(table).versions(key)
            for row in sorted(rows, key=lambda row: row["start"] or date.min):
                if (row["start"] or date.min) <= until:
                    until = max(until, row["end"] or date.max)
            self._known[table, key, since] = until
        return self._known[table, key, since]


def _said_so(before: Iterable[Row], row: Row, column: str) -> bool:
    """Whether it was there before, and referred to the same for as long."""
    return any(
        was[column] == row[column]
        and (was["start"] or date.min) <= (row["start"] or date.min)
        and (was["end"] or date.max) >= (row["end"] or date.max)
        for was in before
    )


def _ends_before(letter: Row, end: date) -> Refused:
    return refuse(
        f"organization {letter['target']!r} ends on {end}, and {letter['member']} would be on the way to it; choose "
        "another (T004)",
        f"党组织“{letter['target']}”于 {end} 失效，届时{letter['member']}尚在转往该处途中；请另选（T004）",
        "T004",
    )


def _not_there(name: str, row: Row, column: str, other: str, end: date) -> Refused:
    one, it, code = TABLES[name], TABLES[other], _CODES.get((name, column))
    key, of, of_zh = row[one.key[0]], *((f" ({code})", f"（{code}）") if code else ("", ""))
    who, what = (table.singular.replace("_", " ") for table in (one, it))
    if end == (row["start"] or date.min):
        return refuse(
            f"{what} {row[column]!r} is not there on {row['start']}, when {who} {key!r} is; choose another day{of}",
            f"{one.label}“{key}”在 {row['start']} 已有效，所引用的{it.label}“{row[column]}”当日却并不存在；"
            f"请另选日期{of_zh}",
            *([code] if code else []),
        )
    hint = Both("choose another", "请另选")
    if other == "divisions":  # which may go on under another code: there is no other on the day itself
        hint = Both(
            f"choose another, or {end} or a later day and the code that holds then",
            f"请另选，或改选 {end} 及以后的日期，并使用届时有效的代码",
        )
    return refuse(
        f"{what} {row[column]!r} ends on {end}, before {who} {key!r} does; {hint.en}{of}",
        f"{it.label}“{row[column]}”于 {end} 失效，而引用它的{one.label}“{key}”此后仍有效；{hint.zh}{of_zh}",
        *([code] if code else []),
    )


# ---- days --------------------------------------------------------------------------------------


def expect_sound_later(making: Making, mark: Mapping[str, int], on: date) -> None:
    """Make sure that what was done since a mark breaks nothing on the later days on which what it rests on turns.

    Args:
        making: the ledger after the act.
        mark: how far the ledger had come before the act.
        on: the day of the act.

    Raises:
        Refused: when something that held on such a day would not any more.
    """
    done = {on}
    while ahead := sorted(day for day in making.ledger.turns() if day > on and day not in done):
        for day in ahead:
            for check in _checks(making, mark, day):
                _expect_still(making, check, day)
        done.update(ahead)


def _checks(making: Making, mark: Mapping[str, int], day: date) -> Iterator[Callable[[Making], None]]:
    """What is asked of a day: one thing of one row each, so that no fault that was there before hides another."""
    written = {name: making.ledger.touched(name, mark) for name in ("divisions", "organizations", "regional_units")}
    divisions = making.ledger.untouched().sheet("divisions")
    for code in written["divisions"]:
        yield partial(expect_sound, codes=[code], left=[], on=day)
    for parent in {row["parent"] for code in written["divisions"] for row in divisions.versions(code)}:
        yield partial(expect_sound, codes=[], left=[parent], on=day)
    units = dict.fromkeys(written["regional_units"])
    for organization in written["organizations"]:
        yield partial(_expect_no_round, organization=organization, day=day)
        row = making.current("organizations", organization, day)
        for one in below(making, organization, day) if row is not None else ():
            yield partial(expect_still_under_hub, organization=one, on=day)
        units |= dict.fromkeys([] if row is None or row["regional_unit"] is None else [row["regional_unit"]])
        if making.ledger.has("regional_units"):
            sheet = making.sheet("regional_units")
            units |= dict.fromkeys(sheet.row(at)["id"] for at in sheet.lasting("hub", organization, day))
    for unit in units:
        yield partial(_expect_reservoir, regional_unit=unit, day=day)
        for expected in (_hub_not_shared, _hub_not_elsewhere, _hub_inside):
            yield partial(_expect_of_hub, expected=expected, regional_unit=unit, day=day)


def _expect_no_round(making: Making, organization: str, day: date) -> None:
    row = making.current("organizations", organization, day)
    if row is not None and is_under(making, row["superior"], organization, day):
        raise refuse(
            f"{organization} would be under itself, by {row['superior']} (O001)",
            f"{organization}将经由{row['superior']}隶属自身（O001）",
            "O001",
        )


def _expect_of_hub(
    making: Making, expected: Callable[[Making, Row, date], None], regional_unit: str, day: date
) -> None:
    unit = making.current("regional_units", regional_unit, day)
    hub = None if unit is None else making.current("organizations", unit["hub"], day)
    if unit is not None and hub is not None and not hub["external"]:
        expected(making, unit, day)


def _expect_reservoir(making: Making, regional_unit: str, day: date) -> None:
    unit = making.current("regional_units", regional_unit, day)
    if unit is not None and making.current("organizations", unit["reservoir"], day) is not None:
        expect_still_under_hub(making, unit["reservoir"], day)


def _hub_not_shared(making: Making, unit: Row, day: date) -> None:
    expect_not_shared(making, unit["hub"], unit["id"], day)


def _hub_not_elsewhere(making: Making, unit: Row, day: date) -> None:
    expect_not_elsewhere(making, unit["hub"], unit["id"], day)


def _hub_inside(making: Making, unit: Row, day: date) -> None:
    expect_inside(making, unit["hub"], unit["division"], day)


def _expect_still(making: Making, check: Callable[[Making], None], day: date) -> None:
    """Make sure that something holds on a day, if it did before anything was done."""
    now, was = (Making(ledger, making.policy) for ledger in (making.ledger, making.ledger.untouched()))
    now.crosswalk += making.crosswalk
    try:
        check(now)
    except Refused as error:
        try:
            check(was)
        except Refused as before:
            if before.codes == error.codes:
                return
        raise Refused(f"from {day} on: {error}", f"自 {day} 起：{error.chinese}", error.codes, error.instead) from None
