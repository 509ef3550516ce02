"""What becomes of everything that belongs to an organization when it ends.

Nothing may be left that refers to what is no more: members, organizations below it, units, candidates, seats, pairings,
1+N units and what it coordinates go to whoever is named for them, or end with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from regionpb.changes.doing.going import fall, go, on_the_way
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.regional import expect_fit_for_hub
from regionpb.changes.doing.standing import expect_order, expect_under_hub, takes_in
from regionpb.changes.doing.ties import paired
from regionpb.changes.ledger import Row, Sheet
from regionpb.contract import TABLES
from regionpb.errors import Refused

__all__ = ["Heirs", "expect_begun", "hand_over"]


@frozen
class Heirs:
    """To whom what belongs to an organization goes.

    Attributes:
        members: its members, candidates and floating guests.
        organizations: those below it.
        units: those it covers; None leaves them uncovered.
        falls: whether its members fall to the reservoir, rather than being transferred.
        superior: who was above it.
        leads: who is hub and reservoir after it.
        going: those that end with it, and have the same heirs.
    """

    members: str | None
    organizations: str | None
    units: str | None
    falls: bool = False
    superior: str | None = None
    leads: str | None = None
    going: frozenset[str] = frozenset()


def hand_over(making: Making, row: Row, heirs: Heirs, on: date) -> None:
    """Put everything that belongs to an organization elsewhere from a day on.

    Args:
        making: the ledger.
        row: the organization.
        heirs: to whom.
        on: the day on which it is no more.

    Raises:
        Refused: when somebody would be left nowhere, or something begins only later.
    """
    key = str(row["id"])
    going = heirs.going | {key}  # nobody guides what ends
    _expect_no_letters(making, key, on)
    _hand_over_members(making, key, heirs, on)
    _hand_over_organizations(making, key, heirs, on)
    for table, column, heir in (
        ("organizations", "guided_by", None),
        ("units", "organization", heirs.units),
        ("members", "host_organization", None),
        ("volunteer_teams", "organization", heirs.organizations),
        ("workers", "organization", heirs.members),
        ("candidates", "organization", heirs.members),
    ):
        for sheet, at in _lasting(making, table, column, key, on):
            if table == "organizations" and sheet.row(at)["id"] in going:
                continue
            if heir is None and TABLES[table].by_name[column].required:
                raise _nowhere(str(sheet.row(at)["id"]), key)
            sheet.change(at, on, **{column: heir})
    _hand_over_units(making, key, heirs, on)
    _end_seats(making, key, on)
    _end_pairings(making, key, heirs, on)


def _lasting(making: Making, table: str, column: str, key: str, on: date) -> Iterator[tuple[Sheet, int]]:
    """The rows that refer to an organization from a day on.

    Raises:
        Refused: when one begins only on that day or later.
    """
    for sheet in making.sheets(table):
        for at in sheet.lasting(column, key, on):
            if sheet.row(at)[column] != key:  # it follows a version that went, and has gone with it
                continue
            expect_begun(sheet, at, column, key, on)
            yield sheet, at


def expect_begun(sheet: Sheet, at: int, column: str, key: str, on: date) -> None:
    """Make sure that something belongs to an organization before a day on which it is to belong to another.

    Raises:
        Refused: when it does so only from that day on, or a later one.
    """
    row = sheet.row(at)
    before = any(each["end"] == row["start"] and each[column] == key for each in sheet.versions(row[sheet.key]))
    if row["start"] is not None and (row["start"] > on or (row["start"] == on and not before)):
        name = f"{sheet.name} {row[sheet.key]}"
        raise refuse(
            f"{name} belongs to {key} from {row['start']} on; choose a later day for its end",
            f"{TABLES[sheet.name].label}“{row[sheet.key]}”自{row['start']}起才属于{key}；请将{key}的终止日期另选在此之后",
        )


def _expect_no_letters(making: Making, key: str, on: date) -> None:
    """Make sure that nobody is on the way to it."""
    if not making.ledger.has("transfers"):
        return
    transfers = making.sheet("transfers")
    for at in transfers.find("target", key):
        row = transfers.row(at)
        member = making.current("members", row["member"], on)
        if row["received"] is None and member is not None and member["organization"] != key:
            raise refuse(
                f"{row['member']} is on the way to {key} ({row['id']}); let them be received first (T004)",
                f"{row['member']}正在转往{key}（{row['id']}）；请先办理接收（T004）",
                "T004",
            )


def _hand_over_members(making: Making, key: str, heirs: Heirs, on: date) -> None:
    for sheet, at in _lasting(making, "members", "organization", key, on):
        member = str(sheet.row(at)["id"])
        # Who is leaving for somewhere else already is received there.
        leaving = [
            letter
            for position in on_the_way(making, member)
            for letter in [making.sheet("transfers").row(position)]
            if letter["source"] == key
            and (letter["issued"] or date.min) < on
            and takes_in(making, letter["target"], on)
        ]
        if leaving:
            go(making, at, leaving[0]["target"], on, letter=leaving[0]["id"])
        elif heirs.members is None:
            raise _nowhere(member, key)
        elif heirs.falls:
            fall(making, at, heirs.members, heirs.superior, on)
        else:
            go(making, at, heirs.members, on)


def _nowhere(who: str, key: str) -> Refused:
    """What to raise of a member or a candidate for whom there is no organization."""
    return refuse(
        f"{who} would be left nowhere: nobody is above {key}; say who takes its members in",
        f"{who}将无处可归：{key}之上没有党组织；请指明党员归入何处",
        "R001",
    )


def _hand_over_organizations(making: Making, key: str, heirs: Heirs, on: date) -> None:
    for sheet, at in _lasting(making, "organizations", "superior", key, on):
        row = sheet.row(at)
        if heirs.organizations is None:
            raise refuse(
                f"{row['id']} would be left without a superior: nobody is above {key}; move it first (O003)",
                f"{row['id']}将没有上级：{key}之上没有党组织；请先将{row['id']}改隶其他党组织（O003）",
                "O003",
            )
        expect_order(making.get("organizations", heirs.organizations, on), row["form"], row["id"])
        expect_under_hub(making, row["id"], heirs.organizations, on, going=heirs.going | {key})
        sheet.change(at, on, superior=heirs.organizations)


def _hand_over_units(making: Making, key: str, heirs: Heirs, on: date) -> None:
    """Give 1+N units another hub, and another reservoir: the hub where nobody else is named."""
    for sheet, at in _lasting(making, "regional_units", "hub", key, on):
        row = sheet.row(at)
        if heirs.leads is None:
            raise refuse(
                f"{row['id']} would be left without a hub; close it first (U001)",
                f"{row['id']}将没有区域性党组织；请先撤销该区域（U001）",
                "U001",
            )
        expect_fit_for_hub(making, heirs.leads, row["id"], row["division"], on)
        sheet.change(at, on, hub=heirs.leads)
    for sheet, at in _lasting(making, "regional_units", "reservoir", key, on):
        sheet.change(at, on, reservoir=None)


def _end_seats(making: Making, key: str, on: date) -> None:
    """End the seats on it, and those that represent nobody else; of others nobody is represented any more."""
    for sheet, at in _lasting(making, "seats", "organization", key, on):
        sheet.end(at, on)
    for sheet, at in _lasting(making, "seats", "represents_organization", key, on):
        if sheet.row(at)["represents_unit"] is None:
            sheet.end(at, on)
        else:
            sheet.change(at, on, represents_organization=None)


def _end_pairings(making: Making, key: str, heirs: Heirs, on: date) -> None:
    """Let its partners be those of its heir, where there is one that covers what it covered; else pairings end.

    So do those of what is put together.
    """
    for column, other in (("left", "right"), ("right", "left")):
        for sheet, at in _lasting(making, "pairings", column, key, on):
            partner = sheet.row(at)[other]
            heir = heirs.units
            one = heir is None or partner == heir or partner in heirs.going
            if one or paired(making, str(heir), partner, on) is not None:
                sheet.end(at, on)
            else:
                sheet.change(at, on, **{column: heir})
