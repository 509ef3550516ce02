"""What a rule is, and how one is written.

A rule is a pure function from lazy frames to a lazy frame, with its story in the docstring:

    @rule(
        "U004",
        Severity.ERROR,
        name_zh="不在区域性党组织之下",
        on="organizations",
        reads=("organizations.superior", "organizations.regional_unit", "regional_units.hub"),
        values=("regional_unit", "hub", "superior"),
        message="belongs to {regional_unit} but is not under its hub {hub}: move it under the hub",
        message_zh="属于{regional_unit},却不在其区域性党组织{hub}之下:请改隶",
        plant=cut_loose,
    )
    def not_under_hub(organizations, regional_units, subordination):
        '''An organization belongs to a 1+N unit but is not under its hub.

        党组织属于某统筹区域,却不在其区域性党组织之下。

        Why: the N answer to the 1.
        原因: …
        Source: P1a
        '''

* The name of the function, with dashes, is the name of the fault; `name_zh` is the same in Chinese.
  The names of its parameters are the frames it reads (see `regionpb.graph.snapshot`); `policy` is
  one row with `day` and the parameters the rule declares, for a cross join.
* `reads` names every column the function may use beyond the key and `_row`: the runner hands over
  nothing else. A `?` behind a column or a table marks what only exempts or is only shown: where it
  is absent it is empty. A `!` marks a required column of a table that only exempts: the table may be
  absent, but where it came without that column (E001) the rule is not checked. Where anything else is
  absent it is not checked either. Of histories `start` and `end` are always
  there to be read: without them everything holds always.
* `at` is the column of that row to blame, for the place in the source.
* `where` is a gate: what must be there in the region for anything to be at fault (see `regionpb.rules.gates`).
* The result has `_row` (the position of the row at fault in the history of the table `on`), the
  columns of `values` in the model's names, and may have `severity` to override the rule's own.
* `repair` offers a change for each finding (see `regionpb.rules.repairing`).
* `limits` says which of the values is held against which parameter, or other value: reports tell how far it is.
* What is counted or looked up, and so is no column, is given its Chinese: `values={"units": "单位数", "form": None}`,
  None where the column's own label serves.
* Messages are format strings over `values`, said of the row: the report puts "organization O-17" or
  "党组织O-17" in front and translates the vocabulary. They show the values, then what to do.
* A plant commits exactly this fault, or makes its sound twin (see `regionpb.rules.planting.draft`). What others would
  mend again is planted after them: it has a later `turn`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Protocol, Self, TypeAlias, TypeVar

import narwhals as nw
from attrs import evolve, field, frozen

from regionpb.contract import TABLES
from regionpb.findings import Severity
from regionpb.rules.gates import Gate
from regionpb.rules.planting.draft import Draft, Planted, Unplantable
from regionpb.rules.repairing import Repair
from regionpb.rules.story import Story

__all__ = ["Frame", "Plant", "Plantable", "Rule", "Values", "rule", "unasked_rule"]

_MARKS = "?!"

Frame = nw.LazyFrame[Any]
"""What a rule reads and returns: a lazy frame on any engine."""

Values: TypeAlias = tuple[str, ...] | Mapping[str, str | None]
"""What messages show: names, or names with what they are called in Chinese; None where a column's own label serves."""

Plant = Callable[[Draft, Random], Planted]
"""Commits a fault on a draft, or makes its sound twin there, and says which row the finding will name."""


class Plantable(Protocol):
    """What faults are committed in: a region (which the layer of rules does not know)."""

    def plant(self, rules: Sequence[Rule], rng: Random) -> Self:
        """The same with the fault of each rule committed."""
        ...


_Region = TypeVar("_Region", bound=Plantable)


@frozen(eq=False)
class Rule:
    """One rule: what it finds, what it reads, and how its fault is committed.

    Attributes:
        code: stable for ever, a family's letter and three digits.
        name: the name of the fault.
        name_zh: the same in Chinese.
        severity: the severity of its findings where they do not say otherwise.
        on: the table whose rows its findings name; `*` for any.
        story: summary, why and source in both languages.
        reads: the tables and columns it reads, `?` or `!` behind what may be absent (see the head of this module).
        values: the columns its messages show.
        parameters: the policy parameters it asks.
        at: the column to blame, where one is.
        where: what must be there for any row to be at fault; None where that cannot be told beforehand.
        message: format string over `values`, English.
        message_zh: the same in Chinese.
        companions: codes that its fault brings along by definition.
        inputs: the frames its function takes.
        function: the rule itself; None for what reading (family E) or reconciling (X) finds.
        planter: commits the fault, or makes its sound twin.
        turn: of several faults planted together, when this one is: what takes a whole table away first, a column last.
        limits: which value is held against which parameter, or other value.
        repair: the change it offers for a finding, where there is one.
        labels: what the values are called in Chinese that are neither columns nor parameters.
    """

    code: str
    name: str
    name_zh: str
    severity: Severity
    on: str
    story: Story
    reads: tuple[str, ...]
    values: tuple[str, ...]
    parameters: tuple[str, ...]
    at: str | None
    message: str
    message_zh: str
    companions: tuple[str, ...]
    inputs: tuple[str, ...]
    function: Callable[..., Frame] | None = field(repr=False)
    planter: Plant = field(repr=False)
    turn: int = 0
    where: Gate | None = field(default=None, repr=False)
    limits: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    repair: Repair | None = field(default=None, repr=False)
    labels: Mapping[str, str] = field(factory=dict[str, str], repr=False)

    @property
    def family(self) -> str:
        """The letter of its family."""
        return self.code[0]

    @property
    def summary(self) -> str:
        """What it finds, in one English sentence."""
        return self.story.summary

    @property
    def why(self) -> str:
        """Why it is asked, in English."""
        return self.story.why

    @property
    def source(self) -> str:
        """The place in the book or the norm it comes from."""
        return self.story.source

    @property
    def needs(self) -> tuple[str, ...]:
        """The tables and columns without which it is not checked."""
        always = () if self.on == "*" else (self.on,)
        return tuple(dict.fromkeys((*always, *(r for r in self.reads if r[-1] not in _MARKS))))

    @property
    def needs_where_present(self) -> tuple[str, ...]:
        """The columns without which it is not checked where their tables came."""
        return tuple(r.rstrip(_MARKS) for r in self.reads if r.endswith("!"))

    def columns(self, frame: str) -> tuple[str, ...]:
        """The declared columns of one of its input frames."""
        table = frame.removesuffix("_history").removesuffix("_former")
        return tuple(c.rstrip(_MARKS) for t, _, c in (r.partition(".") for r in self.reads) if t == table and c)

    def told_only(self) -> Self:
        """The rule without what it does: what is left can be sent to another process."""
        return evolve(self, function=None, where=None, repair=None, planter=_stayed_at_home)

    def plant(self, region: _Region, rng: Random) -> _Region:
        """The same region with this fault committed once.

        Args:
            region: a valid region.
            rng: where choices come from.

        Returns:
            A region; its `planted` frame tells code, table and id of the row at fault.
        """
        return region.plant([self], rng)


def _stayed_at_home(draft: Draft, rng: Random) -> Planted:  # noqa: ARG001 - the signature of plants
    raise Unplantable("this rule was left in another process", "这条规则留在了另一个进程中")


def rule(
    code: str,
    severity: Severity,
    *,
    name_zh: str,
    on: str,
    reads: tuple[str, ...],
    values: Values = (),
    parameters: tuple[str, ...] = (),
    at: str | None = None,
    where: Gate | None = None,
    limits: Mapping[str, str] | None = None,
    message: str,
    message_zh: str,
    companions: tuple[str, ...] = (),
    plant: Plant,
    repair: Repair | None = None,
    turn: int = 0,
    own: bool = False,
) -> Callable[[Callable[..., Frame]], Rule]:
    """Make a rule of a function (see the head of this module); the story of one of another's `own` may be shorter.

    Raises:
        ValueError: when the code, the story or what it reads is not well formed.
    """
    if not re.fullmatch(r"[A-Z][A-Z]*\d{3}", code):
        raise ValueError(f"a code is letters and three digits: {code!r}")

    def make(function: Callable[..., Frame]) -> Rule:
        return Rule(
            code=code,
            name=function.__name__.replace("_", "-"),
            name_zh=name_zh,
            severity=severity,
            on=on,
            story=Story.own(function) if own else Story.read(function.__doc__),
            reads=_checked(code, reads),
            values=(*values,),
            parameters=parameters,
            at=at,
            message=message,
            message_zh=message_zh,
            companions=companions,
            inputs=tuple(inspect.signature(function).parameters),
            function=function,
            planter=plant,
            turn=turn,
            where=where,
            limits=limits or {},
            repair=repair,
            labels=_labels(values),
        )

    return make


def _labels(values: Values) -> Mapping[str, str]:
    """The labels that come with values."""
    return {name: label for name, label in values.items() if label} if isinstance(values, Mapping) else {}


def _checked(code: str, reads: tuple[str, ...]) -> tuple[str, ...]:
    for read in reads:
        name, _, column = read.rstrip(_MARKS).partition(".")
        if name not in TABLES or (column and column not in TABLES[name].by_name):
            raise ValueError(f"{code} reads {read!r}, which the contract does not have")
    return reads


def unasked_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    name_zh: str,
    on: str = "*",
    reads: tuple[str, ...] = (),
    story: Story,
    values: Values,
    parameters: tuple[str, ...] = (),
    at: str | None = None,
    limits: Mapping[str, str] | None = None,
    message: str,
    message_zh: str,
    plant: Plant,
    companions: tuple[str, ...] = (),
    turn: int = 0,
) -> Rule:
    """A rule that a check does not ask of frames: its faults are found while a source is read (E) or reconciled (X)."""
    return Rule(
        code=code,
        name=name,
        name_zh=name_zh,
        severity=severity,
        on=on,
        story=story,
        reads=_checked(code, reads),
        values=(*values,),
        parameters=parameters,
        at=at,
        message=message,
        message_zh=message_zh,
        companions=companions,
        inputs=(),
        function=None,
        planter=plant,
        turn=turn,
        limits=limits or {},
        labels=_labels(values),
    )
