"""What there is to choose from in a region, for acts that are made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from attrs import define

from regionpb.region import Region
from regionpb.vocabulary import BRANCH_TYPE, Status

__all__ = ["BRANCHES", "UNKNOWN", "Choosing"]

BRANCHES = frozenset(map(str, BRANCH_TYPE))
UNKNOWN = "nobody"
"""What is named where there is nothing to name: the act is refused then."""


@define
class Choosing:
    """What there is to choose from on a day."""

    region: Region
    rng: Random
    on: date

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The current rows of a table."""
        return self.region.table(table).rows(named=True) if table in self.region.tables else []

    def one(self, table: str, column: str = "id", where: Callable[[dict[str, Any]], bool] = lambda _: True) -> str:
        """The key of some row, one of those that fit if any does."""
        rows = self.rows(table)
        fit = [row for row in rows if where(row)]
        return str(self.rng.choice(fit or rows)[column]) if rows else UNKNOWN

    def some(self, table: str, most: int, where: Callable[[dict[str, Any]], bool]) -> list[str]:
        """The ids of some rows that fit, so many or fewer."""
        keys = [str(row["id"]) for row in self.rows(table) if where(row)]
        return self.rng.sample(keys, min(most, len(keys)))

    def often(self) -> bool:
        """Yes four times in five."""
        return self.rng.random() < 0.8

    def new(self, letter: str) -> str:
        """An id that hardly anything has."""
        return f"{letter}-{self.rng.randrange(10**9)}"

    def digits(self, code: str) -> str:
        """A code like another one, with other last digits."""
        width = 3 if len(code) > 6 else 2
        return f"{code[:-width]}{self.rng.randrange(10**width):0{width}}"

    def home(self) -> str:
        """An organization that may be above others."""
        return self.one("organizations", where=lambda row: row["form"] not in BRANCHES and not row["external"])

    def full(self, organization: str | None = None) -> Callable[[dict[str, Any]], bool]:
        """Whether a row is of a full member, in an organization or anywhere."""
        return lambda row: (
            row["status"] == Status.FULL.value and (organization is None or row["organization"] == organization)
        )
