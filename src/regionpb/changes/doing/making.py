"""What every act needs while it is done: the ledger, and the norms of its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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


def refuse(en: str, zh: str, *codes: str, instead: Sequence[object] = ()) -> Refused:
    """What to raise where an act would break a norm.

    Args:
        en: what, with the values, and what to do.
        zh: the same in Chinese.
        codes: the rules that would find fault with it.
        instead: what would be possible.
    """
    return Refused(en, zh, codes, instead)
