"""Where plants commit their faults: a copy of the tables to which valid pieces are added and then spoilt.

A plant that only changed what it finds would need luck to find something suitable and would often
break more than it means to. So a plant first adds a small valid piece (a branch with its members
and secretary, a unit, a 1+N unit) and then spoils exactly one thing about it. Pieces begin on the
day asked, so that rules which look back over a period pass them over.

The same plant makes the sound twin of its fault: the same pieces with the same ids, nothing spoilt.
`draft.spoilt(bad, sound)` is where the two differ; a step of only one of them asks `draft.spoils`.
Choices are drawn before they part, and rows that only the twin needs come last, so that ids agree.

    >>> import random
    >>> from regionpb.testing import minimal
    >>> region = minimal()
    >>> draft = Draft.of(region.day, region.tables)
    >>> branch = draft.branch(random.Random(0), members=4)
    >>> draft.members_in(branch)
    4
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any, Self

import numpy as np
import polars as pl
from attrs import define, field, frozen

from regionpb.graph.forest import Forest
from regionpb.graph.tables import ROW
from regionpb.rules.planting.councils import found_councils
from regionpb.rules.planting.countryside import unbroken
from regionpb.rules.planting.sheet import Sheet, Unplantable
from regionpb.vocabulary import BodyKind, Form

__all__ = ["Draft", "Planted", "Unplantable"]


@frozen
class Planted:
    """Where a fault was committed: the rows that findings will name, as (table, id)."""

    rows: tuple[tuple[str, str | None], ...]

    @classmethod
    def at(cls, table: str, *ids: str | None) -> Self:
        """Planted on these ids of one table."""
        return cls(tuple((table, i) for i in ids))


@define
class Draft(Sheet):
    """Tables in the making, and the valid pieces that plants add to them."""

    _home: str | None = field(default=None, init=False)
    _dice: Random = field(factory=lambda: Random(0), init=False)  # noqa: S311 - planting is no cryptography

    def settle(self, rng: Random) -> None:
        """Hang what is added from now on under another committee, which is chosen when it is first asked for."""
        self._home, self._dice = None, rng

    def home(self) -> dict[str, Any]:
        """The committee to hang pieces under.

        Any current one that is under a root serves, in a division that is current, in no 1+N unit itself and not to
        end: what is hung there is asked for nothing more than it would be at the top.

        Raises:
            Unplantable: when there is none.
        """
        if self._home is None:
            homes = self.homes()
            self._home = str(homes[self._dice.randrange(len(homes))])
        return self.row("organizations", self._home)

    def seek_home(self, fits: Callable[[Mapping[str, Any]], bool]) -> None:
        """Hang what is added from now on under a committee that fits: the home, if it does, or else another.

        Raises:
            Unplantable: when there is none.
        """
        first = self.home()
        others = [one for one in self.homes() if one != first["id"]]
        self._dice.shuffle(others)
        homes = (row for row in (first, *(self.row("organizations", one) for one in others)) if fits(row))
        found = next(homes, None)
        if found is None:
            raise Unplantable("the region has no committee that fits what is planted", "没有合适的党委可供植入")
        self._home = str(found["id"])

    def homes(self) -> pl.Series:
        """The ids of the committees that serve as a home; where some do, those under which a hub would be well led.

        Raises:
            Unplantable: when there is none.
        """
        organizations = self.current("organizations").unique("id", keep="last", maintain_order=True)
        units = self.current("regional_units")
        stores = pl.concat([units["hub"], units["reservoir"]]).drop_nulls()
        sound = _rooted(organizations).filter(
            pl.col("form").is_in(["committee", "working_committee"])
            & ~pl.col("external").fill_null(value=False)
            & ~pl.col("regional_unit").is_in(units["id"].implode()).fill_null(value=False)
            & ~pl.col("id").is_in(stores.implode())
            & pl.col("id").is_in(self._lasting().implode())
            & pl.col("division").is_in(self.current("divisions")["code"].implode())
        )
        if sound.is_empty():
            raise Unplantable("the region has no committee to plant under", "没有可供植入的党委")
        if self.has("organizations", "function"):
            led = sound.filter(unbroken(organizations, sound.select("id", "division").iter_rows()))
            sound = sound if led.is_empty() else led
        return sound["id"]

    def _lasting(self) -> pl.Series:
        """The organizations that have a version which goes on."""
        if not self.has("organizations", "end"):
            return self.current("organizations")["id"]
        return self.frames["organizations"].filter(pl.col("end").is_null())["id"]

    def organization(self, form: str = "branch", *, under: str | None = None, **values: Any) -> str:
        """A current organization without members or seats, under `under` or `home`, in its superior's division."""
        superior = self.row("organizations", under) if under else self.home()
        values = {
            "name": f"{superior['name']}第{self.made + 1}{Form(form).label}",
            "form": form,
            "superior": superior["id"],
            "division": superior["division"],
            **values,
        }
        return self.add("organizations", **values)

    def former(self, **values: Any) -> str:
        """An organization that ended on the day, or on the `end` given; it had no superior whose dates could matter."""
        home = self.home()
        values = {
            "name": f"{home['name']}原第{self.made + 1}{Form(values.get('form', 'branch')).label}",
            "form": "branch",
            "division": home["division"],
            "start": None,
            "end": self.day,
            **({"end_reason": "merged"} if self.has("organizations", "end_reason") else {}),
            **values,
        }
        return self.add("organizations", **values)

    def branch(
        self, rng: Random, *, members: int = 3, form: str = "branch", under: str | None = None, **values: Any
    ) -> str:
        """A valid branch with `members` full members (one its secretary), where members and seats are known."""
        branch = self.organization(form, under=under, **values)
        self.staff(branch, rng, members=members)
        return branch

    def staff(self, organization: str, rng: Random, *, members: int = 3) -> None:
        """Give an organization full members, one of them its secretary, where members and seats are known."""
        people = [self.member(organization, rng) for _ in range(members)] if self.has("members") else []
        if people:
            self.secretary(organization, people[0])

    def member(self, organization: str, rng: Random, **values: Any) -> str:
        """A full member of long standing in an organization; declared counts above it grow by one."""
        joined = date(self.day.year - rng.randint(3, 20), rng.randint(1, 12), rng.randint(1, 28))
        year = values.get("joined", joined).year
        values = {
            "organization": organization,
            "status": "full",
            "joined": joined,
            "confirmed": date(year + 1, 12, rng.randint(29, 31)),
            "birth_year": year - rng.randint(19, 30),
            "category": "on_post",
            "entry": "moved_in",
            **values,
        }
        self._count(organization, 1)
        return self.add("members", **values)

    def move(self, member: str, organization: str) -> None:
        """Let a member belong to another organization; declared counts follow."""
        self._count(self.row("members", member)["organization"], -1)
        self._count(organization, 1)
        self.put("members", member, organization=organization)

    def secretary(self, organization: str, member: str) -> str | None:
        """Seat a member as secretary, where the region knows seats."""
        if not self.has("seats"):
            return None
        return self.add("seats", role="secretary", organization=organization, holder=member)

    def people(self, organization: str) -> list[str]:
        """The ids of the current members in an organization."""
        return self.current("members").filter(pl.col("organization") == organization)["id"].to_list()

    def lead(self, hub: str, branch: str, rng: Random | None = None) -> None:
        """Let a member of a branch lead the organization above it, where the region knows members and seats.

        The first one leads, or any where `rng` chooses.
        """
        if people := self.people(branch):
            self.secretary(hub, rng.choice(people) if rng else people[0])

    def unit(self, kind: str = "non_public_enterprise", **values: Any) -> str:
        """A current unit in the division of `home`; covered only where `organization` says so."""
        self.require("units", *values)
        return self.add(
            "units",
            **{"name": f"甬新{self.made + 1}号公司", "kind": kind, "division": self.home()["division"], **values},
        )

    def area(self, hub: str, *, lacks: BodyKind | None = None, **values: Any) -> str:
        """A current 1+N unit in the division of `home`, with the councils it owes where bodies are known.

        Args:
            hub: its hub, which stands already.
            lacks: the kind of council that it is not to have though it owes one.
            values: other cells.

        Raises:
            Unplantable: when it lies in the countryside and its hub is not led as hubs there are.
        """
        plain = {"name": f"甬新{self.made}区", "mode": "office_building", "division": self.home()["division"]}
        values = plain | values
        division = values["division"]
        if self.has("organizations", "function"):
            led = unbroken(self.current("organizations"), [(hub, division)])
            if not all(led):
                raise Unplantable(
                    f"nobody leads {hub} as hubs in {division} are led", f"{hub}之上没有{division}的乡镇党委和县委"
                )
        unit = self.add("regional_units", hub=hub, **values)
        found_councils(self, unit, str(division), lacks=lacks)
        return unit

    def council(self, kind: BodyKind, of: str, **values: Any) -> str:
        """A current body of some kind, named after whose it is."""
        return self.add("bodies", name=f"{of}{kind.label}", kind=str(kind), **values)

    def regional_unit(self, rng: Random, *, mode: str = "office_building", **values: Any) -> tuple[str, str, str]:
        """A valid 1+N unit: its id, its hub (an approved general branch) and one branch, the N, under the hub."""
        self.require("regional_units", "hub")
        self.require("organizations", "regional_unit")
        hub = self.organization("general_branch", approved=True)
        unit = self.area(hub, mode=mode, **values)
        one = self.branch(rng, under=hub, regional_unit=unit)
        self.lead(hub, one)
        return unit, hub, one

    def _count(self, organization: str, more: int) -> None:
        """Add to what an organization and those above it declare, so that their counts go on to agree."""
        if not self.has("organizations", "member_count"):
            return
        organizations = self.current("organizations").select(ROW, "id", "superior", "member_count")
        here: str | None = organization
        seen = set[str]()
        while here is not None and here not in seen:
            seen.add(here)
            found = organizations.filter(pl.col("id") == here)
            if found.is_empty():
                return
            position, _, superior, count = found.row(0)
            if count is not None:
                self.put_at("organizations", position, member_count=count + more)
            here = superior


def _rooted(organizations: pl.DataFrame) -> pl.DataFrame:
    """The organizations whose superiors lead to one that has none: to nothing that has ended, and not in a circle."""
    forest = Forest.from_parents(organizations["id"], organizations["superior"])
    roots = np.flatnonzero(forest.parents < 0)
    roots = roots[np.argsort(forest.enter[roots])]
    root_of = roots[np.searchsorted(forest.enter[roots], forest.enter, side="right") - 1]
    return organizations.filter(organizations["superior"].gather(root_of).is_null())
