"""F004, F005: what those who work full-time are paid, measured by what others earn there."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.funding.pieces import MEASURES, benchmark, income, incomes_known, worker
from regionpb.rules.gates import filled, occurring
from regionpb.rules.planting.draft import Draft, Planted

__all__ = ["no_benchmark", "pay_below_floor"]

_RATIOS = tuple(dict.fromkeys(ratio for _, ratio in MEASURES.values()))


def pay_too_little(draft: Draft, rng: Random) -> Planted:
    """Add a worker who is paid a half or three quarters of the income that their pay is measured by."""
    require_incomes(draft)
    post = rng.choice([*MEASURES])
    paid = income(draft, MEASURES[post][0]) * draft.spoilt(rng.choice([0.5, 0.75]), 2)
    return Planted.at("workers", worker(draft, rng, post, annual_pay=paid))


def measure_by_nothing(draft: Draft, rng: Random) -> Planted:
    """Add a worker where the only income known is of next year; where others are, a worker of no organization."""
    require_incomes(draft)
    division = str(draft.home()["division"])
    without = [post for post, (series, _) in MEASURES.items() if benchmark(draft, division, series) is None]
    if not without:
        organization = draft.spoilt(None, draft.home()["id"])
        return Planted.at("workers", worker(draft, rng, rng.choice([*MEASURES]), organization=organization))
    post = rng.choice(without)
    told = {"division": division, "year": draft.day.year + draft.spoilt(1, -1), "series": str(MEASURES[post][0])}
    if draft.current("wages").filter(**told).is_empty():
        draft.add("wages", **told, amount=20_000.0)
    return Planted.at("workers", worker(draft, rng, post, annual_pay=36_000.0))


def require_incomes(draft: Draft) -> None:
    """Make sure that the pay of workers may be measured.

    Raises:
        Unplantable: when it may not: rules would begin to speak of all workers.
    """
    draft.require("divisions", "parent")
    if draft.has("workers"):
        draft.require("workers", "post", "organization", "annual_pay")
    if not incomes_known(draft):
        draft.require("wages")


def _with_floors(workers: Frame, organizations: Frame) -> Frame:
    """The workers whose post has a floor, with the `series` it is measured by and the `division` they work in."""
    posts, series = ([*map(str, terms)] for terms in (MEASURES, (told for told, _ in MEASURES.values())))
    measured = nw.col("post").replace_strict(posts, series, default=None, return_dtype=nw.String)
    where = organizations.select(nw.col("id").alias("organization"), "division")
    return (
        workers.with_columns(measured.alias("series"))
        .filter(~nw.col("series").is_null())
        .join(where, on="organization", how="left")
    )


def _ratio() -> nw.Expr:
    """How many incomes the floor of a post is."""
    ratios = [nw.when(nw.col("post") == str(post)).then(nw.col(ratio)) for post, (_, ratio) in MEASURES.items()]
    return nw.coalesce(*ratios)


@rule(
    "F004",
    Severity.ERROR,
    name_zh="报酬低于下限",
    on="workers",
    reads=(
        *("workers.post", "workers.organization", "workers.annual_pay"),
        *("organizations.division", "divisions.parent"),
        *("wages.division", "wages.year", "wages.series", "wages.amount"),
    ),
    values={
        "post": None,
        "annual_pay": None,
        "floor": "报酬下限（元）",
        "series": None,
        "benchmark_division": "基准区划",
        "year": None,
    },
    parameters=_RATIOS,
    where=filled("workers.annual_pay"),
    at="annual_pay",
    limits={"annual_pay": "floor"},
    message="works as {post} for {annual_pay} yuan a year, less than the {floor} that the {series} of "
    "{benchmark_division} in {year} makes the least: raise the pay, or correct it",
    message_zh="任{post}，年报酬{annual_pay}元，低于按{benchmark_division}{year}年{series}计算的下限{floor}元：请提高报酬，或更正",
    plant=pay_too_little,
)
def pay_below_floor(workers: Frame, organizations: Frame, benchmarks: Frame, policy: Frame) -> Frame:
    """A secretary of a village or community, or a full-time worker, is paid less than the floor of the post.

    村、社区党组织书记或专职党务工作者的年报酬低于该岗位的下限。

    Why: Whoever works for the Party full-time is to earn what others earn there: a village secretary the average
        income of rural labour, a community secretary one and a half average wages, a full-time worker one. The
        nearest division at or above that of their organization that tells the income counts, for its latest year
        that has begun.
    原因:专职从事党务工作的，报酬应与当地收入相当：村党组织书记不低于农村劳动力平均收入，社区党组织书记不低于在岗职工平均工资的1.5倍，
        专职党务工作者不低于平均工资。以所在党组织区划及其上级中最近的、有该指标的区划为准，取不晚于当年的最近年度。
    Source: P4b
    """
    told = benchmarks.rename({"id": "division"})
    measured = _with_floors(workers, organizations).join(told, on=["division", "series"], how="inner")
    floors = measured.join(policy, how="cross").with_columns((_ratio() * nw.col("amount")).alias("floor"))
    return floors.filter(nw.col("annual_pay") < nw.col("floor"))


@rule(
    "F005",
    Severity.INFO,
    name_zh="报酬无基准",
    on="workers",
    reads=(
        *("workers.post", "workers.organization", "organizations.division", "divisions.parent"),
        *("wages.division", "wages.year", "wages.series"),
    ),
    values=("post", "series", "organization"),
    where=occurring("workers.post", *MEASURES),
    at="post",
    message="works as {post} for {organization}, where no {series} is known to measure the pay by: enter the income of "
    "its county, or where the worker works",
    message_zh="在{organization}任{post}，却没有可用的{series}作为报酬基准：请补登所在县（市、区）的收入基准，或其所在党组织",
    plant=measure_by_nothing,
    turn=1,  # other plants tell incomes, which may apply here
)
def no_benchmark(workers: Frame, organizations: Frame, benchmarks: Frame) -> Frame:
    """A worker's post has a floor, but no income by which to measure it applies to them.

    岗位有报酬下限，却没有适用的收入基准。

    Why: Without the income neither too little pay nor enough is told. Nobody's income applies to a worker of no
        current organization, or of one that lies in no current division, and none that is only told for later years.
    原因:没有收入基准，就无从判断报酬是否达标。没有现存党组织的，或所在党组织不在现存区划内的，以及只有以后年度数据的，均无基准可用。
    Source: P4b
    """
    told = benchmarks.select(nw.col("id").alias("division"), "series")
    return _with_floors(workers, organizations).join(told, on=["division", "series"], how="anti")
