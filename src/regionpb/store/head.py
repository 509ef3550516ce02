"""What a store says of its register: its version, its day, its policy, and what its tables are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from attrs import frozen
from sqlalchemy import Connection

from regionpb.contract.days import as_day
from regionpb.errors import Conflict, StoreError
from regionpb.policies import DEFAULT_POLICY, Policy
from regionpb.rules.norms import read_norms
from regionpb.store.faults import legible
from regionpb.store.schema import REGISTER
from regionpb.store.shape import Shape

__all__ = ["Head", "read_head"]


@frozen
class Head:
    """What a store says of its register.

    Attributes:
        name: what the store is called in messages.
        version: the number of the last entry.
        recorded: when that was recorded; None where there is none.
        day: the day the register speaks of.
        policy: the policy it is held to, where nothing else is asked.
        loaded: what its tables are made of; None where nothing was loaded.
    """

    name: str
    version: int
    recorded: datetime | None
    day: date | None
    policy: str | None
    loaded: Shape | None

    @property
    def shape(self) -> Shape:
        """What its tables are made of.

        Raises:
            StoreError: when nothing was loaded.
        """
        return self.expect_loaded()

    def expect_loaded(self) -> Shape:
        """Make sure that something was loaded, and give its shape.

        Raises:
            StoreError: when nothing was.
        """
        if self.loaded is None:
            raise StoreError(
                f"{self.name} holds nothing yet; load a region into it first",
                f"{self.name} 中尚无数据；请先装入区域数据",
            )
        return self.loaded

    @property
    def now(self) -> datetime:
        """When something is recorded now: clocks that are set back do not turn the order round."""
        now = datetime.now(UTC)
        return now if self.recorded is None else max(now, self.recorded)

    def at(self, day: date | str | None) -> date:
        """The day that is asked for; where None that of the register, else today."""
        return as_day(day) if day is not None else (self.day or date.today())

    def norms(self, policy: str | Path | Policy | None) -> Policy:
        """The policy that is asked for; where None that of the register."""
        return read_norms(policy if policy is not None else (self.policy or DEFAULT_POLICY))

    def expect(self, version: int | None) -> None:
        """Make sure that the version is the one that somebody has seen, if they tell one.

        Raises:
            Conflict: when it is another.
        """
        if version is not None and version > self.version:
            raise Conflict(
                f"{self.name} is at version {self.version}; version {version} is yet to come: look at it anew, and "
                "whether this is the store that you mean",
                f"{self.name} 的版本是 {self.version}，尚无版本 {version}；请核对版本，并确认是否为所指的数据库",
            )
        if version is not None and version != self.version:
            raise Conflict(
                f"{self.name} is at version {self.version}, not at {version}: somebody else was first; look at what "
                "they did, and try again",
                f"{self.name} 的版本是 {self.version}，而不是 {version}：他人已先行变更；请查看其变更后重试",
            )


_ASKED = sa.select(REGISTER)
_LOCKED = _ASKED.with_for_update()


@legible()
def read_head(connection: Connection, name: str, *, lock: bool = False) -> Head:
    """What a store says of its register; whoever locks it writes alone until their transaction ends."""
    row = connection.execute(_LOCKED if lock else _ASKED).one()
    shape = None if row.shape is None else Shape.from_json(row.shape)
    recorded = None if row.recorded is None else datetime.fromisoformat(row.recorded)
    return Head(name, row.version, recorded, row.day, row.policy, shape)
