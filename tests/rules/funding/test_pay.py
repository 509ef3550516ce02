"""F004, F005: what those who work full-time are paid."""

from datetime import date

import pytest

from regionpb.rules.funding.pay import no_benchmark, pay_below_floor

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
DIVISIONS = [
    {"code": "3302", "level": "prefecture"},
    {"code": "330203", "level": "county", "parent": "3302"},
    {"code": "330203100", "level": "township", "parent": "330203"},
    {"code": "330203100201", "level": "village", "parent": "330203100"},
    {"code": "330204", "level": "county", "parent": "3302"},
    {"code": "330205", "level": "county", "parent": "3302", "end": DAY},
]
ORGANIZATIONS = [
    {"id": "village", "division": "330203100201"},
    {"id": "elsewhere", "division": "330205"},
    {"id": "nowhere"},
    {"id": "gone", "division": "330203100201", "end": DAY},
]
RATIOS = {
    "village_secretary_pay_ratio": 1.0,
    "community_secretary_pay_ratio": 1.5,
    "full_time_worker_pay_ratio": 1.0,
}
RURAL, WAGE = "rural_labour_income", "average_wage"


def wage(division="330203", year=2010, series=RURAL, amount=20_000.0):
    return {"division": division, "year": year, "series": series, "amount": amount}


def worker(**row):
    return {"id": "w", "post": "village_secretary", "organization": "village", "annual_pay": 1.0, **row}


class TestPayBelowFloor:
    def found(self, ask, *wages, absent=None, ratios=RATIOS, **row):
        tables = {"divisions": DIVISIONS, "organizations": ORGANIZATIONS, "workers": [worker(**row)], "wages": [*wages]}
        return ask(pay_below_floor, tables, absent=absent, **ratios)

    @pytest.mark.parametrize(
        ("post", "series", "floor"),
        [
            ("village_secretary", RURAL, 20_000.0),
            ("community_secretary", WAGE, 30_000.0),
            ("full_time_worker", WAGE, 20_000.0),
        ],
    )
    def test_the_floor_of_each_post(self, ask, post, series, floor):
        shown = {"post": post, "annual_pay": floor - 0.5, "floor": floor, "series": series}
        shown |= {"benchmark_division": "330203", "year": 2010}
        incomes = [wage(series=RURAL), wage(series=WAGE)]
        assert self.found(ask, *incomes, post=post, annual_pay=floor - 0.5) == {"w": shown}
        assert self.found(ask, *incomes, post=post, annual_pay=floor) == {}
        only_other = [row for row in incomes if row["series"] != series]
        assert self.found(ask, *only_other, post=post) == {}

    @pytest.mark.parametrize("post", ["reserve", None])
    def test_posts_without_a_floor(self, ask, post):
        assert self.found(ask, wage(), wage(series=WAGE), post=post) == {}

    def test_pay_that_is_not_entered(self, ask):
        assert self.found(ask, wage(), annual_pay=None) == {}
        assert self.found(ask, wage(), annual_pay=0.0).keys() == {"w"}

    @pytest.mark.parametrize("division", ["330203100201", "330203100", "330203", "3302"])
    def test_the_nearest_above_counts(self, ask, division):
        order = [row["code"] for row in DIVISIONS[3::-1]]
        farther = [wage(code, amount=9e9) for code in order[order.index(division) + 1 :]]
        found = self.found(ask, wage(division), *farther)
        assert (found["w"]["benchmark_division"], found["w"]["floor"]) == (division, 20_000.0)

    def test_the_nearest_that_has_the_series(self, ask):
        found = self.found(ask, wage("330203100", series=WAGE), wage("3302"))
        assert found["w"]["benchmark_division"] == "3302"

    @pytest.mark.parametrize("division", ["330204", "330205", None, "99"])
    def test_a_division_that_is_not_above_or_not_there(self, ask, division):
        assert self.found(ask, wage(division)) == {}

    @pytest.mark.parametrize(("years", "year"), [([2008, 2009], 2009), ([2011, 2008], 2011), ([2010, 2012], 2010)])
    def test_the_latest_year_that_has_begun(self, ask, years, year):
        assert self.found(ask, *(wage(year=each) for each in years))["w"]["year"] == year

    def test_a_later_year_is_none(self, ask):
        assert self.found(ask, wage(year=2012)) == {}
        assert self.found(ask, wage(year=2012), wage("3302", year=2003))["w"]["benchmark_division"] == "3302"

    @pytest.mark.parametrize("organization", ["elsewhere", "nowhere", "gone", None, "unknown"])
    def test_who_works_nowhere(self, ask, organization):
        assert self.found(ask, wage(), wage("3302"), organization=organization) == {}

    @pytest.mark.parametrize("row", [{"end": DAY}, {"start": AFTER}])
    def test_who_is_no_worker_today(self, ask, row):
        assert self.found(ask, wage(), **row) == {}

    def test_the_parameters(self, ask):
        low = dict.fromkeys(RATIOS, 0.5)
        assert self.found(ask, wage(), annual_pay=10_000.0, ratios=low) == {}
        assert self.found(ask, wage(), annual_pay=9_999.0, ratios=low).keys() == {"w"}

    @pytest.mark.parametrize(
        "need",
        [
            *("workers.post", "workers.organization", "workers.annual_pay", "organizations.division"),
            *("divisions.parent", "wages.division", "wages.year", "wages.series", "wages.amount"),
        ],
    )
    def test_what_it_needs(self, ask, need):
        table, _, column = need.partition(".")
        assert self.found(ask, wage(), absent={table: [column]}) is None


class TestNoBenchmark:
    def found(self, ask, *wages, absent=None, **row):
        tables = {"divisions": DIVISIONS, "organizations": ORGANIZATIONS, "workers": [worker(**row)], "wages": [*wages]}
        return ask(no_benchmark, tables, absent=absent)

    def test_no_income_at_all(self, ask):
        assert self.found(ask) == {"w": {"post": "village_secretary", "series": RURAL, "organization": "village"}}

    @pytest.mark.parametrize("division", ["330203100201", "330203100", "330203", "3302"])
    def test_one_above_applies(self, ask, division):
        assert self.found(ask, wage(division)) == {}

    @pytest.mark.parametrize("change", [{"division": "330204"}, {"series": WAGE}, {"year": 2012}, {"division": None}])
    def test_one_that_does_not(self, ask, change):
        assert self.found(ask, wage(**change)).keys() == {"w"}

    def test_one_of_the_year_itself(self, ask):
        assert self.found(ask, wage(year=2011)) == {}

    @pytest.mark.parametrize("post", ["community_secretary", "full_time_worker"])
    def test_the_series_of_the_post(self, ask, post):
        assert self.found(ask, wage(), post=post)["w"]["series"] == WAGE
        assert self.found(ask, wage(series=WAGE), post=post) == {}

    @pytest.mark.parametrize("post", ["reserve", None])
    def test_posts_without_a_floor(self, ask, post):
        assert self.found(ask, post=post) == {}

    @pytest.mark.parametrize("organization", ["elsewhere", "nowhere", "gone", None, "unknown"])
    def test_to_who_works_nowhere_none_applies(self, ask, organization):
        assert self.found(ask, wage("3302"), organization=organization).keys() == {"w"}

    def test_pay_need_not_be_known(self, ask):
        assert self.found(ask, absent={"workers": ["annual_pay"], "wages": ["amount"]}).keys() == {"w"}

    @pytest.mark.parametrize(
        "need",
        [
            *("workers.post", "workers.organization", "organizations.division", "divisions.parent"),
            *("wages.division", "wages.year", "wages.series"),
        ],
    )
    def test_what_it_needs(self, ask, need):
        table, _, column = need.partition(".")
        assert self.found(ask, absent={table: [column]}) is None

    def test_without_incomes_it_is_not_checked(self, ask):
        tables = {"divisions": DIVISIONS, "organizations": ORGANIZATIONS, "workers": [worker()]}
        assert ask(no_benchmark, tables) is None
