"""What every act has: a day from which it holds, and a reason."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from regionpb.errors import Both

__all__ = ["Act", "Day", "Id", "Ids", "OneOrMore", "listed"]

Id = Annotated[str, Field(min_length=1)]
Ids = tuple[Id, ...]
OneOrMore = Annotated[tuple[Id, ...], Field(min_length=1)]
Day: TypeAlias = date | str
"""A day as people give it."""


class Act(BaseModel, ABC):
    """A dated change of a region.

    Attributes:
        version: of the form in which it is written.
        on: the day from which it holds.
        reason: why it is done.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: ClassVar[Both]
    """What the act is called."""

    version: Literal[1] = 1
    on: date
    reason: str | None = None

    @property
    @abstractmethod
    def said(self) -> Both:
        """What is done, in both languages."""


def listed(ids: Iterable[str]) -> Both:
    """Ids as a sentence has them."""
    every = [*ids]
    return Both(", ".join(every), "、".join(every))
