"""The trail of one member: where they came from, every way they went, and how they left.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal().apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
>>> for event in trail(region.tables, "M-2").rows():
...     print(*event)
None there None O-2 None
None secretary None O-2 S-2
2012-01-01 ordinary O-2 O-1 T-M-2-20120101
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl

from regionpb.errors import Both, UnknownName
from regionpb.graph.tables import Tables
from regionpb.vocabulary import Entry, Exit, Role, Status, TransferKind

__all__ = ["EVENTS", "named", "trail"]

_THERE, _WENT, _LETTER, _CONFIRMED, _FLOATED, _RETURNED, _LOST = (
    "there", "went", "letter", "confirmed", "floated", "came back", "lost",
)  # fmt: skip

EVENTS: Mapping[str, Both] = MappingProxyType(
    {
        _THERE: Both("there", "在册"),
        **{entry.value: Both(entry.value.replace("_", " "), entry.label) for entry in Entry},
        **{kind.value: Both(kind.value, kind.label) for kind in TransferKind},
        TransferKind.ORDINARY.value: Both("transferred", TransferKind.ORDINARY.label),
        _WENT: Both("went, without a record", "变动（无转接记录）"),
        _LETTER: Both("letter on its way", "介绍信在途"),
        _CONFIRMED: Both("confirmed", "转正"),
        _FLOATED: Both("floating", "流动"),
        _RETURNED: Both("back", "返回"),
        **{role.value: Both(f"became {role.value.replace('_', ' ')}", f"任{role.label}") for role in Role},
        **{
            f"no longer {role.value}": Both(f"no longer {role.value.replace('_', ' ')}", f"不再任{role.label}")
            for role in Role
        },
        **{exit_.value: Both(exit_.value.replace("_", " "), exit_.label) for exit_ in Exit},
        _LOST: Both("ended, without a reason", "终止（无减少原因）"),
    }
)
"""What can happen to a member, in the order in which it is told of one day: English and Chinese."""

_COLUMNS = {
    "day": pl.Date(),
    "event": pl.String(),
    "source": pl.String(),
    "target": pl.String(),
    "record": pl.String(),
}
_Event = tuple[date | None, str, str | None, str | None, str | None]


def trail(tables: Tables, member: str) -> pl.DataFrame:
    """What happened to a member, in order.

    Args:
        tables: all versions.
        member: their id.

    Returns:
        `day` (null: since ever), `event` (see `EVENTS`), the organizations (or bodies) they went from and to as
        `source` and `target`, and the id of the record or seat that says so.

    Raises:
        UnknownName: when there is no such member.
    """
    versions = _rows(tables, "members", "id", member)
    if not versions:
        raise UnknownName(
            "member", member, tables.history("members")["id"].drop_nulls().unique(maintain_order=True), "党员"
        )
    versions.sort(key=lambda row: row["start"] or date.min)
    letters = _rows(tables, "transfers", "member", member)
    events = [*_moves(versions, letters), *_letters(letters), *_seats(_rows(tables, "seats", "holder", member))]
    order = {event: at for at, event in enumerate(EVENTS)}
    events.sort(key=lambda event: (event[0] or date.min, order[event[1]]))
    return pl.DataFrame(events, schema=_COLUMNS, orient="row")


def named(tables: Tables, events: pl.DataFrame) -> pl.DataFrame:
    """What organizations and bodies were called on the day of each event.

    Of what ended on that day or before its last name is told; of an event since ever, or before there is any version,
    the first.

    Args:
        tables: all versions.
        events: what `trail` tells.

    Returns:
        The events, with `source_name` and `target_name`; null where nothing of the id is there.

    >>> import regionpb as rpb
    >>> act = rpb.changes.upgrade("O-2", form="general_branch", name="甲总支", on="2012-01-01")
    >>> region = rpb.testing.minimal().apply(act, rpb.changes.transfer("M-2", to="O-1", on="2012-02-01"))
    >>> named(region.tables, region.trail("M-2")).select("event", "source_name", "target_name").rows()[1:]
    [('secretary', None, '甬东区机关第一党支部'), ('ordinary', '甲总支', '甬东区机关党委')]
    """
    asked = pl.concat([events["source"], events["target"]]).implode()
    versions = pl.concat(
        tables.history(table).filter(pl.col("id").is_in(asked)).select("id", "name", "start")
        for table in ("organizations", "bodies")
    ).sort("start", nulls_last=False, maintain_order=True)
    begun = pl.col("start").fill_null(date.min) <= pl.col("day").fill_null(date.min)
    numbered = events.with_row_index("at")
    for end in ("source", "target"):
        names = (
            numbered.join(versions, left_on=end, right_on="id", maintain_order="left_right")
            .group_by("at")
            .agg(pl.coalesce(pl.col("name").filter(begun).last(), pl.col("name").first()).alias(f"{end}_name"))
        )
        numbered = numbered.join(names, on="at", how="left", maintain_order="left")
    return numbered.drop("at")


def _rows(tables: Tables, table: str, column: str, key: str) -> list[dict[str, Any]]:
    return tables.history(table).filter(pl.col(column) == key).rows(named=True)


def _moves(versions: list[dict[str, Any]], letters: list[dict[str, Any]]) -> Iterator[_Event]:
    """What the versions of a member tell, each against the one before."""
    received = {(row["source"], row["target"], row["received"]): row for row in letters if row["received"] is not None}
    before: dict[str, Any] | None = None
    for row in versions:
        start, home = row["start"], row["organization"]
        goes_on = before is not None and before["end"] == start and before["exit"] is None
        if before is None or not goes_on:
            yield start, row["entry"] or _THERE, None, home, None
        elif before["organization"] != home:
            letter = received.get((before["organization"], home, start))
            kind, record = (letter["kind"], letter["id"]) if letter else (_WENT, None)
            yield start, kind, before["organization"], home, record
        if goes_on and before is not None:
            yield from _changed(before, row)
        if row["end"] is not None and (row["exit"] is not None or row is versions[-1]):
            yield row["end"], row["exit"] or _LOST, home, None, None
        before = row


def _changed(before: dict[str, Any], row: dict[str, Any]) -> Iterator[_Event]:
    start, home = row["start"], row["organization"]
    if before["status"] != row["status"] and row["status"] == Status.FULL.value:
        yield start, _CONFIRMED, None, home, None
    if bool(row["floating"]) != bool(before["floating"]):
        yield start, _FLOATED if row["floating"] else _RETURNED, None, row["host_organization"] or home, None


def _letters(letters: list[dict[str, Any]]) -> Iterator[_Event]:
    for row in letters:
        if row["received"] is None:
            yield row["issued"], _LETTER, row["source"], row["target"], row["id"]


def _seats(seats: list[dict[str, Any]]) -> Iterator[_Event]:
    for row in seats:
        where = row["organization"] or row["body"]
        yield row["start"], row["role"], None, where, row["id"]
        if row["end"] is not None:
            yield row["end"], f"no longer {row['role']}", where, None, row["id"]
