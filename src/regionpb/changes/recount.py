"""Declared numbers of members that go on to agree: where members come and go, they are counted on.

A number that was wrong before is wrong by as much afterwards: whether it is right is for rule O018 to say. Nobody is
counted whom the changes do not touch, so that a change costs as much in a city as in a village.

>>> import polars as pl
>>> import regionpb as rpb
>>> frames = dict(rpb.testing.minimal().frames)
>>> counted = pl.Series("member_count", [3, 3])
>>> frames["organizations"] = frames["organizations"].with_columns(counted)
>>> region = rpb.read(frames, at="2011-07-29")
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")).at("2012-01-01")
>>> later.table("organizations").select("id", "member_count").rows()
[('O-1', 3), ('O-2', 2)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, field

from regionpb.changes.ledger import Ledger, Row
from regionpb.changes.sheet import Sheet, holds

__all__ = ["recount"]


def recount(ledger: Ledger, days: Iterable[date]) -> None:
    """Count on what organizations declare of their members, from the days of changes on.

    Args:
        ledger: the tables after the changes.
        days: the days of the changes.
    """
    if not (ledger.has("members") and ledger.has("organizations")):
        return
    organizations = ledger.sheet("organizations")
    if not organizations.says("member_count"):
        return
    count = _Count(_Side(ledger.untouched()), _Side(ledger))
    ahead, done = {*days}, set[date]()
    while ahead:
        day = min(ahead)
        count.on(day)
        # What is declared by a version that begins later was declared of its own day.
        done.add(day)
        ahead = (ahead | {turn for turn in count.turns() if turn > day}) - done


@define(eq=False)
class _Side:
    """The tables before or after the changes."""

    ledger: Ledger

    @property
    def organizations(self) -> Sheet:
        return self.ledger.sheet("organizations")

    def at(self, organization: str | None, day: date) -> Row | None:
        """An organization on a day."""
        place = None if organization is None else self.organizations.holding(organization, day)
        return None if place is None else self.organizations.row(place)

    def above(self, organization: str | None, day: date) -> list[str]:
        """An organization that is there on a day and all above it; a cycle is left after one round."""
        seen: dict[str, None] = {}
        here = self.at(organization, day)
        while here is not None and here["id"] not in seen:
            seen[here["id"]] = None
            here = self.at(here["superior"], day)
        return [*seen]

    def below(self, organization: str, day: date) -> Iterator[str]:
        """An organization and all under it on a day."""
        ahead, seen = [organization], {organization}
        for here in ahead:
            yield here
            for place in self.organizations.find("superior", here):
                key = self.organizations.row(place)["id"]
                if key not in seen and self.organizations.holding(key, day) == place:
                    seen.add(key)
                    ahead.append(key)

    def members(self, organization: str, day: date) -> int:
        """How many members are in an organization on a day."""
        sheet = self.ledger.sheet("members")
        return sum(holds(sheet.row(place), day) for place in sheet.find("organization", organization))


@define(eq=False)
class _Count:
    """Numbers that are counted on, day after day."""

    before: _Side
    after: _Side
    _met: dict[str, None] = field(factory=dict[str, None], init=False)
    """The organizations whose numbers may be other than they were."""

    def on(self, day: date) -> None:
        """Count on from a day."""
        changed = self._changed(day)
        self._met.update(dict.fromkeys(changed))
        sheet = self.after.organizations
        for key in self._met:
            was, place = self.before.at(key, day), sheet.holding(key, day)
            if was is None or place is None or was["member_count"] is None:
                continue
            said, count = sheet.row(place)["member_count"], was["member_count"] + changed[key]
            if said is not None and said != count:
                sheet.change_version(place, day, member_count=count)

    def turns(self) -> Iterator[date]:
        """The days on which versions of these organizations begin, and those of who came or went begin and end."""
        sheet = self.after.organizations
        days = [row["start"] for key in self._met for row in sheet.versions(key)]
        days += [row[bound] for row, _ in self._members() for bound in ("start", "end")]
        for side in (self.before, self.after):
            members = side.ledger.sheet("members")
            rows = [members.row(at) for key in self._met for at in members.find("organization", key)]
            days += [row[bound] for row in rows for bound in ("start", "end")]
        yield from (day for day in days if day is not None)

    def _changed(self, day: date) -> Counter[str]:
        """By how many the members under organizations are more than they were, on a day."""
        more, elsewhere = Counter[str](), dict.fromkeys(self._elsewhere(day))
        for side, sign in ((self.before, -1), (self.after, 1)):
            for key in elsewhere:
                members = side.members(key, day)
                for above in side.above(key, day):
                    more[above] += sign * members
        for row, sign in self._members():
            if holds(row, day) and row["organization"] not in elsewhere:
                for above in self.after.above(row["organization"], day):
                    more[above] += sign
        return more

    def _elsewhere(self, day: date) -> Iterator[str]:
        """The organizations that have others above them than they had."""
        written = self.after.ledger.written().get("organizations")
        if written is None:
            return
        rows = [*(row for _, row, _ in written.changed), *(row for _, row in written.added)]
        for key in dict.fromkeys(row["id"] for row in rows):
            places = [side.at(key, day) for side in (self.before, self.after)]
            if len({None if row is None else (row["superior"],) for row in places}) > 1:
                for side in (self.before, self.after):
                    yield from side.below(key, day)

    def _members(self) -> Iterator[tuple[Row, int]]:
        """The rows of members that are no more as they were, and those that stand instead."""
        written = self.after.ledger.written().get("members")
        if written is None:
            return
        for _, was, now in written.changed:
            yield was, -1
            yield now, 1
        yield from ((row, 1) for _, row in written.added)
