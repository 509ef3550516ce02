"""Acts on how organizations stand: they take another form, or another superior."""

from __future__ import annotations

from typing import ClassVar, Literal

from regionpb.changes.acts.base import Act, Day, Id
from regionpb.changes.acts.given import chosen, given_plainly
from regionpb.contract.days import as_day
from regionpb.errors import Both
from regionpb.vocabulary import Form

__all__ = ["Downgrade", "Move", "Reshape", "Upgrade", "downgrade", "move", "upgrade"]


class Reshape(Act):
    """Let an organization take another form.

    Attributes:
        organization: which.
        form: the form.
        name: what it is called from then on; as before where None.
    """

    organization: Id
    form: Form
    name: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"{self.label.en} {self.organization} to {self.form} on {self.on}",
            f"{self.on}将{self.organization}{self.label.zh}为{self.form.label}",
        )


class Upgrade(Reshape):
    """Let an organization take a higher form, or another of the same height (升格)."""

    label: ClassVar[Both] = Both("upgrade", "升格")

    act: Literal["upgrade"] = "upgrade"


class Downgrade(Reshape):
    """Let an organization take a lower form, or another of the same height (降格)."""

    label: ClassVar[Both] = Both("downgrade", "降格")

    act: Literal["downgrade"] = "downgrade"


class Move(Act):
    """Put an organization under another superior (改隶)."""

    label: ClassVar[Both] = Both("move", "改隶")

    act: Literal["move"] = "move"
    organization: Id
    under: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"move {self.organization} under {self.under} on {self.on}",
            f"{self.on}将{self.organization}改隶{self.under}",
        )


@given_plainly
def upgrade(
    organization: str, *, form: Form | str, on: Day, name: str | None = None, reason: str | None = None
) -> Upgrade:
    """Let an organization take a higher form, or another of the same height.

    Args:
        organization: which.
        form: the form.
        on: the day.
        name: what it is called from then on; as before where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `form` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Upgrade(organization=organization, form=chosen(Form, form), on=as_day(on), name=name, reason=reason)


@given_plainly
def downgrade(
    organization: str, *, form: Form | str, on: Day, name: str | None = None, reason: str | None = None
) -> Downgrade:
    """Let an organization take a lower form, or another of the same height.

    Args:
        organization: which.
        form: the form.
        on: the day.
        name: what it is called from then on; as before where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `form` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Downgrade(organization=organization, form=chosen(Form, form), on=as_day(on), name=name, reason=reason)


@given_plainly
def move(organization: str, *, under: str, on: Day, reason: str | None = None) -> Move:
    """Put an organization under another superior.

    Args:
        organization: which.
        under: its superior from that day on.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Move(organization=organization, under=under, on=as_day(on), reason=reason)
