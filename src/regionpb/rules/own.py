"""Rules of other people: an analyst's in a notebook, or a package's.

    >>> import narwhals as nw
    >>> import regionpb as rpb
    >>> @rpb.rule(
    ...     "Q001",
    ...     "info",
    ...     on="organizations",
    ...     reads=["organizations.elected_on"],
    ...     message="has no date of election: enter it",
    ...     message_zh="未登记换届日期：请补登",
    ... )
    ... def no_election(organizations):
    ...     '''An organization has no date of its last election.'''
    ...     return organizations.filter(nw.col("elected_on").is_null())
    >>> report = rpb.testing.minimal().check(rules=[no_election])
    >>> report.counts(), report.findings[0].message
    ({'Q001': 2}, 'organization O-1 has no date of election: enter it')

How one is written is told at the head of `regionpb.rules.base`. Here everything has a default but the code, the
table and the message. A package ships rules through the entry point `regionpb.rules`, whose value is a rule or
several:

    [project.entry-points."regionpb.rules"]
    acme = "acme_rules:RULES"

Those run wherever regionpb does. A code that is taken is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from random import Random
from types import MappingProxyType

from regionpb.errors import RegionError
from regionpb.findings import Severity
from regionpb.rules.base import Frame, Plant, Rule, Values
from regionpb.rules.base import rule as make_rule
from regionpb.rules.gates import Gate
from regionpb.rules.planting.draft import Draft, Planted, Unplantable

__all__ = ["GROUP", "installed", "joined", "rule"]

GROUP = "regionpb.rules"
"""The entry point under which packages ship rules."""


def rule(
    code: str,
    severity: Severity | str = Severity.WARNING,
    *,
    on: str,
    message: str,
    reads: Iterable[str] = (),
    values: Values | Sequence[str] = (),
    parameters: Iterable[str] = (),
    at: str | None = None,
    where: Gate | None = None,
    name_zh: str | None = None,
    message_zh: str | None = None,
    plant: Plant | None = None,
) -> Callable[[Callable[..., Frame]], Rule]:
    """Make a rule of a function that takes frames and returns the rows at fault.

    Args:
        code: a letter or more and three digits; `Q` and what begins with it are no family of the model.
        severity: `error`, `warning` or `info`.
        on: the table whose rows it names.
        message: what is said of the row, with `{column}` for values.
        reads: the columns it reads beyond the keys, such as `"organizations.elected_on"`.
        values: the columns its message shows.
        parameters: the parameters of the policy it asks.
        at: the column to blame.
        where: what must be there for anything to be at fault (see `regionpb.rules.gates`).
        name_zh: what it is called in Chinese; else the name of the function.
        message_zh: the message in Chinese; else the English one.
        plant: commits its fault; without one it cannot be planted.

    Raises:
        ValueError: when the code, the severity or what it reads is not well formed.
    """

    def make(function: Callable[..., Frame]) -> Rule:
        return make_rule(
            code,
            Severity(severity),
            name_zh=name_zh or function.__name__.replace("_", " "),
            on=on,
            reads=tuple(reads),
            values=values if isinstance(values, dict) else (*values,),
            parameters=tuple(parameters),
            at=at,
            where=where,
            message=message,
            message_zh=message_zh or message,
            plant=plant or cannot_be_planted,
            own=True,
        )(function)

    return make


def cannot_be_planted(draft: Draft, rng: Random) -> Planted:  # noqa: ARG001 - the signature of plants
    """Say that nobody told how to commit this fault.

    Raises:
        Unplantable: always.
    """
    raise Unplantable("this rule does not say how its fault is planted", "这条规则没有给出植入方法")


def joined(rules: Mapping[str, Rule], own: Iterable[Rule], whose: str | None = None) -> Mapping[str, Rule]:
    """Rules with others behind them.

    Args:
        rules: the rules there are, by code.
        own: the others.
        whose: the package they come from, for messages.

    Raises:
        RegionError: when one of them is no rule, or its code is taken.
    """
    out = dict(rules)
    of, of_zh = (f" of {whose}", f"{whose} 的") if whose else ("", "")
    for each in own:
        if not isinstance(each, Rule):  # pyright: ignore[reportUnnecessaryIsInstance] - from another package
            raise RegionError(
                f"{each!r}{of} is no rule; decorate a function with regionpb.rule",
                f"{of_zh}{each!r} 不是规则；请用 regionpb.rule 装饰函数",
            )
        if each.code in out:
            raise RegionError(
                f"the code {each.code}{of} is taken by {out[each.code].name}; choose another, such as Q001",
                f"{of_zh}规则代码 {each.code} 已被“{out[each.code].name_zh}”占用；请另选，如 Q001",
            )
        out[each.code] = each
    return MappingProxyType(out)


def installed(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """Rules with those that installed packages ship.

    Raises:
        RegionError: when a package cannot be imported, ships what is no rule, or a code that is taken.
    """
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        rules = joined(rules, _shipped(point), point.dist.name if point.dist else point.name)
    return rules


def _shipped(point: EntryPoint) -> Iterator[Rule]:
    """The rules behind an entry point."""
    try:
        found = point.load()
    except Exception as error:  # whatever another package raises while it is imported
        raise RegionError(
            f"the rules of {point.value} cannot be loaded: {error}; mend or remove that package",
            f"无法载入 {point.value} 的规则：{error}；请修复或卸载该软件包",
        ) from error
    yield from [found] if isinstance(found, Rule) else found
