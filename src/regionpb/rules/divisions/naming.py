"""D004, D006, D007: the code and the name of a division."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.kinds import numbers_of, village_kind
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.new_divisions import beside, deepen, new_code, new_division, outside_code, some
from regionpb.vocabulary import DivisionKind, Level

__all__ = ["code_outside_parent", "name_against_code", "sibling_namesake"]


def miscode(draft: Draft, rng: Random) -> Planted:
    """Add a division with a code of some other place."""
    deepen(draft, rng)
    near = some(draft, rng)
    level, parent = near["level"], near["parent"]
    right = new_code(draft, rng, level, within=parent)
    code = draft.spoilt(outside_code(draft, rng, level, parent=parent), right)
    return Planted.at("divisions", new_division(draft, rng, level, parent=parent, code=code, name=f"甬新{right}号"))


def repeat_a_name(draft: Draft, rng: Random) -> Planted:
    """Add two divisions of one name side by side."""
    one = beside(draft, rng)
    row = draft.row("divisions", one)
    name = draft.spoilt(row["name"], None)
    other = new_division(draft, rng, row["level"], parent=row["parent"], name=name)
    return Planted.at("divisions", one, other)


def call_a_community_village(draft: Draft, rng: Random) -> Planted:
    """Add a village-level division that is called a village and coded as a residents' committee, or the reverse."""
    deepen(draft, rng, to=Level.VILLAGE)
    parent = some(draft, rng)["parent"]
    residents, villagers = DivisionKind.RESIDENTS_COMMITTEE, DivisionKind.VILLAGERS_COMMITTEE
    ending, kind = rng.choice([("村", residents), ("社区", villagers)])
    code = new_code(draft, rng, Level.VILLAGE, within=parent, digits=numbers_of(kind))
    right = "社区" if ending == "村" else "村"
    name = f"甬新{code[-3:]}{draft.spoilt(ending, right)}"
    return Planted.at("divisions", new_division(draft, rng, Level.VILLAGE, parent=parent, code=code, name=name))


@rule(
    "D004",
    Severity.ERROR,
    name_zh="代码不属上级",
    on="divisions",
    reads=("divisions.parent",),
    values=("parent",),
    at="parent",
    message="has a code that does not begin with {parent}, the code of its parent: correct its code or its parent",
    message_zh="的代码不以上级区划代码{parent}开头：请更正代码或上级区划",
    plant=miscode,
)
def code_outside_parent(divisions: Frame, divisions_history: Frame) -> Frame:
    """The code of a division does not begin with its parent's, whether the parent is current or has ended.

    区划代码不以上级区划的代码开头（上级已失效的也一样）。

    Why: the national codes nest by prefix; whoever sums by prefix and whoever sums by parent get different figures.
    原因: 国家区划代码按前缀逐级相含；否则按前缀汇总与按上级汇总结果不同。
    Source: GB/T 2260; GB/T 10114
    """
    once = divisions_history.select(nw.col("code").alias("parent"))
    return divisions.filter(~nw.col("code").str.starts_with(nw.col("parent"))).join(once, on="parent", how="semi")


@rule(
    "D006",
    Severity.WARNING,
    name_zh="同级同名",
    on="divisions",
    reads=("divisions.name", "divisions.parent"),
    values=("name", "parent"),
    at="name",
    message='has the name "{name}", as another division in {parent} has: correct a name, or end the one entered twice',
    message_zh="名为“{name}”，与{parent}内另一区划同名：请更正名称，或终止重复登记的区划",
    plant=repeat_a_name,
)
def sibling_namesake(divisions: Frame, territory: Frame) -> Frame:
    """Two current children of one parent have the same name; each of them is named.

    同一上级之下两个现存区划同名；逐个列出。

    Why: names tell neighbours apart; two of one name are mostly one division entered under two codes. Divisions
        without a parent are no siblings.
    原因: 名称用以区分相邻的区划；同名的多半是同一区划以两个代码登记。没有上级的区划不算同级。
    Source: P3a
    """
    # Few names recur, so they are sought first, and only then which of them have a parent on the day.
    children = territory.filter(~nw.col("parent").is_null())
    return _recurring(_recurring(divisions).join(children, left_on="code", right_on="id", how="semi"))


def _recurring(divisions: Frame) -> Frame:
    """The divisions whose parent and name occur more than once together."""
    return divisions.with_columns(nw.len().over("parent", "name").alias("namesakes")).filter(nw.col("namesakes") > 1)


@rule(
    "D007",
    Severity.INFO,
    name_zh="名称与代码不符",
    on="divisions",
    reads=("divisions.name",),
    values={"name": None, "division_kind": "代码所属类别"},
    at="name",
    message='is named "{name}", but its code is that of a {division_kind}: see which of the two is out of date',
    message_zh="名为“{name}”，其代码却属{division_kind}：请核对二者何者已过时",
    plant=call_a_community_village,
)
def name_against_code(divisions: Frame) -> Frame:
    """A village is coded as a residents' committee, or a community as a villagers' committee.

    名称为村而代码属居委会，或名称为社区（居委会）而代码属村委会。

    Why: villages become communities, and the code follows later or never; rules on villages and on communities then
        go different ways.
    原因: 村改社区时，代码往往后改或不改；有关村和社区的规则便各行其是。
    Source: GB/T 10114; rules of the statistics bureau for 12-digit codes
    """
    village = nw.col("name").str.ends_with("村") | nw.col("name").str.ends_with("村委会")
    community = nw.col("name").str.ends_with("社区") | nw.col("name").str.ends_with("居委会")
    kind = nw.col("division_kind")
    residents = village & (kind == str(DivisionKind.RESIDENTS_COMMITTEE))
    villagers = community & (kind == str(DivisionKind.VILLAGERS_COMMITTEE))
    named = divisions.filter(village | community).with_columns(village_kind("code").alias("division_kind"))
    return named.filter(residents | villagers)
