"""What every act has: a day from which it holds, and a reason."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from regionpb.codes import division_candidates
from regionpb.contract.syntax import BLANKS
from regionpb.errors import Both, RegionError

__all__ = ["Act", "Code", "Day", "Id", "Ids", "OneOrMore", "expect_acts", "expect_one_of", "listed"]


def _read(text: object) -> object:
    """An id or a name as it is read from a table: what is written otherwise would be another one when read again."""
    return text.replace("\0", "").strip(BLANKS) if isinstance(text, str) else text


def _read_code(code: object) -> object:
    """The code of a division as it is read from a table, in digits that are no wider than others."""
    text = _read(code)
    return next(iter(division_candidates(text)), text) if isinstance(text, str) else text


Id = Annotated[str, Field(min_length=1), BeforeValidator(_read)]
Ids = tuple[Id, ...]
Code = Annotated[str, Field(min_length=1), BeforeValidator(_read_code)]
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


def expect_one_of(one: str | None, other: str | None, said: Both) -> None:
    """Make sure that of two things one is named.

    Args:
        one: the one.
        other: the other.
        said: what to say where none or both are.

    Raises:
        PydanticCustomError: when none or both are.
    """
    if (one is None) == (other is None):
        raise PydanticCustomError("one_of", "{en}", {"en": said.en, "zh": said.zh})


def expect_acts(changes: Iterable[object]) -> None:
    """Make sure that what is to be done are acts.

    Raises:
        RegionError: when one is none.
    """
    for change in changes:
        if not isinstance(change, Act):
            shown = repr(change)[:80]
            raise RegionError(
                f"{shown} is no act; make one, such as changes.transfer(...), and give several one by one: "
                "apply(*acts)",
                f"{shown} 不是变更；请用 changes.transfer(...) 等函数生成，多项变更请逐一列出：apply(*acts)",
            )
