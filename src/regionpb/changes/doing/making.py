"""What every act needs while it is done: the ledger, the norms of its day, and how members go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import define, field, frozen

from regionpb.changes.ledger import Ledger, Row, Sheet
from regionpb.changes.walked import Walked
from regionpb.contract import TABLES
from regionpb.errors import Both, Refused
from regionpb.policies import Policy
from regionpb.vocabulary import Status, TransferKind

__all__ = ["OF_NO_UNIT", "SUPERIOR_OF_NOBODY", "Gone", "Making", "refuse"]

# What is not possible with an organization that lies outside the region, and what to do.
_HOME_OF_NOBODY = Both(
    "and nobody is in it; who goes there leaves (moved_out)", "不记其党员；转往该处的，请以减少原因“转出”登记减少"
)
SUPERIOR_OF_NOBODY = Both("and is superior of nobody here; choose another", "不能作为本区域党组织的上级；请另选")
OF_NO_UNIT = Both("and has no part in a 1+N unit here; choose another", "不能加入本区域的统筹区域；请另选")


@frozen
class Gone:
    """A member who went from one organization to another.

    Attributes:
        member: who.
        source: where they were.
        target: where they are.
        on: since when.
        kind: how.
        letter: the row of `transfers` that says so; None where none is kept.
    """

    member: str
    source: str
    target: str
    on: date
    kind: TransferKind
    letter: str | None


@define(eq=False)
class Making:
    """Acts while they are done.

    Attributes:
        ledger: the tables.
        policy: the norms.
        gone: the members who went elsewhere.
        crosswalk: what goes on as another.
    """

    ledger: Ledger
    policy: Policy
    gone: list[Gone] = field(factory=list[Gone], init=False)
    crosswalk: list[Walked] = field(factory=list[Walked], init=False)

    def sheet(self, table: str) -> Sheet:
        """A table; Refused where there is none."""
        return self.ledger.sheet(table)

    def sheets(self, *tables: str) -> list[Sheet]:
        """Those of some tables that there are."""
        return [self.ledger.sheet(table) for table in tables if self.ledger.has(table)]

    def get(self, table: str, key: str, on: date) -> Row:
        """The version of a thing that holds on a day.

        Raises:
            UnknownName: when there is no such thing.
            Refused: when it is not there on the day.
        """
        sheet = self.sheet(table)
        return sheet.row(sheet.held(key, on))

    def own(self, organization: str, on: date, else_: Both = _HOME_OF_NOBODY) -> Row:
        """An organization of the region itself, as it is on a day.

        Args:
            organization: its id.
            on: the day.
            else_: what to say of one that lies outside.

        Raises:
            UnknownName: when there is no such organization.
            Refused: when it is not there on the day, or known only as the other end of a transfer.
        """
        row = self.get("organizations", organization, on)
        if row["external"]:
            raise Refused(
                f"{organization} lies outside the region, {else_.en}", f"{organization}为区域外党组织，{else_.zh}"
            )
        return row

    def current(self, table: str, key: str | None, on: date) -> Row | None:
        """The same, and None where there is none."""
        if key is None or not self.ledger.has(table):
            return None
        sheet = self.sheet(table)
        at = sheet.holding(key, on)
        return None if at is None else sheet.row(at)

    def number(self, parameter: str, on: date) -> int:
        """A parameter of the policy on a day."""
        return int(self.policy.at(on).norm(parameter).value)

    def full_of(self, members: Sequence[str], on: date) -> tuple[int, int]:
        """How many of some members are full ones on a day, and how many a branch needs."""
        rows = [self.get("members", member, on) for member in members]
        full = sum(row["status"] == Status.FULL.value for row in rows)
        return full, self.number("minimum_full_members", on)

    def keeps_responsible(self, on: date) -> bool:
        """Whether those above an organization that ends stay responsible until another has received its members."""
        return self.policy.at(on).is_on("R008")

    def new(self, table: str, key: str) -> str:
        """An id that nothing has or had.

        Raises:
            Refused: when something has or had it: ids are never used again.
        """
        sheet = self.sheet(table)
        if sheet.find(sheet.key, key):
            kind = TABLES[table]
            name = kind.singular.replace("_", " ")
            raise Refused(
                f"{name} {key!r} is there or was; ids are never used again, choose another",
                f"已有或曾有{kind.label}“{key}”；编号不得重复使用，请另编",
            )
        return key

    # ---- members -------------------------------------------------------------------------------

    def go(
        self, at: int, target: str, on: date, kind: TransferKind = TransferKind.ORDINARY, letter: str | None = None
    ) -> None:
        """Let a member go to another organization, with a record of it where records are kept.

        Args:
            at: where the version of the member stands that holds on the day.
            target: where they go.
            on: since when they are there.
            kind: how.
            letter: the record that is there; where None an open one to the same target is carried out, or one written.

        Raises:
            Refused: when they came only on that day, or are known to go there later.
        """
        members = self.sheet("members")
        row = members.row(at)
        if row["organization"] is None:
            raise refuse(
                f"{row['id']} came without an organization, and cannot go to {target}; enter in the source where they "
                "are (E004)",
                f"{row['id']}没有登记所在党组织，无法转往{target}；请先在数据源中填写（E004）",
                "E004",
            )
        member, source = str(row["id"]), str(row["organization"])
        self._expect_settled(row, on)
        # From the day on which they are received where they were, they are there for that.
        again = self.received_after(member, on, source)
        until = None if again is None else again["received"]
        there = None if until is None else members.holding(member, until)
        if until is not None and there is not None:
            then = members.row(there)
            if then["organization"] == source and then["start"] != until:
                members.change_version(there, until)
        members.change(at, on, until, organization=target)
        self._send_from(member, source, target, on)
        self.gone.append(Gone(member, source, target, on, kind, self._record(member, source, target, on, kind, letter)))

    def expect_elsewhere(self, at: int, target: str, on: date) -> None:
        """Make sure that a member is not in an organization already to which they are to go.

        Raises:
            Refused: when they are.
        """
        row = self.sheet("members").row(at)
        if row["organization"] == target:
            raise refuse(f"{row['id']} is in {target} already on {on}", f"{row['id']}在{on}已属于{target}")

    def received_after(self, member: str, on: date, target: str | None = None) -> Row | None:
        """The first letter with which a member was received after a day, anywhere or in some organization."""
        if not self.ledger.has("transfers"):
            return None
        transfers = self.sheet("transfers")
        letters = [transfers.row(at) for at in transfers.find("member", member)]
        later = [each for each in letters if each["received"] is not None and each["received"] > on]
        fit = [each for each in later if target is None or each["target"] == target]
        return min(fit, key=lambda each: (each["received"], each["id"]), default=None)

    def _expect_settled(self, row: Row, on: date) -> None:
        """Make sure that nobody goes on the day on which they came: the record of that would be wrong."""
        if not self.ledger.has("transfers"):
            return
        transfers = self.sheet("transfers")
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
        self, member: str, source: str, target: str, on: date, kind: TransferKind, letter: str | None
    ) -> str | None:
        if not self.ledger.has("transfers"):
            return letter
        transfers = self.sheet("transfers")
        if letter is not None:
            written = transfers.find("id", letter)
        else:
            written = [
                at
                for at in self.on_the_way(member)
                if (transfers.row(at)["source"], transfers.row(at)["target"]) == (source, target)
                and (transfers.row(at)["issued"] or date.min) <= on
            ][:1]
        for at in written:
            if transfers.row(at)["received"] is None:
                transfers.put(at, received=on)
        if letter is not None or written:
            return letter or str(transfers.row(written[0])["id"])
        return self.send(member, source, target, on, kind, received=on)

    def _send_from(self, member: str, source: str, target: str, on: date) -> None:
        """Let letters with which a member left an organization later say that they left another, where they are then.

        Raises:
            Refused: when one of them is to that other.
        """
        if not self.ledger.has("transfers"):
            return
        transfers, until = self.sheet("transfers"), self._there_until(member, target, on)
        for at in transfers.find("member", member):
            row = transfers.row(at)
            if row["source"] != source or row["issued"] is None or not on < row["issued"] <= until:
                continue
            if row["target"] == target:
                raise refuse(
                    f"{member} goes to {target} on {row['issued']}, as it was entered ({row['id']}); take that back "
                    "first (T003)",
                    f"按登记，{member}于{row['issued']}才转往{target}（{row['id']}）；请先撤回该项登记（T003）",
                    "T003",
                )
            transfers.put(at, source=target)

    def _there_until(self, member: str, organization: str, on: date) -> date:
        """Until when a member is in an organization without a break from a day on."""
        rows = sorted(self.sheet("members").versions(member), key=lambda row: row["start"] or date.min)
        until = on
        for row in rows:
            if (row["start"] or date.min) <= until and row["organization"] == organization:
                until = max(until, row["end"] or date.max)
        return until

    def send(
        self, member: str, source: str, target: str, issued: date, kind: TransferKind, received: date | None = None
    ) -> str:
        """Write a letter that says where a member goes.

        Returns:
            Its id.
        """
        letter = self.ledger.free("transfers", f"T-{member}-{issued:%Y%m%d}")
        self.sheet("transfers").add(
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

    def _stays(self, member: str, on: date) -> bool:
        """Whether a member is for good where they are on a day."""
        members = self.sheet("members")
        rows = sorted(
            (row for row in members.versions(member) if row["end"] is None or row["end"] > on),
            key=lambda row: row["start"] or date.min,
        )
        return len({row["organization"] for row in rows}) == 1 and rows[-1]["end"] is None

    def on_the_way(self, member: str) -> list[int]:
        """The open letters of a member."""
        if not self.ledger.has("transfers"):
            return []
        transfers = self.sheet("transfers")
        return [at for at in transfers.find("member", member) if transfers.row(at)["received"] is None]

    def fall(self, at: int, target: str, superior: str | None, on: date) -> None:
        """Let a member of an organization that ends fall to another.

        Where the policy keeps those above responsible, the superior holds them from that day on, and a letter to the
        target is on the way from the day after.

        Args:
            at: where the version of the member stands that holds on the day.
            target: who takes them in.
            superior: who was above the organization that ends.
            on: the day on which it ends.
        """
        over = self.current("organizations", superior, on)
        outside = over is None or over["external"]
        if superior is None or outside or superior == target or not self.keeps_responsible(on):
            self.go(at, target, on, TransferKind.ABSORBED)
            return
        members = self.sheet("members")
        member = str(members.row(at)["id"])
        self.go(at, superior, on, TransferKind.ABSORBED)
        if self.ledger.has("transfers") and not self.on_the_way(member) and self._stays(member, on):
            self.send(member, superior, target, on + timedelta(days=1), TransferKind.ORDINARY)


def refuse(en: str, zh: str, *codes: str, instead: Sequence[object] = ()) -> Refused:
    """What to raise where an act would break a norm.

    Args:
        en: what, with the values, and what to do.
        zh: the same in Chinese.
        codes: the rules that would find fault with it.
        instead: what would be possible.
    """
    return Refused(en, zh, codes, instead)
