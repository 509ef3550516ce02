"""Money, pay, grants and returns keep the rules of funding, and what is declared is true."""

from collections import Counter
from datetime import date

import polars as pl

from datasets.cities import C, current, none
from regionpb.datasets import DAY, ningbo
from regionpb.queries.statistics import statistics

LAST_DAY = date(2010, 12, 31)
FLOORS = {
    "village_secretary": ("rural_labour_income", 1.0),
    "community_secretary": ("average_wage", 1.5),
    "full_time_worker": ("average_wage", 1.0),
}


def rolled_up(organizations: pl.DataFrame, values: Counter[str]) -> Counter[str]:
    above = dict(organizations.select("id", "superior").iter_rows())
    total: Counter[str] = Counter()
    for node, value in values.items():
        at = node
        while at is not None:
            total[at] += value
            at = above.get(at)
    return total


def test_a_hundred_yuan_for_each_member(made):
    budgets = made.budgets.filter((C("year") == 2010) & (C("purpose") == "member_activity"))
    spent: Counter[str] = Counter()
    for organization, amount in budgets.select("organization", "amount").iter_rows():
        spent[organization] += amount
    inside = Counter(current(made.history["members"], LAST_DAY)["organization"])
    for day in (LAST_DAY, DAY):  # the tree of the day and that of today
        organizations = current(made.history["organizations"], day)
        money, members = rolled_up(organizations, spent), rolled_up(organizations, inside)
        assert all(money[holder] >= 100 * members[holder] - 0.001 for holder in spent)
    shares = budgets.pivot("source", index="organization", values="amount", aggregate_function="sum")
    assert sorted(shares.columns) == ["dues", "fiscal", "organization"]
    none(shares.filter((C("dues") * 4 - C("fiscal")).abs() > 0.05))


def test_every_local_committee_has_fiscal_money(made):
    funded = made.budgets.filter((C("source") == "fiscal") & (C("year") == 2010))
    local = made.organizations.filter(C("function") == "local_committee")
    none(local.join(funded, left_on="id", right_on="organization", how="anti"))


def test_pay_is_not_below_its_floor(made):
    latest = made.wages.filter(C("year") == made.wages["year"].max())
    floors = {(division, series): amount for division, _, series, amount in latest.iter_rows()}
    places = dict(made.organizations.select("id", "division").iter_rows())
    for post, organization, pay in made.workers.select("post", "organization", "annual_pay").iter_rows():
        if post in FLOORS:
            series, times = FLOORS[post]
            place = places[organization]
            assert pay >= times * floors[place[:6] if len(place) >= 6 else place, series]
        else:
            assert post == "reserve"
            assert pay is None


def test_workers_are_members_and_secretaries_lead(made):
    workers = made.workers
    none(workers.join(made.members, left_on="member", right_on="id", how="anti"))
    secretaries = workers.filter(C("post").is_in(["village_secretary", "community_secretary"]))
    seats = made.seats.filter(C("role") == "secretary").select("organization", C("holder").alias("member"))
    none(secretaries.join(seats, on=["organization", "member"], how="anti"))
    settled = made.units.filter(C("kind").is_in(["village", "community"]))
    assert sorted(secretaries["organization"]) == sorted(settled["organization"])
    assert workers["certified_on"].null_count() <= max(3, workers.height * 0.03)
    assert workers["member"].is_unique().all()


def test_grants_go_to_members_of_the_day(made):
    grants = made.grants
    assert grants["member"].is_unique().all()
    versions = made.history["members"].select(C("id").alias("member"), "start", "end")
    on_day = grants.join(versions, on="member").filter(
        (C("start").is_null() | (C("start") <= C("granted_on"))) & (C("end").is_null() | (C("end") > C("granted_on")))
    )
    assert on_day.height == grants.height
    assert (grants["amount"] > 0).all()


def test_what_is_declared_is_what_the_register_gives(made):
    assert set(made.declared["day"]) == {LAST_DAY, date(2011, 6, 30)}
    for day in made.declared["day"].unique():
        organizations, members, units = (
            current(made.history[name], day) for name in ("organizations", "members", "units")
        )
        branches = organizations.filter(C("form").is_in(["branch", "joint_branch", "temporary_branch"]))
        covering = Counter(units["organization"].drop_nulls())
        cells = {
            "members": Counter(members["organization"]),
            "full_members": Counter(members.filter(C("status") == "full")["organization"]),
            "organizations": Counter(organizations["id"]),
            "branches": Counter(branches["id"]),
            "units_single": Counter({node: 1 for node, count in covering.items() if count == 1}),
            "units_joint": Counter({node: count for node, count in covering.items() if count > 1}),
        }
        given = {cell: rolled_up(organizations, values) for cell, values in cells.items()}
        places = dict(organizations.select("id", "division").iter_rows())
        bare = units.filter(C("organization").is_null())["division"]
        declared = made.declared.filter(C("day") == day)
        given["units_none"] = Counter(
            {node: bare.str.starts_with(places[node]).sum() for node in declared["organization"].unique()}
        )
        given["units"] = given["units_single"] + given["units_joint"] + given["units_none"]
        assert set(declared["cell"]) == given.keys()
        for organization, _, cell, value in declared.iter_rows():
            assert given[cell][organization] == value, (day, organization, cell)


def test_what_is_declared_are_the_cells_of_the_statistics():
    region = ningbo(0.02, 3)
    for day in (LAST_DAY, date(2011, 6, 30)):
        given = statistics(region.at(day).snapshot).unpivot(index="id", variable_name="cell", value_name="given")
        declared = region.history("declared").filter(C("day") == day)
        both = declared.join(given, left_on=["organization", "cell"], right_on=["id", "cell"], how="left")
        none(both.filter(C("given").is_null() | (C("given") != C("value"))))


def test_candidates_of_every_stage(made):
    candidates = made.candidates
    assert candidates["stage"].n_unique() == 3
    none(candidates.join(made.organizations, left_on="organization", right_on="id", how="anti"))
    none(candidates.filter(C("applied_on") > DAY))
