"""How seats are filled and vacated, organizations paired, and villages looked after."""

from __future__ import annotations

from datetime import date

from regionpb.changes.acts.ties import Appoint, Link, Pair, Unpair, Vacate
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.standing import is_within
from regionpb.changes.sheet import holds
from regionpb.vocabulary import Level, Role

__all__ = ["appoint", "link", "pair", "paired", "unpair", "vacate"]


def appoint(act: Appoint, making: Making) -> None:
    """Seat a member on an organization or a body."""
    seats = making.sheet("seats")
    making.get("members", act.holder, act.on)
    for table, key in (
        ("organizations", act.organization),
        ("bodies", act.body),
        ("organizations", act.represents_organization),
        ("units", act.represents_unit),
    ):
        if key is not None:
            making.get(table, key, act.on)
    _expect_not_seated(act, making)
    if act.role is Role.SECRETARY and act.organization is not None:
        _expect_vacant(act, making)
    seats.add(
        {
            "id": making.new("seats", act.seat)
            if act.seat
            else making.ledger.free("seats", f"S-{act.holder}-{act.on:%Y%m%d}"),
            "role": str(act.role),
            "organization": act.organization,
            "body": act.body,
            "holder": act.holder,
            "part_time": act.part_time,
            "represents_organization": act.represents_organization,
            "represents_unit": act.represents_unit,
            "start": act.on,
        }
    )


def _expect_not_seated(act: Appoint, making: Making) -> None:
    """Make sure that the member does not have this seat already."""
    seats = making.sheet("seats")
    wanted = (act.role.value, act.organization, act.body, act.represents_organization, act.represents_unit)
    for at in seats.lasting("holder", act.holder, act.on):
        row = seats.row(at)
        there = [row[one] for one in ("role", "organization", "body", "represents_organization", "represents_unit")]
        if (*there,) == wanted and holds(row, act.on):
            where = act.organization or act.body
            raise refuse(
                f"{act.holder} is {act.role} of {where} already on {act.on} ({row['id']})",
                f"{act.holder}在{act.on}已任{where}{act.role.label}（{row['id']}）",
            )


def _expect_vacant(act: Appoint, making: Making) -> None:
    """Make sure that there is no other secretary."""
    seats = making.sheet("seats")
    for at in seats.lasting("organization", act.organization, act.on):
        row = seats.row(at)
        since = max(act.on, row["start"] or act.on)
        if row["role"] == Role.SECRETARY.value and making.current("members", row["holder"], since) is not None:
            if since > act.on:
                raise refuse(
                    f"{row['holder']} is secretary of {act.organization} from {since} on ({row['id']}), as it was "
                    "entered (O011)",
                    f"按登记，{row['holder']}自{since}起任{act.organization}书记（{row['id']}）（O011）",
                    "O011",
                )
            raise refuse(
                f"{row['holder']} is secretary of {act.organization} ({row['id']}); vacate that seat first (O011)",
                f"{act.organization}已有书记{row['holder']}（{row['id']}）；请先免职（O011）",
                "O011",
                instead=[Vacate(seat=row["id"], on=act.on)],
            )


def vacate(act: Vacate, making: Making) -> None:
    """Let a seat end."""
    seats = making.sheet("seats")
    seats.end(seats.held(act.seat, act.on), act.on)


def pair(act: Pair, making: Making) -> None:
    """Pair two organizations."""
    pairings = making.sheet("pairings")
    for end in (act.left, act.right):
        making.get("organizations", end, act.on)
    if act.left == act.right:
        raise refuse(f"{act.left} cannot be paired with itself (P001)", f"{act.left}不能与自身结对（P001）", "P001")
    there = paired(making, act.left, act.right, act.on)
    if there is not None:
        raise refuse(
            f"{act.left} and {act.right} are paired already, by {there} (P003)",
            f"{act.left}与{act.right}已经结对（{there}）（P003）",
            "P003",
        )
    key = (
        making.new("pairings", act.pairing)
        if act.pairing
        else making.ledger.free("pairings", f"P-{act.left}-{act.right}")
    )
    tasks = [*map(str, act.tasks)] or None
    pairings.add({"id": key, "left": act.left, "right": act.right, "tasks": tasks, "start": act.on})


def paired(making: Making, one: str, other: str, on: date) -> str | None:
    """The pairing of two organizations, whichever way round, that lasts on some day from one on."""
    pairings = making.sheet("pairings")
    for left, right in ((one, other), (other, one)):
        for at in pairings.lasting("left", left, on):
            if pairings.row(at)["right"] == right:
                return str(pairings.row(at)["id"])
    return None


def unpair(act: Unpair, making: Making) -> None:
    """Let a pairing end."""
    pairings = making.sheet("pairings")
    pairings.end(pairings.held(act.pairing, act.on), act.on)


def link(act: Link, making: Making) -> None:
    """Let a leader look after a village and its township."""
    liaisons = making.sheet("liaisons")
    making.get("members", act.leader, act.on)
    township, village = (making.get("divisions", code, act.on) for code in (act.township, act.village))
    for code, row, wanted in ((act.township, township, Level.TOWNSHIP), (act.village, village, Level.VILLAGE)):
        if row["level"] not in {None, wanted.value}:
            raise refuse(
                f"{code} is of {row['level']} level, not of {wanted}; a leader looks after a village in a township "
                "(P007)",
                f"{code}为{Level(row['level']).label}，并非{wanted.label}；领导干部联系乡镇和村（P007）",
                "P007",
            )
    if not is_within(making, act.village, act.township, act.on):
        raise refuse(
            f"{act.village} does not lie in {act.township} (P008)",
            f"{act.village}不在{act.township}之内（P008）",
            "P008",
        )
    for at in liaisons.lasting("leader", act.leader, act.on):
        row = liaisons.row(at)
        if (row["township"], row["village"]) == (act.township, act.village) and holds(row, act.on):
            raise refuse(
                f"{act.leader} looks after {act.village} already on {act.on} ({row['id']})",
                f"{act.leader}在{act.on}已联系{act.village}（{row['id']}）",
            )
    key = (
        making.new("liaisons", act.liaison)
        if act.liaison
        else making.ledger.free("liaisons", f"L-{act.leader}-{act.village}")
    )
    liaisons.add({"id": key, "leader": act.leader, "township": act.township, "village": act.village, "start": act.on})
