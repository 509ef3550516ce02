"""How members come, are confirmed, go elsewhere, float and return, and leave."""

from __future__ import annotations

from datetime import date, timedelta

from regionpb.changes.acts.members import Admit, CloseMember, Confirm, Float, Return, Transfer
from regionpb.changes.doing.going import expect_elsewhere, go, received_after
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.ledger import Row
from regionpb.vocabulary import Entry, FloatingStage, Status

__all__ = ["admit", "close_member", "confirm", "float_", "return_", "transfer"]


def admit(act: Admit, making: Making) -> None:
    """Let somebody come into the register; who was a member before comes back under the same pseudonym."""
    members = making.sheet("members")
    making.own(act.organization, act.on)
    if act.unit is not None:
        making.get("units", act.unit, act.on)
    before = members.versions(act.member)
    later = sorted(
        (row for row in before if row["end"] is None or row["end"] > act.on), key=lambda row: row["start"] or date.min
    )
    if later:
        there = later[0]
        if there["start"] is not None and there["start"] > act.on:
            raise refuse(
                f"{act.member} is entered as a member from {there['start']} on ({there['organization']}); choose "
                "another pseudonym, or a later day",
                f"{act.member}自{there['start']}起已登记为党员（{there['organization']}）；请另编编号，或另选以后的日期",
            )
        raise refuse(
            f"{act.member} is a member in {there['organization']}; transfer them instead",
            f"{act.member}已是党员，在{there['organization']}；请改用转接",
        )
    if before and act.entry is Entry.ADMITTED:
        raise refuse(
            f"{act.member} was a member before; choose another pseudonym, or let them be restored or moved in",
            f"{act.member}曾是党员；请另编编号，或以恢复党籍、转入登记",
        )
    if not before and act.entry is Entry.RESTORED:
        raise refuse(
            f"{act.member} was never a member and cannot be restored; admit them",
            f"{act.member}从未登记为党员，无从恢复党籍；请以发展登记",
        )
    youngest = making.number("joining_age", act.on)
    if act.entry is Entry.ADMITTED and act.birth_year is not None and act.on.year < act.birth_year + youngest:
        raise refuse(
            f"{act.member} was born in {act.birth_year} and is not {youngest} in {act.on.year}; wait (M003)",
            f"{act.member}出生于{act.birth_year}年，{act.on.year}年尚不满{youngest}岁；须年满{youngest}岁方可发展（M003）",
            "M003",
        )
    kept: Row = max(before, key=lambda row: row["end"]) if before else {}
    row = {
        **kept,
        "id": act.member,
        "organization": act.organization,
        "status": str(act.status),
        "entry": str(act.entry),
    }
    row |= {"exit": None, "start": act.on, "end": None}
    if act.entry is Entry.ADMITTED:
        row |= {"joined": act.on}
    row |= {"unit": act.unit} if act.unit is not None or not before else {}
    row |= {"birth_year": act.birth_year} if act.birth_year is not None else {}
    members.add(row)


def confirm(act: Confirm, making: Making) -> None:
    """Let a member on probation become a full one."""
    members = making.sheet("members")
    at = members.held(act.member, act.on)
    row = members.row(at)
    if row["status"] == Status.FULL.value:
        raise refuse(f"{act.member} is a full member already", f"{act.member}已是正式党员")
    if row["joined"] is not None and act.on < row["joined"]:
        raise refuse(
            f"{act.member} joined only on {row['joined']}; choose a later day (M002)",
            f"{act.member}的入党日期为{row['joined']}；请选当日或以后（M002）",
            "M002",
        )
    members.change(at, act.on, status=Status.FULL.value, confirmed=act.on)


def transfer(act: Transfer, making: Making) -> None:
    """Let a member go to another organization."""
    making.own(act.to, act.on)
    members = making.sheet("members")
    at = members.held(act.member, act.on)
    if act.letter is None:
        expect_elsewhere(making, at, act.to, act.on)
    elif making.ledger.has("transfers"):
        _expect_fit(act, act.letter, making)
    go(making, at, act.to, act.on, letter=act.letter)


def _expect_fit(act: Transfer, letter: str, making: Making) -> None:
    """Make sure that a letter is one with which the member may go there on the day."""
    transfers = making.sheet("transfers")
    found = transfers.find("id", letter)
    if not found:
        raise transfers.unknown(letter)
    row = transfers.row(found[0])
    if (row["member"], row["target"]) != (act.member, act.to):
        raise refuse(
            f"{letter} says that {row['member']} goes to {row['target']}; name the letter of {act.member} to {act.to}, "
            "or none",
            f"{letter}说的是{row['member']}转往{row['target']}；请指明{act.member}转往{act.to}的介绍信，或不指明",
        )
    if row["issued"] is not None and row["issued"] > act.on:
        raise refuse(
            f"{letter} was issued only on {row['issued']}; choose that day or a later one (T003)",
            f"{letter}于{row['issued']}才开具；请选当日或以后（T003）",
            "T003",
        )
    if row["received"] not in {None, act.on}:
        raise refuse(
            f"{letter} was received on {row['received']} already; choose that day, or name no letter (T006)",
            f"{letter}已于{row['received']}接收；请选当日，或不指明介绍信（T006）",
            "T006",
        )


def float_(act: Float, making: Making) -> None:
    """Enter that a member lives elsewhere for a time, or what is otherwise of one who does so already."""
    members = making.sheet("members")
    at = members.held(act.member, act.on)
    if act.host is not None:
        making.get("organizations", act.host, act.on)
    row = members.row(at)
    was = row if row["floating"] else {"floating_stage": None, "floating_since": None, "host_organization": None}
    found = FloatingStage(was["floating_stage"] or FloatingStage.FOUND)
    linked = FloatingStage.LINKED if found in {FloatingStage.FOUND, FloatingStage.FILED} else found
    stage = act.stage or (found if act.host is None else linked)
    becomes = {
        "floating": True,
        "floating_stage": str(stage),
        "floating_since": was["floating_since"] if row["floating"] else act.on,
        "host_organization": was["host_organization"] if act.host is None else act.host,
    }
    if all(row[column] == cell for column, cell in becomes.items()):
        raise refuse(
            f"{act.member} floats already, and is {stage} on {act.on}; say what is otherwise, a stage or a host",
            f"{act.member}在{act.on}已是流动党员，环节为“{stage.label}”；请写明变动的环节或流入地党组织",
        )
    members.change(at, act.on, **becomes)


def return_(act: Return, making: Making) -> None:
    """Enter that a floating member is back."""
    members = making.sheet("members")
    at = members.held(act.member, act.on)
    if not members.row(at)["floating"]:
        raise refuse(f"{act.member} is not floating on {act.on}", f"{act.member}在{act.on}并非流动党员")
    members.change(at, act.on, floating=None, floating_stage=None, floating_since=None, host_organization=None)


def close_member(act: CloseMember, making: Making) -> None:
    """Let a member leave the register, and every seat, team, village and post that they hold."""
    members = making.sheet("members")
    at = members.held(act.member, act.on)
    letter = received_after(making, act.member, act.on - timedelta(days=1))
    if letter is not None:
        raise refuse(
            f"{act.member} was received in {letter['target']} on {letter['received']} ({letter['id']}); choose a later "
            "day (T006)",
            f"{act.member}于{letter['received']}由{letter['target']}接收（{letter['id']}）；请另选以后的日期（T006）",
            "T006",
        )
    members.end(at, act.on, exit=str(act.exit))
    for table, column in (("seats", "holder"), ("volunteers", "member"), ("liaisons", "leader"), ("workers", "member")):
        for sheet in making.sheets(table):
            for held in sheet.lasting(column, act.member, act.on):
                sheet.end(held, act.on)
