"""Acts on divisions: they are renamed and recoded, moved, merged and split, and what lies in them goes along.

>>> merge_divisions(["330204"], into="330212", on="2016-10-01").said.zh
'2016-10-01将330204并入330212'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regionpb.changes.acts.base import Act, Code, Day, Id, listed
from regionpb.changes.acts.fixed import Fixed, NotEmpty, none_by_id
from regionpb.changes.acts.given import by_id, given_plainly, ids, shares
from regionpb.contract.days import as_day
from regionpb.errors import Both

__all__ = [
    "MergeDivisions",
    "MoveDivision",
    "RecodeDivision",
    "RenameDivision",
    "SplitDivision",
    "merge_divisions",
    "move_division",
    "recode_division",
    "rename_division",
    "split_division",
]


class RenameDivision(Act):
    """Give a division another name (更名)."""

    label: ClassVar[Both] = Both("rename division", "更名")

    act: Literal["rename_division"] = "rename_division"
    code: Code
    name: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"rename {self.code} to {self.name} on {self.on}", f"{self.on}将{self.code}更名为{self.name}")


class RecodeDivision(Act):
    """Give a division another code, and with it all that lie in it (变更代码).

    Attributes:
        code: which.
        to: its code from then on.
        name: its name from then on; as before where None.
    """

    label: ClassVar[Both] = Both("recode division", "变更代码")

    act: Literal["recode_division"] = "recode_division"
    code: Code
    to: Code
    name: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"recode {self.code} to {self.to} on {self.on}", f"{self.on}将{self.code}的代码变更为{self.to}")


class MoveDivision(Act):
    """Put a division, with all that lie in it, into another parent (划归).

    Attributes:
        code: which.
        under: its parent from then on.
        to: its code from then on; its last digits within the parent's code where None.
    """

    label: ClassVar[Both] = Both("move division", "划归")

    act: Literal["move_division"] = "move_division"
    code: Code
    under: Code
    to: Code | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"move {self.code} into {self.under} on {self.on}", f"{self.on}将{self.code}划归{self.under}")


class MergeDivisions(Act):
    """Put divisions together into one of them, or into a new one (区划合并).

    Attributes:
        codes: those that end in it; the one that stays may be among them.
        into: the one that stays, or a new code.
        name: of the one that stays; as before where None. A new one needs one.
        recode: codes of divisions within them from then on; where not said, their last digits are kept.
    """

    label: ClassVar[Both] = Both("merge divisions", "区划合并")

    act: Literal["merge_divisions"] = "merge_divisions"
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]
    into: Code
    name: Id | None = None
    recode: Fixed[Code, Code] = Field(default_factory=none_by_id)

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = listed(self.codes)
        return Both(f"merge {who.en} into {self.into} on {self.on}", f"{self.on}将{who.zh}并入{self.into}")


class SplitDivision(Act):
    """Put what lies in a division into several (区划分设).

    Attributes:
        code: which; it goes on if it is among those it is split into, and ends otherwise.
        into: by code of each of them, the divisions within it that go there.
        rest: where everything else goes that lies in it.
        names: of those that are new.
    """

    label: ClassVar[Both] = Both("split division", "区划分设")

    act: Literal["split_division"] = "split_division"
    code: Code
    into: Annotated[Fixed[Code, tuple[Code, ...]], NotEmpty]
    rest: Code
    names: Fixed[Code, Id] = Field(default_factory=none_by_id)

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = listed(self.into)
        return Both(f"split {self.code} into {who.en} on {self.on}", f"{self.on}将{self.code}分设为{who.zh}")


@given_plainly
def rename_division(code: str, *, name: str, on: Day, reason: str | None = None) -> RenameDivision:
    """Give a division another name.

    Args:
        code: which.
        name: its name from then on.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return RenameDivision(code=code, name=name, on=as_day(on), reason=reason)


@given_plainly
def recode_division(
    code: str, *, to: str, on: Day, name: str | None = None, reason: str | None = None
) -> RecodeDivision:
    """Give a division another code, and with it all that lie in it.

    Args:
        code: which.
        to: its code from then on, which nothing has or had.
        on: the day.
        name: its name from then on; as before where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return RecodeDivision(code=code, to=to, on=as_day(on), name=name, reason=reason)


@given_plainly
def move_division(code: str, *, under: str, on: Day, to: str | None = None, reason: str | None = None) -> MoveDivision:
    """Put a division, with all that lie in it, into another parent.

    Args:
        code: which.
        under: its parent from then on.
        on: the day.
        to: its code from then on; its last digits within the parent's code where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return MoveDivision(code=code, under=under, on=as_day(on), to=to, reason=reason)


@given_plainly
def merge_divisions(
    codes: Iterable[str],
    *,
    into: str,
    on: Day,
    name: str | None = None,
    recode: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> MergeDivisions:
    """Put divisions together.

    Args:
        codes: those that end in it; the one that stays may be among them.
        into: the one that stays, or a new code.
        on: the day.
        name: of the one that stays; a new one needs one.
        recode: codes of divisions within them from then on, where their last digits are not to be kept.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return MergeDivisions(codes=ids(codes), into=into, on=as_day(on), name=name, recode=by_id(recode), reason=reason)


@given_plainly
def split_division(
    code: str,
    *,
    into: Mapping[str, Iterable[str]],
    rest: str,
    on: Day,
    names: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> SplitDivision:
    """Put what lies in a division into several.

    Args:
        code: which.
        into: by code of each, the divisions within it that go there.
        rest: where everything else goes: divisions not listed, and what lies in none of them.
        on: the day.
        names: of those that are new.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return SplitDivision(code=code, into=shares(into), rest=rest, on=as_day(on), names=by_id(names), reason=reason)
