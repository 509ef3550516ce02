"""Acts that put organizations together and apart.

>>> merge(["O-1", "O-2"], into="O-3", on="2011-08-01").said.zh
'2011-08-01将O-1、O-2并入O-3'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regionpb.changes.acts.base import Act, Day, Id, Ids, OneOrMore, listed
from regionpb.changes.acts.fixed import Fixed, NotEmpty, none_by_id
from regionpb.changes.acts.given import by_id, chosen, given_plainly, ids, shares
from regionpb.contract.days import as_day
from regionpb.errors import Both
from regionpb.vocabulary import Form

__all__ = ["Merge", "Split", "merge", "split"]


class Merge(Act):
    """Put organizations together into one, which may be there already or be founded by it (合并).

    Attributes:
        organizations: those that are put together; the one that stays may be among them.
        into: the one that stays.
        name: of a new one.
        form: of a new one; that of the first where None.
    """

    label: ClassVar[Both] = Both("merge", "合并")

    act: Literal["merge"] = "merge"
    organizations: OneOrMore
    into: Id
    name: Id | None = None
    form: Form | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = listed(self.organizations)
        return Both(f"merge {who.en} into {self.into} on {self.on}", f"{self.on}将{who.zh}并入{self.into}")


class Split(Act):
    """Put the members, units and subordinate organizations of one organization into several (分设).

    Attributes:
        organization: which; it goes on if it is among those it is split into, and ends otherwise.
        into: by id of each of them, the members, units and organizations that go there; an id that several of these
            have stands behind its table, as in `members/7`.
        rest: where everything goes that is not listed; where None nothing may be left over.
        names: of those that are new.
    """

    label: ClassVar[Both] = Both("split", "分设")

    act: Literal["split"] = "split"
    organization: Id
    into: Annotated[Fixed[Id, Ids], NotEmpty]
    rest: Id | None = None
    names: Fixed[Id, Id] = Field(default_factory=none_by_id)

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = listed(self.into)
        return Both(
            f"split {self.organization} into {who.en} on {self.on}", f"{self.on}将{self.organization}分设为{who.zh}"
        )


@given_plainly
def merge(
    organizations: Iterable[str],
    *,
    into: str,
    on: Day,
    name: str | None = None,
    form: Form | str | None = None,
    reason: str | None = None,
) -> Merge:
    """Put organizations together.

    Args:
        organizations: those that end in it; the one that stays may be among them.
        into: the one that stays, or a new id.
        on: the day.
        name: of a new one.
        form: of a new one; that of the first where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `form` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Merge(
        organizations=ids(organizations),
        into=into,
        on=as_day(on),
        name=name,
        form=None if form is None else chosen(Form, form),
        reason=reason,
    )


@given_plainly
def split(
    organization: str,
    *,
    into: Mapping[str, Iterable[str]],
    on: Day,
    rest: str | None = None,
    names: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> Split:
    """Put the members, units and subordinates of an organization into several.

    Args:
        organization: which.
        into: by id of each organization it becomes, the ids of members, units and organizations that go there; one
            that several of these have stands behind its table, as in `members/7`.
        on: the day.
        rest: where everything goes that is not listed.
        names: of those that are new.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Split(
        organization=organization,
        into=shares(into),
        on=as_day(on),
        rest=rest,
        names=by_id(names),
        reason=reason,
    )
