"""P001–P005: who is paired with whom."""

from __future__ import annotations

from random import Random
from typing import Any

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import former, occurring
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import one_of
from regionpb.vocabulary import SETTLEMENTS, Task

__all__ = ["no_shared_task", "partner_ended", "repeated_pairing", "self_pairing", "unpaired_village"]


def pairing(draft: Draft, rng: Random, left: str, right: str, **values: Any) -> str:
    """Add a pairing, with a task where the region knows tasks: where it does not, it must not be asked about them."""
    tasks = {"tasks": [rng.choice([*Task]).value]} if draft.has("pairings", "tasks") else {}
    return draft.add("pairings", left=left, right=right, **{**tasks, **values})


def a_branch(draft: Draft, rng: Random) -> str:
    """A branch that is paired with nobody."""
    draft.require("pairings")
    return draft.branch(rng)


def pair_with_itself(draft: Draft, rng: Random) -> Planted:
    """Add a branch, and a pairing of which it is both ends."""
    one = a_branch(draft, rng)
    return Planted.at("pairings", pairing(draft, rng, one, draft.spoilt(one, draft.home()["id"])))


def outlive_a_partner(draft: Draft, rng: Random) -> Planted:
    """Add a branch that is still paired with one that has ended."""
    ends = [a_branch(draft, rng), draft.spoilt(draft.former(), draft.home()["id"])]
    rng.shuffle(ends)
    return Planted.at("pairings", pairing(draft, rng, *ends))


def pair_twice(draft: Draft, rng: Random) -> Planted:
    """Add two branches that are paired twice, the second time the other way round."""
    one, other = a_branch(draft, rng), draft.branch(rng)
    first = pairing(draft, rng, one, other)
    again = draft.spoilt(one, draft.home()["id"])
    return Planted.at("pairings", first, pairing(draft, rng, other, again))


def agree_on_nothing(draft: Draft, rng: Random) -> Planted:
    """Add a pairing without a task."""
    draft.require("pairings", "tasks")
    tasks = draft.spoilt(None, [rng.choice([*Task]).value])
    return Planted.at("pairings", pairing(draft, rng, a_branch(draft, rng), draft.home()["id"], tasks=tasks))


def leave_a_village_alone(draft: Draft, rng: Random) -> Planted:
    """Add the branch of a village or a community that is paired with nobody."""
    draft.require("units", "kind", "organization")
    one = a_branch(draft, rng)
    kind, name = rng.choice([("village", "甬新村"), ("community", "甬新社区")])
    draft.unit(kind, name=name, organization=one)
    if not draft.spoils:
        pairing(draft, rng, one, draft.home()["id"])
    return Planted.at("organizations", one)


@rule(
    "P001",
    Severity.ERROR,
    name_zh="与自己结对",
    on="pairings",
    reads=("pairings.left", "pairings.right", "organizations"),
    values=("left",),
    at="right",
    message="pairs {left} with itself: enter the other organization",
    message_zh="的甲乙双方都是{left}：请更正其中一方",
    plant=pair_with_itself,
)
def self_pairing(pairings: Frame, organizations: Frame) -> Frame:
    """Both ends of a pairing are the same organization.

    结对双方是同一个党组织。

    Why: A pairing brings two together who help each other; with itself an organization shares nothing. Where it
        has ended, that alone is told (P002).
    原因:结对是双方互助共建，与自己结对没有意义。该党组织已失效的，只报其失效（P002）。
    Source: P2c
    """
    with_itself = pairings.filter(nw.col("left") == nw.col("right"))
    return with_itself.join(organizations.select(nw.col("id").alias("left")), on="left", how="inner")


@rule(
    "P002",
    Severity.ERROR,
    name_zh="结对方已失效",
    on="pairings",
    reads=("pairings.left", "pairings.right", "organizations"),
    values={"left": None, "right": None, "gone": "已失效的一方"},
    where=former("organizations"),
    message="pairs {left} with {right}, but {gone} does not exist on the day: end the pairing, or enter who took "
    "that place",
    message_zh="为{left}与{right}结对，其中{gone}当日并不存在：请终止结对，或登记接替的党组织",
    plant=outlive_a_partner,
)
def partner_ended(pairings: Frame, organizations_former: Frame) -> Frame:
    """One of the two organizations of a current pairing exists, but not on the day.

    现存结对的一方存在，但当日并不有效。

    Why: When an organization is dissolved or merged its partner is left without help, and the number of pairings is
        no longer true. Of two that have ended the first is shown as gone.
    原因:一方撤销、合并后，另一方便失去共建对象，结对数也不再真实。双方均已失效的，只显示甲方。
    Source: P2c
    """
    gone = nw.concat(
        [
            ended(pairings, side, organizations_former).select(
                "_row", nw.lit(order).alias("order"), nw.col(side).alias("gone")
            )
            for order, side in enumerate(("left", "right"))
        ]
    )
    first = gone.filter(nw.col("order") == nw.col("order").min().over("_row"))
    return pairings.join(first, on="_row", how="inner")


@rule(
    "P003",
    Severity.WARNING,
    name_zh="重复结对",
    on="pairings",
    reads=("pairings.left", "pairings.right", "organizations"),
    values={"left": None, "right": None, "pairings": "结对数"},
    message="pairs {left} with {right}, of whom there are {pairings} current pairings: keep one of them, with the "
    "tasks of all",
    message_zh="为{left}与{right}结对，而双方现有{pairings}条结对：请合并为一条，保留各条的共建任务",
    plant=pair_twice,
)
def repeated_pairing(pairings: Frame, organizations: Frame) -> Frame:
    """Two organizations are paired more than once, whichever of them comes first; each of the pairings is named.

    同样两个党组织（不分甲乙方）有几条现存结对；逐条列出。

    Why: A pairing is mutual, so that A with B and B with A are one; counted twice it makes a fuller picture than
        there is. Asked are pairings of two organizations that both exist on the day.
    原因:结对是相互的，甲与乙、乙与甲是同一结对；重复登记会虚增结对数。只检查双方当日均有效的结对。
    Source: P2c
    """
    here = pairings.filter(nw.col("left") != nw.col("right"))
    for side in ("left", "right"):
        here = here.join(organizations.select(nw.col("id").alias(side)), on=side, how="inner")
    one, other = nw.col("left"), nw.col("right")
    couples = here.with_columns(
        nw.when(one < other).then(one).otherwise(other).alias("first"),
        nw.when(one < other).then(other).otherwise(one).alias("second"),
    )
    counted = couples.with_columns(nw.len().over("first", "second").cast(nw.Int64).alias("pairings"))
    return counted.filter(nw.col("pairings") > 1)


@rule(
    "P004",
    Severity.WARNING,
    name_zh="无共建任务",
    on="pairings",
    reads=("pairings.left?", "pairings.right?", "pairings.tasks"),
    values=("left", "right"),
    at="tasks",
    message="of {left} and {right} names no task: enter which of the five tasks they share",
    message_zh="（{left}与{right}）未登记共建任务：请登记双方共担五项任务中的哪几项",
    plant=agree_on_nothing,
)
def no_shared_task(pairings: Frame) -> Frame:
    """A pairing names none of the five shared tasks.

    结对没有登记任何一项共建任务。

    Why: Pairing means to build organizations, train people, develop, share resources and help those in need together;
        without any of it there is a name on a list.
    原因:结对是为了共抓组织建设、共育党员人才、共谋科学发展、共享党建资源、共帮困难群众；一项都没有，就只是挂名。
    Source: P2c
    """
    return pairings.filter(nw.col("tasks").list.len().fill_null(0) == 0)


@rule(
    "P005",
    Severity.WARNING,
    name_zh="村（社区）未结对",
    on="organizations",
    reads=("units.kind", "units.organization", "pairings.left", "pairings.right"),
    values={"settlement": "村或社区"},
    where=occurring("units.kind", *SETTLEMENTS),
    message="covers {settlement}, a village or community, but takes part in no pairing: find it a partner",
    message_zh="覆盖村或社区{settlement}，却没有参加任何结对：请为其安排结对单位",
    plant=leave_a_village_alone,
)
def unpaired_village(organizations: Frame, units: Frame, pairings: Frame) -> Frame:
    """An organization that covers a village or a community takes part in no current pairing.

    覆盖村或社区的党组织没有参加任何现存结对。

    Why: Villages and communities are whom the pairing with organs, enterprises and universities is there for. Any
        pairing counts, whoever the partner is and whether it still exists (P002). Of several villages or
        communities the first is shown.
    原因:机关、企事业单位和高校结对共建，为的就是村和社区。任何结对都算，不论对方是谁、是否仍存在（P002）。
        覆盖几个村或社区的，只显示其中第一个。
    Source: P2c
    """
    covering = (
        units.filter(one_of("kind", SETTLEMENTS), ~nw.col("organization").is_null())
        .group_by("organization")
        .agg(nw.col("id").min().alias("settlement"))
    )
    paired = nw.concat([pairings.select(nw.col(side).alias("id")) for side in ("left", "right")])
    return organizations.join(covering, left_on="id", right_on="organization", how="inner").join(
        paired, on="id", how="anti"
    )
