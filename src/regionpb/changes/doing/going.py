"""How members go from one organization to another, and what records and letters say of it."""

from __future__ import annotations

from datetime import date, timedelta

from regionpb.changes.doing.making import Gone, Making, refuse
from regionpb.changes.ledger import Row
from regionpb.vocabulary import TransferKind

__all__ = ["expect_elsewhere", "fall", "go", "on_the_way", "received_after"]


def go(
    making: Making,
    at: int,
    target: str,
    on: date,
    kind: TransferKind = TransferKind.ORDINARY,
    letter: str | None = None,
) -> None:
    """Let a member go to another organization, with a record of it where records are kept.

    Args:
        making: the ledger.
        at: where the version of the member stands that holds on the day.
        target: where they go.
        on: since when they are there.
        kind: how.
        letter: the record that is there; where None an open one to the same target is carried out, or one written.

    Raises:
        Refused: when they came only on that day, or are known to go there later.
    """
    members = making.sheet("members")
    row = members.row(at)
    if row["organization"] is None:
        raise refuse(
            f"{row['id']} came without an organization, and cannot go to {target}; enter in the source where they "
            "are (E004)",
            f"{row['id']}没有登记所在党组织，无法转往{target}；请先在数据源中填写（E004）",
            "E004",
        )
    member, source = str(row["id"]), str(row["organization"])
    _expect_settled(making, row, on)
    # From the day on which they are received where they were, they are there for that.
    again = received_after(making, member, on, source)
    until = None if again is None else again["received"]
    there = None if until is None else members.holding(member, until)
    if until is not None and there is not None:
        then = members.row(there)
        if then["organization"] == source and then["start"] != until:
            members.change_version(there, until)
    members.change(at, on, until, organization=target)
    _send_from(making, member, source, target, on)
    making.gone.append(
        Gone(member, source, target, on, kind, _record(making, member, source, target, on, kind, letter))
    )


def expect_elsewhere(making: Making, at: int, target: str, on: date) -> None:
    """Make sure that a member is not in an organization already to which they are to go.

    Raises:
        Refused: when they are.
    """
    row = making.sheet("members").row(at)
    if row["organization"] == target:
        raise refuse(f"{row['id']} is in {target} already on {on}", f"{row['id']}在{on}已属于{target}")


def received_after(making: Making, member: str, on: date, target: str | None = None) -> Row | None:
    """The first letter with which a member was received after a day, anywhere or in some organization."""
    if not making.ledger.has("transfers"):
        return None
    transfers = making.sheet("transfers")
    letters = [transfers.row(at) for at in transfers.find("member", member)]
    later = [each for each in letters if each["received"] is not None and each["received"] > on]
    fit = [each for each in later if target is None or each["target"] == target]
    return min(fit, key=lambda each: (each["received"], each["id"]), default=None)


def _expect_settled(making: Making, row: Row, on: date) -> None:
    """Make sure that nobody goes on the day on which they came: the record of that would be wrong."""
    if not making.ledger.has("transfers"):
        return
    transfers = making.sheet("transfers")
    for at in transfers.find("member", row["id"]):
        letter = transfers.row(at)
        if letter["received"] == on and letter["target"] == row["organization"]:
            raise refuse(
                f"{row['id']} was received in {row['organization']} only on {on} ({letter['id']}); choose a later "
                "day (T006)",
                f"{row['id']}在{on}才由{row['organization']}接收（{letter['id']}）；请另选以后的日期（T006）",
                "T006",
            )


def _record(
    making: Making, member: str, source: str, target: str, on: date, kind: TransferKind, letter: str | None
) -> str | None:
    if not making.ledger.has("transfers"):
        return letter
    transfers = making.sheet("transfers")
    if letter is not None:
        written = transfers.find("id", letter)
    else:
        written = [
            at
            for at in on_the_way(making, member)
            if (transfers.row(at)["source"], transfers.row(at)["target"]) == (source, target)
            and (transfers.row(at)["issued"] or date.min) <= on
        ][:1]
    for at in written:
        if transfers.row(at)["received"] is None:
            transfers.put(at, received=on)
    if letter is not None or written:
        return letter or str(transfers.row(written[0])["id"])
    return _send(making, member, source, target, on, kind, received=on)


def _send_from(making: Making, member: str, source: str, target: str, on: date) -> None:
    """Let letters with which a member left an organization later say that they left another, where they are then.

    Raises:
        Refused: when one of them is to that other.
    """
    if not making.ledger.has("transfers"):
        return
    transfers, until = making.sheet("transfers"), _there_until(making, member, target, on)
    for at in transfers.find("member", member):
        row = transfers.row(at)
        if row["source"] != source or row["issued"] is None or not on < row["issued"] <= until:
            continue
        if row["target"] == target:
            raise refuse(
                f"{member} goes to {target} on {row['issued']}, as it was entered ({row['id']}); choose a later "
                "day, or another organization (T003)",
                f"按登记，{member}于{row['issued']}才转往{target}（{row['id']}）；请另选以后的日期，或另选党组织（T003）",
                "T003",
            )
        transfers.put(at, source=target)


def _there_until(making: Making, member: str, organization: str, on: date) -> date:
    """Until when a member is in an organization without a break from a day on."""
    rows = sorted(making.sheet("members").versions(member), key=lambda row: row["start"] or date.min)
    until = on
    for row in rows:
        if (row["start"] or date.min) <= until and row["organization"] == organization:
            until = max(until, row["end"] or date.max)
    return until


def _send(
    making: Making,
    member: str,
    source: str,
    target: str,
    issued: date,
    kind: TransferKind,
    received: date | None = None,
) -> str:
    """Write a letter that says where a member goes.

    Returns:
        Its id.
    """
    letter = making.ledger.free("transfers", f"T-{member}-{issued:%Y%m%d}")
    making.sheet("transfers").add(
        {
            "id": letter,
            "member": member,
            "source": source,
            "target": target,
            "kind": str(kind),
            "issued": issued,
            "received": received,
        }
    )
    return letter


def _stays(making: Making, member: str, on: date) -> bool:
    """Whether a member is for good where they are on a day."""
    members = making.sheet("members")
    rows = sorted(
        (row for row in members.versions(member) if row["end"] is None or row["end"] > on),
        key=lambda row: row["start"] or date.min,
    )
    return len({row["organization"] for row in rows}) == 1 and rows[-1]["end"] is None


def on_the_way(making: Making, member: str) -> list[int]:
    """The open letters of a member."""
    if not making.ledger.has("transfers"):
        return []
    transfers = making.sheet("transfers")
    return [at for at in transfers.find("member", member) if transfers.row(at)["received"] is None]


def fall(making: Making, at: int, target: str, superior: str | None, on: date) -> None:
    """Let a member of an organization that ends fall to another.

    Where the policy keeps those above responsible, the superior holds them from that day on, and a letter to the
    target is on the way from the day after.

    Args:
        making: the ledger.
        at: where the version of the member stands that holds on the day.
        target: who takes them in.
        superior: who was above the organization that ends.
        on: the day on which it ends.
    """
    over = making.current("organizations", superior, on)
    outside = over is None or over["external"]
    if superior is None or outside or superior == target or not making.keeps_responsible(on):
        go(making, at, target, on, TransferKind.ABSORBED)
        return
    members = making.sheet("members")
    member = str(members.row(at)["id"])
    go(making, at, superior, on, TransferKind.ABSORBED)
    if making.ledger.has("transfers") and not on_the_way(making, member) and _stays(making, member, on):
        _send(making, member, superior, target, on + timedelta(days=1), TransferKind.ORDINARY)
