"""What was before: earlier versions, organizations that ended, members who left or came, and what is yet to come.

Nothing here changes what holds on the day: every step puts rows before, beside or after those that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Area, Norms, Organization, Place, Row, Rows
from regionpb.vocabulary import EndReason, Exit, Level

__all__ = ["Past"]

_EXITS = [exit_.value for exit_ in Exit]
_REASONS = [reason.value for reason in EndReason]
_RENAMED = ("organizations", "divisions", "units", "regional_units", "organizations")
_REPLACED = (
    "seats",
    "pairings",
    "units",
    "regional_units",
    "divisions",
    "service_points",
    "liaisons",
    "workers",
    "candidates",
)
_LONG = 700  # days


@frozen
class Past:
    """Gives a region its history. Rows are changed in place and added.

    Attributes:
        rows: the rows of the region as of the day, without dates.
        organizations: its organizations.
        areas: its 1+N units.
        places: its divisions.
        norms: its day, and whether going elsewhere takes a receipt.
    """

    rows: Rows
    organizations: Sequence[Organization]
    areas: Sequence[Area]
    places: Sequence[Place]
    norms: Norms

    def happen(self, each: Sequence[Dice]) -> None:
        """So many things happen, or are yet to."""
        happenings = (
            self._rename, self._dissolve, self._leave, self._replace, self._confirm, self._restore, self._found,
            self._plan, self._rename, self._replace, self._dissolve,
        )  # fmt: skip
        for number, dice in enumerate(each, 1):
            dice.pick(happenings)(f"{number}", dice)

    # ---- things --------------------------------------------------------------------------------

    def _rename(self, _: str, dice: Dice) -> None:
        """Two versions of a thing: on some day before or after the one asked its name changed."""
        table = dice.pick([name for name in _RENAMED if self.rows.get(name)])
        row = dice.pick([r for r in self.rows[table] if "end" not in r])
        days = 1 + dice.below(_LONG)
        begun = row.get("start")
        if begun is not None and begun > self.norms.day:
            return
        if begun is not None and begun >= self.norms.day - timedelta(days=days):
            days = -days
        on = self.norms.day - timedelta(days=days)
        if days > 0:  # the row that holds is the later one
            self.rows[table].append({**row, "name": f"旧{row['name']}", "start": begun, "end": on})
            row["start"] = on
        else:
            self.rows[table].append({**row, "name": f"新{row['name']}", "start": on})
            row["end"] = on

    def _dissolve(self, number: str, dice: Dice) -> None:
        """An organization ended, and members who were in it went on in the reservoir or elsewhere."""
        above = dice.pick([o for o in self.organizations if not (o.is_branch or o.external)])
        area = above.led or above.area
        reason = dice.pick(["dissolved", *_REASONS])
        on = self._ago(dice)
        ended = {
            "id": f"O-X{number}",
            "name": f"中共甬旧{number}支部",
            "form": "branch",
            "superior": above.id,
            "division": above.place.code if above.place else None,
            "regional_unit": area.id if area else None,
            "end": on,
            "end_reason": reason,
        }
        self.rows["organizations"].append(ended)
        for row in self._settled()[: dice.below(4)]:
            stored = area is not None and any(row["organization"] == store.id for store in area.stores)
            silent = reason != "dissolved" or (not self.norms.receipts and (stored or area is None))
            told = "transfers" in self.rows and (not silent or dice.below(2) == 0)
            if not (silent or told):
                continue  # without a transfer this move would be a fault
            self.rows["members"].append({**row, "organization": ended["id"], "unit": None, "end": on})
            row["start"], row["entry"] = on, None
            if told:
                self._receive(
                    row["id"], str(ended["id"]), row["organization"], "absorbed" if stored else "ordinary", on
                )

    def _found(self, number: str, dice: Dice) -> None:
        """A member came out of one organization into another that they still are in."""
        del number
        settled = self._settled()
        homes = [o for o in self.organizations if o.is_branch and not o.external]
        if not settled or len(homes) < 2:
            return
        row = dice.pick(settled)
        before = dice.pick([o for o in homes if o.id != row["organization"]])
        on = self._ago(dice)
        self.rows["members"].append({**row, "organization": before.id, "unit": None, "end": on})
        row["start"], row["entry"] = on, None
        if "transfers" in self.rows:
            self._receive(
                row["id"], before.id, row["organization"], dice.pick(["ordinary", "incubated", "returned"]), on
            )

    def _replace(self, number: str, dice: Dice) -> None:
        """A seat, a pairing, a unit, a 1+N unit, a division or a worker that is no more."""
        table = dice.pick([name for name in _REPLACED if self.rows.get(name)])
        row = dice.pick(self.rows[table])
        if table != "divisions":
            self.rows[table].append({**row, "id": f"{row['id']}-X{number}", "start": None, "end": self._ago(dice)})
            return
        taken = {place["code"] for place in self.rows[table]}
        code = next((c for n in range(100) if (c := f"{row['code'][:-2]}{99 - n:02}") not in taken), None)
        if code is not None:
            until = {"start": None, "end": self._ago(dice)}
            # A township is never without a village, also where it is no more.
            inside = [place for place in self.rows[table] if place.get("parent") == row["code"]][:1]
            gone = [(row, {"code": code})]
            if row["level"] == Level.TOWNSHIP.value:
                gone += [(one, {"code": code + one["code"][len(code) :], "parent": code}) for one in inside]
            self.rows[table] += [{**one, **new, "name": f"原{one['name']}", **until} for one, new in gone]

    def _plan(self, number: str, dice: Dice) -> None:
        """An organization that is to begin, and a member who is to join."""
        above = dice.pick([o for o in self.organizations if not (o.is_branch or o.external)])
        starts = self.norms.day + timedelta(days=1 + dice.below(_LONG))
        new = {"id": f"O-Y{number}", "name": f"中共甬来{number}支部", "form": "branch", "superior": above.id}
        division = above.place.code if above.place else None
        self.rows["organizations"].append({**new, "division": division, "start": starts})
        if "members" in self.rows:
            joins = {"status": "probationary", "joined": starts, "start": starts}
            self.rows["members"].append({"id": f"M-Y{number}", "organization": new["id"], **joins})

    # ---- members -------------------------------------------------------------------------------

    def _leave(self, number: str, dice: Dice) -> None:
        """A member who died, withdrew or otherwise is no more."""
        homes = [o for o in self.organizations if o.is_branch and not o.external]
        if "members" in self.rows and homes:
            home, on = dice.pick(homes), self._ago(dice)
            left = {"status": "full", "joined": date(on.year - 9, 7, 1), "end": on, "exit": dice.pick(_EXITS)}
            self.rows["members"].append({"id": f"M-X{number}", "organization": home.id, **left})

    def _confirm(self, number: str, dice: Dice) -> None:
        """A member who was admitted on probation and confirmed."""
        del number
        settled = [row for row in self._settled() if row["confirmed"] is not None]
        if settled:
            row = dice.pick(settled)
            joined, confirmed = row["joined"], row["confirmed"]
            early = {"status": "probationary", "confirmed": None, "unit": None, "entry": "admitted"}
            self.rows["members"].append({**row, **early, "start": joined, "end": confirmed})
            row["start"], row["entry"] = confirmed, None

    def _restore(self, number: str, dice: Dice) -> None:
        """A member who left and came back."""
        del number
        settled = self._settled()
        if settled:
            row, back = dice.pick(settled), self._ago(dice)
            gone = back - timedelta(days=1 + dice.below(_LONG))
            self.rows["members"].append({**row, "unit": None, "end": gone, "exit": dice.pick(_EXITS)})
            row["start"], row["entry"] = back, "restored"

    def _settled(self) -> list[Row]:
        """Full members of long standing to whom nothing has happened yet."""
        moving = {row["member"] for row in self.rows.get("transfers", [])}
        before = self.norms.day - timedelta(days=2 * _LONG)
        return [
            row
            for row in self.rows.get("members", [])
            if "start" not in row
            and "end" not in row
            and row["status"] == "full"
            and row["joined"] < before
            and row["id"] not in moving
        ]

    def _receive(self, member: object, source: str, target: object, kind: str, on: date) -> None:
        transfers = self.rows["transfers"]
        path = {"member": member, "source": source, "target": target, "kind": kind}
        transfers.append({"id": f"T-{len(transfers) + 1}", **path, "issued": on, "received": on})

    def _ago(self, dice: Dice) -> date:
        return self.norms.day - timedelta(days=dice.below(_LONG))
