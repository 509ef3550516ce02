"""O013, O020: elections, when and how."""

from datetime import date

import polars as pl
import pytest

from regionpb.contract import TABLES
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import Tables
from regionpb.policies import read_policy
from regionpb.rules.organizations.elections import election_overdue, not_directly_elected
from regionpb.rules.runner import run

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)


def overdue(day=DAY, *, elected_on, units=(), **values):
    """The severity of the finding on one organization under the national norms, and the term it shows."""
    row = {"id": "a", "form": "branch", "elected_on": elected_on, **values}
    frames = {
        "organizations": pl.DataFrame([row], schema=TABLES["organizations"].schema),
        "units": pl.DataFrame([*units], schema=TABLES["units"].schema),
    }
    found = run([election_overdue], Snapshot(Tables(frames), day), read_policy("national").at(day)).findings
    return (found["severity"][0], found["values"].str.json_path_match("$.term_years")[0]) if found.height else None


class TestElectionOverdue:
    @pytest.mark.parametrize(
        ("elected_on", "severity"),
        [
            (None, None),
            (date(2008, 7, 30), None),
            (date(2008, 7, 29), None),
            (date(2008, 7, 28), "warning"),
            (date(2007, 7, 29), "warning"),
            (date(2007, 7, 28), "error"),
            (date(1985, 1, 1), "error"),
            (date(2012, 1, 1), None),
        ],
    )
    def test_the_term_lies_before_the_day_and_then_a_further_year(self, elected_on, severity):
        assert overdue(elected_on=elected_on) == ((severity, "3") if severity else None)

    @pytest.mark.parametrize(
        ("form", "term"),
        [
            ("branch", "3"),
            ("joint_branch", "3"),
            ("general_branch", "3"),
            ("joint_general_branch", "3"),
            ("committee", "5"),
            ("working_committee", None),
            ("temporary_committee", None),
            ("temporary_general_branch", None),
            ("temporary_branch", None),
        ],
    )
    def test_each_form_has_its_term(self, form, term):
        assert overdue(elected_on=date(1990, 1, 1), form=form) == (("error", term) if term else None)

    @pytest.mark.parametrize(("years", "severity"), [(0, "error"), (1, "warning"), (2, None), (2**62, None)])
    def test_a_term_of_its_own(self, years, severity):
        found = overdue(elected_on=date(2010, 1, 1), term_years=years)
        assert found == ((severity, str(years)) if severity else None)

    @pytest.mark.parametrize(("day", "late"), [(date(2011, 2, 28), False), (date(2011, 3, 1), True)])
    def test_elected_on_29_february(self, day, late):
        assert bool(overdue(day, elected_on=date(2008, 2, 29))) is late

    @pytest.mark.parametrize(("day", "late"), [(date(2012, 2, 28), False), (date(2012, 2, 29), True)])
    def test_the_day_is_29_february(self, day, late):
        assert bool(overdue(day, elected_on=date(2009, 2, 28))) is late

    @pytest.mark.parametrize("kind", ["village", "community"])
    def test_villages_and_communities_have_five_years_since_2018(self, kind):
        units = [{"id": f"u{n}", "kind": kind, "organization": "a"} for n in range(2)]
        before, since = date(2018, 7, 11), date(2018, 7, 12)
        elected = date(2015, 1, 1)
        assert overdue(before, elected_on=elected, units=units) == ("warning", "3")
        assert overdue(since, elected_on=elected, units=units) is None
        assert overdue(since, elected_on=elected, units=units[:0]) == ("warning", "3")
        assert overdue(since, elected_on=elected, units=units, term_years=3) == ("warning", "3")
        assert overdue(before, elected_on=elected, units=units, form="committee") is None

    @pytest.mark.parametrize(
        "unit", [{"kind": "other"}, {"kind": "village", "end": DAY}, {"kind": "village", "organization": None}]
    )
    def test_other_units_change_nothing(self, unit):
        units = [{"id": "u", "organization": "a", **unit}]
        assert overdue(date(2019, 1, 1), elected_on=date(2015, 1, 1), units=units) == ("warning", "3")

    def test_an_external_one_is_not_asked(self):
        assert overdue(elected_on=date(1990, 1, 1), external=True) is None

    def test_what_only_lengthens_may_be_absent(self, ask):
        rows = [{"id": "a", "form": "branch", "elected_on": date(2008, 7, 28)}]
        terms = {"term_branch": 3, "term_committee": 5, "term_village": 5, "election_grace_years": 1}
        absent = {"organizations": ["term_years", "external"]}
        found = ask(election_overdue, {"organizations": rows}, absent=absent, **terms)
        assert found == {"a": {"elected_on": "2008-07-28", "term_years": 3}}


class TestNotDirectlyElected:
    def found(self, ask, unit, *, hub="other", **values):
        row = {"id": "a", "elected_by": "other", **values}
        tables = {
            "organizations": [row, {"id": "other"}],
            "units": [{"id": "u", "organization": "a", **unit}],
            "regional_units": [{"id": "X", "hub": hub}],
        }
        return ask(not_directly_elected, tables)

    @pytest.mark.parametrize("kind", ["village", "community"])
    def test_of_a_village_or_community(self, ask, kind):
        assert self.found(ask, {"kind": kind}) == {"a": {"elected_by": "other"}}
        assert self.found(ask, {"kind": kind}, elected_by="public_direct") == {}
        assert self.found(ask, {"kind": kind}, elected_by=None) == {}
        assert self.found(ask, {"kind": kind}, external=True) == {}
        assert self.found(ask, {"kind": kind, "end": DAY}) == {}

    def test_of_a_hub(self, ask):
        assert {*self.found(ask, {"kind": "other"}, hub="a")} == {"a"}
        assert {*self.found(ask, {"kind": "village"}, hub="a")} == {"a"}, "one finding for both reasons"
        assert self.found(ask, {"kind": "other"}) == {}

    @pytest.mark.parametrize("table", ["units", "regional_units"])
    def test_without_either_table_it_is_not_checked(self, ask, table):
        tables = {"organizations": [{"id": "a", "elected_by": "other"}], "units": [], "regional_units": []}
        del tables[table]
        assert ask(not_directly_elected, tables) is None
