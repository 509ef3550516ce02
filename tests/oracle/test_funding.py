"""F001 to F008 on either side of every boundary."""

from datetime import date

import pytest

from .saying import DAY, said

DIVISIONS = [
    {"code": "3302", "level": "prefecture"},
    {"code": "330203", "level": "county", "parent": "3302"},
    {"code": "330203001", "level": "township", "parent": "330203"},
]
ORGANIZATIONS = [
    {"id": "A", "division": "330203"},
    {"id": "B", "superior": "A", "division": "330203001"},
    {"id": "C", "superior": "A", "division": "330203001"},
]
LAST = date(2010, 12, 31)


def budget(key, organization, amount, **cells):
    return {
        "id": key, "organization": organization, "year": 2010, "source": "fiscal", "purpose": "member_activity",
        "amount": float(amount),
    } | cells  # fmt: skip


def people(*homes, **cells):
    return [{"id": f"M-{n}", "organization": home} | cells for n, home in enumerate(homes)]


def short(*budgets, members=None, organizations=ORGANIZATIONS):
    members = people("A", "B", "B", "C") if members is None else members
    return said("F001", divisions=DIVISIONS, organizations=organizations, members=members, budgets=budgets)


def test_activity_fund_short():
    assert not short(budget("1", "A", 400))
    assert short(budget("1", "A", 399)) == ["A"]
    assert not short(budget("1", "A", 200), budget("2", "B", 200))
    assert short(budget("1", "A", 201), budget("2", "B", 199)) == ["B"]
    assert short(budget("1", "A", 400), budget("2", "B", 199)) == ["B"]
    assert not short(budget("1", "B", 200))  # C has no row of its own
    assert short(budget("1", "A", 399, source="other"), budget("2", "A", 1000, year=2011)) == ["A"]
    assert short(budget("1", "A", 399), budget("2", "B", 1000, purpose="work")) == ["A"]
    assert not short(budget("1", "A", 0, year=2009))
    assert not short(budget("1", "A", 0, purpose="work"))


def test_activity_fund_is_asked_of_those_who_were_there_on_the_last_of_december():
    assert not short(budget("1", "A", 0), members=people("A", start=date(2011, 1, 1)))
    assert short(budget("1", "A", 0), members=people("A", start=LAST)) == ["A"]
    assert short(budget("1", "A", 0), members=people("A", end=date(2011, 1, 1))) == ["A"]
    assert not short(budget("1", "A", 0), members=people("A", end=LAST))
    moved = [ORGANIZATIONS[0], ORGANIZATIONS[1] | {"end": date(2011, 2, 1)}, ORGANIZATIONS[2]]
    assert short(budget("1", "A", 199), budget("2", "B", 200), organizations=moved) == ["A"]
    assert not short(budget("1", "A", 200), budget("2", "B", 200), organizations=moved)


@pytest.mark.parametrize(
    ("dues", "fiscal", "expected"),
    [
        (20, 80, False),
        (19, 81, False),
        (18.9, 81.1, True),
        (21, 79, False),
        (21.1, 78.9, True),
        (0, 100, True),
        (100, 0, True),
        (0, 0, False),
    ],
)
def test_fund_ratio(dues, fiscal, expected):
    budgets = [budget("1", "B", dues, source="dues"), budget("2", "B", fiscal)]
    beside = [
        budget("3", "B", 500, source="dues_return"), budget("4", "B", 500, source="other"),
        budget("5", "B", 500, purpose="work"), budget("6", "B", 500, year=2011), budget("7", "C", 80),
        budget("8", "C", 20, source="dues"),
    ]  # fmt: skip
    tables = {"divisions": DIVISIONS, "organizations": ORGANIZATIONS, "budgets": [*budgets, *beside]}
    assert (said("F002", **tables) == ["B"]) is expected


def unbudgeted(*budgets, **cells):
    organization = {"id": "A", "division": "330203", "function": "local_committee"} | cells
    return said("F003", divisions=DIVISIONS, organizations=[organization], budgets=budgets) == ["A"]


def test_unbudgeted():
    assert unbudgeted()
    assert not unbudgeted(budget("1", "A", 0, purpose="other"))
    assert unbudgeted(budget("1", "A", 5, source="dues"))
    assert unbudgeted(budget("1", "A", 5, year=2009), budget("2", "A", 5, year=2011))
    assert not unbudgeted(function="general")
    assert not unbudgeted(function=None)
    assert not unbudgeted(division="3302")
    assert not unbudgeted(end=DAY)
    assert unbudgeted(start=date(2010, 1, 2))


def wage(division, amount, year=2010, series="average_wage"):
    return {"division": division, "year": year, "series": series, "amount": float(amount)}


def worker(**cells):
    return {"id": "W", "organization": "B", "post": "full_time_worker", "annual_pay": 1000.0} | cells


def paid(code, *wages, organizations=ORGANIZATIONS, **cells):
    tables = {"divisions": DIVISIONS, "organizations": organizations}
    return said(code, workers=[worker(**cells)], wages=wages, **tables) == ["W"]


@pytest.mark.parametrize(
    ("post", "series", "ratio"),
    [
        ("full_time_worker", "average_wage", 1),
        ("community_secretary", "average_wage", 1.5),
        ("village_secretary", "rural_labour_income", 1),
    ],
)
def test_pay_below_floor(post, series, ratio):
    other = {"average_wage": "rural_labour_income"}.get(series, "average_wage")
    wages = [wage("330203", 1000, series=series), wage("330203001", 9000, series=other)]
    assert not paid("F004", *wages, post=post, annual_pay=ratio * 1000)
    assert paid("F004", *wages, post=post, annual_pay=ratio * 1000 - 1)
    assert not paid("F004", *wages, post="reserve", annual_pay=0.0)
    assert not paid("F004", *wages, post=post, annual_pay=None)


def test_benchmark_is_of_the_nearest_division_and_the_latest_year():
    assert paid("F004", wage("330203001", 1001), wage("330203", 1000))
    assert not paid("F004", wage("330203001", 1000), wage("330203", 1001))
    assert paid("F004", wage("330203", 1000, 2009), wage("330203", 1001, 2011))
    assert not paid("F004", wage("330203", 1001, 2009), wage("330203", 1000, 2011))
    assert not paid("F004", wage("330203", 1000, 2011), wage("330203", 1001, 2012))
    assert paid("F004", wage("330203001", 1000, 2012), wage("330203", 1001, 2009))


def test_no_benchmark():
    assert paid("F005")
    assert not paid("F005", wage("3302", 1))
    assert paid("F005", wage("3302", 1, 2012))
    assert paid("F005", wage("3302", 1, series="rural_labour_income"))
    assert paid("F005", wage("3302", 1), organization=None)
    assert not paid("F005", wage("3302", 1), annual_pay=None)
    assert not paid("F005", post="reserve")
    assert not paid("F005", post=None)
    assert not paid("F005", end=DAY)


def test_uncertified_worker():
    assert paid("F006", certified_on=None, post=None)
    assert paid("F006", certified_on=date(2011, 7, 30))
    assert not paid("F006", certified_on=DAY)


def test_uninsured_secretary():
    for post in ("village_secretary", "community_secretary"):
        assert paid("F008", post=post, insured=False)
        assert not paid("F008", post=post, insured=True)
        assert not paid("F008", post=post, insured=None)
    assert not paid("F008", post="full_time_worker", insured=False)


@pytest.mark.parametrize(
    ("granted", "member", "expected"),
    [
        (date(2011, 3, 1), "M", False),
        (date(2011, 2, 28), "M", True),
        (date(2011, 4, 30), "M", False),
        (date(2011, 5, 1), "M", True),
        (date(2011, 7, 30), "M", False),
        (date(2011, 5, 1), "nobody", False),
    ],
)
def test_grant_without_member(granted, member, expected):
    members = [{"id": "M", "organization": "A", "start": date(2011, 3, 1), "end": date(2011, 5, 1)}]
    grants = [{"id": "G", "member": member, "granted_on": granted}]
    assert (said("F007", organizations=ORGANIZATIONS, members=members, grants=grants) == ["G"]) is expected
